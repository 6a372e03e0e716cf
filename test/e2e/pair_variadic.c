// Constructors and destructors with any number of arguments, in registers and on the stack: their clones take the
// slots between the named arguments and the others.
//
// RUN: %e2e %s
// HEAP: plain=11 O0=1 O2=1
// OUT: 3: 10 20 30
// OUT: 1: 5
// OUT: 9: 1 2 3 4 5 6 7 8 9
// OUT: 5-five-2.5 1 2 3 4 5 end
// OUT: 37
// OUT: 30
// OUT: kept 8
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct tuple {
  int count;
  int *values;
};

NOINLINE struct tuple *tuple_of(int count, ...) {
  struct tuple *t = malloc(sizeof *t);
  if (!t || !(t->values = malloc(9 * sizeof *t->values)))
    abort();
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++)
    t->values[i] = va_arg(arguments, int);
  va_end(arguments);
  t->count = count;
  return t;
}

NOINLINE void tuple_free(struct tuple *t) {
  free(t->values);
  free(t);
}

NOINLINE static void print(const struct tuple *t) {
  printf("%d:", t->count);
  for (int i = 0; i < t->count; i++)
    printf(" %d", t->values[i]);
  printf("\n");
}

NOINLINE static void three(int ten) {
  struct tuple *t = tuple_of(3, ten, 2 * ten, 3 * ten);
  print(t);
  tuple_free(t);
}

NOINLINE static void single(int five) {
  struct tuple *t = tuple_of(1, five);
  print(t);
  tuple_free(t);
}

/* The usual way to a string of any length. */
NOINLINE static char *format(const char *text, ...) {
  va_list arguments;
  va_start(arguments, text);
  int length = vsnprintf(NULL, 0, text, arguments);
  va_end(arguments);
  char *result = malloc((size_t)length + 1);
  if (!result)
    return NULL;
  va_start(arguments, text);
  vsnprintf(result, (size_t)length + 1, text, arguments);
  va_end(arguments);
  return result;
}

struct large {
  long first, others[3], last;
};

/* Arguments of all classes: of floating point, in memory, pointers. */
NOINLINE static double *sum_of(int count, ...) {
  double *sum = calloc(1, sizeof *sum);
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++) {
    *sum += va_arg(arguments, double);
    *sum += va_arg(arguments, int);
    struct large l = va_arg(arguments, struct large);
    *sum += (double)(l.first + l.last + *va_arg(arguments, long *));
  }
  va_end(arguments);
  return sum;
}

NOINLINE static void release(int count, ...) {
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++)
    free(va_arg(arguments, void *));
  va_end(arguments);
}

/* The twin: what it makes is stored where one of the variadic arguments points to as well. */
NOINLINE static int *keeps(int count, ...) {
  int *result = malloc(sizeof *result);
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++)
    *va_arg(arguments, int **) = result;
  va_end(arguments);
  return result;
}

static int *global;

NOINLINE static void call_keeps(void) { *keeps(1, &global) = 8; }

int main(void) {
  volatile int five = 5;
  three(2 * five);
  single(five);
  struct tuple *t = tuple_of(8 + (five == 5), 1, 2, 3, 4, 5, 6, 7, 8, 9);
  print(t);
  tuple_free(t);
  char *text = format("%d-%s-%g %d %d %d %d %d %s", five, "five", 2.5, 1, 2, 3, 4, 5, "end");
  puts(text);
  free(text);
  long seven = five + 2;
  struct large l = {1, {0, 0, 0}, five};
  double *sum = sum_of(2, 2.5, 2, l, &seven, 1.5, 5, l, &seven);
  printf("%g\n", *sum);
  free(sum);
  int *ten = malloc(sizeof *ten), *twenty = malloc(sizeof *twenty);
  *ten = 2 * five;
  *twenty = 4 * five;
  printf("%d\n", *ten + *twenty);
  release(2, ten, twenty);
  call_keeps();
  printf("kept %d\n", *global);
  free(global);
}
