// A constructor over posix_memalign, which hands out memory through a parameter itself. Nothing stays on
// the heap.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: 0 0, sum 120
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct samples {
  float *left, *right;
};

NOINLINE int samples_new(struct samples **out) {
  struct samples *s = malloc(sizeof *s);
  if (!s)
    return -1;
  void *left = NULL, *right = NULL;
  if (posix_memalign(&left, 32, 16 * sizeof(float)) != 0 ||
      posix_memalign(&right, 32, 16 * sizeof(float)) != 0) {
    free(left);
    free(s);
    return -1;
  }
  s->left = left;
  s->right = right;
  *out = s;
  return 0;
}

NOINLINE void samples_free(struct samples *s) {
  free(s->left);
  free(s->right);
  free(s);
}

NOINLINE static void fill(struct samples *s, int step) {
  for (int i = 0; i < 16; i++) {
    s->left[i] = (float)(i * step);
    s->right[i] = 0;
  }
}

NOINLINE static void sum(int step) {
  struct samples *s;
  if (samples_new(&s) != 0)
    return;
  fill(s, step);
  float result = 0;
  for (int i = 0; i < 16; i++)
    result += s->left[i] + s->right[i];
  printf("%d %d, sum %d\n", (int)((uintptr_t)s->left % 32), (int)((uintptr_t)s->right % 32), (int)result);
  samples_free(s);
}

int main(void) {
  volatile int one = 1;
  sum(one);
}
