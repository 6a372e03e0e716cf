// Structures with pointers in them, copied by assignment.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=2 O2=2
// OUT: 1 2
// OUT: 5
// OUT: 3 4
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct pair {
  long length;
  int *first, *second;
  long more[4];
};

NOINLINE void local(void) {
  struct pair a = {1, malloc(sizeof(int)), malloc(sizeof(int)), {0}}, b, c;
  b = a;
  c = b;
  *c.first = 1;
  *c.second = 2;
  printf("%d %d\n", *a.first, *a.second);
  free(b.first);
  free(c.second);
}

// Copies to the heap and back: both structures are promoted, and so is what they hold.
NOINLINE int through_an_object(void) {
  struct pair *p = malloc(sizeof *p), q;
  q.first = q.second = malloc(sizeof(int));
  *p = q;
  *p->second = 5;
  int result = *q.first;
  free(p->first);
  free(p);
  return result;
}

struct pair global;

NOINLINE void copied_out(void) { // kept, both
  struct pair a = {1, malloc(sizeof(int)), malloc(sizeof(int)), {0}};
  *a.first = 3;
  *a.second = 4;
  global = a;
}

int main(void) {
  local();
  printf("%d\n", through_an_object());
  copied_out();
  printf("%d %d\n", *global.first, *global.second);
  free(global.first);
  free(global.second);
}
