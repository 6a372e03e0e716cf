// A hash table filled in a loop: its entries live together, each in a slot of a pool. The table itself and its
// array of buckets have slots of their own.
//
// RUN: %e2e %s
// HEAP: plain=32 O0=0 O2=0
// OUT: 30 entries, 17 -> 289, 40 -> -1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

enum { BUCKETS = 16 };

struct entry {
  struct entry *next;
  unsigned key;
  int value;
};

struct table {
  struct entry **buckets;
  int count;
};

NOINLINE struct table *table_new(void) {
  struct table *t = malloc(sizeof *t);
  if (!t || !(t->buckets = calloc(BUCKETS, sizeof *t->buckets)))
    abort();
  t->count = 0;
  return t;
}

NOINLINE void table_free(struct table *t) {
  for (int i = 0; i < BUCKETS; i++)
    for (struct entry *e = t->buckets[i], *next; e; e = next) {
      next = e->next;
      free(e);
    }
  free(t->buckets);
  free(t);
}

NOINLINE void table_put(struct table *t, unsigned key, int value) {
  struct entry *e = malloc(sizeof *e); // kept: the table has many of them
  if (!e)
    abort();
  e->key = key;
  e->value = value;
  e->next = t->buckets[key % BUCKETS];
  t->buckets[key % BUCKETS] = e;
  t->count++;
}

NOINLINE int table_get(const struct table *t, unsigned key) {
  for (const struct entry *e = t->buckets[key % BUCKETS]; e; e = e->next)
    if (e->key == key)
      return e->value;
  return -1;
}

NOINLINE static void squares(unsigned count) {
  struct table *t = table_new();
  for (unsigned i = 0; i < count; i++)
    table_put(t, i, (int)(i * i));
  printf("%d entries, 17 -> %d, 40 -> %d\n", t->count, table_get(t, 17), table_get(t, 40));
  table_free(t);
}

int main(void) {
  volatile unsigned count = 30;
  squares(count);
}
