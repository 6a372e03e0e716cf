/* A program that has its only object made and released by another file. */
#include <stdio.h>

struct pair;
struct pair *pair_new(int first, int second);
int pair_sum(const struct pair *pair);
void pair_free(struct pair *pair);

int main(int argc, char **argv) {
  (void)argv;
  struct pair *pair = pair_new(argc, 41);
  printf("%d\n", pair_sum(pair));
  pair_free(pair);
  return 0;
}
