// Go: escape_field.go. Pointers in fields of local structures, of structures in them, and of structures that
// leave: only what leaves is kept.
//
// RUN: %e2e %s
// HEAP: plain=10 O0=3 O2=3
// OUT: 1 2
// OUT: 3
// OUT: 4 5
// OUT: 6 7 8
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct inner {
  int *p, *q;
};

struct outer {
  int n;
  struct inner inner;
  struct inner *link;
};

NOINLINE int *new_int(int n) {
  int *p = malloc(sizeof *p); // kept here, as its caller gets it
  *p = n;
  return p;
}

NOINLINE void of_a_local(void) {
  struct outer o = {0};
  o.inner.p = malloc(sizeof(int));
  o.inner.q = malloc(sizeof(int));
  *o.inner.p = 1;
  *o.inner.q = 2;
  printf("%d %d\n", *o.inner.p, *o.inner.q);
  free(o.inner.p);
  free(o.inner.q);
}

NOINLINE int through_a_field(void) {
  struct outer *o = malloc(sizeof *o);
  o->link = malloc(sizeof *o->link);
  o->link->q = malloc(sizeof(int));
  *o->link->q = 3;
  int result = *o->link->q;
  free(o->link->q);
  free(o->link);
  free(o);
  return result;
}

NOINLINE void set(struct inner *in, int *p, int *q) {
  in->p = p;
  in->q = q;
}

NOINLINE void by_a_callee(void) {
  struct outer o;
  int *p = malloc(sizeof *p), *q = malloc(sizeof *q);
  set(&o.inner, p, q);
  *o.inner.p = 4;
  *q = 5;
  printf("%d %d\n", *p, *o.inner.q);
  free(p);
  free(q);
}

struct outer global;

NOINLINE void into_a_global(void) { // kept
  set(&global.inner, new_int(6), malloc(sizeof(int)));
  *global.inner.q = 7;
  struct outer *o = &global;
  o->link = malloc(sizeof *o->link);
  o->link->p = global.inner.q;
}

int main(void) {
  of_a_local();
  printf("%d\n", through_a_field());
  by_a_callee();
  into_a_global();
  printf("%d %d %d\n", *global.inner.p, *global.link->p, *global.link->p + 1);
  free(global.inner.p);
  free(global.inner.q);
  free(global.link);
}
