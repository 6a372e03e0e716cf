// Go: escape_level.go. Indirection to the third level: what a function does with p, *p, **p and ***p are four
// different things. Each helper lets one level go; the levels above it stay in the frame.
//
// RUN: %e2e %s
// HEAP: plain=20 O0=10 O2=10
// OUT: 1
// OUT: 2
// OUT: 3
// OUT: 4
// OUT: 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

void *kept;

NOINLINE int keep_none(int ***p) { return ***p; }
NOINLINE void keep_level_0(int ***p) { kept = p; }
NOINLINE void keep_level_1(int ***p) { kept = *p; }
NOINLINE void keep_level_2(int ***p) { kept = **p; }

// A chain of three objects and a number at its end.
#define CHAIN(N)                                                                                             \
  int ****top = malloc(sizeof *top), ***p = malloc(sizeof *p), **q = malloc(sizeof *q),                      \
      *r = malloc(sizeof *r);                                                                                \
  *top = p, *p = q, *q = r, *r = N

NOINLINE int level_none(void) {
  CHAIN(1);
  int result = keep_none(*top);
  free(***top);
  free(**top);
  free(*top);
  free(top);
  return result;
}

NOINLINE int level_0(void) { // p, q and r are kept, top is not
  CHAIN(2);
  keep_level_0(p);
  free(top);
  return *r;
}

NOINLINE int level_1(void) { // q and r are kept
  CHAIN(3);
  keep_level_1(*top);
  int result = ****top;
  free(p);
  free(top);
  return result;
}

NOINLINE int level_2(void) { // r is kept
  CHAIN(4);
  keep_level_2(p);
  free(q);
  free(p);
  int result = *r;
  free(top);
  return result;
}

NOINLINE int level_deep(void) { // all four by the way of a global
  CHAIN(5);
  static int ****global;
  global = top;
  int result = ****global;
  kept = global;
  return result;
}

int main(void) {
  printf("%d\n", level_none());
  printf("%d\n", level_0());
  free(**(int ***)kept);
  free(*(int ***)kept);
  free(kept);
  printf("%d\n", level_1());
  free(*(int **)kept);
  free(kept);
  printf("%d\n", level_2());
  free(kept);
  printf("%d\n", level_deep());
  free(***(int ****)kept);
  free(**(int ****)kept);
  free(*(int ****)kept);
  free(kept);
}
