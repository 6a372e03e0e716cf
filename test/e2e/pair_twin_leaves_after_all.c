// An object that its function hands on in the end, while another that it needed on the way dies there. Where
// the function's own caller ends it, all of it is one long constructor.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=2 O2=2
// OUT: limit 30
// OUT: default 31
// OUT: kept 32
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct options {
  int limit;
};

NOINLINE struct options *options_new(int limit) {
  struct options *o = malloc(sizeof *o);
  if (!o)
    abort();
  o->limit = limit;
  return o;
}

NOINLINE void options_free(struct options *o) { free(o); }

static struct options *current;

// The one from which the result is made dies here.
NOINLINE struct options *options_default(int limit) {
  struct options *half = options_new(limit / 2);
  struct options *o = options_new(2 * half->limit);
  options_free(half);
  o->limit += limit % 2;
  return o;
}

NOINLINE static void ended_here(int limit) {
  struct options *o = options_new(limit);
  printf("limit %d\n", o->limit);
  options_free(o);
}

NOINLINE static void ended_by_the_caller(int limit) {
  struct options *o = options_default(limit);
  printf("default %d\n", o->limit);
  options_free(o);
}

NOINLINE static struct options *made_current(int limit) {
  struct options *o = options_default(limit); // kept
  current = o;
  return o;
}

NOINLINE static struct options *replaced(int limit) {
  struct options *o = options_new(limit); // kept
  options_free(current);
  return o;
}

int main(void) {
  volatile int limit = 30;
  ended_here(limit);
  ended_by_the_caller(limit + 1);
  current = made_current(limit + 1);
  current = replaced(limit + 2);
  printf("kept %d\n", current->limit);
  options_free(current);
}
