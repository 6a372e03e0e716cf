// Recursion that no chain of direct calls shows: through a callback of a library function that was loaded
// from memory, through an unprototyped pointer. 8000 bytes a level would overflow the stack at 10,000 levels.
//
// RUN: %e2e %s
// FLAGS: -std=gnu89 -Wno-deprecated-non-prototype
// HEAP: plain=20002 O0=20002 O2=20002
// OUT: 10001
// OUT: 10001
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct call {
  int depth, result;
};

static int (*volatile visit)(const void *, const void *);

NOINLINE int by_library(int depth) {
  volatile char *buffer = malloc(8000);
  int below = 0;
  buffer[depth % 8000] = 1;
  if (depth > 0) {
    struct call call = {depth - 1, 0};
    size_t one = 1;
    lfind(&call, &depth, &one, sizeof depth, visit);
    below = call.result;
  }
  below += buffer[depth % 8000];
  free((void *)buffer);
  return below;
}

static int visit_level(const void *key, const void *element) {
  struct call *call = (void *)key;
  (void)element;
  call->result = by_library(call->depth);
  return 0;
}

static int (*volatile next)();

NOINLINE int by_pointer(int depth) {
  volatile char *buffer = malloc(8000);
  buffer[depth % 8000] = 1;
  int below = depth > 0 ? next(depth - 1) : 0;
  below += buffer[depth % 8000];
  free((void *)buffer);
  return below;
}

int main(void) {
  visit = visit_level;
  next = by_pointer;
  printf("%d\n", by_library(10000));
  printf("%d\n", by_pointer(10000));
  return 0;
}
