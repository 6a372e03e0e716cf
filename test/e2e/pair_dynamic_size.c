// A constructor whose buffer has the size that its caller asks for. Up to 256 bytes, the default limit for
// sizes that are variables, it lies in the frame of the caller; larger ones stay on the heap, and one
// destructor sees both. 64 ints are 256 bytes.
//
// RUN: %e2e %s
// HEAP: plain=14 O0=3 O2=3
// OUT: 1 of 1
// OUT: 2080 of 64
// OUT: 2145 of 65
// OUT: 500500 of 1000
// OUT: 2016 of 63
// OUT: two 210 5050
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct vec {
  size_t length;
  int *items;
};

NOINLINE struct vec *vec_new(size_t length) {
  struct vec *v = malloc(sizeof *v);
  if (!v)
    return NULL;
  v->items = malloc(length * sizeof *v->items);
  if (!v->items) {
    free(v);
    return NULL;
  }
  v->length = length;
  return v;
}

NOINLINE void vec_free(struct vec *v) {
  free(v->items);
  free(v);
}

NOINLINE static void vec_count(struct vec *v) {
  for (size_t i = 0; i < v->length; i++)
    v->items[i] = (int)i + 1;
}

NOINLINE static int vec_sum(const struct vec *v) {
  int sum = 0;
  for (size_t i = 0; i < v->length; i++)
    sum += v->items[i];
  return sum;
}

// The sizes of a loop's rounds change: in the frame, on the heap, and back.
NOINLINE static void each(const volatile size_t *lengths, int count) {
  for (int i = 0; i < count; i++) {
    struct vec *v = vec_new(lengths[i]);
    if (!v)
      return;
    vec_count(v);
    printf("%d of %zu\n", vec_sum(v), v->length);
    vec_free(v);
  }
}

// A small one and a large one at the same time.
NOINLINE static void two(size_t small, size_t large) {
  struct vec *a = vec_new(small), *b = vec_new(large);
  if (!a || !b)
    return;
  vec_count(a);
  vec_count(b);
  printf("two %d %d\n", vec_sum(a), vec_sum(b));
  vec_free(a);
  vec_free(b);
}

int main(void) {
  volatile size_t lengths[] = {1, 64, 65, 1000, 63, 20, 100};
  each(lengths, 5);
  two(lengths[5], lengths[6]);
}
