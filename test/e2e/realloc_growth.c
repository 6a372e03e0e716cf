// A buffer that grows: its first memory is on the stack, and so is what it is given as long as it fits into a slot.
//
// RUN: %e2e %s
// HEAP: plain=13 O0=1 O2=1
// OUT: 1275
// OUT: 6
// OUT: 4950 kept
// OUT: 8 8
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int grows(volatile int *limit) {
  size_t capacity = 4, length = 0;
  int *numbers = malloc(capacity * sizeof *numbers), sum = 0;
  for (int i = 1; i <= *limit; i++) {
    if (length == capacity)
      numbers = realloc(numbers, (capacity *= 2) * sizeof *numbers);
    numbers[length++] = i;
  }
  for (size_t i = 0; i < length; i++)
    sum += numbers[i];
  free(numbers);
  return sum;
}

// From nothing: the usual form of it. Its objects are made of one another: kept.
NOINLINE int grows_from_null(volatile int *limit) {
  size_t capacity = 0, length = 0;
  int *numbers = NULL, sum = 0;
  for (int i = 0; i < *limit; i++) {
    if (length == capacity) {
      capacity = capacity ? 2 * capacity : 4;
      int *more = realloc(numbers, capacity * sizeof *more);
      if (!more)
        break;
      numbers = more;
    }
    numbers[length++] = i;
  }
  for (size_t i = 0; i < length; i++)
    sum += numbers[i];
  free(numbers);
  return sum;
}

NOINLINE void neighbour(void) {
  int *n = malloc(sizeof *n);
  *n = 8;
  int *m = n;
  printf("%d %d\n", *n, *m);
  free(m);
}

int main(void) {
  int fifty = 50, three = 3, hundred = 100;
  printf("%d\n", grows(&fifty));
  printf("%d\n", grows(&three));
  printf("%d kept\n", grows_from_null(&hundred));
  neighbour();
}
