// A constructor that hands out a global object for a common value and a new one for others; the destructor
// knows the difference. Nothing stays on the heap but what lazily() makes to keep (1).
//
// RUN: %e2e %s
// HEAP: plain=4 O0=1 O2=1
// OUT: 0 7 0, shared 1
// OUT: 1 1 8, shared 1
// OUT: 9
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct number {
  int value;
};

static struct number zero = {0};
static struct number *cached_one;

NOINLINE struct number *number_of(int value) {
  if (value == 0)
    return &zero;
  struct number *n = malloc(sizeof *n);
  if (!n)
    abort();
  n->value = value;
  return n;
}

NOINLINE void number_free(struct number *n) {
  if (n != &zero)
    free(n);
}

NOINLINE static void with_zero(int seven) {
  struct number *a = number_of(seven - 7), *b = number_of(seven), *c = number_of(a->value);
  printf("%d %d %d, shared %d\n", a->value, b->value, c->value, a == c);
  number_free(a);
  number_free(b);
  number_free(c);
}

// The second object with a certain value is the first one again: it outlives everything.
NOINLINE struct number *lazily(int value) {
  if (value != 1)
    return number_of(value);
  if (!cached_one)
    cached_one = number_of(1);
  return cached_one;
}

NOINLINE void lazily_free(struct number *n) {
  if (n != cached_one)
    number_free(n);
}

NOINLINE static void with_one(int one) {
  struct number *a = lazily(one), *b = lazily(one), *c = lazily(one + 7);
  printf("%d %d %d, shared %d\n", a->value, b->value, c->value, a == b);
  lazily_free(a);
  lazily_free(b);
  lazily_free(c);
}

int main(void) {
  volatile int one = 1;
  with_zero(7 * one);
  with_one(one);
  struct number *again = lazily(one), *eight = lazily(8 * one);
  printf("%d\n", again->value + eight->value);
  lazily_free(again);
  lazily_free(eight);
  free(cached_one);
}
