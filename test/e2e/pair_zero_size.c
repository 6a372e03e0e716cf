// Objects of no bytes, and of a size that may be 0: they have addresses, which differ, and are not NULL.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=0 O2=0
// OUT: 0 0: not null 1, apart 1
// OUT: 0 3: not null 1, apart 1
// OUT: 3 0: not null 1, apart 1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

NOINLINE char *bytes_new(size_t count) {
  char *b = malloc(count);
  for (size_t i = 0; b && i < count; i++)
    b[i] = (char)i;
  return b;
}

NOINLINE void bytes_free(char *b) { free(b); }

NOINLINE static void two(size_t first, size_t second) {
  char *a = bytes_new(first), *b = bytes_new(second);
  printf("%zu %zu: not null %d, apart %d\n", first, second, a != NULL && b != NULL, a != b);
  bytes_free(a);
  bytes_free(b);
}

int main(void) {
  volatile size_t none = 0, three = 3;
  two(none, none);
  two(none, three);
  two(three, none);
}
