// One pointer variable for two objects, one after the other and one or the other.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=2 O2=2
// OUT: 1 2
// OUT: 3 40
// OUT: 11
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void one_after_the_other(void) {
  int *p = malloc(sizeof *p);
  *p = 1;
  int first = *p;
  free(p);
  p = malloc(sizeof *p);
  *p = 2;
  printf("%d %d\n", first, *p);
  free(p);
}

NOINLINE int one_or_the_other(int large) {
  int *p = large ? calloc(10, sizeof *p) : malloc(sizeof *p);
  p[large ? 9 : 0] = large ? 40 : 3;
  int result = p[0] + (large ? p[9] : 0);
  free(p);
  return result;
}

int *volatile global;

// Both are kept: the variable lets go whichever it holds.
NOINLINE void one_escapes(void) {
  int *p = malloc(sizeof *p);
  *p = 5;
  int *q = malloc(sizeof *q);
  *q = 6;
  for (int i = 0; i < 2; i++)
    global = i ? p : q;
  printf("%d\n", *p + *q);
  free(p);
  free(q);
}

int main(void) {
  one_after_the_other();
  printf("%d ", one_or_the_other(0));
  printf("%d\n", one_or_the_other(1));
  one_escapes();
  int *last = malloc(sizeof *last);
  *last = 0;
  int result = *last;
  free(last);
  return result;
}
