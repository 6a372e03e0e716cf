// An array known by its begin and end, whose length callees compute from the two; and a pointer kept relative
// to a global, which stays.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=1 O2=1
// OUT: sum 6
// OUT: (4 5 6)
// OUT: relative 9
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct span {
  int *begin, *end;
};

NOINLINE static size_t length(const struct span *s) { return (size_t)(s->end - s->begin); }

NOINLINE static int sum(const struct span *s) {
  int total = 0;
  for (size_t i = 0; i < length(s); i++)
    total += s->begin[i];
  return total;
}

NOINLINE static void print(const struct span *s) {
  printf("(");
  for (long i = 0; i < s->end - s->begin; i++)
    printf(i + 1 < s->end - s->begin ? "%d " : "%d", s->begin[i]);
  printf(")\n");
}

NOINLINE static void summed(int first) {
  int *p = malloc(3 * sizeof *p);
  if (!p)
    abort();
  struct span s = {p, p + 3};
  for (int i = 0; i < 3; i++)
    p[i] = first + i;
  printf("sum %d\n", sum(&s));
  free(s.begin);
}

NOINLINE static void printed(int first) {
  int *p = malloc(3 * sizeof *p);
  if (!p)
    abort();
  struct span s = {p, p + 3};
  for (int i = 0; i < 3; i++)
    p[i] = first + 3 + i;
  print(&s);
  free(s.begin);
}

static long long origin;
static intptr_t kept;

NOINLINE static void keep(const struct span *s) { kept = ((intptr_t)s->begin - (intptr_t)&origin) / 2; }

NOINLINE static void make(int first) {
  int *p = malloc(3 * sizeof *p);
  if (!p)
    abort();
  struct span s = {p, p + 3};
  p[0] = first + 8;
  keep(&s);
}

NOINLINE static void use(void) {
  int *p = (int *)((intptr_t)&origin + kept * 2);
  printf("relative %d\n", *p);
  free(p);
}

int main(void) {
  volatile int one = 1;
  summed(one);
  printed(one);
  make(one);
  use();
}
