// A function that releases its parameter: its objects are kept until such callees get a copy of their own.
// Whoever promotes here has to see the release; a stack address in free() ends the program.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=0 O2=0
// OUT: 3
// OUT: 6
// OUT: 4 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct node {
  struct node *next;
  int *value;
};

NOINLINE void node_free(struct node *node) {
  if (!node)
    return;
  node_free(node->next);
  free(node->value);
  free(node);
}

NOINLINE int one(void) {
  struct node *node = malloc(sizeof *node);
  node->next = NULL;
  node->value = malloc(sizeof *node->value);
  *node->value = 3;
  int result = *node->value;
  node_free(node);
  return result;
}

NOINLINE int two(void) {
  struct node *first = malloc(sizeof *first), *second = malloc(sizeof *second);
  first->next = second;
  first->value = malloc(sizeof *first->value);
  second->next = NULL;
  second->value = NULL;
  *first->value = 6;
  int result = *first->value;
  node_free(first);
  return result;
}

NOINLINE void free_when(int wanted, int *p) {
  if (wanted)
    free(p);
}

NOINLINE void sometimes(void) {
  int *p = malloc(sizeof *p), *q = malloc(sizeof *q);
  *p = 4;
  *q = 5;
  printf("%d %d\n", *p, *q);
  free_when(1, p);
  free_when(0, q);
  free(q);
}

int main(void) {
  printf("%d\n", one());
  printf("%d\n", two());
  sometimes();
}
