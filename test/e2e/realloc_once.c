// realloc of what is on the stack: to larger and smaller memory, of constant and dynamic size, from NULL, from a
// buffer that may be on the heap already, to nothing, and failing.
//
// RUN: %e2e %s
// HEAP: plain=32 O0=7 O2=7
// OUT: constant 1 2 3 4
// OUT: shrinks 11 12
// OUT: dynamic 9 9 9
// OUT: null 5 6
// OUT: escapes 21 22
// OUT: guarded 7 7 7 7
// OUT: fails 33 1
// OUT: overflows 44 1
// OUT: array 51 52 0
// OUT: released 1
// OUT: pointers 3 4
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void constant(void) {
  volatile int *a = malloc(2 * sizeof *a);
  a[0] = 1;
  a[1] = 2;
  a = realloc((void *)a, 4 * sizeof *a);
  a[2] = 3;
  a[3] = 4;
  printf("constant %d %d %d %d\n", a[0], a[1], a[2], a[3]);
  free((void *)a);
}

NOINLINE void shrinks(void) {
  volatile int *a = malloc(100 * sizeof *a);
  a[0] = 11;
  a[1] = 12;
  a[99] = 13;
  a = realloc((void *)a, 2 * sizeof *a);
  printf("shrinks %d %d\n", a[0], a[1]);
  free((void *)a);
}

// 255, 256 and 257 bytes are asked for.
NOINLINE int dynamic(size_t size) {
  char *a = malloc(16);
  memset(a, 9, 16);
  char *b = realloc(a, size);
  if (!b) {
    free(a);
    return 0;
  }
  memset(b + 16, 8, size - 16);
  int result = b[15] == 9 && b[16] == 8 && b[size - 1] == 8 ? 9 : -1;
  free(b);
  return result;
}

NOINLINE void from_null(volatile int *size) {
  int *a = realloc(NULL, sizeof *a), *b = realloc(NULL, (size_t)*size);
  *a = 5;
  *b = 6;
  printf("null %d %d\n", *a, *b);
  free(a);
  free(b);
}

int *global;

// What the result becomes is none of the source's business.
NOINLINE void escapes(void) {
  int *a = malloc(2 * sizeof *a);
  a[0] = 21;
  a[1] = 22;
  global = realloc(a, 100 * sizeof *a); // kept
  printf("escapes %d %d\n", global[0], global[1]);
  free(global);
}

// Stack to stack, stack to heap, heap to heap, heap to little.
NOINLINE int guarded(size_t before, size_t after) {
  char *a = malloc(before);
  memset(a, 7, before);
  a = realloc(a, after); // kept, since the old memory may be on the heap
  int result = a[(before < after ? before : after) - 1];
  free(a);
  return result;
}

NOINLINE void fails(volatile size_t *much) {
  int *a = malloc(sizeof *a);
  *a = 33;
  int *b = realloc(a, *much);
  int failed = b == NULL;
  printf("fails %d %d\n", *a, failed);
  free(b ? b : a);
}

NOINLINE void overflows(volatile size_t *much) {
  int *a = malloc(sizeof *a);
  *a = 44;
  int *b = reallocarray(a, *much, 16);
  int failed = b == NULL;
  printf("overflows %d %d\n", *a, failed);
  free(b ? b : a);
}

NOINLINE void array(volatile size_t *count) {
  int *a = calloc(1, sizeof *a);
  *a = 51;
  a = reallocarray(a, *count, sizeof *a);
  a[1] = 52;
  printf("array %d %d ", a[0], a[1]);
  a = reallocarray(a, 3, sizeof *a);
  a[2] = 0;
  printf("%d\n", a[2]);
  free(a);
}

// glibc: released, and null.
NOINLINE void released(volatile size_t *nothing) {
  int *a = malloc(sizeof *a);
  *a = 1;
  int *volatile b = realloc(a, *nothing);
  printf("released %d\n", b == NULL);
}

// What the content points to moves along.
NOINLINE void pointers(volatile size_t *size) {
  int *three = malloc(sizeof *three), *four = malloc(sizeof *four);
  int **table = malloc(sizeof *table);
  *three = 3;
  *four = 4;
  table[0] = three;
  table = realloc(table, *size);
  table[1] = four;
  printf("pointers %d %d\n", *table[0], *table[1]);
  free(table[0]);
  free(table[1]);
  free(table);
}

int main(void) {
  volatile size_t bytes = 255, much = SIZE_MAX / 8 + 2, nothing = 0, two = 2, room = 64;
  volatile int size = 40;
  constant();
  shrinks();
  int one = dynamic(bytes), other = dynamic(bytes + 1);
  printf("dynamic %d %d %d\n", one, other, dynamic(bytes + 2));
  from_null(&size);
  escapes();
  printf("guarded %d", guarded(bytes / 8, bytes / 4));
  printf(" %d", guarded(bytes, bytes * 4));
  printf(" %d", guarded(bytes * 2, bytes * 4));
  printf(" %d\n", guarded(bytes * 4, bytes));
  fails(&much);
  overflows(&much);
  array(&two);
  released(&nothing);
  pointers(&room);
}
