/* What scripts/try.sh shows: three allocations, of which two move to the stack. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user {
  char name[24];
  int visits;
};
struct user *newest;

int main(void) {
  struct user *guest = malloc(sizeof *guest); /* used here only: moves */
  strcpy(guest->name, "gopher");
  puts(guest->name);
  free(guest);

  for (int day = 0; day < 3; day++) {
    char *line = calloc(1, 32); /* done with at the end of each iteration: moves, one slot for all */
    snprintf(line, 32, "day %d", day);
    puts(line);
    free(line);
  }

  newest = malloc(sizeof *newest); /* reachable from a global: stays on the heap */
  newest->visits = 3;
  return 0;
}
