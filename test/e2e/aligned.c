// The slot is aligned as the heap's memory was: as asked for, and to 16 bytes for malloc and calloc, whatever
// the accesses need. The addresses are looked at as numbers, which is not an escape.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=1 O2=1
// OUT: 1 16 16
// OUT: 64 4096 256
// OUT: kept 64
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

void *volatile somewhere;

// The number of bytes if `p` is aligned to it, otherwise 0.
static int aligned(const void *p, int bytes) { return (uintptr_t)p % (uintptr_t)bytes == 0 ? bytes : 0; }

NOINLINE void by_default(void) {
  char first = 1;
  char *text = malloc(3);
  char *zeroes = calloc(5, 1);
  text[0] = first;
  zeroes[1] = text[0];
  printf("%d %d %d\n", zeroes[1], (int)((uintptr_t)text % 16 == 0) * 16,
         (int)((uintptr_t)zeroes % 16 == 0) * 16);
  free(zeroes);
  free(text);
}

NOINLINE void as_asked(void) {
  volatile double *line = aligned_alloc(64, 128);
  volatile char *page = aligned_alloc(4096, 4096);
  volatile char *old = memalign(256, 10);
  line[15] = 1.5;
  page[4095] = 'p';
  old[9] = 'o';
  int ok_line = (uintptr_t)line % 64 == 0, ok_page = (uintptr_t)page % 4096 == 0,
      ok_old = (uintptr_t)old % 256 == 0;
  printf("%d %d %d\n", ok_line * 64, ok_page * 4096, ok_old * 256);
  free((void *)old);
  free((void *)page);
  free((void *)line);
}

NOINLINE void *kept(void) {
  int *line = aligned_alloc(64, 64);
  line[0] = aligned(line, 64);
  return line;
}

NOINLINE void dynamic_alignment(volatile int *one) {
  somewhere = kept();
  printf("kept %d\n", *(int *)somewhere);
  free(somewhere);
  char *text = malloc(1);
  *text = (char)*one;
  free(text);
}

int main(void) {
  int one = 1;
  by_default();
  as_asked();
  dynamic_alignment(&one);
}
