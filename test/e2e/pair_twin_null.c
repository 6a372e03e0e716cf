// A destructor that is handed NULL, from a variable that has no object yet or a constructor that declined.
//
// RUN: %e2e %s
// HEAP: plain=2 O0=0 O2=0
// OUT: -1: no lamp
// OUT: 4: 40 watt
// OUT: maybe 0 -1, 9 90
// OUT: 5 released
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct lamp {
  int watt;
};

static int released;

NOINLINE struct lamp *lamp_new(int size) {
  if (size < 0)
    return NULL;
  struct lamp *l = malloc(sizeof *l);
  if (l)
    l->watt = 10 * size;
  return l;
}

// free() ignores NULL by itself.
NOINLINE void lamp_free(struct lamp *l) {
  released++;
  free(l);
}

NOINLINE static void show(int size) {
  struct lamp *l = lamp_new(size);
  if (l)
    printf("%d: %d watt\n", size, l->watt);
  else
    printf("%d: no lamp\n", size);
  lamp_free(l);
}

NOINLINE static int maybe(int size) {
  struct lamp *l = size ? lamp_new(size) : NULL;
  int watt = l ? l->watt : -1;
  lamp_free(l);
  return watt;
}

int main(void) {
  volatile int four = 4;
  show(3 - four);
  show(four);
  int none = maybe(four - 4), nine = maybe(four + 5);
  printf("maybe 0 %d, 9 %d\n", none, nine);
  lamp_free(NULL);
  printf("%d released\n", released);
}
