// A string builder that begins in a buffer of its own, then allocates, then resizes. Appending eight times is
// unrolled: sixteen blocks may be what the end releases, or the buffer.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: 40 hellohello
// OUT: 40 hellohello
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct builder {
  char first[16];
  char *text;
  size_t length, capacity;
};

__attribute__((noinline)) static void append(struct builder *b, const char *text) {
  size_t length = strlen(text);
  if (b->length + length + 1 > b->capacity) {
    size_t capacity = b->capacity * 2 + length;
    char *grown;
    if (b->text == b->first) {
      grown = malloc(capacity);
      if (!grown)
        abort();
      memcpy(grown, b->first, b->length + 1);
    } else {
      grown = realloc(b->text, capacity);
      if (!grown)
        abort();
    }
    b->text = grown;
    b->capacity = capacity;
  }
  memcpy(b->text + b->length, text, length + 1);
  b->length += length;
}

__attribute__((noinline)) static void build(int times) {
  struct builder b = {.text = b.first, .capacity = sizeof b.first};
  for (int i = 0; i < times; i++)
    append(&b, "hello");
  printf("%zu %.10s\n", strlen(b.text), b.text);
  if (b.text != b.first)
    free(b.text);
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  build(8);
  build(8);
}
