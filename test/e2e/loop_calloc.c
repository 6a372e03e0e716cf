// calloc in a loop: one slot for all iterations, and zeroes in it each time, not once.
//
// RUN: %e2e %s
// PASS: pool-size=0
// HEAP: plain=300 O0=100 O2=100
// OUT: digits: 1000 most: 4
// OUT: fresh: 100
// OUT: pairs: 99 differ: 29
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct tally {
  int seen[10], most;
};

NOINLINE void digits(void) {
  int total = 0, most = 0;
  unsigned random = 12345;
  for (int i = 0; i < 100; i++) {
    struct tally *tally = calloc(1, sizeof *tally);
    for (int j = 0; j < 10; j++) {
      random = random * 1103515245 + 12345;
      int n = ++tally->seen[random / 65536 % 10];
      if (n > tally->most)
        tally->most = n;
    }
    for (int j = 0; j < 10; j++)
      total += tally->seen[j];
    if (tally->most > most)
      most = tally->most;
    free(tally);
  }
  printf("digits: %d most: %d\n", total, most);
}

// Not released at all: a leak of the program's, which must not leak one iteration's content to the next.
NOINLINE void leaky(void) {
  int fresh = 0;
  for (int i = 0; i < 100; i++) {
    long *cell = calloc(8, sizeof *cell);
    fresh += cell[i % 8] == 0;
    for (int j = 0; j < 8; j++)
      cell[j] = i + 1;
  }
  printf("fresh: %d\n", fresh);
}

// Kept: what the previous iteration made is read after the next one was made.
NOINLINE void previous(void) {
  int *last = NULL, pairs = 0, differ = 0;
  for (int i = 0; i < 100; i++) {
    int *next = calloc(1, sizeof *next);
    if (i % 7 == 0)
      *next = 1;
    if (last) {
      pairs++;
      differ += *last != *next;
    }
    free(last);
    last = next;
  }
  free(last);
  printf("pairs: %d differ: %d\n", pairs, differ);
}

int main(void) {
  digits();
  leaky();
  previous();
}
