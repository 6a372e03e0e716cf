// Constructors called through pointers: tables of kinds, of which each has its own object. What the functions of
// the table make is this function's; beside each program its twin in which something else may be called, or
// keeps the object.
//
// RUN: %e2e %s
// HEAP: plain=23 O0=5 O2=3
// OUT: adler 6 sum 30, sha 36 sum 130
// OUT: array 10 and 20
// OUT: out 7 9
// OUT: error 0, no error 5
// OUT: loop 18
// OUT: argument 3, its own 11
// OUT: registered 42
// OUT: unknown 1
// OUT: kept 4
// OUT: twice 9
// OUT: depth 6
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

volatile int zero = 0, one = 1;

/* A table of kinds. */
struct kind {
  const char *name;
  void *(*begin)(int);
  void (*add)(void *, int);
  int (*end)(void *);
};

struct small {
  int sum;
};

struct large {
  int sum, square;
  char block[64];
};

NOINLINE void *small_begin(int start) {
  struct small *s = malloc(sizeof *s);
  s->sum = start;
  return s;
}
NOINLINE void small_add(void *state, int n) { ((struct small *)state)->sum += n; }
NOINLINE int small_end(void *state) {
  int result = ((struct small *)state)->sum;
  free(state);
  return result;
}

NOINLINE void *large_begin(int start) {
  struct large *l = calloc(1, sizeof *l);
  l->sum = start;
  memset(l->block, 1, sizeof l->block);
  return l;
}
NOINLINE void large_add(void *state, int n) {
  struct large *l = state;
  l->sum += n;
  l->square += n * n;
}
NOINLINE int large_end(void *state) {
  struct large *l = state;
  int result = l->sum + l->square + l->block[63] - 1;
  free(l);
  return result;
}

static const struct kind kinds[] = {{"adler", small_begin, small_add, small_end},
                                    {"sha", large_begin, large_add, large_end}};

NOINLINE int run(const char *name, int start) {
  const struct kind *kind = &kinds[0];
  for (int i = 0; i < 2; i++)
    if (strcmp(kinds[i].name, name) == 0)
      kind = &kinds[i];
  void *state = kind->begin(start);
  for (int i = 0; i < 5; i++)
    kind->add(state, i);
  int result = kind->end(state);
  return result;
}

/* The caller releases; both kinds of function are in an array. */
typedef int *maker(int);
NOINLINE int *ten(int n) {
  int *p = malloc(sizeof *p);
  *p = 10 * n;
  return p;
}
NOINLINE int *twenty(int n) {
  int *p = malloc(8 * sizeof *p);
  p[0] = 20 * n;
  p[7] = n;
  return p;
}
static maker *const makers[] = {ten, twenty};

NOINLINE int call_maker(int which) {
  int *p = makers[which](1), result = *p;
  free(p);
  return result;
}

/* Through an out-parameter, with a status. */
typedef int filler(int **out);
NOINLINE int seven(int **out) {
  *out = malloc(sizeof **out);
  if (!*out)
    return -1;
  **out = 7;
  return 0;
}
NOINLINE int nine(int **out) {
  *out = malloc(2 * sizeof **out);
  if (!*out)
    return -1;
  **out = 9;
  return 0;
}
static filler *const fillers[] = {seven, nine};

NOINLINE int call_filler(int which) {
  int *p = NULL, result = -1;
  if (fillers[which](&p) == 0)
    result = *p;
  free(p);
  return result;
}

/* One of them may fail and return NULL. */
NOINLINE int *fail(int n) {
  int *p = malloc(sizeof *p);
  *p = n;
  if (n == 0) {
    free(p);
    return NULL;
  }
  return p;
}
static maker *const failing[] = {fail, ten};

NOINLINE int call_failing(int n) {
  int *p = failing[zero](n);
  if (!p)
    return 0;
  int result = *p;
  free(p);
  return result;
}

/* In a loop: each iteration's object is dead before the next one. */
NOINLINE int call_in_loop(void) {
  int sum = 0;
  for (int i = 0; i < 3; i++) {
    int *p = makers[i % 2](i);
    sum += *p / 5 * (i != 0);
    free(p);
  }
  return sum + 10;
}

/* Twin: two iterations' objects are alive at once. */
NOINLINE int twice(void) {
  int *previous = NULL, sum = 0;
  for (int i = 0; i < 3; i++) {
    int *p = makers[i % 2](i);
    sum += *p / 10;
    if (previous)
      sum += *previous / 10;
    free(previous);
    previous = p;
  }
  free(previous);
  return sum + 3;
}

/* The result is the argument or a new object. */
typedef int *passer(int *);
NOINLINE int *same(int *p) { return p; }
NOINLINE int *other(int *p) {
  int *q = malloc(sizeof *q);
  *q = *p + 8;
  return q;
}
static passer *const passers[] = {same, other};

NOINLINE int call_passer(int which) {
  int mine = 3, *p = passers[which](&mine), result = *p;
  if (p != &mine)
    free(p);
  return result;
}

/* Twin: one of the functions keeps what it makes; that one is not ours. */
static int *registered;
NOINLINE int *registering(int n) {
  registered = malloc(sizeof *registered);
  *registered = 42 * n;
  return registered;
}
static maker *const mixed[] = {ten, registering};

NOINLINE int call_mixed(int which) {
  int *p = mixed[which](1), result = *p;
  if (p != registered)
    free(p);
  return result;
}

/* Twin: the pointer may be anything. */
maker *volatile unknown;
NOINLINE int call_unknown(void) {
  int *p = unknown(1), result = *p;
  free(p);
  return result / 10;
}

/* Twin: the caller keeps it. */
static int *kept;
NOINLINE int keep(int which) {
  kept = makers[which](1);
  return *kept / 5 + zero;
}

/* Twin: a function that calls itself through the table: one object at each level. */
static int *(*const deep[2])(int);
NOINLINE int *deeper(int n) {
  int *p = malloc(sizeof *p);
  *p = n;
  if (n > 0) {
    int *below = deep[zero](n - 1);
    *p += *below;
    free(below);
  }
  return p;
}
static int *(*const deep[2])(int) = {deeper, ten};

NOINLINE int call_deep(void) {
  int *p = deep[zero](3), result = *p;
  free(p);
  return result;
}

int main(void) {
  printf("adler 6 sum %d, sha 36 sum %d\n", run("adler", 20), run("sha", 90));
  printf("array %d and %d\n", call_maker(zero), call_maker(one));
  printf("out %d %d\n", call_filler(zero), call_filler(one));
  printf("error %d, no error %d\n", call_failing(zero), call_failing(one * 5));
  printf("loop %d\n", call_in_loop());
  printf("argument %d, its own %d\n", call_passer(zero), call_passer(one));
  printf("registered %d\n", call_mixed(one) + 0 * call_mixed(zero));
  unknown = ten;
  printf("unknown %d\n", call_unknown());
  printf("kept %d\n", keep(one));
  printf("twice %d\n", twice());
  printf("depth %d\n", call_deep());
  free(kept);
  free(registered);
}
