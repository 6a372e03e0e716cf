// An object of two parts, one of which leaves while the other is released: the same constructor makes
// something to be kept and something to be promoted. Three have to stay on the heap, one from each
// function; four do.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=4 O2=4
// OUT: moved 4
// OUT: kept 5 (old)
// OUT: swapped 6 (new), was old
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct entry {
  int value;
  char *label;
};

NOINLINE struct entry *entry_new(int value, const char *label) {
  struct entry *e = malloc(sizeof *e);
  if (!e || !(e->label = malloc(16)))
    abort();
  e->value = value;
  strcpy(e->label, label);
  return e;
}

NOINLINE void entry_free(struct entry *e) {
  free(e->label);
  free(e);
}

static char *last_label;
static struct entry *last_entry;

NOINLINE static char *label_of(int value) {
  struct entry *e = entry_new(value, "moved");
  char *label = e->label; // kept
  label[5] = ' ';
  label[6] = (char)('0' + e->value);
  label[7] = '\0';
  e->label = NULL;
  entry_free(e);
  return label;
}

// The object stays, its label is replaced by the one that was kept before.
NOINLINE static void without_label(int value) {
  struct entry *e = entry_new(value, "gone"); // kept
  free(e->label);
  strcpy(last_label, "old");
  e->label = last_label;
  last_label = NULL;
  last_entry = e;
}

// A local object gets the label of a global one and gives its own for it.
NOINLINE static void exchange(int value) {
  struct entry *e = entry_new(value, "new");
  char *label = e->label; // kept
  e->label = last_entry->label;
  last_entry->label = label;
  printf("swapped %d (%s), was %s\n", e->value, last_entry->label, e->label);
  entry_free(e);
}

int main(void) {
  volatile int four = 4;
  last_label = label_of(four);
  puts(last_label);
  without_label(four + 1);
  printf("kept %d (%s)\n", last_entry->value, last_entry->label);
  exchange(four + 2);
  entry_free(last_entry);
}
