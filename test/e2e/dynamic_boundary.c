// A guarded slot of 256 bytes: what fits is on the stack, what does not is malloc's, and each byte asked for is
// there and stays apart from the neighbours'.
//
// RUN: %e2e %s
// HEAP: plain=20 O0=8 O2=8
// OUT: 0: 1
// OUT: 1: 1
// OUT: 255: 1
// OUT: 256: 1
// OUT: 257: 1
// OUT: 10000: 1
// OUT: zeroed 1 1 1 1
// OUT: overflow 1 1 1
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

static volatile size_t sizes[] = {0, 1, 255, 256, 257, 10000};

static int is_filled(const volatile unsigned char *memory, size_t size, unsigned char value) {
  for (size_t i = 0; i < size; i++)
    if (memory[i] != value)
      return 0;
  return 1;
}

static void fill(volatile unsigned char *memory, size_t size, unsigned char value) {
  for (size_t i = 0; i < size; i++)
    memory[i] = value;
}

NOINLINE int two_of(size_t size) {
  unsigned char *one = malloc(size), *other = malloc(size);
  if (!one || !other)
    return 0;
  fill(one, size, 1);
  fill(other, size, 2);
  int good = one != other && is_filled(one, size, 1) && is_filled(other, size, 2);
  free(one);
  free(other);
  return good;
}

// The frame is full of what was there before.
NOINLINE int zeroed(size_t count) {
  int good = 1;
  for (int round = 0; round < 2; round++) {
    unsigned char *memory = calloc(count, 5);
    good &= memory && is_filled(memory, count * 5, 0);
    fill(memory, count * 5, 0xff);
    free(memory);
  }
  return good;
}

NOINLINE int overflows(size_t count, size_t size) {
  void *volatile memory = calloc(count, size);
  int failed = memory == NULL;
  free(memory);
  return failed;
}

int main(void) {
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    printf("%zu: %d\n", sizes[i], two_of(sizes[i]));
  printf("zeroed %d %d %d %d\n", zeroed(sizes[1]), zeroed(sizes[1] + 50), zeroed(sizes[2] / 4), zeroed(sizes[4]));
  printf("overflow %d %d %d\n", overflows(SIZE_MAX / 4 + sizes[1], 4), overflows(SIZE_MAX / 2 + 2, 2 * sizes[1]),
         overflows(sizes[3], SIZE_MAX));
}
