// The C programmer's exit: one label where everything is released, whether it was made or is still NULL.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=0 O2=0
// OUT: 0: nothing
// OUT: 1: no key
// OUT: 2: no lock
// OUT: 3: opened 12
// OUT: closed 3 keys and locks, result -3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct handle {
  int number;
  char kind;
};

static int closed;

NOINLINE struct handle *handle_open(char kind, int number) {
  if (number < 0)
    return NULL;
  struct handle *h = malloc(sizeof *h);
  if (!h)
    return NULL;
  h->number = number;
  h->kind = kind;
  return h;
}

NOINLINE void handle_close(struct handle *h) {
  if (!h)
    return;
  closed += h->kind == 'k' || h->kind == 'l';
  free(h);
}

NOINLINE static int open_all(int level) {
  int result = -1;
  char *note = NULL;
  struct handle *door = NULL, *key = NULL, *lock = NULL;

  door = handle_open('d', level - 1);
  if (!door) {
    printf("%d: nothing\n", level);
    goto cleanup;
  }
  note = malloc(20);
  if (!note)
    goto cleanup;
  key = handle_open('k', level - 2);
  if (!key) {
    snprintf(note, 20, "no key");
    printf("%d: %s\n", level, note);
    goto cleanup;
  }
  lock = handle_open('l', level - 3);
  if (!lock) {
    snprintf(note, 20, "no lock");
    printf("%d: %s\n", level, note);
    goto cleanup;
  }
  snprintf(note, 20, "opened %d%d", key->number, door->number);
  printf("%d: %s\n", level, note);
  result = lock->number;

cleanup:
  handle_close(lock);
  handle_close(key);
  free(note);
  handle_close(door);
  return result;
}

int main(void) {
  volatile int levels = 4;
  int sum = 0;
  for (int i = 0; i < levels; i++)
    sum += open_all(i);
  printf("closed %d keys and locks, result %d\n", closed, sum);
}
