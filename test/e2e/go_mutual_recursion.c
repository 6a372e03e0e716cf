// Go: escape5.go and escape_calls.go. Summaries of functions that call each other come from a fix-point. The
// first pair keeps nothing; in the second one a pointer leaks at the third turn.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=1 O2=1
// OUT: 1 0
// OUT: 55
// OUT: 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int is_odd(const int *n, int depth);
NOINLINE int is_even(const int *n, int depth) { return *n == depth ? 1 : is_odd(n, depth + 1); }
NOINLINE int is_odd(const int *n, int depth) { return *n == depth ? 0 : is_even(n, depth + 1); }

NOINLINE void parity(void) {
  int *n = malloc(sizeof *n);
  *n = 10;
  int even = is_even(n, 0);
  *n = 11;
  printf("%d %d\n", even, is_even(n, 0));
  free(n);
}

NOINLINE int *add_up(int *sum, int n) {
  if (n == 0)
    return sum;
  *sum += n;
  return add_up(sum, n - 1);
}

NOINLINE int summed(void) {
  int *sum = calloc(1, sizeof *sum);
  int result = *add_up(sum, 10);
  free(sum);
  return result;
}

int *kept;

// The parameters change places at each call, so each of them may be the one that is kept.
NOINLINE void turn(int *a, int *b, int *c, int n) {
  if (n == 0)
    kept = a;
  else
    turn(b, c, a, n - 1);
}

NOINLINE void leaks_in_turn(void) {
  int x = 1, y = 2, *z = malloc(sizeof *z);
  *z = 3;
  turn(&x, &y, z, 2);
}

int main(void) {
  parity();
  printf("%d\n", summed());
  leaks_in_turn();
  printf("%d\n", *kept);
  free(kept);
}
