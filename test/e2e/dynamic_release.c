// Releases of guarded objects: of nothing, of the slot, of a big object, of one of several, and on one path of two.
//
// RUN: %e2e %s
// HEAP: plain=18 O0=8 O2=7
// OUT: null 0 8 0
// OUT: buffer 9 99 299
// OUT: chosen 1 2 3 4
// OUT: exclusive 10 1000 20
// OUT: stored 7 7
// OUT: leaked 5
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

// Released whether it was made or not.
NOINLINE int maybe_null(volatile int *size) {
  char *memory = NULL;
  int result = 0;
  if (*size) {
    memory = malloc((size_t)*size);
    memset(memory, 8, (size_t)*size);
    result = memory[*size - 1] * (*size < 1000);
  }
  free(memory);
  return result;
}

// The program has a buffer of its own for what is small.
NOINLINE int with_buffer(int size) {
  char buffer[16], *memory = buffer;
  if (size > 16)
    memory = malloc((size_t)size);
  for (int i = 0; i < size; i++)
    memory[i] = (char)i;
  int last = (unsigned char)memory[size - 1] + (size > 256 ? 256 : 0);
  if (memory != buffer)
    free(memory);
  return last;
}

NOINLINE int chosen(size_t one_size, size_t other_size, int which) {
  int *one = malloc(one_size), *other = malloc(other_size);
  *one = which;
  *other = which;
  int *first = which & 1 ? one : other, *second = which & 1 ? other : one;
  int result = *first;
  free(first);
  result += *second;
  free(second);
  return result / 2;
}

// Two releases, of which each call executes one.
NOINLINE int exclusive(int size) {
  int *memory = malloc((size_t)size * sizeof *memory);
  memory[size - 1] = size;
  int result = memory[size - 1];
  if (result > 500) {
    free(memory);
    return result;
  }
  result *= 1;
  free(memory);
  return result;
}

struct box {
  char *held;
};

NOINLINE void drop(struct box *box) { box->held = NULL; }

// Released through what it was stored in.
NOINLINE int stored(size_t size) {
  struct box box;
  box.held = malloc(size);
  memset(box.held, 7, size);
  int result = box.held[size - 1];
  free(box.held);
  drop(&box);
  return result;
}

NOINLINE int leaked(size_t size) {
  volatile char *memory = malloc(size);
  memory[size / 2] = 5;
  return memory[size / 2];
}

int main(void) {
  volatile int none = 0, some = 64, many = 5000, few = 4;
  printf("null %d %d %d\n", maybe_null(&none), maybe_null(&some), maybe_null(&many));
  printf("buffer %d %d %d\n", with_buffer(few + 6), with_buffer(many / 50), with_buffer(many / 50 + 200));
  printf("chosen %d %d %d %d\n", chosen(few, few, 1), chosen(few, many, 2), chosen(many, few, 3), chosen(many, many, 4));
  printf("exclusive %d %d %d\n", exclusive(10), exclusive(1000), exclusive(few * 5));
  printf("stored %d %d\n", stored((size_t)few), stored((size_t)many));
  printf("leaked %d\n", leaked((size_t)few));
}
