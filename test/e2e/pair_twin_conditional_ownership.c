// A function that keeps the object or ends it, as it sees fit: nothing that is handed to it can be promoted.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=5 O2=5
// OUT: best 3 after 4 scores
// OUT: nobody 2
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct score {
  int points;
};

static struct score *best;
static int scores;

NOINLINE struct score *score_new(int points) {
  struct score *s = malloc(sizeof *s);
  if (!s)
    abort();
  s->points = points;
  return s;
}

NOINLINE void score_free(struct score *s) { free(s); }

NOINLINE void score_enter(struct score *s) {
  scores++;
  if (!best || s->points > best->points) {
    score_free(best);
    best = s;
  } else {
    score_free(s);
  }
}

NOINLINE static void play(int points) {
  struct score *s = score_new(points); // kept
  score_enter(s);
}

NOINLINE static void watch(int points) {
  struct score *s = score_new(points), *other = score_new(points + 1); // other: promoted
  int difference = other->points - s->points;
  score_free(other);
  if (difference > points)
    score_enter(s);
  else
    score_free(s);
  printf("nobody %d\n", difference + 1);
}

int main(void) {
  volatile int points[] = {1, 3, 2, 3};
  for (int i = 0; i < 4; i++)
    play(points[i]);
  printf("best %d after %d scores\n", best->points, scores);
  watch(points[0]);
  score_free(best);
}
