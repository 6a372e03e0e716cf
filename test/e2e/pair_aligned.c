// A constructor of objects that have to lie on a cache line; the caller and the destructor rely on it.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: sum 496, 0 bytes off the line
// OUT: 0 and 0 bytes off the line, apart: 1
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct line {
  int numbers[32];
};

NOINLINE struct line *line_new(int first) {
  struct line *l = aligned_alloc(64, sizeof *l);
  if (!l)
    return NULL;
  for (int i = 0; i < 32; i++)
    l->numbers[i] = first + i;
  return l;
}

NOINLINE void line_free(struct line *l) {
  if ((uintptr_t)l % 64 != 0)
    abort();
  free(l);
}

NOINLINE static int off(const struct line *l) { return (int)((uintptr_t)l % 64); }

NOINLINE static void sum(int first) {
  struct line *l = line_new(first);
  if (!l)
    return;
  int result = 0;
  for (int i = 0; i < 32; i++)
    result += l->numbers[i];
  printf("sum %d, %d bytes off the line\n", result, off(l));
  line_free(l);
}

// An odd object in front of them in the frame.
NOINLINE static void two(int first) {
  char *odd = malloc(3);
  struct line *a = line_new(first), *b = line_new(first + 1);
  if (!odd || !a || !b)
    abort();
  odd[0] = (char)(a->numbers[1] - b->numbers[0]);
  odd[1] = a != b;
  printf("%d and %d bytes off the line, apart: %d\n", off(a) + odd[0], off(b), odd[1]);
  line_free(b);
  line_free(a);
  free(odd);
}

int main(void) {
  volatile int first = 0;
  sum(first);
  two(first);
}
