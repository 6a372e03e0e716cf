// qsort and bsearch call back with pointers into the array, and qsort moves what the array holds.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=1 O2=1
// OUT: 1 2 3 5 8
// OUT: 5 at 3
// OUT: ab cd ef
// OUT: kept 1
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

static int by_value(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

NOINLINE void numbers(void) {
  int *n = malloc(5 * sizeof *n), *key = malloc(sizeof *key);
  for (int i = 0; i < 5; i++)
    n[i] = i * i * 7 % 10 + i % 2;
  n[0] = 5, n[1] = 3, n[2] = 8, n[3] = 1, n[4] = 2;
  qsort(n, 5, sizeof *n, by_value);
  for (int i = 0; i < 5; i++)
    printf(i < 4 ? "%d " : "%d\n", n[i]);
  *key = 5;
  int *found = bsearch(key, n, 5, sizeof *n, by_value);
  printf("%d at %d\n", *found, (int)(found - n));
  free(key);
  free(n);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

NOINLINE void texts(void) {
  char **lines = malloc(3 * sizeof *lines);
  lines[0] = malloc(4);
  lines[1] = malloc(4);
  lines[2] = malloc(4);
  strcpy(lines[0], "ef");
  strcpy(lines[1], "ab");
  strcpy(lines[2], "cd");
  qsort(lines, 3, sizeof *lines, by_text);
  printf("%s %s %s\n", lines[0], lines[1], lines[2]);
  for (int i = 0; i < 3; i++)
    free(lines[i]);
  free(lines);
}

static const int *smallest;
static int keep_smallest(const void *a, const void *b) {
  const int *x = a, *y = b;
  if (!smallest || *x < *smallest)
    smallest = x;
  if (*y < *smallest)
    smallest = y;
  return (*x > *y) - (*x < *y);
}

NOINLINE void kept(void) { // kept: the callback keeps pointers into it
  int *n = malloc(3 * sizeof *n);
  n[0] = 1, n[1] = 2, n[2] = 3;
  qsort(n, 3, sizeof *n, keep_smallest);
}

NOINLINE int *maximum(int *n, size_t count) {
  int *largest = n;
  for (size_t i = 1; i < count; i++)
    if (n[i] > *largest)
      largest = n + i;
  return largest;
}

NOINLINE int searched(void) {
  int *n = calloc(3, sizeof *n), *copy = calloc(3, sizeof *copy);
  n[1] = 1;
  memcpy(copy, n, 3 * sizeof *n);
  int result = *maximum(copy, 3);
  free(n);
  free(copy);
  return result;
}

int main(void) {
  numbers();
  texts();
  kept();
  printf("kept %d\n", *smallest);
  return searched() != 1;
}
