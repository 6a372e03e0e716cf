// A ring buffer with its storage in one object, used and dropped; its twin holds pointers to objects that
// outlive the iteration which made them.
//
// RUN: %e2e %s
// PASS: pool-size=0
// HEAP: plain=22 O0=20 O2=20
// OUT: 4950
// OUT: 190
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct ring {
  unsigned head, tail;
  int slots[8];
};

NOINLINE int of_values(void) {
  struct ring *ring = calloc(1, sizeof *ring);
  int sum = 0;
  for (int i = 0; i < 100; i++) {
    ring->slots[ring->head++ % 8] = i;
    if (ring->head - ring->tail == 8)
      while (ring->head != ring->tail)
        sum += ring->slots[ring->tail++ % 8];
  }
  while (ring->head != ring->tail)
    sum += ring->slots[ring->tail++ % 8];
  free(ring);
  return sum;
}

struct pointer_ring {
  unsigned head, tail;
  int *slots[4];
};

NOINLINE int of_pointers(void) {
  struct pointer_ring *ring = calloc(1, sizeof *ring);
  int sum = 0;
  for (int i = 0; i < 20; i++) {
    int *value = malloc(sizeof *value); // kept
    *value = i;
    ring->slots[ring->head++ % 4] = value;
    if (ring->head - ring->tail == 4) {
      int *oldest = ring->slots[ring->tail++ % 4];
      sum += *oldest;
      free(oldest);
    }
  }
  while (ring->head != ring->tail) {
    int *oldest = ring->slots[ring->tail++ % 4];
    sum += *oldest;
    free(oldest);
  }
  free(ring); // promoted: the ring itself stays here
  return sum;
}

int main(void) {
  printf("%d\n", of_values());
  printf("%d\n", of_pointers());
}
