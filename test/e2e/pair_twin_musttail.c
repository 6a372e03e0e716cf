// Functions of the pair that end in a call which has to be a tail call: a copy with more parameters than its
// caller cannot be called like that. All of it stays on the heap.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=3 O2=3
// OUT: 3 4
// OUT: 25
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))
#define TAIL __attribute__((musttail)) return

struct point {
  int x, y;
};

NOINLINE struct point *point_new(int x, int y) {
  struct point *p = malloc(sizeof *p);
  if (!p)
    abort();
  p->x = x;
  p->y = y;
  return p;
}

NOINLINE struct point *point_mirrored(int x, int y) { TAIL point_new(y, x); }

NOINLINE void point_free(struct point *p) { free(p); }

NOINLINE void point_clear(struct point *p) {
  p->x = p->y = 0;
  TAIL point_free(p);
}

NOINLINE static void mirrored(int x, int y) {
  struct point *p = point_mirrored(x, y);
  printf("%d %d\n", p->x, p->y);
  point_clear(p);
}

// Here the object is its own function's, and the last call has to be a tail call all the same.
NOINLINE static int end_square(int x, struct point *p) {
  int square = x * x + p->y * p->y;
  point_free(p);
  return square;
}

NOINLINE static int square(int x, struct point *like) {
  struct point *p = point_new(x, like->y);
  like->x = p->x;
  TAIL end_square(p->x, p);
}

int main(void) {
  volatile int three = 3;
  mirrored(three + 1, three);
  struct point *like = point_new(0, three + 1);
  printf("%d\n", square(three, like));
  point_clear(like);
}
