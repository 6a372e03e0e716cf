// A constructor over calloc, in a loop: every object starts as zeroes although the last one left something in
// the memory.
//
// RUN: %e2e %s
// HEAP: plain=24 O0=0 O2=0
// OUT: 12 rounds, 0 dirty, 36 letters
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct counts {
  unsigned *letters;
  unsigned total, dirty;
};

NOINLINE struct counts *counts_new(void) {
  struct counts *c = calloc(1, sizeof *c);
  if (!c)
    return NULL;
  c->letters = calloc(26, sizeof *c->letters);
  if (!c->letters) {
    free(c);
    return NULL;
  }
  return c;
}

NOINLINE void counts_free(struct counts *c) {
  free(c->letters);
  free(c);
}

NOINLINE static void count(struct counts *c, const char *text) {
  c->dirty += c->total;
  for (int i = 0; i < 26; i++)
    c->dirty += c->letters[i];
  for (; *text; text++, c->total++)
    c->letters[*text - 'a']++;
}

NOINLINE static void rounds(int n) {
  unsigned dirty = 0, letters = 0;
  for (int i = 0; i < n; i++) {
    struct counts *c = counts_new();
    if (!c)
      return;
    count(c, i % 2 ? "zebra" : "a");
    dirty += c->dirty;
    letters += c->total;
    memset(c->letters, 0xff, 26 * sizeof *c->letters);
    c->total = c->dirty = 99;
    counts_free(c);
  }
  printf("%d rounds, %u dirty, %u letters\n", n, dirty, letters);
}

int main(void) {
  volatile int n = 12;
  rounds(n);
}
