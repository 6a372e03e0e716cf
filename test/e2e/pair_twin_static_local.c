// A static variable inside the constructor: a copy of the function counts on with the same one.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=1 O2=1
// OUT: session 1
// OUT: sessions 2 and 3
// OUT: kept session 4
// OUT: session 5
// OUT: session 6, live 2, most 3
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct session {
  int id;
};

static int live, most;

NOINLINE struct session *session_new(void) {
  static int last_id;
  struct session *s = malloc(sizeof *s);
  if (!s)
    abort();
  s->id = ++last_id;
  if (++live > most)
    most = live;
  return s;
}

NOINLINE void session_free(struct session *s) {
  live--;
  free(s);
}

static struct session *kept;

NOINLINE static void one(void) {
  struct session *s = session_new();
  printf("session %d\n", s->id);
  session_free(s);
}

NOINLINE static void two(void) {
  struct session *s = session_new(), *t = session_new();
  printf("sessions %d and %d\n", s->id, t->id);
  session_free(s);
  session_free(t);
}

NOINLINE static void keep(void) {
  kept = session_new(); // kept
  printf("kept session %d\n", kept->id);
}

NOINLINE static void last(void) {
  struct session *s = session_new();
  printf("session %d, live %d, most %d\n", s->id, live, most + 1);
  session_free(s);
}

int main(void) {
  one();
  two();
  keep();
  one();
  last();
  session_free(kept);
}
