// Two functions take the object; only one of them ends it, and that only sometimes. The caller has to end
// what is left.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=0 O2=0
// OUT: taken 3
// OUT: left 4
// OUT: offered 5, taken
// OUT: offered 6, refused
// OUT: peeked 12
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct ticket {
  int number;
};

NOINLINE struct ticket *ticket_new(int number) {
  struct ticket *t = malloc(sizeof *t);
  if (!t)
    abort();
  t->number = number;
  return t;
}

NOINLINE static int peek(const struct ticket *t) { return t->number; }

NOINLINE static int take(struct ticket *t) {
  int number = t->number;
  free(t);
  return number;
}

NOINLINE static void either(int number) {
  struct ticket *t = ticket_new(number);
  if (number % 2) {
    printf("taken %d\n", take(t));
  } else {
    printf("left %d\n", peek(t));
    free(t);
  }
}

// Returns whether it ended the object.
NOINLINE static int offer(struct ticket *t) {
  if (t->number > 5)
    return 0;
  free(t);
  return 1;
}

NOINLINE static void offered(int number) {
  struct ticket *t = ticket_new(number);
  if (offer(t)) {
    printf("offered %d, taken\n", number);
  } else {
    printf("offered %d, refused\n", peek(t));
    free(t);
  }
}

NOINLINE static void only_peeked(int number) {
  struct ticket *t = ticket_new(number);
  int sum = peek(t) + peek(t);
  printf("peeked %d\n", sum);
  free(t);
}

int main(void) {
  volatile int three = 3;
  either(three);
  either(three + 1);
  offered(three + 2);
  offered(three + 3);
  only_peeked(2 * three);
}
