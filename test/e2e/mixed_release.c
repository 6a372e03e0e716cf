// One release for memory of several kinds: the heap's, a buffer's, ours. What is promoted must not reach
// free, and what is not must.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=3 O2=3
// OUT: 9 99 7
// OUT: 30 31
// OUT: 1 2 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

// A buffer in the frame for short input, the heap for long.
NOINLINE int with_buffer(int n) { // a guarded slot inside a guard of the program
  char buffer[16], *p = buffer;
  if (n > 16)
    p = malloc((size_t)n);
  for (int i = 0; i < n; i++)
    p[i] = (char)i;
  int last = p[n - 1];
  if (p != buffer)
    free(p);
  return last;
}

NOINLINE int with_constant_buffer(int large) {
  char buffer[16], *p = large ? malloc(64) : buffer;
  for (int i = 0; i < 16; i++)
    p[i] = 7;
  int last = p[15];
  if (p == buffer)
    last += 0;
  else
    free(p);
  return last;
}

int *kept;

// free() gets our object or one that a global knows.
NOINLINE int either(int which) {
  int *local = malloc(sizeof *local), *other = malloc(sizeof *other);
  kept = other; // kept
  *local = 30;
  *other = 31;
  int *chosen = which ? other : local, *rest = which ? local : other;
  int result = *chosen;
  free(chosen);
  free(rest);
  return result;
}

NOINLINE int reuse(int *given) { // main made what is released first, and it is kept; the second one goes
  int result = *given;
  free(given);
  given = malloc(sizeof *given);
  *given = result;
  result = *given;
  free(given);
  return result;
}

int main(void) {
  printf("%d %d ", with_buffer(10), with_buffer(100));
  printf("%d\n", with_constant_buffer(1));
  printf("%d ", either(0));
  printf("%d\n", either(1));
  int *given = malloc(sizeof *given);
  kept = given;
  *given = 1;
  int one = reuse(given);
  int *a = malloc(sizeof *a);
  *a = 2;
  printf("%d %d %d\n", one, *a, with_constant_buffer(0) - 4);
  free(a);
}
