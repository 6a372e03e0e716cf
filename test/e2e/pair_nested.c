// An object that holds two buffers; its destructor releases all three, and takes NULL as well.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=0 O2=0
// OUT: 1 2 3 4 5 6 7 8
// OUT: rotated by 3: 4 5 6 7 8 1 2 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct permutation {
  int *order;
  long *steps;
  int count;
};

NOINLINE void permutation_free(struct permutation *p) {
  if (!p)
    return;
  free(p->order);
  free(p->steps);
  free(p);
}

NOINLINE struct permutation *permutation_new(int count) {
  struct permutation *p = malloc(sizeof *p);
  if (!p)
    return NULL;
  p->order = malloc(8 * sizeof *p->order);
  p->steps = calloc(8, sizeof *p->steps);
  if (!p->order || !p->steps) {
    permutation_free(p);
    return NULL;
  }
  p->count = count;
  for (int i = 0; i < count; i++)
    p->order[i] = i + 1;
  return p;
}

NOINLINE static void print(const struct permutation *p) {
  for (int i = 0; i < p->count; i++)
    printf("%d%s", p->order[i], i + 1 < p->count ? " " : "\n");
}

NOINLINE static void rotate(struct permutation *p, int by) {
  for (int i = 0; i < p->count; i++) {
    p->steps[i] += by;
    p->order[i] = (int)((i + p->steps[i]) % p->count) + 1;
  }
}

NOINLINE static void in_order(int count) {
  struct permutation *p = permutation_new(count);
  print(p);
  permutation_free(p);
}

NOINLINE static void rotated(int count, int by) {
  struct permutation *p = permutation_new(count);
  rotate(p, by);
  printf("rotated by %ld: ", p->steps[count - 1]);
  print(p);
  permutation_free(p);
}

int main(void) {
  volatile int eight = 8, three = 3;
  in_order(eight);
  rotated(eight, three);
  permutation_free(NULL);
}
