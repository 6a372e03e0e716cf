// Go: escape_param.go, seeds.md row 4. Variable arguments: the library's formatted output keeps nothing, and
// what a function of this program does with its va_list is seen.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=2 O2=2
// OUT: name: x, 5
// OUT: 6
// OUT: [7]
// OUT: 8
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void formatted(void) {
  char *name = malloc(8);
  int *n = malloc(sizeof *n);
  strcpy(name, "x");
  *n = 5;
  printf("name: %s, %d\n", name, *n);
  free(name);
  free(n);
}

NOINLINE int sum(int count, ...) {
  int result = 0;
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++)
    result += *va_arg(arguments, int *);
  va_end(arguments);
  return result;
}

NOINLINE int added(void) { // promoted or not: nothing says that va_arg has to be followed
  int *a = malloc(sizeof *a);
  *a = 3;
  int result = sum(2, a, a);
  free(a);
  return result;
}

__attribute__((format(printf, 1, 2))) NOINLINE void report(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
}

NOINLINE void wrapped(void) {
  char *text = malloc(8);
  strcpy(text, "7");
  report("[%s]\n", text);
  free(text);
}

int *kept;

NOINLINE void keep(int count, ...) {
  va_list arguments;
  va_start(arguments, count);
  while (count-- > 0)
    kept = va_arg(arguments, int *);
  va_end(arguments);
}

NOINLINE void leaked(void) { // both are kept: no telling which
  int *a = malloc(sizeof *a), *b = malloc(sizeof *b);
  *a = 7;
  *b = 8;
  keep(2, a, b);
}

int main(void) {
  formatted();
  printf("%d\n", added());
  wrapped();
  leaked();
  printf("%d\n", *kept);
}
