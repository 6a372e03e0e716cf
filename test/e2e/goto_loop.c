// Loops made of goto, one of them with two entries. What counts is whether an older object is still in use
// when the allocation runs again.
//
// RUN: %e2e %s
// PASS: pool-size=0
// HEAP: plain=30 O0=10 O2=10
// OUT: 45
// OUT: 65
// OUT: 36 45
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int simple(int n) {
  int i = 0, sum = 0;
again:;
  int *cell = malloc(sizeof *cell);
  *cell = i;
  sum += *cell;
  free(cell);
  if (++i < n)
    goto again;
  return sum;
}

NOINLINE int two_entries(int n) {
  int i = 0, sum = 0;
  int *cell = malloc(sizeof *cell);
  *cell = 20;
  if (n & 1)
    goto middle;
top:
  cell = malloc(sizeof *cell);
  *cell = i;
middle:
  sum += *cell;
  free(cell);
  if (i++ < n)
    goto top;
  return sum;
}

NOINLINE void carried(volatile int *limit) { // kept: `older` is read after the next object was made
  int i = 0, sum = 0, total = 0;
  int *older = NULL;
again:;
  int *cell = malloc(sizeof *cell);
  *cell = i;
  total += *cell;
  if (older)
    sum += *older;
  free(older);
  older = cell;
  if (++i < *limit)
    goto again;
  free(older);
  printf("%d %d\n", sum, total);
}

int main(void) {
  printf("%d\n", simple(10));
  printf("%d\n", two_entries(9));
  int ten = 10;
  carried(&ten);
}
