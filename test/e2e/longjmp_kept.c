// A function that calls setjmp is left alone: its locals after longjmp are not what the IR says. A function
// that longjmp leaves for good is an ordinary one: nobody can reach its objects afterwards.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=1 O2=1
// OUT: after 3 tries
// OUT: 24
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

static jmp_buf back;

NOINLINE void with_setjmp(void) { // kept
  int *volatile tries = malloc(sizeof *tries);
  *tries = 0;
  setjmp(back);
  if (++*tries < 3)
    longjmp(back, 1);
  printf("after %d tries\n", *tries);
  free(tries);
}

NOINLINE void fails(int depth, int *sum) {
  volatile int *cell = malloc(sizeof *cell);
  *cell = depth;
  *sum += *cell;
  if (depth == 4)
    longjmp(back, depth);
  fails(depth + 1, sum);
  *sum += *cell;
  free((void *)cell);
}

int main(void) {
  with_setjmp();
  static int sum;
  if (setjmp(back) == 0)
    fails(1, &sum);
  if (setjmp(back) == 0)
    fails(2, &sum);
  printf("%d\n", sum + 5);
}
