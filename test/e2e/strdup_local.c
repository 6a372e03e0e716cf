// Copies of text: of constant, bounded and unknown length; longer than a guarded slot; cut short; of a text that
// was a copy itself; and a copy that replaces its own source in a loop.
//
// RUN: %e2e %s
// HEAP: plain=16 O0=1 O2=1
// OUT: constant Hello
// OUT: empty <>
// OUT: unknown abc 3
// OUT: unknown 255 256
// OUT: cut abcd ab
// OUT: cut abc
// OUT: twice xyz Xyz
// OUT: wide 5 0
// OUT: loop <<<<.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void constant(void) {
  char *text = strdup("hello");
  text[0] = 'H';
  printf("constant %s\n", text);
  free(text);
}

NOINLINE void empty(void) {
  char *text = strdup("");
  printf("empty <%s>\n", text);
  free(text);
}

NOINLINE size_t unknown(const char *source, int print) {
  char *text = strdup(source);
  if (!text)
    return 0;
  size_t length = strlen(text);
  if (print)
    printf("unknown %s %zu\n", text, length);
  free(text);
  return length;
}

NOINLINE void cut(const char *source, size_t limit) {
  char *bounded = strndup(source, 4), *unbounded = strndup(source, limit);
  printf("cut %s", bounded);
  if (unbounded[limit < 3 ? limit : 0] == '\0')
    printf(" %s", unbounded);
  printf("\n");
  free(bounded);
  free(unbounded);
}

NOINLINE void twice(const char *source) {
  char *one = strdup(source), *other = strdup(one);
  other[0] = 'X';
  printf("twice %s %s\n", one, other);
  free(one);
  free(other);
}

NOINLINE void wide(const wchar_t *source) {
  wchar_t *text = wcsdup(source);
  printf("wide %zu %d\n", wcslen(text), (int)text[5]);
  free(text);
}

// Each copy is made of the last one: two of them at a time, one slot is not enough.
NOINLINE void loop(const char *source, volatile int *rounds) {
  char *text = strdup(source);
  for (int i = 0; i < *rounds; i++) {
    char *next = strdup(text); // kept
    next[i] = '<';
    free(text);
    text = next;
  }
  printf("loop %s\n", text);
  free(text);
}

int main(void) {
  char abc[] = "abcd", xyz[] = "xyz", points[] = ".....", large[257];
  volatile int four = 4;
  large[256] = '\0';
  memset(large, 'x', 256);
  constant();
  empty();
  abc[3] = '\0';
  unknown(abc, 1);
  size_t fits = unknown(large + 1, 0);
  printf("unknown %zu %zu\n", fits, unknown(large, 0));
  abc[3] = 'd';
  cut(abc, (size_t)four / 2);
  abc[3] = '\0';
  cut(abc, (size_t)four * 2);
  twice(xyz);
  wide(L"wider");
  loop(points, &four);
}
