// Sizes that no memory can have, or that wrap around: the constructor sees NULL where malloc and calloc
// give it, and a block as small as the wrapped size where it does not look.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=0 O2=0
// OUT: 3 numbers: 1 2 3
// OUT: 4611686018427387904 numbers: none
// OUT: 4611686018427387906 numbers: none
// OUT: 3 zeroes: 0
// OUT: 4611686018427387904 zeroes: none
// OUT: 9223372036854775807 zeroes: none
// OUT: wrapped to 8 bytes: 5
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct numbers {
  size_t count;
  int *values;
};

NOINLINE struct numbers *numbers_new(size_t count, int zeroed) {
  struct numbers *n = malloc(sizeof *n);
  if (!n)
    return NULL;
  if (zeroed)
    n->values = calloc(count, sizeof *n->values);
  else
    n->values = count > SIZE_MAX / sizeof *n->values ? NULL : malloc(count * sizeof *n->values);
  if (!n->values) {
    free(n);
    return NULL;
  }
  n->count = count;
  return n;
}

NOINLINE void numbers_free(struct numbers *n) {
  if (n)
    free(n->values);
  free(n);
}

NOINLINE static void count_up(size_t count) {
  struct numbers *n = numbers_new(count, 0);
  if (n) {
    for (size_t i = 0; i < n->count; i++)
      n->values[i] = (int)i + 1;
    printf("%zu numbers: %d %d %d\n", count, n->values[0], n->values[1], n->values[2]);
  } else {
    printf("%zu numbers: none\n", count);
  }
  numbers_free(n);
}

// A function of its own, lest the compiler see that the block is not needed and assume that there was memory.
NOINLINE static int any_of_three(const int *values) { return values[0] | values[1] | values[2]; }

NOINLINE static void zeroes(size_t count) {
  struct numbers *n = numbers_new(count, 1);
  if (n)
    printf("%zu zeroes: %d\n", count, any_of_three(n->values));
  else
    printf("%zu zeroes: none\n", count);
  numbers_free(n);
}

// No check at all: SIZE_MAX / 4 + 3 ints are 8 bytes.
NOINLINE int *careless_new(size_t count) { return malloc(count * sizeof(int)); }
NOINLINE void careless_free(int *p) { free(p); }

NOINLINE static void wrapped(size_t count) {
  int *two = careless_new(count);
  if (!two)
    return;
  two[0] = 2;
  two[1] = 3;
  printf("wrapped to 8 bytes: %d\n", two[0] + two[1]);
  careless_free(two);
}

int main(void) {
  volatile size_t counts[] = {3, SIZE_MAX / 4 + 1, SIZE_MAX / 4 + 3, SIZE_MAX / 2};
  count_up(counts[0]);
  count_up(counts[1]);
  count_up(counts[2]);
  zeroes(counts[0]);
  zeroes(counts[1]);
  zeroes(counts[3]);
  wrapped(counts[2]);
}
