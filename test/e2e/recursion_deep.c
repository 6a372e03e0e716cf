// Promotion must not be the reason for a stack overflow: 100,000 levels fit into 8 MiB when a frame holds
// some 80 bytes. Big objects of recursive functions stay on the heap, whether the cycle is direct or not.
//
// RUN: %e2e %s
// HEAP: plain=300002 O0=300001 O2=300001
// OUT: 5000050000
// OUT: 100001 100000
// OUT: 65000
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE long direct(int depth) {
  if (depth == 0)
    return 0;
  volatile long *cell = malloc(200 * sizeof *cell);
  cell[199] = depth;
  long below = direct(depth - 1);
  below += cell[199];
  free((void *)cell);
  return below;
}

NOINLINE int odd(int depth);

NOINLINE int even(int depth) {
  volatile char *text = malloc(1000);
  text[999] = 1;
  int below = depth == 0 ? 0 : odd(depth - 1);
  below += text[999];
  free((void *)text);
  return below;
}

NOINLINE int odd(int depth) {
  volatile char *text = malloc(500);
  text[499] = 0;
  int below = depth == 0 ? 0 : even(depth - 1) - text[499] + 1;
  free((void *)text);
  return below;
}

// Through a pointer: the cycle is not in sight of a call graph of direct calls.
static int (*volatile step)(int);

NOINLINE int indirect(int depth) {
  volatile char *text = malloc(2000);
  text[1999] = 1;
  int below = depth == 1 ? 0 : step(depth - 1);
  below += text[1999];
  free((void *)text);
  return below;
}

NOINLINE long leaf(void) { // not recursive: promoted
  volatile char *text = malloc(65000);
  long n = 0;
  for (int i = 0; i < 65000; i++)
    text[i] = 1;
  for (int i = 0; i < 65000; i++)
    n += text[i];
  free((void *)text);
  return n;
}

int main(void) {
  step = indirect;
  printf("%ld\n", direct(100000));
  printf("%d %d\n", even(100000), indirect(100000));
  printf("%ld\n", leaf());
}
