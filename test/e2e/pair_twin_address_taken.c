// A constructor and a destructor whose addresses are taken: a copy must not be seen by who compares them, and
// what the pointers call goes on to make and release heap objects.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=2 O2=2
// OUT: direct 5, the same function 1 1
// OUT: through pointers 6
// OUT: mixed 7 8
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct token {
  int value;
};

NOINLINE struct token *token_new(int value) {
  struct token *t = malloc(sizeof *t);
  if (!t)
    abort();
  t->value = value;
  return t;
}

NOINLINE void token_free(struct token *t) { free(t); }

typedef struct token *make_token(int);
typedef void free_token(struct token *);

static make_token *volatile maker = token_new;
static free_token *volatile releaser = token_free;

NOINLINE static void direct(int value) {
  struct token *t = token_new(value);
  printf("direct %d, the same function %d %d\n", t->value, maker == token_new, releaser == token_free);
  token_free(t);
}

NOINLINE static void through_pointers(int value) {
  struct token *t = maker(value);
  printf("through pointers %d\n", t->value);
  releaser(t);
}

// From a pointer to the destructor by name, next to one of our own.
NOINLINE static void mixed(int value) {
  struct token *t = maker(value), *u = token_new(value + 1);
  printf("mixed %d %d\n", t->value, u->value);
  token_free(t);
  token_free(u);
}

int main(void) {
  volatile int five = 5;
  direct(five);
  through_pointers(five + 1);
  mixed(five + 2);
}
