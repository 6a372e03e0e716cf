// seeds.md row 10: a size that is a variable in the source, but only ever one number. It folds in unoptimised code
// too. The twins: a variable that is set twice, one whose address is taken, a parameter. (Those are
// too large for a guarded slot.)
//
// RUN: %e2e %s
// HEAP: plain=6 O0=3 O2=3
// OUT: 45 6 7 8 9 10
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int sum_of_ten(void) {
  int n = 10, sum = 0;
  int *a = malloc(n * sizeof *a);
  for (int i = 0; i < n; i++)
    a[i] = i;
  for (int i = 0; i < n; i++)
    sum += a[i];
  free(a);
  return sum;
}

NOINLINE int counted(void) {
  size_t n = 2;
  int *a = calloc(n + 1, sizeof *a);
  a[2] = 6;
  int result = a[2];
  free(a);
  return result;
}

NOINLINE char shifted(void) {
  unsigned n = 3;
  volatile char *a = malloc(1u << n);
  a[7] = 7;
  char result = a[7];
  free((void *)a);
  return result;
}

NOINLINE int set_twice(volatile int *eight) { // kept
  int n = 1;
  if (*eight)
    n = *eight;
  volatile char *a = malloc((size_t)n * 100);
  a[n - 1] = (char)n;
  int result = a[n - 1];
  free((void *)a);
  return result;
}

NOINLINE void set_to_nine(int *n) { *n = 9; }

NOINLINE int set_elsewhere(void) { // kept
  int n = 1;
  set_to_nine(&n);
  volatile char *a = malloc((size_t)n * 100);
  a[n - 1] = (char)n;
  int result = a[n - 1];
  free((void *)a);
  return result;
}

NOINLINE int parameter(int n) { // kept
  volatile char *a = malloc((size_t)n * 100);
  a[n - 1] = (char)n;
  int result = a[n - 1];
  free((void *)a);
  return result;
}

int main(int argc, char **argv) {
  int eight = 8;
  (void)argv;
  printf("%d %d %d ", sum_of_ten(), counted(), shifted());
  printf("%d %d %d\n", set_twice(&eight), set_elsewhere(), parameter(argc + 9));
}
