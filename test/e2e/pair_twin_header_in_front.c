// A constructor that hides a header in front of what it returns; the destructor steps back to release it.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=2 O2=2
// OUT: 6 numbers, sum 15
// OUT: 100 numbers, sum 4950
// OUT: 3 and 5 numbers
// OUT: kept 1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct header {
  size_t count, check;
};

static int *kept;

// The size is a variable; 256 bytes are the default limit for that.
NOINLINE int *numbers_new(size_t count) {
  struct header *h = malloc(sizeof *h + count * sizeof(int));
  if (!h)
    abort();
  h->count = count;
  h->check = ~count;
  return (int *)(h + 1);
}

NOINLINE static size_t numbers_count(const int *numbers) {
  const struct header *h = (const struct header *)numbers - 1;
  return h->check == ~h->count ? h->count : 0;
}

NOINLINE void numbers_free(int *numbers) {
  if (numbers)
    free((struct header *)numbers - 1);
}

NOINLINE static void sum(size_t count) {
  int *numbers = numbers_new(count), result = 0;
  for (size_t i = 0; i < count; i++)
    numbers[i] = (int)i;
  for (size_t i = 0; i < numbers_count(numbers); i++)
    result += numbers[i];
  printf("%zu numbers, sum %d\n", numbers_count(numbers), result);
  numbers_free(numbers);
}

NOINLINE static void two(size_t count) {
  int *a = numbers_new(count), *b = numbers_new(count + 2);
  printf("%zu and %zu numbers\n", numbers_count(a), numbers_count(b));
  numbers_free(b);
  numbers_free(a);
}

NOINLINE static void keep(size_t count) {
  int *numbers = numbers_new(count); // kept: there is a pointer to its middle
  kept = numbers + 1;
}

int main(void) {
  volatile size_t count = 6;
  sum(count);
  sum(100);
  two(count / 2);
  keep(count);
  *kept = 1;
  printf("kept %d\n", *kept);
  numbers_free(kept - 1);
  numbers_free(NULL);
}
