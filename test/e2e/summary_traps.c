// Reduced from miscompiles found by fuzzing and review: what a callee stores must reach its caller's view of
// memory. In each function the object is kept, because a global gets it by a way that only the callee knows.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=7 O2=7
// OUT: 1 2 3 4 5 6 7
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

struct node {
  long value;
  struct node *a, *b;
};

static struct node *kept[7], foreign[3];
struct node *volatile shown = &foreign[0];

NOINLINE struct node *new_node(struct node *p, long value) {
  *p = (struct node){value, NULL, NULL};
  return p;
}

NOINLINE void use_stack(void) { // overwrites what a dead frame left behind
  volatile char garbage[1024];
  for (int i = 0; i < 1024; i++)
    garbage[i] = 'X';
}

// One of several pointers at an unknown index is stored in another of them.
NOINLINE void copy_link(struct node **v, int to, int from) { v[to]->a = v[from]->a; }

NOINLINE void unknown_index(volatile int *one) {
  struct node *z = malloc(sizeof *z);
  new_node(z, 1);
  struct node x = {0}, y = {0, z, NULL}, *v[] = {&x, &y};
  copy_link(v, *one - 1, *one);
  kept[0] = x.a;
}

// The same between variable arguments.
NOINLINE void copy_among(int count, ...) {
  va_list arguments;
  va_start(arguments, count);
  struct node *to = va_arg(arguments, struct node *), *from = va_arg(arguments, struct node *);
  va_end(arguments);
  to->a = from->a;
}

NOINLINE void variable_arguments(void) {
  struct node *z = malloc(sizeof *z);
  new_node(z, 2);
  struct node x = {0}, y = {0, z, NULL};
  copy_among(2, &x, &y);
  kept[1] = x.a;
}

// Copied as a whole.
NOINLINE void copy_all_among(int count, ...) {
  va_list arguments;
  va_start(arguments, count);
  struct node *to = va_arg(arguments, struct node *), *from = va_arg(arguments, struct node *);
  va_end(arguments);
  if (to != from)
    memcpy(to, from, sizeof *to);
}

NOINLINE void copied_arguments(void) {
  struct node *z = malloc(sizeof *z);
  new_node(z, 7);
  struct node x = {0}, y = {0, z, NULL};
  copy_all_among(2, &x, &y);
  kept[6] = x.a;
}

// A callback is given a pointer that its caller's caller does not know: a global's, or the caller's own.
NOINLINE void link_to(struct node *target, struct node *x) { x->a = target; }
NOINLINE void call_with_global(void (*f)(struct node *, struct node *), struct node *x) { f(shown, x); }

NOINLINE void foreign_argument(void) {
  struct node x = {0}, *p = malloc(sizeof *p);
  new_node(p, 3);
  call_with_global(link_to, &x);
  x.a->b = p;
  kept[2] = foreign[0].b;
}

NOINLINE void call_with_own(void (*f)(struct node *, struct node *), struct node *x) {
  static struct node *last;
  struct node *own = malloc(sizeof *own);
  new_node(own, 0);
  last = own;
  f(own, x);
  kept[3] = (struct node *)last;
}

NOINLINE void local_argument(void) {
  struct node x = {0};
  call_with_own(link_to, &x);
  x.a->value = 4;
}

// A number becomes a pointer in the callee's memory.
NOINLINE void store_through(unsigned long number, struct node *p) {
  union {
    unsigned long number;
    struct node *pointer;
  } u = {number};
  u.pointer->a = p;
}

NOINLINE void number_argument(volatile unsigned long *address) {
  struct node *p = malloc(sizeof *p);
  new_node(p, 5);
  store_through(*address, p);
}

// A function pointer in a packed constant table does not begin where a granule does.
static void keep_it(struct node *p) { kept[5] = p; }
static const struct __attribute__((packed)) {
  int kind;
  void (*call)(struct node *);
} table = {1, keep_it};

NOINLINE void packed_table(void) {
  struct node *p = malloc(sizeof *p);
  new_node(p, 6);
  table.call(p);
}

int main(void) {
  int one = 1;
  unsigned long address = (unsigned long)&foreign[1];
  unknown_index(&one);
  variable_arguments();
  foreign_argument();
  local_argument();
  number_argument(&address);
  kept[4] = foreign[1].a;
  packed_table();
  copied_arguments();
  use_stack();
  for (int i = 0; i < 7; i++)
    printf("%ld%c", kept[i]->value, i < 6 ? ' ' : '\n');
}
