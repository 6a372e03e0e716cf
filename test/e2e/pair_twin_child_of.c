// A constructor that hangs the new object into another one that it is given: what that one is decides. Below
// a global object it stays on the heap, below a local one it need not: 3 stay.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=3 O2=3
// OUT: local 2 children, newest 11
// OUT: global 1 children, newest 5
// OUT: adopted 21
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct widget {
  struct widget *parent, *children, *sibling;
  int id;
};

static struct widget screen;

NOINLINE struct widget *widget_new(struct widget *parent, int id) {
  struct widget *w = malloc(sizeof *w);
  if (!w)
    abort();
  w->parent = parent;
  w->children = w->sibling = NULL;
  w->id = id;
  if (parent) {
    w->sibling = parent->children;
    parent->children = w;
  }
  return w;
}

NOINLINE void widget_free(struct widget *w) {
  for (struct widget *child = w->children, *next; child; child = next) {
    next = child->sibling;
    widget_free(child);
  }
  free(w);
}

NOINLINE static int count(const struct widget *w) {
  int n = 0;
  for (const struct widget *child = w->children; child; child = child->sibling)
    n++;
  return n;
}

NOINLINE static void local(int id) {
  struct widget *top = widget_new(NULL, id);
  widget_new(top, id + 1);
  struct widget *second = widget_new(top, id + 1);
  printf("local %d children, newest %d\n", count(top), top->children->id);
  second->id = second->parent->id;
  widget_free(top);
}

NOINLINE static void global(int id) {
  struct widget *w = widget_new(&screen, id); // kept
  printf("global %d children, newest %d\n", count(w->parent), screen.children->id);
}

// Made below a local one, and moved to the global one. The local one's address was in it some time, and order
// does not count: both are kept.
NOINLINE static void adopted(int id) {
  struct widget *top = widget_new(NULL, id), *w = widget_new(top, id + 1); // kept
  top->children = NULL;
  w->parent = &screen;
  w->sibling = screen.children;
  screen.children = w;
  widget_free(top);
  printf("adopted %d\n", screen.children->id);
}

int main(void) {
  volatile int ten = 10;
  local(ten);
  global(ten / 2);
  adopted(2 * ten);
  while (screen.children) {
    struct widget *w = screen.children;
    screen.children = w->sibling;
    widget_free(w);
  }
}
