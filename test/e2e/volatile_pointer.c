// A volatile local is memory like any other; a volatile global is not ours.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=1 O2=1
// OUT: 1
// OUT: 2
// OUT: 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int volatile_variable(void) {
  int *volatile p = malloc(sizeof *p);
  *p = 1;
  int result = *p;
  free(p);
  return result;
}

NOINLINE int volatile_object(void) {
  volatile int *p = malloc(sizeof *p);
  *p = 1;
  *p += 1;
  int result = *p;
  free((void *)p);
  return result;
}

int *volatile global;

NOINLINE int volatile_global(void) { // kept
  global = malloc(sizeof(int));
  *global = 3;
  int result = *global;
  free(global);
  return result;
}

int main(void) {
  printf("%d\n", volatile_variable());
  printf("%d\n", volatile_object());
  printf("%d\n", volatile_global());
}
