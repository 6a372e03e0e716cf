// seeds.md row 10: a size that is a variable, but always the same number, folds to a constant. One that comes
// from outside does not, and gets a guarded slot.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: 45
// OUT: 19
// OUT: 55 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int folds(void) {
  int n = 10, sum = 0;
  int *numbers = malloc((size_t)n * sizeof *numbers);
  for (int i = 0; i < n; i++)
    numbers[i] = i;
  for (int i = n - 1; i >= 0; i--)
    sum += numbers[i];
  free(numbers);
  return sum;
}

static inline int *make(size_t count) { return calloc(count, sizeof(int)); }

NOINLINE int folds_after_inlining(void) {
  int *numbers = make(20);
  numbers[19] = 19;
  int result = numbers[0] + numbers[19];
  free(numbers);
  return result;
}

NOINLINE int truly_dynamic(volatile int *length) {
  int n = *length, sum = 0;
  int *numbers = malloc((size_t)n * sizeof *numbers);
  for (int i = 0; i < n; i++)
    numbers[i] = i + 1;
  for (int i = n - 1; i >= 0; i--)
    sum += numbers[i];
  free(numbers);
  return sum;
}

int main(void) {
  int ten = 10, five = 5;
  printf("%d\n", folds());
  printf("%d\n", folds_after_inlining());
  int sum = truly_dynamic(&ten);
  printf("%d %d\n", sum, truly_dynamic(&five) / 3);
}
