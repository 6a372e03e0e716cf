// A hash table: an object, its array of buckets, and an entry with a key for each insertion, one line each.
// All of it is promoted, though an entry is three steps away from the table and its place in the array is only
// known when the program runs.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=0 O2=0
// OUT: one=1 two=2 three=33 four=-1, 3 entries
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

enum { BUCKETS = 8 };

struct entry {
  struct entry *next;
  char *key;
  int value;
};

struct table {
  struct entry **buckets;
  int count;
};

NOINLINE struct table *table_new(void) {
  struct table *t = malloc(sizeof *t);
  if (!t)
    return NULL;
  t->buckets = calloc(BUCKETS, sizeof *t->buckets);
  if (!t->buckets) {
    free(t);
    return NULL;
  }
  t->count = 0;
  return t;
}

NOINLINE void table_free(struct table *t) {
  for (int i = 0; i < BUCKETS; i++)
    for (struct entry *e = t->buckets[i], *next; e; e = next) {
      next = e->next;
      free(e->key);
      free(e);
    }
  free(t->buckets);
  free(t);
}

NOINLINE static unsigned hash(const char *key) {
  unsigned h = 5381;
  while (*key)
    h = h * 33 + (unsigned char)*key++;
  return h % BUCKETS;
}

NOINLINE static struct entry *find(const struct table *t, const char *key) {
  struct entry *e = t->buckets[hash(key)];
  while (e && strcmp(e->key, key) != 0)
    e = e->next;
  return e;
}

NOINLINE int table_get(const struct table *t, const char *key) {
  const struct entry *e = find(t, key);
  return e ? e->value : -1;
}

NOINLINE void table_put(struct table *t, const char *key, int value) {
  struct entry *e = find(t, key);
  if (!e) {
    size_t size = strlen(key) + 1;
    e = malloc(sizeof *e);
    if (!e || !(e->key = malloc(size)))
      abort();
    memcpy(e->key, key, size);
    unsigned bucket = hash(key);
    e->next = t->buckets[bucket];
    t->buckets[bucket] = e;
    t->count++;
  }
  e->value = value;
}

NOINLINE static void numbers(int one) {
  struct table *t = table_new();
  if (!t)
    return;
  table_put(t, "one", one);
  table_put(t, "two", 2);
  table_put(t, "three", 3);
  table_put(t, "three", 33);
  printf("one=%d two=%d three=%d four=%d, %d entries\n", table_get(t, "one"), table_get(t, "two"),
         table_get(t, "three"), table_get(t, "four"), t->count);
  table_free(t);
}

int main(void) {
  volatile int one = 1;
  numbers(one);
}
