// A constructor of one block: a header and as many characters as the text has. The limit of 256 bytes holds
// for the whole of it; the header is 8 bytes.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=2 O2=2
// OUT: 5 hello
// OUT: 11 hello again
// OUT: 247 xx
// OUT: 248 xx
// OUT: 496 xx
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct string {
  size_t length;
  char text[];
};

NOINLINE struct string *string_new(const char *text, size_t length) {
  struct string *s = malloc(offsetof(struct string, text) + length + 1);
  if (!s)
    abort();
  s->length = length;
  memcpy(s->text, text, length);
  s->text[length] = '\0';
  return s;
}

NOINLINE struct string *string_join(const struct string *a, const struct string *b) {
  struct string *s = malloc(offsetof(struct string, text) + a->length + b->length + 1);
  if (!s)
    abort();
  s->length = a->length + b->length;
  memcpy(s->text, a->text, a->length);
  memcpy(s->text + a->length, b->text, b->length + 1);
  return s;
}

NOINLINE void string_free(struct string *s) { free(s); }

NOINLINE static void print(const struct string *s) {
  printf("%zu %s\n", s->length, s->text[0] == 'x' ? s->text + s->length - 2 : s->text);
}

NOINLINE static void short_ones(const char *text) {
  struct string *hello = string_new(text, strlen(text)), *again = string_new(" again", 6);
  print(hello);
  struct string *both = string_join(hello, again);
  string_free(hello);
  string_free(again);
  print(both);
  string_free(both);
}

// 8 + 247 + 1 bytes are the limit.
NOINLINE static void long_ones(const char *text, size_t length) {
  struct string *a = string_new(text, length);
  print(a);
  struct string *b = string_new(text, length + 1);
  print(b);
  struct string *twice = string_join(b, b);
  print(twice);
  string_free(a);
  string_free(b);
  string_free(twice);
}

int main(void) {
  static char many[300];
  volatile size_t length = 247;
  memset(many, 'x', sizeof many - 1);
  short_ones("hello");
  long_ones(many, length);
}
