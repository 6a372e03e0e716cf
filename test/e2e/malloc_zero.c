// malloc(0) yields a pointer of its own each time, not null and different from all others in use.
//
// RUN: %e2e %s
// HEAP: plain=14 O0=0 O2=0
// OUT: different: 1 1 1, null: 0
// OUT: 10 different addresses
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void some(void) {
  char *a = malloc(0), *b = malloc(0), *c = calloc(0, 4), *d = malloc(1);
  volatile uintptr_t x = (uintptr_t)a, y = (uintptr_t)b, z = (uintptr_t)c, u = (uintptr_t)d;
  printf("different: %d %d %d, null: %d\n", x != y, x != z && y != z, x != u && y != u && z != u,
         x == 0 || y == 0 || z == 0);
  free(a);
  free(b);
  free(c);
  free(d);
}

NOINLINE void many(volatile int *ten) { // kept: ten at a time
  void *all[10];
  int different = 0, n = *ten;
  for (int i = 0; i < n; i++)
    all[i] = malloc(0);
  for (int i = 0; i < n; i++) {
    int unique = 1;
    for (int j = 0; j < i; j++)
      unique &= all[i] != all[j];
    different += unique;
  }
  for (int i = 0; i < n; i++)
    free(all[i]);
  printf("%d different addresses\n", different);
}

int main(void) {
  some();
  int ten = 10;
  many(&ten);
}
