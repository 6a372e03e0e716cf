// An array of pointers filled in a loop needs as many objects as it has elements: a pool. Filled element by
// element from different lines, or with one element that is used and dropped in its iteration: a slot for each.
//
// RUN: %e2e %s
// HEAP: plain=21 O0=0 O2=0
// OUT: 28
// OUT: 6
// OUT: 45
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int all_at_once(volatile int *length) { // kept
  int *rows[8], n = *length, sum = 0;
  for (int i = 0; i < n; i++) {
    rows[i] = malloc(sizeof(int));
    *rows[i] = i;
  }
  for (int i = 0; i < n; i++) {
    sum += *rows[i];
    free(rows[i]);
  }
  return sum;
}

NOINLINE int line_by_line(volatile int *zero) {
  int *rows[3], sum = 0;
  rows[0] = malloc(sizeof(int));
  rows[1] = malloc(sizeof(int));
  rows[2] = malloc(sizeof(int));
  for (int i = 0; i < 3; i++)
    *rows[(i + *zero) % 3] = i + 1;
  for (int i = 0; i < 3; i++) {
    sum += *rows[i];
    free(rows[i]);
  }
  return sum;
}

NOINLINE int one_at_a_time(void) {
  int *current[1], sum = 0;
  for (int i = 0; i < 10; i++) {
    current[0] = malloc(sizeof(int));
    *current[0] = i;
    sum += *current[0];
    free(current[0]);
  }
  return sum;
}

int main(void) {
  int eight = 8, zero = 0;
  printf("%d\n", all_at_once(&eight));
  printf("%d\n", line_by_line(&zero));
  printf("%d\n", one_at_a_time());
}
