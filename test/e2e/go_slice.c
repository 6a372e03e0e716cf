// Go: escape_slice.go. A slice is {pointer, length, capacity}; functions take it and return parts of it.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=1 O2=1
// OUT: 45
// OUT: 9
// OUT: 7 11
// OUT: 10
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct slice {
  int *data;
  size_t length, capacity;
};

NOINLINE struct slice append(struct slice s, int value) {
  if (s.length == s.capacity)
    abort();
  s.data[s.length++] = value;
  return s;
}

NOINLINE struct slice part(struct slice s, size_t from, size_t to) {
  return (struct slice){s.data + from, to - from, s.capacity - from};
}

NOINLINE int sum(struct slice s) {
  int result = 0;
  for (size_t i = 0; i < s.length; i++)
    result += s.data[i];
  return result;
}

NOINLINE int total(void) {
  struct slice s = {malloc(10 * sizeof(int)), 0, 10};
  for (int i = 0; i < 10; i++)
    s = append(s, i);
  int result = sum(s);
  free(s.data);
  return result;
}

NOINLINE int middle(void) {
  struct slice s = {calloc(10, sizeof(int)), 10, 10}, m = part(s, 2, 5);
  m.data[0] = 2;
  m.data[1] = 3;
  m.data[2] = 4;
  int result = sum(s);
  free(s.data);
  return result;
}

NOINLINE void swap(struct slice *a, struct slice *b) {
  struct slice saved = *a;
  *a = *b;
  *b = saved;
}

NOINLINE void swapped(void) {
  struct slice a = {malloc(4 * sizeof(int)), 0, 4}, b = {malloc(4 * sizeof(int)), 0, 4};
  a = append(a, 11);
  b = append(b, 7);
  swap(&a, &b);
  printf("%d %d\n", a.data[0], b.data[0]);
  free(a.data);
  free(b.data);
}

struct slice global;

NOINLINE void keep(struct slice s) { global = part(s, 1, s.length); }

NOINLINE void kept(void) { // kept
  struct slice s = {malloc(3 * sizeof(int)), 0, 3};
  s = append(append(append(s, 1), 4), 6);
  keep(s);
}

int main(void) {
  printf("%d\n", total());
  printf("%d\n", middle());
  swapped();
  kept();
  printf("%d\n", sum(global));
  free(global.data - 1);
}
