// A constructor that answers with an error code and hands out the object through a parameter, as parsers do.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: 3/4: 0, 3 over 4
// OUT: 5/0: -2
// OUT: seven: -1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct fraction {
  long top, bottom;
};

enum { BAD_SYNTAX = -1, BAD_VALUE = -2, NO_MEMORY = -3 };

NOINLINE int fraction_parse(const char *text, struct fraction **out) {
  struct fraction *f = malloc(sizeof *f);
  if (!f)
    return NO_MEMORY;
  char *end;
  f->top = strtol(text, &end, 10);
  if (end == text || *end != '/') {
    free(f);
    return BAD_SYNTAX;
  }
  f->bottom = strtol(end + 1, &end, 10);
  if (*end != '\0' || f->bottom == 0) {
    int error = *end != '\0' ? BAD_SYNTAX : BAD_VALUE;
    free(f);
    return error;
  }
  *out = f;
  return 0;
}

NOINLINE void fraction_free(struct fraction *f) { free(f); }

NOINLINE static void describe(const char *text) {
  struct fraction *f;
  int error = fraction_parse(text, &f);
  if (error) {
    printf("%s: %d\n", text, error);
    return;
  }
  printf("%s: %d, %ld over %ld\n", text, error, f->top, f->bottom);
  fraction_free(f);
}

int main(void) {
  describe("3/4");
  describe("5/0");
  describe("seven");
}
