// Two slots of different size that are never alive together, and one realloc that is given either: what it copies
// depends on which it is, so their addresses must differ.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=4 O2=4
// OUT: 256 7
// OUT: 63 5
// OUT: 256 7
// OUT: 63 5
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) static void either(volatile int *large, volatile size_t *size) {
  char *memory;
  if (*large) {
    memory = malloc(257);
    memset(memory, 7, 257);
  } else {
    memory = malloc(64);
    memset(memory, 5, 64);
  }
  size_t last = *large ? 256 : 63;
  memory = realloc(memory, *size);
  printf("%zu %d\n", last, memory[last]);
  free(memory);
}

int main(void) {
  volatile int yes = 1, no = 0;
  volatile size_t size = 300;
  either(&yes, &size);
  either(&no, &size);
  either(&yes, &size);
  either(&no, &size);
}
