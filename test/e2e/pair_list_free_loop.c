// A list built cell by cell in one function and released by a loop in another.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=0 O2=0
// OUT: (1 2 3)
// OUT: (4 3 2 1) reversed
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct cell {
  int first;
  struct cell *rest;
};

NOINLINE struct cell *cons(int first, struct cell *rest) {
  struct cell *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->first = first;
  c->rest = rest;
  return c;
}

NOINLINE void list_free(struct cell *list) {
  while (list) {
    struct cell *rest = list->rest;
    free(list);
    list = rest;
  }
}

NOINLINE static void print(const struct cell *list, const char *end) {
  printf("(");
  for (; list; list = list->rest)
    printf(list->rest ? "%d " : "%d", list->first);
  printf(")%s\n", end);
}

NOINLINE static struct cell *reverse(struct cell *list) {
  struct cell *result = NULL;
  while (list) {
    struct cell *rest = list->rest;
    list->rest = result;
    result = list;
    list = rest;
  }
  return result;
}

NOINLINE static void three(int one) {
  struct cell *list = cons(one, cons(2, cons(3, NULL)));
  print(list, "");
  list_free(list);
}

NOINLINE static void reversed(int one) {
  struct cell *list = NULL;
  list = cons(4, list);
  list = cons(3, list);
  list = cons(2, list);
  list = cons(one, list);
  list = reverse(list);
  print(list, " reversed");
  list_free(list);
}

int main(void) {
  volatile int one = 1;
  three(one);
  reversed(one);
}
