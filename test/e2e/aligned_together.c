// Whether several blocks are aligned is asked at once: that says nothing but what it asks. The twin asks for more.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=2 O2=2
// OUT: 78
// OUT: 78
// OUT: 21
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static int product(int n) {
  int *x = malloc(48), *y = malloc(48), *z = malloc(24), sum = 0;
  if (!x || !y || !z || ((uintptr_t)x | (uintptr_t)y) % 16 || (uintptr_t)z % 8) {
    free(x);
    free(y);
    free(z);
    return -1;
  }
  for (int i = 0; i < 12; i++) {
    x[i] = n;
    y[i] = i;
  }
  for (int i = 0; i < 6; i++)
    z[i] = x[i] * y[2 * i + 1 - n];
  for (int i = 0; i < 6; i++)
    sum += z[i] + n * i;
  free(x);
  free(y);
  free(z);
  return sum + 33 * n;
}

__attribute__((noinline)) static int low_half(int n) {
  int *x = malloc(8), *y = malloc(8), sum = -1;
  if (x && y) {
    uintptr_t both = (uintptr_t)x | (uintptr_t)y;
    *x = n;
    *y = 2 * n;
    sum = *x + *y + (both % 16 != 0) + (both / 4096 == 0);
  }
  free(x);
  free(y);
  return sum;
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("%d\n", product(1));
  printf("%d\n", product(1));
  printf("%d\n", low_half(7));
}
