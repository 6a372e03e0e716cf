// seeds.md row 1: the address of the result is returned, so add() cannot keep the result in its frame: its
// caller can. add_here() is inlined, and promoted like anything that its caller makes itself.
//
// RUN: %e2e %s
// HEAP: plain=2 O0=0 O2=0
// OUT: 3
// OUT: 7
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static int *add(int x, int y) {
  int *result = malloc(sizeof *result);
  if (!result)
    abort();
  *result = x + y;
  return result;
}

__attribute__((always_inline)) static inline int *add_here(int x, int y) {
  int *result = malloc(sizeof *result);
  if (!result)
    abort();
  *(volatile int *)result = x + y;
  return result;
}

int main(void) {
  int *returned = add(1, 2);
  printf("%d\n", *returned);
  free(returned);

  int *promoted = add_here(3, 4);
  printf("%d\n", *(volatile int *)promoted);
  free(promoted);
  return 0;
}
