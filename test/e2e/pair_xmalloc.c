// Wrappers that end the program when memory is short: xmalloc, xcalloc, xstrdup. Below them every size is a
// variable; all of these are small.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=0 O2=0
// OUT: Ada: 1 4 9 0 = 14
// OUT: [...........]
// OUT: 40
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

NOINLINE static void die(const char *what) {
  fprintf(stderr, "out of memory: %s\n", what);
  exit(EXIT_FAILURE);
}

NOINLINE void *xmalloc(size_t size) {
  void *p = malloc(size);
  if (!p)
    die("malloc");
  return p;
}

NOINLINE void *xcalloc(size_t count, size_t size) {
  void *p = calloc(count, size);
  if (!p)
    die("calloc");
  return p;
}

NOINLINE char *xstrdup(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(xmalloc(size), text, size);
}

struct person {
  char *name;
  int *scores;
  size_t count;
};

NOINLINE static struct person *person_new(const char *name, size_t count) {
  struct person *p = xmalloc(sizeof *p);
  p->name = xstrdup(name);
  p->scores = xcalloc(count, sizeof *p->scores);
  p->count = count;
  return p;
}

NOINLINE static void person_free(struct person *p) {
  free(p->name);
  free(p->scores);
  free(p);
}

NOINLINE static void scores(size_t count) {
  struct person *ada = person_new("Ada", count);
  for (size_t i = 0; i + 1 < count; i++)
    ada->scores[i] = (int)((i + 1) * (i + 1));
  int sum = 0;
  printf("%s:", ada->name);
  for (size_t i = 0; i < ada->count; i++) {
    sum += ada->scores[i];
    printf(" %d", ada->scores[i]);
  }
  printf(" = %d\n", sum);
  person_free(ada);
}

// The wrapper used directly, ended by free().
NOINLINE static void dots(size_t width) {
  char *line = xmalloc(width + 1);
  memset(line, '.', width);
  line[width] = '\0';
  printf("[%s]\n", line);
  free(line);
}

NOINLINE static int squares(int n) {
  int *square = xmalloc(sizeof *square), *twice = xmalloc(sizeof *twice);
  *square = n * n;
  *twice = 2 * n;
  int result = *square + *twice + n;
  free(square);
  free(twice);
  return result;
}

int main(void) {
  volatile size_t count = 4, width = 11;
  volatile int five = 5;
  scores(count);
  dots(width);
  printf("%d\n", squares(five));
}
