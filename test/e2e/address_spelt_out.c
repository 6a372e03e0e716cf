// An address that leaves as text, digit by digit or bit by bit, may come back as a pointer: C lets a program
// do this once it has looked at the address. All of these are kept.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=5 O2=5
// OUT: printed 1
// OUT: handle 2
// OUT: bits 3
// OUT: digits 4
// OUT: packed 5
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

static char handle[32], packed[17];

NOINLINE void use_stack(void) { // overwrites what a dead frame left behind
  volatile char garbage[4096];
  for (int i = 0; i < 4096; i++)
    garbage[i] = 'X';
}

NOINLINE void printed(void) {
  int *p = malloc(sizeof *p);
  void *q;
  char text[32];
  *p = 1;
  snprintf(text, sizeof text, "%p", (void *)p);
  sscanf(text, "%p", &q);
  printf("printed %d\n", *(int *)q);
  free(q);
}

NOINLINE void make_handle(void) {
  int *p = malloc(sizeof *p);
  *p = 2;
  snprintf(handle, sizeof handle, "%p", (void *)p);
}

NOINLINE void bit_by_bit(void) {
  int *p = malloc(sizeof *p);
  uintptr_t from = (uintptr_t)p, to = 0;
  *p = 3;
  for (int i = 0; i < 64; i++)
    if (from >> i & 1)
      to |= (uintptr_t)1 << i;
  printf("bits %d\n", *(int *)to);
  free((void *)to);
}

NOINLINE void write_digits(char *text, uintptr_t n) {
  for (int i = 15; i >= 0; i--, n >>= 4)
    text[i] = "0123456789abcdef"[n & 15];
  text[16] = 0;
}

NOINLINE void digit_by_digit(void) {
  int *p = malloc(sizeof *p);
  char text[17];
  *p = 4;
  write_digits(text, (uintptr_t)p);
  int *q = (int *)(uintptr_t)strtoull(text, NULL, 16);
  printf("digits %d\n", *q);
  free(q);
}

NOINLINE void pack(void) {
  int *p = malloc(sizeof *p);
  *p = 5;
  write_digits(packed, (uintptr_t)p);
}

int main(void) {
  void *p;
  printed();
  make_handle();
  use_stack();
  sscanf(handle, "%p", &p);
  printf("handle %d\n", *(int *)p);
  free(p);
  bit_by_bit();
  digit_by_digit();
  pack();
  use_stack();
  int *q = (int *)(uintptr_t)strtoull(packed, NULL, 16);
  printf("packed %d\n", *q);
  free(q);
}
