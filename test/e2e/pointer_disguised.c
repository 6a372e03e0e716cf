// A pointer that travels as something else: in a union, byte by byte, as a number, with bits in it, through
// memcpy. Wherever it turns up again, it is the same object, and what escapes by it is kept.
//
// RUN: %e2e %s
// HEAP: plain=10 O0=2 O2=2
// OUT: union 1
// OUT: bytes 2
// OUT: number 3
// OUT: tagged 4 1
// OUT: copied 5
// OUT: difference 6
// OUT: exclusive or 7 8
// OUT: kept 9 10
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int in_union(void) {
  union {
    int *pointer;
    uintptr_t number;
  } u;
  u.pointer = malloc(sizeof(int));
  *u.pointer = 1;
  uintptr_t n = u.number;
  int result = *(int *)n;
  free((void *)u.number);
  return result;
}

NOINLINE int byte_by_byte(void) {
  int *p = malloc(sizeof *p), *q;
  const unsigned char *from = (const unsigned char *)&p;
  unsigned char *to = (unsigned char *)&q;
  for (size_t i = 0; i < sizeof p; i++)
    to[i] = from[i];
  *p = 1;
  *q = 2;
  int result = *p;
  free(q);
  return result;
}

NOINLINE int as_number(void) {
  int *p = malloc(4 * sizeof *p);
  uintptr_t n = (uintptr_t)p;
  n += 2 * sizeof *p;
  *(int *)n = 3;
  int result = p[2];
  n -= 2 * sizeof *p;
  free((int *)n);
  return result;
}

NOINLINE void tagged(void) {
  int *p = malloc(sizeof *p);
  uintptr_t link = (uintptr_t)p | 1;
  *(int *)(link & ~(uintptr_t)1) = 4;
  printf("tagged %d %d\n", *p, (int)(link & 1));
  free((void *)(link & ~(uintptr_t)1));
}

NOINLINE int copied(void) {
  int *p = malloc(sizeof *p), *q, *r;
  memcpy(&q, &p, sizeof q);
  memmove(&r, &q, sizeof r);
  *r = 5;
  int result = *p;
  free(q);
  return result;
}

NOINLINE int difference(void) {
  char *p = malloc(8), local[8];
  ptrdiff_t distance = (char *)(uintptr_t)p - (char *)(uintptr_t)local;
  char *q = (char *)((uintptr_t)local + (uintptr_t)distance);
  *q = 6;
  int result = *p;
  free(q);
  return result;
}

NOINLINE void exclusive_or(void) {
  int *p = malloc(sizeof *p), *q = malloc(sizeof *q);
  uintptr_t both = (uintptr_t)p ^ (uintptr_t)q;
  *p = 7;
  *(int *)(both ^ (uintptr_t)p) = 8;
  printf("exclusive or %d %d\n", *(int *)(both ^ (uintptr_t)q), *q);
  free((int *)(both ^ (uintptr_t)q));
  free(q);
}

uintptr_t number;
unsigned char bytes[sizeof(int *)];

NOINLINE void kept(void) {
  int *p = malloc(sizeof *p), *q = malloc(sizeof *q);
  *p = 9;
  *q = 10;
  number = ~(uintptr_t)p;
  for (size_t i = 0; i < sizeof q; i++)
    bytes[i] = ((unsigned char *)&q)[i] ^ 0x55;
}

NOINLINE void take_back(void) {
  int *p = (int *)~number, *q;
  for (size_t i = 0; i < sizeof q; i++)
    ((unsigned char *)&q)[i] = bytes[i] ^ 0x55;
  printf("kept %d %d\n", *p, *q);
  free(p);
  free(q);
}

int main(void) {
  printf("union %d\n", in_union());
  printf("bytes %d\n", byte_by_byte());
  printf("number %d\n", as_number());
  tagged();
  printf("copied %d\n", copied());
  printf("difference %d\n", difference());
  exclusive_or();
  kept();
  take_back();
}
