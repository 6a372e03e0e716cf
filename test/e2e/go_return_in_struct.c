// Go: escape_return.go, seeds.md rows 1 and 3. Results that are a parameter, a part of one, something loaded
// from one, alone and within a structure.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=0 O2=0
// OUT: Ada
// OUT: 2 3
// OUT: 5 4
// OUT: 6
// OUT: 7 8
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

struct user {
  char *name;
  int *age;
};

struct result {
  int *value;
  int error;
  int *other;
};

NOINLINE char *name_of(const struct user *u) { return u->name; }

NOINLINE void name(void) {
  struct user *u = malloc(sizeof *u);
  u->name = malloc(8);
  strcpy(u->name, "Ada");
  puts(name_of(u));
  free(u->name);
  free(u);
}

NOINLINE struct result both(int *a, int *b) { return (struct result){a, 0, b}; }

NOINLINE void wrapped(void) {
  int *a = malloc(sizeof *a), *b = malloc(sizeof *b);
  struct result r = both(a, b);
  *r.value = 2;
  *r.other = 3;
  printf("%d %d\n", *a, *b);
  free(r.value);
  free(r.other);
}

NOINLINE int *choose(int first, int *a, int *b) { return first ? a : b; }

NOINLINE void chosen(void) {
  int *a = malloc(sizeof *a), *b = malloc(sizeof *b);
  *choose(0, a, b) = 4;
  *choose(1, a, b) = 5;
  printf("%d %d\n", *a, *b);
  free(a);
  free(b);
}

NOINLINE int *age_of(struct user u) { return u.age + 1; }

NOINLINE int by_value(void) {
  struct user u = {NULL, malloc(2 * sizeof(int))};
  *age_of(u) = 6;
  int result = u.age[1];
  free(u.age);
  return result;
}

NOINLINE struct result make(int a, int b) { // both in slots of the caller
  struct result r = {malloc(sizeof(int)), 0, malloc(sizeof(int))};
  *r.value = a;
  *r.other = b;
  return r;
}

int main(void) {
  name();
  wrapped();
  chosen();
  printf("%d\n", by_value());
  struct result r = make(7, 8);
  printf("%d %d\n", *r.value, *r.other);
  free(r.value);
  free(r.other);
}
