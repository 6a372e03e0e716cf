// One call of the destructor that ends different objects, one after the other; another that meets ours or
// one from the heap.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=1 O2=1
// OUT: 8
// OUT: picked 4 of 4 and 5
// OUT: picked 50 of 6 and 50
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct coin {
  int value;
};

static struct coin *treasure;

NOINLINE struct coin *coin_new(int value) {
  struct coin *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->value = value;
  return c;
}

NOINLINE void coin_free(struct coin *c) { free(c); }

NOINLINE static void in_an_array(int three) {
  struct coin *coins[2];
  coins[0] = coin_new(three);
  coins[1] = coin_new(three + 2);
  printf("%d\n", coins[0]->value + coins[1]->value);
  for (int i = 0; i < 2; i++)
    coin_free(coins[i]);
}

NOINLINE static void one_of_two(int value) {
  struct coin *a = coin_new(value), *b = coin_new(value + 1);
  struct coin *smaller = a->value < b->value ? a : b, *larger = smaller == a ? b : a;
  printf("picked %d of %d and %d\n", smaller->value, a->value, b->value);
  coin_free(smaller);
  coin_free(larger);
}

// The larger one is released here: our own, or the global one.
NOINLINE static void ours_or_global(int value) {
  struct coin *ours = coin_new(value), *larger = ours->value > treasure->value ? ours : treasure;
  printf("picked %d of %d and %d\n", larger->value, ours->value, treasure->value);
  if (larger == treasure) {
    treasure = NULL;
    coin_free(ours);
  }
  coin_free(larger);
}

int main(void) {
  volatile int three = 3;
  in_an_array(three);
  one_of_two(three + 1);
  treasure = coin_new(50); // kept
  ours_or_global(2 * three);
  coin_free(treasure);
}
