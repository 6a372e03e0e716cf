// A hash table in a structure, which counts its entries behind the buckets; what it returns is the place of a value
// inside an entry, which its caller counts up.
//
// RUN: %e2e %s
// At -O0 there are no types to tell the count from what the buckets hold.
// HEAP: plain=8 O0=8 O2=0
// OUT: 6 2
// OUT: 15 2
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  struct entry *next;
  char *key;
  int value;
};

struct table {
  struct entry *buckets[8];
  int count;
};

__attribute__((noinline)) static int *value_of(struct table *t, const char *key) {
  unsigned hash = (unsigned char)key[0] % 8u;
  for (struct entry *e = t->buckets[hash]; e; e = e->next)
    if (strcmp(e->key, key) == 0)
      return &e->value;
  struct entry *e = malloc(sizeof *e);
  if (!e)
    return NULL;
  e->key = strdup(key);
  e->value = 0;
  e->next = t->buckets[hash];
  t->buckets[hash] = e;
  t->count++;
  return &e->value;
}

__attribute__((noinline)) static void clear(struct table *t) {
  for (int i = 0; i < 8; i++) {
    struct entry *e = t->buckets[i];
    while (e) {
      struct entry *next = e->next;
      free(e->key);
      free(e);
      e = next;
    }
  }
}

__attribute__((noinline)) static void tally(const char *text) {
  struct table t = {0};
  int sum = 0;
  int *vowels = value_of(&t, "vowel"), *others = value_of(&t, "other");
  for (; *text; text++)
    if (strchr("aeiou", *text))
      ++*vowels;
    else
      ++*others;
  sum = *value_of(&t, "vowel") * 2 + *value_of(&t, "other");
  printf("%d %d\n", sum, t.count);
  clear(&t);
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  tally("stack");
  tally("allocation"); /* five vowels of ten */
}
