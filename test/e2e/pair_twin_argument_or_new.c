// A constructor that returns its argument if there is one, and makes an object otherwise: the result may be
// anything that the caller had. Only the global one stays on the heap (1).
//
// RUN: %e2e %s
// HEAP: plain=3 O0=1 O2=1
// OUT: 6, same 0
// OUT: 12, same 1
// OUT: 40 on the frame, same 1
// OUT: global 99, same 1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct context {
  int depth;
};

static struct context *shared;

NOINLINE struct context *context_or_new(struct context *given, int depth) {
  if (given) {
    given->depth += depth;
    return given;
  }
  struct context *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->depth = depth;
  return c;
}

NOINLINE void context_free(struct context *c) { free(c); }

NOINLINE static void fresh(int depth) {
  struct context *c = context_or_new(NULL, depth);
  printf("%d, same %d\n", c->depth, c == shared);
  context_free(c);
}

NOINLINE static void again(int depth) {
  struct context *c = context_or_new(NULL, depth), *d = context_or_new(c, depth);
  printf("%d, same %d\n", d->depth, c == d);
  context_free(d);
}

NOINLINE static void frame(int depth) {
  struct context local = {depth}, *c = context_or_new(&local, 10);
  printf("%d on the frame, same %d\n", c->depth, c == &local);
  if (c != &local)
    context_free(c);
}

NOINLINE static void global(int depth) {
  shared = context_or_new(NULL, depth);
  struct context *c = context_or_new(shared, 90);
  printf("global %d, same %d\n", c->depth, c == shared);
  shared = NULL;
  context_free(c);
}

int main(void) {
  volatile int six = 6;
  fresh(six);
  again(six);
  frame(5 * six);
  global(six + 3);
}
