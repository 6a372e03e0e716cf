// The pair itself: a constructor and a destructor that are functions of their own, neither of them inlined.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: 7 9
// OUT: 30
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct point {
  int x, y;
};

NOINLINE struct point *point_new(int x, int y) {
  struct point *p = malloc(sizeof *p);
  if (!p)
    return NULL;
  p->x = x;
  p->y = y;
  return p;
}

NOINLINE void point_free(struct point *p) { free(p); }

NOINLINE static void point_move(struct point *p, int dx, int dy) {
  p->x += dx;
  p->y += dy;
}

NOINLINE static void moved(volatile int *step) {
  struct point *p = point_new(5, 6);
  if (!p)
    return;
  point_move(p, *step, *step + 1);
  printf("%d %d\n", p->x, p->y);
  point_free(p);
}

// Another caller, which ends its object at two places.
NOINLINE static int area(int x, int y) {
  struct point *p = point_new(x, y);
  if (!p)
    return -1;
  if (p->x < 0) {
    point_free(p);
    return 0;
  }
  int result = p->x * p->y;
  point_free(p);
  return result;
}

int main(void) {
  volatile int step = 2, side = 5;
  moved(&step);
  printf("%d\n", area(side, 6) + area(-side, 6));
}
