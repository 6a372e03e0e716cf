// Reference counts: the release happens in whichever call comes last. Counted by hand, the objects never
// leave the frame; the one that a global holds on to does.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=2 O2=2
// OUT: shared by 2: blue
// OUT: shared by 1: blue
// OUT: global green, 2 users
// OUT: global green, 1 users
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct color {
  int references;
  const char *name;
};

struct brush {
  struct color *color;
};

static struct color *background;

NOINLINE struct color *color_new(const char *name) {
  struct color *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->references = 1;
  c->name = name;
  return c;
}

NOINLINE struct color *color_ref(struct color *c) {
  c->references++;
  return c;
}

NOINLINE void color_unref(struct color *c) {
  if (--c->references == 0)
    free(c);
}

NOINLINE static struct brush *brush_new(struct color *c) {
  struct brush *b = malloc(sizeof *b);
  if (!b)
    abort();
  b->color = color_ref(c);
  return b;
}

NOINLINE static void brush_free(struct brush *b) {
  color_unref(b->color);
  free(b);
}

NOINLINE static void local(const char *name) {
  struct color *c = color_new(name);
  struct brush *b = brush_new(c);
  printf("shared by %d: %s\n", c->references, b->color->name);
  brush_free(b);
  printf("shared by %d: %s\n", c->references, c->name);
  color_unref(c);
}

NOINLINE static void global(const char *name) {
  struct color *c = color_new(name); // kept
  background = color_ref(c);
  color_unref(c);
  c = background;
  struct brush *b = brush_new(c);
  printf("global %s, %d users\n", b->color->name, background->references);
  brush_free(b);
}

int main(void) {
  local("blue");
  global("green");
  printf("global %s, %d users\n", background->name, background->references);
  struct color *unused = color_new("none"); // kept: a global takes it
  color_unref(background);
  background = unused;
  color_unref(background);
}
