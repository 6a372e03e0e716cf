// A constructor with any number of arguments. It stays on the heap: variadic functions are not
// cloned.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=4 O2=4
// OUT: 3: 10 20 30
// OUT: 1: 5
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct tuple {
  int count;
  int *values;
};

NOINLINE struct tuple *tuple_of(int count, ...) {
  struct tuple *t = malloc(sizeof *t);
  if (!t || !(t->values = malloc(8 * sizeof *t->values)))
    abort();
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++)
    t->values[i] = va_arg(arguments, int);
  va_end(arguments);
  t->count = count;
  return t;
}

NOINLINE void tuple_free(struct tuple *t) {
  free(t->values);
  free(t);
}

NOINLINE static void print(const struct tuple *t) {
  printf("%d:", t->count);
  for (int i = 0; i < t->count; i++)
    printf(" %d", t->values[i]);
  printf("\n");
}

NOINLINE static void three(int ten) {
  struct tuple *t = tuple_of(3, ten, 2 * ten, 3 * ten);
  print(t);
  tuple_free(t);
}

NOINLINE static void single(int five) {
  struct tuple *t = tuple_of(1, five);
  print(t);
  tuple_free(t);
}

int main(void) {
  volatile int five = 5;
  three(2 * five);
  single(five);
}
