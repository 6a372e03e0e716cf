// String functions read, write and return parts of what they are given, and keep nothing. What they return is
// the same object.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=1 O2=1
// OUT: key=value 9
// OUT: value
// OUT: 42 rest
// OUT: a-b-c
// OUT: 3 pieces
// OUT: same abc
// OUT: tail
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void formatted(void) {
  char *line = malloc(32);
  int n = snprintf(line, 32, "%s=%s", "key", "value");
  printf("%s %d\n", line, n);
  char *value = strchr(line, '=') + 1;
  puts(value);
  free(line);
}

NOINLINE void number(void) {
  char *text = malloc(16), *end = NULL;
  strcpy(text, "42 rest");
  long n = strtol(text, &end, 10);
  printf("%ld%s\n", n, end);
  free(text);
}

NOINLINE void tokens(volatile int *separator) {
  char *text = malloc(32), *state, *joined = calloc(1, 32), space[2] = {(char)*separator, 0};
  int n = 0;
  strcpy(text, "a b c");
  for (char *token = strtok_r(text, space, &state); token; token = strtok_r(NULL, space, &state)) {
    if (n++)
      strcat(joined, "-");
    strcat(joined, token);
  }
  puts(joined);
  printf("%d pieces\n", n);
  free(joined);
  free(text);
}

NOINLINE void compared(void) {
  char *a = malloc(8), *b = malloc(8);
  memcpy(a, "abc", 4);
  memmove(b, a, 4);
  if (strcmp(a, b) == 0 && memcmp(a, b, 4) == 0 && strlen(a) == 3)
    printf("same %s\n", b);
  free(a);
  free(b);
}

char *kept;

NOINLINE void tail(void) { // kept: strchr returned a pointer into it
  char *text = malloc(16);
  strcpy(text, "head:tail");
  kept = strchr(text, ':');
}

NOINLINE int scanned(void) {
  char *text = malloc(16);
  int *number = malloc(sizeof *number);
  strcpy(text, "n=7");
  int found = sscanf(text, "n=%d", number) == 1 && *number == 7;
  free(text);
  free(number);
  return found;
}

int main(void) {
  int space = ' ';
  formatted();
  number();
  tokens(&space);
  compared();
  tail();
  puts(kept + 1);
  free(kept - 4);
  return !scanned();
}
