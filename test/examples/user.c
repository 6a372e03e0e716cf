/* What scripts/try.sh shows: what moves to the stack, and what stays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct user {
  char name[24];
  char *motto;
};
struct user *newest;

NOINLINE static struct user *user_new(const char *name, const char *motto) {
  struct user *u = malloc(sizeof *u); /* returned: not for this frame, but callers may have room for it */
  if (!u)
    return NULL;
  strcpy(u->name, name);
  u->motto = strdup(motto);
  return u;
}

NOINLINE static void user_free(struct user *u) {
  if (u)
    free(u->motto);
  free(u);
}

int main(void) {
  struct user *guest =
      user_new("gopher", "keep it simple"); /* made and released by others, used here only: moves */
  puts(guest->motto);
  user_free(guest);

  for (int day = 0; day < 3; day++) {
    char *line = calloc(1, 32); /* done with at the end of each iteration: moves, one slot for all */
    snprintf(line, 32, "day %d", day);
    puts(line);
    free(line);
  }

  newest = malloc(sizeof *newest); /* reachable from a global: stays on the heap */
  newest->motto = NULL;
  return 0;
}
