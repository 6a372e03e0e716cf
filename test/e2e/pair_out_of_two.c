// A constructor that makes three objects: one is the result, two leave through parameters. They have to be
// three different ones, and each has its own destructor.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: 12 items, 3 keys, cursor at 2, all different: 1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct store {
  int items;
};

struct store_index {
  struct store *of;
  int keys;
};

struct store_cursor {
  struct store_index *of;
  int at;
};

NOINLINE struct store *store_open(int items, struct store_index **index, struct store_cursor **cursor) {
  struct store *s = malloc(sizeof *s);
  struct store_index *i = malloc(sizeof *i);
  struct store_cursor *c = malloc(sizeof *c);
  if (!s || !i || !c)
    abort();
  s->items = items;
  i->of = s;
  i->keys = items / 4;
  c->of = i;
  c->at = 0;
  *index = i;
  *cursor = c;
  return s;
}

NOINLINE static void cursor_step(struct store_cursor *c) {
  if (c->at < c->of->of->items)
    c->at++;
}

NOINLINE static void cursor_close(struct store_cursor *c) { free(c); }
NOINLINE static void index_close(struct store_index *i) { free(i); }
NOINLINE static void store_close(struct store *s) { free(s); }

NOINLINE static void walk(int items) {
  struct store_index *index;
  struct store_cursor *cursor;
  struct store *store = store_open(items, &index, &cursor);
  cursor_step(cursor);
  cursor_step(cursor);
  int different =
      (void *)store != (void *)index && (void *)index != (void *)cursor && (void *)store != (void *)cursor;
  printf("%d items, %d keys, cursor at %d, all different: %d\n", store->items, index->keys, cursor->at,
         different);
  cursor_close(cursor);
  index_close(index);
  store_close(store);
}

int main(void) {
  volatile int items = 12;
  walk(items);
}
