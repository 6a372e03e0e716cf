// Go: escape_selfassign.go. An object that points into itself lets nothing go by that.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=1 O2=1
// OUT: bc
// OUT: 3
// OUT: 4
// OUT: 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct buffer {
  char *begin, *end;
  char bytes[16];
};

struct ring {
  struct ring *next;
  int value;
};

NOINLINE void skip(struct buffer *b) { b->begin = b->begin + 1; }

NOINLINE void window(void) {
  struct buffer *b = malloc(sizeof *b);
  b->begin = b->bytes;
  b->bytes[0] = 'a';
  b->bytes[1] = 'b';
  b->bytes[2] = 'c';
  b->bytes[3] = 0;
  b->end = b->bytes + 3;
  skip(b);
  b->end = b->begin + (b->end - b->begin);
  puts(b->begin);
  free(b);
}

NOINLINE void close_ring(struct ring *r) { r->next = r; }

NOINLINE int alone(void) {
  struct ring *r = malloc(sizeof *r);
  close_ring(r);
  r->value = 3;
  int result = r->next->next->value;
  free(r);
  return result;
}

NOINLINE int reset(struct ring **r) { // the pointer is written to where it came from
  struct ring *p = *r;
  *r = p;
  return (*r)->value;
}

NOINLINE int same_place(void) {
  struct ring *r = malloc(sizeof *r);
  r->value = 4;
  int result = reset(&r);
  free(r);
  return result;
}

struct ring *start;

NOINLINE void kept(void) { // kept
  struct ring *r = malloc(sizeof *r);
  close_ring(r);
  r->value = 5;
  start = r->next;
}

int main(void) {
  window();
  printf("%d\n", alone());
  printf("%d\n", same_place());
  kept();
  printf("%d\n", start->value);
  free(start);
}
