// Memory that realloc may move stays on the heap; its neighbour does not.
//
// RUN: %e2e %s
// HEAP: plain=6
// OUT: 1275
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

NOINLINE void neighbour(void) {
  int *n = malloc(sizeof *n);
  *n = 8;
  int *m = n;
  printf("%d %d\n", *n, *m);
  free(m);
}

int main(void) {
  int fifty = 50;
  printf("%d\n", grows(&fifty));
  neighbour();
}
