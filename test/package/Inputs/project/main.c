/* Three heap allocations, one of which has to stay; main() in C, words() in C++, an answer in assembler. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
  int first, second;
};

extern const int answer;
size_t words(const char *text);
struct pair *last;

__attribute__((noinline)) static int sum(const struct pair *pair) { return pair->first + pair->second; }

int main(int argc, char **argv) {
  (void)argv;
  struct pair *pair = malloc(sizeof *pair); /* moves */
  *pair = (struct pair){answer, argc};
  last = malloc(sizeof *last); /* stays */
  *last = *pair;
  char *line = calloc(1, 32); /* moves */
  snprintf(line, 32, "%d", sum(pair));
  printf("%s %zu\n", line, words("a few words"));
  free(line);
  free(pair);
  return 0;
}
