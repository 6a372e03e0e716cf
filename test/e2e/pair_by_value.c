// Constructors that return a structure with the pointer in it, in registers or, larger, in memory of the
// caller's. Nothing stays on the heap, though the pointer leaves inside a structure.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: abc (3 of 32)
// OUT: 2 4 = 6
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct text {
  char *start;
  size_t length;
};

struct grid {
  int *cells, *row;
  long width, height;
};

NOINLINE struct text text_of(const char *from) {
  struct text t = {malloc(32), strlen(from)};
  if (!t.start || t.length > 31)
    abort();
  memcpy(t.start, from, t.length + 1);
  return t;
}

NOINLINE void text_release(struct text t) { free(t.start); }

NOINLINE struct grid grid_make(long width, long height) {
  struct grid g = {.width = width, .height = height};
  g.cells = calloc(6, sizeof *g.cells);
  g.row = malloc(3 * sizeof *g.row);
  if (!g.cells || !g.row)
    abort();
  g.row[0] = (int)width;
  g.row[1] = (int)height;
  g.cells[5] = g.row[0] + g.row[1];
  return g;
}

NOINLINE void grid_release(struct grid *g) {
  free(g->cells);
  free(g->row);
}

NOINLINE static void registers(const char *from) {
  struct text t = text_of(from);
  printf("%s (%zu of 32)\n", t.start, t.length);
  text_release(t);
}

NOINLINE static void memory(long width) {
  struct grid g = grid_make(width, 2 * width);
  printf("%d %d = %d\n", g.row[0], g.row[1], g.cells[5]);
  grid_release(&g);
}

int main(void) {
  volatile long two = 2;
  registers("abc");
  memory(two);
}
