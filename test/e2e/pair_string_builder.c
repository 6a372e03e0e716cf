// A string builder whose text is resized by the function that appends. The builder itself is like any object
// of a pair, and so is its first text; what realloc makes of that is in a slot of a pool as long as it fits (1 does
// not).
//
// RUN: %e2e %s
// HEAP: plain=9 O0=1 O2=1
// OUT: hello, world 11
// OUT: 290 bytes, ends with 98.99.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct sb {
  char *text;
  size_t length, capacity;
};

NOINLINE struct sb *sb_new(void) {
  struct sb *b = malloc(sizeof *b);
  if (!b || !(b->text = malloc(16)))
    abort();
  b->text[0] = '\0';
  b->length = 0;
  b->capacity = 16;
  return b;
}

NOINLINE void sb_append(struct sb *b, const char *text) {
  size_t length = strlen(text);
  if (b->length + length + 1 > b->capacity) {
    size_t capacity = b->capacity;
    while (b->length + length + 1 > capacity)
      capacity *= 2;
    char *larger = realloc(b->text, capacity);
    if (!larger)
      abort();
    b->text = larger;
    b->capacity = capacity;
  }
  memcpy(b->text + b->length, text, length + 1);
  b->length += length;
}

NOINLINE void sb_append_number(struct sb *b, int n) {
  char digits[12];
  snprintf(digits, sizeof digits, "%d", n);
  sb_append(b, digits);
}

NOINLINE void sb_free(struct sb *b) {
  free(b->text);
  free(b);
}

NOINLINE static void short_text(int eleven) {
  struct sb *b = sb_new();
  sb_append(b, "hello");
  sb_append(b, ", world ");
  sb_append_number(b, eleven);
  puts(b->text);
  sb_free(b);
}

NOINLINE static void long_text(int count) {
  struct sb *b = sb_new();
  for (int i = 0; i < count; i++) {
    sb_append_number(b, i);
    sb_append(b, ".");
  }
  printf("%d bytes, ends with %s\n", (int)b->length, b->text + b->length - 6);
  sb_free(b);
}

int main(void) {
  volatile int eleven = 11, count = 100;
  short_text(eleven);
  long_text(count);
}
