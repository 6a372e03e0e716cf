// seeds.md row 12: an object that a variable declared outside of the loop still holds when the loop makes the
// next one. Each iteration needs memory of its own, so it stays on the heap. Its twin does not look back.
//
// RUN: %e2e %s
// PASS: pool-size=0
// HEAP: plain=60 O0=40 O2=40
// OUT: best 19 of 20
// OUT: sum of neighbours 361
// OUT: only the newest 190
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct item {
  int value, weight;
};

NOINLINE void keep_best(void) { // kept
  struct item *best = NULL;
  for (int i = 0; i < 20; i++) {
    struct item *item = malloc(sizeof *item);
    item->value = i * 7 % 20;
    item->weight = i;
    if (!best || item->value > best->value) {
      free(best);
      best = item;
    } else {
      free(item);
    }
  }
  printf("best %d of 20\n", best->value);
  free(best);
}

NOINLINE void compare_neighbours(void) { // kept
  struct item *previous = NULL;
  int sum = 0;
  for (int i = 0; i < 20; i++) {
    struct item *item = malloc(sizeof *item);
    item->value = i;
    if (previous)
      sum += previous->value + item->value;
    free(previous);
    previous = item;
  }
  free(previous);
  printf("sum of neighbours %d\n", sum);
}

NOINLINE void only_newest(void) { // promoted
  struct item *newest = NULL;
  int sum = 0;
  for (int i = 0; i < 20; i++) {
    newest = malloc(sizeof *newest);
    newest->value = i;
    sum += newest->value;
    free(newest);
  }
  printf("only the newest %d\n", sum);
}

int main(void) {
  keep_best();
  compare_neighbours();
  only_newest();
}
