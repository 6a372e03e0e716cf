// Code that reads pointers as numbers through addresses that it finds, and says so with -fno-strict-aliasing. Kept.
//
// RUN: %e2e %s
// FLAGS: -fno-strict-aliasing
// HEAP: plain=2 O0=2 O2=2
// OUT: read as a number 7
// OUT: stored as a number 7
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct box {
  int **where;
};

static __attribute__((noinline)) int *make(void) {
  int *p = malloc(sizeof *p);
  *p = 7;
  return p;
}

static __attribute__((noinline)) uintptr_t read_as_number(void) {
  int *p;
  struct box b = {&p}, *volatile found = &b;
  *found->where = make();
  return *(uintptr_t *)found->where;
}

static __attribute__((noinline)) int *stored_as_number(void) {
  int *p;
  struct box b = {&p}, *volatile found = &b;
  *(uintptr_t *)found->where = (uintptr_t)make();
  return *found->where;
}

static uintptr_t (*volatile by_number)(void) = read_as_number;
static int *(*volatile by_pointer)(void) = stored_as_number;

int main(void) {
  int *p = (int *)by_number();
  printf("read as a number %d\n", *p);
  free(p);
  p = by_pointer();
  printf("stored as a number %d\n", *p);
  free(p);
  return 0;
}
