// A builder: a structure with a buffer that functions append to. It is local, and so is what it builds; in
// the second half the text that was built leaves, to a caller who has memory for it.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: 3 apples and 4 pears
// OUT: kept text
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

struct builder {
  char *text;
  size_t length, capacity;
};

NOINLINE void builder_init(struct builder *b, char *memory, size_t capacity) {
  b->text = memory;
  b->length = 0;
  b->capacity = capacity;
  b->text[0] = 0;
}

NOINLINE struct builder *add_text(struct builder *b, const char *text) {
  size_t length = strlen(text);
  if (b->length + length < b->capacity) {
    memcpy(b->text + b->length, text, length + 1);
    b->length += length;
  }
  return b;
}

NOINLINE struct builder *add_number(struct builder *b, int n) {
  int length = snprintf(b->text + b->length, b->capacity - b->length, "%d", n);
  b->length += (size_t)length;
  return b;
}

NOINLINE void local(void) {
  struct builder *b = malloc(sizeof *b);
  builder_init(b, malloc(100), 100);
  add_text(add_number(add_text(add_number(b, 3), " apples and "), 4), " pears");
  puts(b->text);
  free(b->text);
  free(b);
}

NOINLINE char *finish(struct builder *b) { return b->text; }

NOINLINE char *text_leaves(void) {
  struct builder *b = malloc(sizeof *b);
  builder_init(b, malloc(100), 100); // in the slot of text_leaves()'s caller
  add_text(add_text(b, "kept"), " text");
  char *text = finish(b);
  free(b);
  return text;
}

int main(void) {
  local();
  char *text = text_leaves();
  puts(text);
  free(text);
}
