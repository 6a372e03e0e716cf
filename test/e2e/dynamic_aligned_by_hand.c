// Alignment by hand: the block's own address is kept in front of the aligned part, and found there again for the
// release; the alignment may be a parameter of functions that allocate and release. And a program that checks
// malloc's alignment.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=4 O2=4
// OUT: 7 7
// OUT: 0 0 0
// OUT: 120 120 120 1
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int use(size_t size) {
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

NOINLINE void *aligned_new(size_t size, size_t alignment) {
  char *raw = malloc(size + alignment + sizeof(void *));
  if (!raw)
    return NULL;
  uintptr_t memory = ((uintptr_t)raw + sizeof(void *) + alignment - 1) & ~(uintptr_t)(alignment - 1);
  ((void **)memory)[-1] = raw;
  return (void *)memory;
}

NOINLINE void aligned_delete(void *memory) {
  if (memory)
    free(((void **)memory)[-1]);
}

NOINLINE int use_aligned(size_t alignment) {
  char *memory = aligned_new(16, alignment);
  int sum = (int)((uintptr_t)memory % alignment);
  for (int i = 0; i < 16; i++)
    memory[i] = (char)i;
  for (int i = 0; i < 16; i++)
    sum += memory[i];
  aligned_delete(memory);
  return sum;
}

static void *kept;

// Twin of use_aligned().
NOINLINE int keep_aligned(size_t alignment) {
  kept = aligned_new(16, alignment);
  *(int *)kept = 1;
  return (uintptr_t)kept % alignment == 0;
}

int main(void) {
  volatile size_t small = 100, large = 4000;
  printf("%d %d\n", use(small), use(large));
  printf("%d %d %d\n", checked(small), checked(large), checked(small / 7));
  printf("%d %d %d ", use_aligned(16), use_aligned(64), use_aligned(large + 96));
  printf("%d\n", keep_aligned(32));
  aligned_delete(kept);
}
