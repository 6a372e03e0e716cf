// A destructor that takes the object out of a global list, in case it is there. Those that were linked by
// another function have to stay on the heap (4); those that never were need not.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=4 O2=4
// OUT: alone 5, listed 0
// OUT: listed 1 2 3
// OUT: listed 1 3
// OUT: listed 3
// OUT: alone 6, listed 0
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct timer {
  struct timer *previous, *next;
  int when;
};

static struct timer *first, *last;

NOINLINE struct timer *timer_new(int when) {
  struct timer *t = malloc(sizeof *t);
  if (!t)
    abort();
  t->previous = t->next = NULL;
  t->when = when;
  return t;
}

NOINLINE void timer_start(struct timer *t) {
  t->previous = last;
  if (last)
    last->next = t;
  else
    first = t;
  last = t;
}

NOINLINE void timer_free(struct timer *t) {
  if (t->previous)
    t->previous->next = t->next;
  else if (first == t)
    first = t->next;
  if (t->next)
    t->next->previous = t->previous;
  else if (last == t)
    last = t->previous;
  free(t);
}

NOINLINE static int listed(void) {
  int count = 0;
  for (const struct timer *t = first; t; t = t->next)
    count++;
  return count;
}

NOINLINE static void print(void) {
  printf("listed");
  for (const struct timer *t = first; t; t = t->next)
    printf(" %d", t->when);
  printf("\n");
}

NOINLINE static void alone(int when) {
  struct timer *t = timer_new(when);
  int at = t->when;
  timer_free(t);
  printf("alone %d, listed %d\n", at, listed());
}

NOINLINE static void started(int when) {
  struct timer *a = timer_new(when), *b = timer_new(when + 1), *c = timer_new(when + 2);
  timer_start(a);
  timer_start(b);
  timer_start(c);
  print();
  timer_free(b);
  print();
  timer_free(a);
  print();
  struct timer *d = timer_new(when + 3);
  timer_start(d);
  timer_free(c);
  timer_free(d);
}

int main(void) {
  volatile int one = 1;
  alone(one + 4);
  started(one);
  alone(one + 5);
}
