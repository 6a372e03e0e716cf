// seeds.md rows 6 and 7: a closure is {function, environment}. Called where it was made, passed down, stored,
// and nested ones are promoted with their environments; a returned one is promoted by the caller, both parts,
// and one in a global is kept.
//
// RUN: %e2e %s
// HEAP: plain=13 O0=2 O2=2
// OUT: called 3
// OUT: passed 10
// OUT: stored 12
// OUT: nested 9
// OUT: returned 1 2
// OUT: global 50
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct closure {
  int (*call)(void *environment, int argument);
  void *environment;
};

NOINLINE int invoke(const struct closure *c, int argument) { return c->call(c->environment, argument); }

NOINLINE int add(void *environment, int n) { return *(int *)environment += n; }

NOINLINE int multiply(void *environment, int n) { return *(int *)environment * n; }

NOINLINE void called(void) {
  int *n = calloc(1, sizeof *n);
  struct closure *c = malloc(sizeof *c);
  *c = (struct closure){add, n};
  c->call(c->environment, 1);
  c->call(c->environment, 2);
  printf("called %d\n", *n);
  free(n);
  free(c);
}

NOINLINE void each(const struct closure *c, int limit) {
  for (int i = 0; i < limit; i++)
    invoke(c, i);
}

NOINLINE void passed(void) {
  int *n = calloc(1, sizeof *n);
  struct closure *c = malloc(sizeof *c);
  *c = (struct closure){add, n};
  each(c, 5);
  printf("passed %d\n", *n);
  free(c);
  free(n);
}

NOINLINE void stored(void) {
  int *factor = malloc(sizeof *factor), *sum = calloc(1, sizeof *sum);
  *factor = 4;
  struct closure table[2] = {{multiply, factor}, {add, sum}};
  for (int i = 0; i < 2; i++)
    *sum += 0 * invoke(&table[i], 0);
  add(sum, table[0].call(table[0].environment, 3));
  printf("stored %d\n", *sum);
  free(factor);
  free(sum);
}

NOINLINE int through(void *environment, int n) { return invoke(environment, n) + 1; }

NOINLINE void nested(void) {
  int *factor = malloc(sizeof *factor);
  struct closure *inner = malloc(sizeof *inner), *outer = malloc(sizeof *outer);
  *factor = 4;
  *inner = (struct closure){multiply, factor};
  *outer = (struct closure){through, inner};
  printf("nested %d\n", invoke(outer, 2));
  free(outer);
  free(inner);
  free(factor);
}

NOINLINE struct closure *counter(void) { // both in slots of the caller
  int *n = calloc(1, sizeof *n);
  struct closure *c = malloc(sizeof *c);
  *c = (struct closure){add, n};
  return c;
}

struct closure *global;

NOINLINE void made_global(void) { // kept, both
  int *n = malloc(sizeof *n);
  global = malloc(sizeof *global);
  *n = 5;
  *global = (struct closure){multiply, n};
}

int main(void) {
  called();
  passed();
  stored();
  nested();
  struct closure *count = counter();
  int first = invoke(count, 1);
  printf("returned %d %d\n", first, invoke(count, 1));
  made_global();
  printf("global %d\n", invoke(global, 10));
  free(count->environment);
  free(count);
  free(global->environment);
  free(global);
  return 0;
}
