// 100,000 levels of small functions whose small objects move: each level needs little more stack than before, so
// that 8 MiB are still enough. Through direct calls, a cycle of two functions, and a pointer.
//
// RUN: %e2e %s
// STACK: 8192
// HEAP: plain=300003 O0=0 O2=0
// OUT: 5000050000
// OUT: 100001
// OUT: 5000050000
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE long direct(long depth) {
  volatile long *cell = malloc(sizeof *cell);
  *cell = depth;
  long sum = depth ? direct(depth - 1) + *cell : 0;
  free((void *)cell);
  return sum;
}

NOINLINE long odd(long depth);

NOINLINE long even(long depth) {
  volatile long *cell = malloc(3 * sizeof *cell);
  cell[2] = 1;
  long sum = depth ? odd(depth - 1) + cell[2] : 1;
  free((void *)cell);
  return sum;
}

NOINLINE long odd(long depth) {
  volatile char *flag = malloc(1);
  *flag = 1;
  long sum = depth ? even(depth - 1) + *flag : 1;
  free((void *)flag);
  return sum;
}

static long (*volatile step)(long);

NOINLINE long indirect(long depth) {
  volatile long *cell = malloc(sizeof *cell);
  *cell = depth;
  long sum = depth ? step(depth - 1) + *cell : 0;
  free((void *)cell);
  return sum;
}

int main(void) {
  step = indirect;
  printf("%ld\n", direct(100000));
  printf("%ld\n", even(100000));
  printf("%ld\n", indirect(100000));
}
