// An iterator object made, used and released in each round of a loop; inside it another one over a part.
//
// RUN: %e2e %s
// HEAP: plain=13 O0=0 O2=0
// OUT: 1 sums to 10
// OUT: 2 sums to 20
// OUT: 3 sums to 30
// OUT: pairs 27
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct range {
  int first, last, step;
};

struct iter {
  const struct range *range;
  int at;
};

NOINLINE struct iter *iter_new(const struct range *range) {
  struct iter *it = malloc(sizeof *it);
  if (!it)
    abort();
  it->range = range;
  it->at = range->first;
  return it;
}

NOINLINE int iter_next(struct iter *it, int *value) {
  if (it->at > it->range->last)
    return 0;
  *value = it->at;
  it->at += it->range->step;
  return 1;
}

NOINLINE void iter_free(struct iter *it) { free(it); }

NOINLINE static void sums(int rounds) {
  for (int i = 1; i <= rounds; i++) {
    struct range range = {i, 4 * i, i};
    struct iter *it = iter_new(&range);
    int value, sum = 0;
    while (iter_next(it, &value))
      sum += value;
    printf("%d sums to %d\n", i, sum);
    iter_free(it);
  }
}

// Two iterators at a time, and a way out in the middle.
NOINLINE static int pairs(int last) {
  struct range range = {1, last, 1};
  int sum = 0, a, b;
  struct iter *outer = iter_new(&range);
  while (iter_next(outer, &a)) {
    struct iter *inner = iter_new(&range);
    while (iter_next(inner, &b)) {
      if (b > a)
        break;
      sum += a == b ? 1 : 0;
    }
    iter_free(inner);
    if (a == 5) {
      struct iter *rest = iter_new(&range);
      while (iter_next(rest, &b))
        sum += b > 5 ? b : 0;
      iter_free(rest);
    }
  }
  iter_free(outer);
  return sum;
}

int main(void) {
  volatile int three = 3, last = 8;
  sums(three);
  printf("pairs %d\n", pairs(last) - 2);
}
