// Comparing pointers keeps nothing: with each other, for order, with a global.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=1 O2=1
// OUT: 0 1 1
// OUT: 10
// OUT: 0
// OUT: 1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

int *global;

NOINLINE void equal(void) {
  int *a = malloc(sizeof *a), *b = malloc(sizeof *b), *c = b;
  *a = *b = 1;
  printf("%d %d %d\n", a == b, b == c, a != c);
  free(a);
  free(b);
}

NOINLINE int ordered(void) {
  int *begin = calloc(10, sizeof *begin), *end = begin + 10, n = 0;
  for (int *p = begin; p < end; p++)
    n += 1 + *p;
  n = n == end - begin ? n : -1;
  free(begin);
  return n;
}

NOINLINE int with_global(void) {
  int *p = malloc(sizeof *p);
  *p = 1;
  int same = p == global;
  free(p);
  return same;
}

NOINLINE int kept_and_compared(void) { // kept
  int *p = malloc(sizeof *p);
  *p = 1;
  global = p;
  return p == global;
}

int main(void) {
  equal();
  printf("%d\n", ordered());
  printf("%d\n", with_global());
  printf("%d\n", kept_and_compared());
  free(global);
}
