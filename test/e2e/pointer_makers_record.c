// A function that makes an object is called through a pointer in a record on the stack: one that another function
// has filled in is followed, one that came as a parameter and was stored there is not known here.
//
// RUN: %e2e %s
// HEAP: plain=2 O0=1 O2=1
// OUT: filled 3
// OUT: passed 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct operations {
  int *(*make)(int);
};

struct state {
  const struct operations *operations;
  int made;
};

NOINLINE int *make_pair(int n) {
  int *pair = malloc(2 * sizeof *pair);
  pair[0] = n;
  pair[1] = n + 1;
  return pair;
}

NOINLINE void fill(struct operations *o) { o->make = make_pair; }

NOINLINE void count(struct state *s) { s->made++; }

NOINLINE int use_passed(const struct operations *o, int n) {
  struct state s = {o, 0};
  count(&s);
  int *pair = s.operations->make(n);
  int sum = pair[0] + pair[1];
  free(pair);
  return sum;
}

int main(int argc, char **argv) {
  struct operations o;
  (void)argv;
  fill(&o);
  int *pair = o.make(argc);
  printf("filled %d\n", pair[0] + pair[1]);
  free(pair);
  printf("passed %d\n", use_passed(&o, argc));
  return 0;
}
