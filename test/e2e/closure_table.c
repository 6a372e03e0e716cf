// Function pointers in constant tables: every entry is a possible target. One table holds a function that
// keeps its argument, so everything called through it may be kept.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=1 O2=1
// OUT: 12 7 0
// OUT: 5
// OUT: 5 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct machine {
  int top, below;
};

typedef void operation(struct machine *);

static void add(struct machine *m) { m->top += m->below; }
static void multiply(struct machine *m) { m->top *= m->below; }
static void clear(struct machine *m) { m->top = 0; }

static operation *const pure[] = {add, multiply, clear};

static struct machine *seen;
static void look(struct machine *m) { seen = m; }

static operation *const mixed[] = {add, look};

NOINLINE int calculate(volatile int *code) {
  struct machine *m = malloc(sizeof *m);
  m->top = 3;
  m->below = 4;
  pure[*code](m);
  int result = m->top;
  free(m);
  return result;
}

NOINLINE int five(volatile int *code) {
  static const struct {
    const char *name;
    operation *run;
  } commands[] = {{"add", add}, {"clear", clear}};
  struct machine *m = calloc(1, sizeof *m);
  m->below = 5;
  commands[*code].run(m);
  int result = m->top;
  free(m);
  return result;
}

NOINLINE int look_at(volatile int *code) { // kept
  struct machine *m = malloc(sizeof *m);
  m->top = 2;
  m->below = 3;
  mixed[*code](m);
  mixed[0](m);
  return m->top;
}

int main(void) {
  int code = 1;
  printf("%d ", calculate(&code));
  code = 0;
  printf("%d 0\n", calculate(&code));
  printf("%d\n", five(&code));
  code = 1;
  int five = look_at(&code);
  printf("%d %d\n", five, seen->below);
  free(seen);
}
