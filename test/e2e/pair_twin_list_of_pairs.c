// A constructor that makes two objects, called in a loop: the outer ones are all alive, and each knows its
// own inner one.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=0 O2=0
// OUT: 2 1 0
#include <stdio.h>
#include <stdlib.h>
#define NOINLINE __attribute__((noinline))
struct env {
  long a;
};
struct closure {
  struct env *env;
  struct closure *next;
};
static NOINLINE void drop(struct closure *c) {
  if (c) {
    free(c->env);
    free(c);
  }
}
static NOINLINE struct closure *closure(long a) {
  struct closure *c = malloc(sizeof *c);

  struct env *e = calloc(1, sizeof *e);
  e->a = a;
  c->env = e;
  return c;
}
static NOINLINE void f(int n) {
  struct closure *head = NULL;
  for (int i = 0; i < n; i++) {
    struct closure *new = closure(i);
    new->next = head;
    head = new;
  }
  for (struct closure *k = head; k; k = k->next)
    printf(k->next ? "%ld " : "%ld\n", k->env->a);
  while (head) {
    struct closure *k = head;
    head = k->next;
    free(k->env);
    free(k);
  }
}
int main(void) {
  volatile int three = 3;
  f(three);
}
