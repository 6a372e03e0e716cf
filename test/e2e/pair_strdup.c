// Constructors that copy text by the library's own functions. Nothing stays on the heap but the long one (1).
//
// RUN: %e2e %s
// HEAP: plain=9 O0=1 O2=1
// OUT: key=value
// OUT: empty=
// OUT: 300=xx
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct setting {
  char *key, *value;
};

NOINLINE void setting_free(struct setting *s) {
  if (!s)
    return;
  free(s->key);
  free(s->value);
  free(s);
}

NOINLINE struct setting *setting_parse(const char *line) {
  const char *equals = strchr(line, '=');
  if (!equals)
    return NULL;
  struct setting *s = calloc(1, sizeof *s);
  if (!s)
    return NULL;
  s->key = strndup(line, (size_t)(equals - line));
  s->value = strdup(equals + 1);
  if (!s->key || !s->value) {
    setting_free(s);
    return NULL;
  }
  return s;
}

NOINLINE static void show(const char *line) {
  struct setting *s = setting_parse(line);
  if (!s)
    return;
  size_t length = strlen(s->value);
  printf("%s=%s\n", s->key, length > 200 ? s->value + length - 2 : s->value);
  setting_free(s);
}

int main(void) {
  char line[305] = "300=";
  memset(line + 4, 'x', 300);
  show("key=value");
  show("empty=");
  show("nothing");
  show(line);
}
