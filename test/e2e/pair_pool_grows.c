// A pool that takes another chunk from malloc when the last one is full. Its first chunk comes with the pool
// and has a slot; those that allocating in a loop adds have another few, and the one loop that releases chunks
// meets both kinds.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=0 O2=0
// OUT: 20 items, sum 190, 7 chunks
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

enum { PER_CHUNK = 3 };

struct item {
  struct item *next;
  int value;
};

struct chunk {
  struct chunk *older;
  int used;
  struct item items[PER_CHUNK];
};

struct arena {
  struct chunk *newest;
  int chunks;
};

NOINLINE static struct chunk *chunk_new(struct chunk *older) {
  struct chunk *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->older = older;
  c->used = 0;
  return c;
}

NOINLINE struct arena *arena_new(void) {
  struct arena *a = malloc(sizeof *a);
  if (!a)
    abort();
  a->newest = chunk_new(NULL);
  a->chunks = 1;
  return a;
}

NOINLINE struct item *arena_item(struct arena *a) {
  if (a->newest->used == PER_CHUNK) {
    a->newest = chunk_new(a->newest);
    a->chunks++;
  }
  return &a->newest->items[a->newest->used++];
}

NOINLINE void arena_free(struct arena *a) {
  for (struct chunk *c = a->newest, *older; c; c = older) {
    older = c->older;
    free(c);
  }
  free(a);
}

NOINLINE static void items(int count) {
  struct arena *a = arena_new();
  struct item *list = NULL;
  for (int i = 0; i < count; i++) {
    struct item *item = arena_item(a);
    item->value = i;
    item->next = list;
    list = item;
  }
  int sum = 0, length = 0;
  for (struct item *item = list; item; item = item->next) {
    sum += item->value;
    length++;
  }
  printf("%d items, sum %d, %d chunks\n", length, sum, a->chunks);
  arena_free(a);
}

int main(void) {
  volatile int count = 20;
  items(count);
}
