// Objects that change their containers: whichever releases them, it is the right one. Where one of the
// containers is global, what goes there stays on the heap, and what comes from there has to be released.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=2 O2=2
// OUT: 2 1
// OUT: global 3, local 9
// OUT: global 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct item {
  int value;
};

struct box {
  struct item *item;
  int uses;
};

static struct box shared;

NOINLINE struct item *item_new(int value) {
  struct item *i = malloc(sizeof *i);
  if (!i)
    abort();
  i->value = value;
  return i;
}

NOINLINE static void swap(struct box *a, struct box *b) {
  struct item *item = a->item;
  a->item = b->item;
  b->item = item;
  a->uses++;
  b->uses++;
}

NOINLINE void box_clear(struct box *b) {
  free(b->item);
  b->item = NULL;
}

NOINLINE static void two_boxes(int one) {
  struct box a = {item_new(one), 0}, b = {item_new(one + 1), 0};
  swap(&a, &b);
  printf("%d %d\n", a.item->value, b.item->value);
  box_clear(&b);
  box_clear(&a);
}

NOINLINE static void with_global(int three) {
  struct item *scratch = item_new(three);
  struct box local = {item_new(scratch->value), 0};
  free(scratch);
  swap(&local, &shared);
  printf("global %d, local %d\n", shared.item->value, local.item->value);
  box_clear(&local);
}

int main(void) {
  volatile int one = 1;
  two_boxes(one);
  shared.item = item_new(9 * one);
  with_global(3 * one);
  printf("global %d\n", shared.item->value);
  box_clear(&shared);
}
