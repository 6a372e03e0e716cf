// Alignment by hand: the block's own address is kept in front of the aligned part, and found there again for the
// release. And a program that checks malloc's alignment.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=2 O2=2
// OUT: 7 7
// OUT: 0 0 0
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static



__attribute__((noinline)) static int use(size_t size) {
  void *raw = malloc(size + sizeof(void *) + 63);
  if (!raw)
    return 0;
  void **memory = (void **)(((uintptr_t)raw + sizeof(void *) + 63) & ~(uintptr_t)63);
  memory[-1] = raw;
  assert((uintptr_t)memory % 64 == 0);
  memset(memory, 7, size);
  int result = ((char *)memory)[size - 1] == 7 ? 7 : 0;
  free(((void **)memory)[-1]);
  return result;
}

NOINLINE int checked(size_t size) {
  char *memory = malloc(size);
  assert(((uintptr_t)memory & 15) == 0);
  memset(memory, 1, size);
  int result = (int)((uintptr_t)memory % 16) + memory[0] - memory[size - 1];
  free(memory);
  return result;
}

int main(void) {
  volatile size_t small = 100, large = 4000;
  printf("%d %d\n", use(small), use(large));
  printf("%d %d %d\n", checked(small), checked(large), checked(small / 7));
}
