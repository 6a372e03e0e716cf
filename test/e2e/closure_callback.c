// Callbacks with a context, as C programs write them: the same higher-order function is called with a
// callback that keeps its context and with one that does not. Each caller is judged by the callback it
// passes.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=2 O2=2
// OUT: 285
// OUT: 9
// OUT: kept 4
// OUT: twice 40
// OUT: unknown 6
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

typedef void visitor(void *context, int value);

NOINLINE void each(int limit, visitor *visit, void *context) {
  for (int i = 0; i < limit; i++)
    visit(context, i);
}

NOINLINE void twice(void (*f)(void *), void *environment) {
  f(environment);
  f(environment);
}

static void add_square(void *context, int value) { *(int *)context += value * value; }

static void remember_largest(void *context, int value) {
  int *largest = context;
  if (value > *largest)
    *largest = value;
}

static int *kept;
static void keep(void *context, int value) {
  kept = context;
  *kept = value;
}

static void twofold(void *environment) { *(int *)environment *= 2; }

visitor *volatile unknown = add_square;

NOINLINE int squares(void) {
  int *sum = calloc(1, sizeof *sum);
  each(10, add_square, sum);
  int result = *sum;
  free(sum);
  return result;
}

NOINLINE int largest(void) {
  int *n = calloc(1, sizeof *n);
  each(10, remember_largest, n);
  int result = *n;
  free(n);
  return result;
}

NOINLINE void keeps(void) { // kept
  int *n = calloc(1, sizeof *n);
  each(5, keep, n);
}

NOINLINE int apply(void) {
  int *n = malloc(sizeof *n);
  *n = 10;
  twice(twofold, n);
  int result = *n;
  free(n);
  return result;
}

NOINLINE int called_by_pointer(void) { // kept: any function may be behind it
  int *n = malloc(sizeof *n);
  *n = 1;
  each(3, unknown, n);
  int result = *n;
  free(n);
  return result;
}

int main(void) {
  printf("%d\n", squares());
  printf("%d\n", largest());
  keeps();
  printf("kept %d\n", *kept);
  free(kept);
  printf("twice %d\n", apply());
  printf("unknown %d\n", called_by_pointer());
}
