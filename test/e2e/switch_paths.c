// Objects made and released on different arms of a switch, with falling through.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=1 O2=1
// OUT: 10 22 33 44 0
// OUT: 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

int *kept;

NOINLINE int run(int command) {
  int *a = NULL, *b = NULL, result = 0;
  switch (command) {
  case 0:
    a = malloc(sizeof *a);
    *a = 10;
    result = *a;
    break;
  case 1:
    a = malloc(sizeof *a);
    *a = 20;
    /* falls through */
  case 2:
    b = malloc(2 * sizeof *b);
    b[1] = a ? 2 : 33;
    result = (a ? *a : 0) + b[1];
    break;
  case 3:
    a = malloc(sizeof *a);
    b = malloc(sizeof *b);
    *a = *b = 22;
    result = *a + *b;
    free(b);
    b = NULL;
    break;
  case 4:
    kept = malloc(sizeof *kept);
    *kept = 5;
    break;
  default:
    break;
  }
  free(a);
  free(b);
  return result;
}

int main(void) {
  for (int i = 0; i < 5; i++)
    printf(i < 4 ? "%d " : "%d\n", run(i));
  printf("%d\n", *kept);
  free(kept);
}
