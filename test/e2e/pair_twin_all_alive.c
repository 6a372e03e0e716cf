// A loop whose objects all live until the next loop releases them: slots serve the first few. The same pair one
// after the other, and with the last one remembered, which two slots are enough for, are next to it.
//
// RUN: %e2e %s
// HEAP: plain=37 O0=0 O2=0
// OUT: all at once 66
// OUT: one by one 66
// OUT: with the one before 121
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct item {
  int value;
};

NOINLINE struct item *item_new(int value) {
  struct item *i = malloc(sizeof *i);
  if (!i)
    abort();
  i->value = value;
  return i;
}

NOINLINE void item_free(struct item *i) { free(i); }

NOINLINE static void all_at_once(int count) { // kept
  struct item *items[16];
  int sum = 0;
  for (int i = 0; i < count; i++)
    items[i] = item_new(i);
  for (int i = 0; i < count; i++)
    sum += items[i]->value;
  for (int i = 0; i < count; i++)
    item_free(items[i]);
  printf("all at once %d\n", sum);
}

NOINLINE static void one_by_one(int count) { // promoted
  int sum = 0;
  for (int i = 0; i < count; i++) {
    struct item *item = item_new(i);
    sum += item->value;
    item_free(item);
  }
  printf("one by one %d\n", sum);
}

NOINLINE static void with_the_one_before(int count) { // promoted
  struct item *before = item_new(0);
  int sum = 0;
  for (int i = 0; i < count; i++) {
    struct item *item = item_new(i);
    sum += before->value + item->value;
    item_free(before);
    before = item;
  }
  item_free(before);
  printf("with the one before %d\n", sum);
}

int main(void) {
  volatile int count = 12;
  all_at_once(count);
  one_by_one(count);
  with_the_one_before(count);
}
