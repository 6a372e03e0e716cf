// Go: escape_iface.go, method values. A method bound to its receiver is {function, receiver}: bound and
// called here, passed to a function that calls it, and put where it outlives the receiver's frame.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=1 O2=1
// OUT: 3
// OUT: 12
// OUT: 101
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct counter {
  int n, step;
};

struct bound {
  int (*method)(struct counter *receiver);
  struct counter *receiver;
};

NOINLINE int next(struct counter *c) { return c->n += c->step; }

NOINLINE struct bound bind(struct counter *c) { return (struct bound){next, c}; }

NOINLINE int call(struct bound b) { return b.method(b.receiver); }

NOINLINE int here(void) {
  struct counter *c = calloc(1, sizeof *c);
  c->step = 3;
  struct bound b = bind(c);
  int result = b.method(b.receiver);
  free(c);
  return result;
}

NOINLINE int passed(void) {
  struct counter *c = calloc(1, sizeof *c);
  struct bound *b = malloc(sizeof *b);
  c->step = 4;
  *b = bind(c);
  call(*b);
  call(*b);
  int result = call(*b);
  free(b);
  free(c);
  return result;
}

static struct bound later;

NOINLINE void kept(void) { // kept
  struct counter *c = malloc(sizeof *c);
  c->n = 100;
  c->step = 1;
  later = bind(c);
}

int main(void) {
  printf("%d\n", here());
  printf("%d\n", passed());
  kept();
  printf("%d\n", call(later));
  free(later.receiver);
}
