// Null pointers: results that are checked, free(NULL), and a release that gets an object or null.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=1 O2=1
// OUT: 3
// OUT: 0 7
// OUT: 8
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int checked(void) {
  int *p = malloc(sizeof *p);
  if (p == NULL)
    return -1;
  *p = 3;
  int *q = p ? p : NULL;
  int result = q != NULL && !!p ? *q : -2;
  free(p);
  free(NULL);
  return result;
}

NOINLINE int sometimes(int wanted) {
  int *p = NULL, result = 0;
  if (wanted) {
    p = malloc(sizeof *p);
    if (!p)
      exit(1);
    *p = 7;
  }
  if (p)
    result = *p;
  free(p);
  return result;
}

static int *cache;

NOINLINE int cached(void) { // kept
  if (!cache) {
    cache = malloc(sizeof *cache);
    if (!cache)
      abort();
    *cache = 4;
  }
  return *cache;
}

int main(void) {
  volatile int no = 0, yes = 1;
  printf("%d\n", checked());
  printf("%d ", sometimes(no));
  printf("%d\n", sometimes(yes));
  printf("%d\n", cached() + cached());
  int *spare = no ? cache : NULL;
  free(spare);
  free(cache);
  int *unused = malloc(sizeof *unused);
  *(volatile int *)unused = 1;
  free(unused);
}
