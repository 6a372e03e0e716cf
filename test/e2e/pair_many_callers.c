// One pair used by many functions, by some of them in several ways: the copies are shared.
//
// RUN: %e2e %s
// HEAP: plain=16 O0=0 O2=0
// OUT: 1 4 9 16 25
// OUT: 10 20
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct cell {
  int value;
  int *history;
};

NOINLINE struct cell *cell_new(int value) {
  struct cell *c = malloc(sizeof *c);
  if (!c || !(c->history = calloc(4, sizeof *c->history)))
    abort();
  c->value = value;
  return c;
}

NOINLINE void cell_free(struct cell *c) {
  free(c->history);
  free(c);
}

NOINLINE static int cell_square(struct cell *c) {
  c->history[0] = c->value;
  c->value *= c->value;
  return c->value;
}

NOINLINE static int first(int n) {
  struct cell *c = cell_new(n);
  int result = cell_square(c);
  cell_free(c);
  return result;
}

NOINLINE static int second(int n) {
  struct cell *c = cell_new(n + 1);
  int result = cell_square(c) + c->history[1];
  cell_free(c);
  return result;
}

NOINLINE static int third(int n) {
  struct cell *c = cell_new(n), *d = cell_new(2);
  c->value += d->value;
  int result = cell_square(c);
  cell_free(d);
  cell_free(c);
  return result;
}

NOINLINE int fourth(int n) {
  int result = 0;
  for (int i = 0; i < n; i++) {
    struct cell *c = cell_new(4);
    result += cell_square(c);
    cell_free(c);
  }
  return result;
}

NOINLINE int fifth(int n) {
  struct cell *c = cell_new(4 + n);
  int result = n > 0 ? cell_square(c) : 0;
  cell_free(c);
  return result;
}

int main(void) {
  volatile int one = 1;
  printf("%d %d %d %d %d\n", first(one), second(one), third(one), fourth(one), fifth(one));
  struct cell *ten = cell_new(10 * one), *twenty = cell_new(ten->value * 2);
  printf("%d %d\n", ten->value, twenty->value);
  cell_free(twenty);
  cell_free(ten);
}
