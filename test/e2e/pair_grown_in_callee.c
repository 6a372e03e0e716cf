// A vector that a callee moves to a larger block by hand: malloc, memcpy, free. At that time both blocks
// live. Nothing stays on the heap, each call of grow() being one place.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=0 O2=0
// OUT: 3 values of 4: 1 4 9
// OUT: 6 values of 16: sum 91
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct vector {
  int *items;
  int count, capacity;
};

NOINLINE void vector_init(struct vector *v) {
  v->items = malloc(4 * sizeof *v->items);
  if (!v->items)
    abort();
  v->count = 0;
  v->capacity = 4;
}

NOINLINE void vector_grow(struct vector *v, int capacity) {
  int *larger = malloc((size_t)capacity * sizeof *larger);
  if (!larger)
    abort();
  memcpy(larger, v->items, (size_t)v->count * sizeof *larger);
  free(v->items);
  v->items = larger;
  v->capacity = capacity;
}

NOINLINE void vector_release(struct vector *v) { free(v->items); }

NOINLINE static void square_into(struct vector *v, int n) {
  if (v->count < v->capacity)
    v->items[v->count++] = n * n;
}

NOINLINE static void stays_small(int n) {
  struct vector v;
  vector_init(&v);
  for (int i = 1; i <= n; i++)
    square_into(&v, i);
  printf("%d values of %d: %d %d %d\n", v.count, v.capacity, v.items[0], v.items[1], v.items[2]);
  vector_release(&v);
}

NOINLINE static void grows(int n) {
  struct vector v;
  vector_init(&v);
  vector_grow(&v, 8);
  square_into(&v, 1);
  vector_grow(&v, 16);
  for (int i = 2; i <= n; i++)
    square_into(&v, i);
  vector_grow(&v, v.capacity);
  int sum = 0;
  for (int i = 0; i < v.count; i++)
    sum += v.items[i];
  printf("%d values of %d: sum %d\n", v.count, v.capacity, sum);
  vector_release(&v);
}

int main(void) {
  volatile int three = 3;
  stays_small(three);
  grows(2 * three);
}
