// An object that may own its text or borrow it from a constant, from the frame or from the heap of somebody
// else, and a destructor that knows which by a flag.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=1 O2=1
// OUT: constant frame copied
// OUT: global global!
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct name {
  const char *text;
  bool owned;
};

static char *global_text;

NOINLINE struct name *name_new(const char *text, bool copy) {
  struct name *n = malloc(sizeof *n);
  if (!n)
    abort();
  n->owned = copy;
  n->text = text;
  if (copy) {
    char *own = malloc(16);
    if (!own)
      abort();
    strcpy(own, text);
    n->text = own;
  }
  return n;
}

NOINLINE void name_free(struct name *n) {
  if (n->owned)
    free((char *)n->text);
  free(n);
}

NOINLINE static void three(bool copy) {
  char buffer[] = "frame";
  struct name *constant = name_new("constant", !copy), *frame = name_new(buffer, !copy),
              *own = name_new("copied", copy);
  printf("%s %s %s\n", constant->text, frame->text, own->text);
  name_free(own);
  name_free(constant);
  name_free(frame);
}

// In the end it owns what it only borrowed.
NOINLINE static void takes_over(bool copy) {
  struct name *n = name_new(global_text, !copy), *m = name_new(n->text, !copy);
  printf("%s ", n->text);
  strcat(global_text, "!");
  printf("%s\n", m->text);
  m->owned = copy;
  global_text = NULL;
  name_free(m);
  name_free(n);
}

int main(void) {
  volatile bool copy = true;
  three(copy);
  global_text = malloc(16);
  if (!global_text)
    abort();
  strcpy(global_text, "global");
  takes_over(copy);
}
