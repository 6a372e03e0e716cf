/* The other file. */
#include <stdlib.h>

struct pair {
  int first, second;
};

__attribute__((noinline)) struct pair *pair_new(int first, int second) {
  struct pair *pair = malloc(sizeof *pair);
  if (!pair)
    abort();
  *pair = (struct pair){first, second};
  return pair;
}

__attribute__((noinline)) int pair_sum(const struct pair *pair) { return pair->first + pair->second; }

__attribute__((noinline)) void pair_free(struct pair *pair) { free(pair); }
