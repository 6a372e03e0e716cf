// One constructor called at several places of a function whose objects live at the same time: each needs
// memory of its own. The same call in a loop makes do with one.
//
// RUN: %e2e %s
// HEAP: plain=14 O0=0 O2=0
// OUT: 3 + 4 = 7, all apart: 1
// OUT: 285
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct number {
  long value;
};

NOINLINE struct number *number_new(long value) {
  struct number *n = malloc(sizeof *n);
  if (!n)
    abort();
  n->value = value;
  return n;
}

NOINLINE void number_free(struct number *n) { free(n); }

NOINLINE struct number *number_add(const struct number *a, const struct number *b) {
  struct number *sum = malloc(sizeof *sum);
  if (!sum)
    abort();
  sum->value = a->value + b->value;
  return sum;
}

NOINLINE static void add(long x, long y) {
  struct number *a = number_new(x), *b = number_new(y), *sum = number_add(a, b);
  printf("%ld + %ld = %ld, all apart: %d\n", a->value, b->value, sum->value, a != b && b != sum && a != sum);
  number_free(a);
  number_free(b);
  number_free(sum);
}

NOINLINE static long sum_of_squares(long count) {
  struct number *base = number_new(0);
  for (long i = 1; i < count; i++) {
    struct number *square = number_new(i * i);
    base->value += square->value;
    number_free(square);
  }
  struct number *copy = number_new(base->value);
  long result = copy->value;
  number_free(base);
  number_free(copy);
  return result;
}

int main(void) {
  volatile long three = 3, ten = 10;
  add(three, 4);
  printf("%ld\n", sum_of_squares(ten));
}
