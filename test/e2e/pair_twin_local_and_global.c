// The same pair for objects of the frame and for those that stay: the original functions go on to do what
// they say next to the copies, in one function and across functions.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=2 O2=2
// OUT: local 1, global 2
// OUT: local 3, global 2
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct entry {
  int value;
  char *label;
};

static struct entry *top;

NOINLINE struct entry *entry_new(int value, const char *label) {
  struct entry *e = malloc(sizeof *e);
  if (!e || !(e->label = malloc(16)))
    abort();
  e->value = value;
  strcpy(e->label, label);
  return e;
}

NOINLINE void entry_free(struct entry *e) {
  free(e->label);
  free(e);
}

NOINLINE static void both(int one) {
  struct entry *local = entry_new(one, "local");
  top = entry_new(one + 1, "global"); // kept, with its label
  printf("%s %d, %s %d\n", local->label, local->value, top->label, top->value);
  entry_free(local);
}

NOINLINE static void replace(int three) {
  struct entry *local = entry_new(three, "local");
  printf("%s %d, %s %d\n", local->label, local->value, top->label, top->value);
  entry_free(top);
  top = NULL;
  entry_free(local);
}

int main(void) {
  volatile int one = 1;
  both(one);
  replace(3 * one);
}
