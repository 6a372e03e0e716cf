// seeds.md row 14: a small hash map that lives in one function, header, buckets and all. The twin puts its
// entries into a map that outlives it.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=2 O2=2
// OUT: one 1, two 2, three missing
// OUT: four 4
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

struct entry {
  struct entry *next;
  const char *key;
  int value;
};

struct map {
  struct entry **buckets;
  size_t count;
};

NOINLINE size_t hash(const char *key) {
  size_t h = 5381;
  while (*key)
    h = h * 33 + (unsigned char)*key++;
  return h;
}

NOINLINE void put(struct map *m, struct entry *e, const char *key, int value) {
  struct entry **bucket = &m->buckets[hash(key) % m->count];
  *e = (struct entry){*bucket, key, value};
  *bucket = e;
}

NOINLINE const struct entry *find(const struct map *m, const char *key) {
  for (const struct entry *e = m->buckets[hash(key) % m->count]; e; e = e->next)
    if (strcmp(e->key, key) == 0)
      return e;
  return NULL;
}

NOINLINE void local(void) {
  struct map *m = malloc(sizeof *m);
  m->buckets = calloc(8, sizeof(struct entry *));
  m->count = 8;
  struct entry *one = malloc(sizeof *one), *two = malloc(sizeof *two);
  put(m, one, "one", 1);
  put(m, two, "two", 2);
  printf("one %d, two %d, three %s\n", find(m, "one")->value, find(m, "two")->value,
         find(m, "three") ? "found" : "missing");
  free(one);
  free(two);
  free(m->buckets);
  free(m);
}

static struct map global;

NOINLINE void fill_global(void) { // kept
  struct entry *four = malloc(sizeof *four);
  put(&global, four, "four", 4);
}

int main(void) {
  local();
  global.buckets = calloc(8, sizeof(struct entry *));
  global.count = 8;
  fill_global();
  printf("four %d\n", find(&global, "four")->value);
  free((void *)find(&global, "four"));
  free(global.buckets);
}
