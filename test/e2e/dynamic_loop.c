// One guarded slot for all rounds of a loop, with a big object in between; and the twin that has to keep its
// objects apart, in several slots.
//
// RUN: %e2e %s
// HEAP: plain=2004 O0=5 O2=0
// OUT: 4995
// OUT: 496500 1
// OUT: 0 1 2 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

// 995 rounds with little, 5 with much.
NOINLINE long rounds(volatile int *count) {
  long sum = 0;
  for (int i = 0; i < *count; i++) {
    size_t size = i % 200 == 0 ? 1000 : (size_t)(i % 200 + 1);
    unsigned char *memory = malloc(size);
    memory[size - 1] = 5;
    sum += memory[size - 1];
    free(memory);
  }
  return sum - 5;
}

// Zeroed in each round.
NOINLINE long zeroed_rounds(volatile int *count, int *clean) {
  long sum = 0;
  *clean = 1;
  for (int i = 0; i < *count; i++) {
    size_t length = (size_t)(i % 31 + 1);
    int *memory = calloc(length, sizeof *memory);
    for (size_t k = 0; k < length; k++)
      *clean &= memory[k] == 0;
    memory[length - 1] = i;
    sum += memory[length - 1];
    free(memory);
  }
  return sum - 3000;
}

// All of them are in use at the end: kept.
NOINLINE void collected(volatile int *count) {
  int *list[4];
  for (int i = 0; i < *count; i++) {
    list[i] = malloc((size_t)*count);
    *list[i] = i;
  }
  for (int i = 0; i < 4; i++)
    printf("%d%c", *list[i], i < 3 ? ' ' : '\n');
  for (int i = 0; i < 4; i++)
    free(list[i]);
}

int main(void) {
  volatile int thousand = 1000, four = 4;
  int clean;
  printf("%ld\n", rounds(&thousand));
  long sum = zeroed_rounds(&thousand, &clean);
  printf("%ld %d\n", sum, clean);
  collected(&four);
}
