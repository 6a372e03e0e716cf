// A realloc that may be given a slot or memory of the heap: its result is in a slot when it was given one and fits.
// Sizes on both sides of the limit, before and after; the content is kept as far as both are long. Two that one call
// may release have two slots.
//
// RUN: %e2e %s
// HEAP: plain=160 O0=70 O2=70
// OUT: resized 0
// OUT: given 0
// OUT: crossed 0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t sizes[] = {1, 2, 255, 256, 257, 300};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* 0 if the bytes count up from 1. */
static int check(const unsigned char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (bytes[i] != (unsigned char)(i + 1))
      return 1;
  return 0;
}

static void count_up(unsigned char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    bytes[i] = (unsigned char)(i + 1);
}

__attribute__((noinline)) static int resize(size_t before, size_t after) {
  unsigned char *p = malloc(before), *q;
  int wrong;
  if (!p)
    return 1;
  count_up(p, before);
  q = realloc(p, after);
  if (!q) {
    free(p);
    return 1;
  }
  wrong = check(q, before < after ? before : after);
  count_up(q, after);
  wrong += check(q, after);
  free(q);
  return wrong;
}

/* What it is given may also be the caller's. */
__attribute__((noinline)) static int give(unsigned char *given, size_t after) {
  unsigned char *p = given ? given : malloc(8), *q;
  int wrong;
  if (!p)
    return 1;
  count_up(p, 8);
  q = realloc(p, after);
  if (!q) {
    free(p);
    return 1;
  }
  wrong = check(q, after < 8 ? after : 8);
  count_up(q, after);
  free(q);
  return wrong;
}

__attribute__((noinline)) static int cross(size_t a, size_t b, int swap) {
  unsigned char *p = malloc(a), *q = malloc(b);
  int wrong;
  if (!p || !q)
    abort();
  count_up(p, a);
  count_up(q, b);
  p = realloc(p, a + 9);
  q = realloc(q, b + 9);
  if (!p || !q)
    abort();
  wrong = check(p, a) + check(q, b);
  memset(p, 7, a + 9);
  wrong += check(q, b);
  free(swap ? q : p);
  free(swap ? p : q);
  return wrong;
}

static unsigned char *volatile ours;

int main(void) {
  int wrong = 0;
  setvbuf(stdout, NULL, _IONBF, 0);
  for (int i = 0; i < SIZES; i++)
    for (int k = 0; k < SIZES; k++)
      wrong += resize(sizes[i], sizes[k]);
  printf("resized %d\n", wrong);
  wrong = 0;
  for (int k = 0; k < SIZES; k++) {
    wrong += give(NULL, sizes[k]);
    ours = malloc(40); /* may be kept elsewhere */
    wrong += give(ours, sizes[k]);
  }
  printf("given %d\n", wrong);
  static const size_t crossed[] = {1, 247, 248, 300};
  wrong = 0;
  for (int i = 0; i < 4; i++)
    for (int k = 0; k < 4; k++)
      wrong += cross(crossed[i], crossed[k], k & 1);
  printf("crossed %d\n", wrong);
}
