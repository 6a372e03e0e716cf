// posix_memalign: the pointer comes through an argument. Constant and dynamic sizes, alignments that are none, a
// loop, and an object whose pointer is delivered where others see it.
//
// RUN: %e2e %s
// HEAP: plain=10 O0=2 O2=2
// OUT: constant 0 7
// OUT: dynamic 0 1 0 1
// OUT: bad 22 22 untouched
// OUT: loop 10
// OUT: field 5
// OUT: seen 3
#define _POSIX_C_SOURCE 200112L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void constant(void) {
  void *memory = NULL;
  int error = posix_memalign(&memory, 64, 100);
  if (error)
    return;
  int low = (int)((uintptr_t)memory % 64);
  memset(memory, 7, 100);
  printf("constant %d %d\n", low, ((char *)memory)[99]);
  free(memory);
}

NOINLINE int dynamic(size_t size, int *filled) {
  char *memory;
  if (posix_memalign((void **)&memory, 32, size) != 0)
    return -1;
  int low = ((uintptr_t)memory & 31) != 0;
  memset(memory, 1, size);
  *filled = memory[size - 1];
  free(memory);
  return low;
}

NOINLINE void bad(void) { // kept: these fail
  char untouched[] = "untouched", *memory = untouched;
  int one = posix_memalign((void **)&memory, 3, 10), two = posix_memalign((void **)&memory, 4, 10);
  printf("bad %d %d %s\n", one, two, memory);
}

NOINLINE void loop(volatile int *rounds) {
  int sum = 0;
  for (int i = 0; i < *rounds; i++) {
    void *memory;
    if (posix_memalign(&memory, 16, 8))
      return;
    *(int *)memory = i;
    sum += *(int *)memory;
    free(memory);
  }
  printf("loop %d\n", sum);
}

struct matrix {
  int rows;
  int *cells;
};

NOINLINE int sum_of(const struct matrix *m) { return m->cells[m->rows - 1]; }

NOINLINE void field(void) {
  struct matrix m = {3, NULL};
  if (posix_memalign((void **)&m.cells, 16, 12))
    return;
  m.cells[2] = 5;
  printf("field %d\n", sum_of(&m));
  free(m.cells);
}

void *seen;

NOINLINE void deliver(void **to) { // kept
  if (posix_memalign(to, 16, 4) == 0)
    *(int *)*to = 3;
}

int main(void) {
  volatile int five = 5;
  int one, other;
  constant();
  int low = dynamic(40 * (size_t)five, &one);
  printf("dynamic %d %d", low, one);
  low = dynamic(400 * (size_t)five, &other);
  printf(" %d %d\n", low, other);
  bad();
  loop(&five);
  field();
  deliver(&seen);
  printf("seen %d\n", *(int *)seen);
  free(seen);
}
