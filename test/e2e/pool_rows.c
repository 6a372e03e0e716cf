// Rows that are alive together, made and released in a loop: some fit into the slots of their site, the others go
// to the heap, and every one keeps its content. Slots that were given back are used again, and zeroed again.
//
// RUN: %e2e %s
// HEAP: plain=493 O0=177 O2=165
// OUT: few 880
// OUT: many 3600 5490
// OUT: apart 1
// OUT: shuffled 2016
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

static volatile int four = 4, sixty = 60;

/* `count` rows alive at once, as long as the loop. */
NOINLINE long rows(int count, int rounds) {
  long sum = 0;
  for (int round = 0; round < rounds; round++) {
    long **row = malloc((size_t)sixty * sizeof *row);
    for (int i = 0; i < count; i++) {
      row[i] = calloc(2, sizeof **row);
      sum += row[i][0] + row[i][1];
      row[i][0] = i + round;
    }
    for (int i = 0; i < count; i++) {
      sum += row[i][0];
      row[i][1] = -1;
      free(row[i]);
    }
    free(row);
  }
  return sum;
}

/* Objects without bytes, all of them alive. */
NOINLINE int apart(void) {
  void *empty[8];
  int different = 1;
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < 8; i++)
      empty[i] = malloc((size_t)(four - 4));
    for (int i = 0; i < 8; i++)
      for (int k = 0; k < i; k++)
        different &= empty[i] != empty[k];
    for (int i = 7; i >= 0; i--)
      free(empty[i]);
  }
  return different;
}

/* Released in another order than made, a few in each round. */
NOINLINE long shuffled(void) {
  long *ring[7] = {0}, sum = 0;
  for (int i = 0; i < 64; i++) {
    int at = i * i % 7;
    if (ring[at]) {
      sum += *ring[at];
      free(ring[at]);
    }
    ring[at] = malloc(sizeof *ring[at]);
    *ring[at] = i;
  }
  for (int i = 0; i < 7; i++) {
    if (ring[i])
      sum += *ring[i];
    free(ring[i]);
  }
  return sum;
}

int main(void) {
  printf("few %ld\n", rows(four, 20));
  printf("many %ld %ld\n", rows(sixty, 2), rows(sixty, 3));
  printf("apart %d\n", apart());
  printf("shuffled %ld\n", shuffled());
  return 0;
}
