// One field escapes, its neighbours and the structure do not: the fields are told apart, in the function and
// in a callee.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=2 O2=2
// OUT: 1 2 3
// OUT: 4 5 6
// OUT: 2 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct trio {
  int *first, *second, *third;
};

int *kept[2];

NOINLINE void here(void) {
  struct trio *t = malloc(sizeof *t);
  t->first = malloc(sizeof(int));
  t->second = malloc(sizeof(int)); // kept
  t->third = malloc(sizeof(int));
  *t->first = 1;
  *t->second = 2;
  *t->third = 3;
  kept[0] = t->second;
  printf("%d %d %d\n", *t->first, *t->second, *t->third);
  free(t->first);
  free(t->third);
  free(t);
}

NOINLINE void keep_second(const struct trio *t) { kept[1] = t->second; }

NOINLINE void in_a_callee(void) {
  struct trio t = {malloc(sizeof(int)), malloc(sizeof(int)), malloc(sizeof(int))};
  *t.first = 4;
  *t.second = 5;
  *t.third = 6;
  keep_second(&t);
  printf("%d %d %d\n", *t.first, *t.second, *t.third);
  free(t.first);
  free(t.third);
}

int main(void) {
  volatile int zero = 0;
  here();
  in_a_callee();
  int **copy = malloc(sizeof *copy);
  *copy = kept[zero];
  printf("%d %d\n", **copy, *kept[1]);
  free(copy);
  free(kept[0]);
  free(kept[1]);
}
