// seeds.md row 13: what is stored where others can reach it is kept: in a global, in an element of a global
// array, in a queue. What is stored in an object that a parameter points to is kept there, and promoted by
// the caller whose object it is.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=4 O2=4
// OUT: 1 2 3 4 5
// OUT: 6
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct queue {
  int *slots[4];
  unsigned head, tail;
};

int *global, *array[4];
static struct queue channel;
static _Thread_local int *of_thread;

NOINLINE int *new_int(int n) {
  int *p = malloc(sizeof *p);
  *p = n;
  return p;
}

NOINLINE void send(struct queue *q, int *p) { q->slots[q->head++ % 4] = p; }
NOINLINE int *receive(struct queue *q) { return q->slots[q->tail++ % 4]; }

NOINLINE void to_global(void) { global = new_int(1); }

NOINLINE void to_element(volatile int *i) {
  int *p = malloc(sizeof *p);
  *p = 2;
  array[*i] = p;
}

NOINLINE void to_parameter(int **out) { // in main()'s frame
  int *p = malloc(sizeof *p);
  *p = 3;
  *out = p;
}

NOINLINE void to_channel(void) {
  int *p = malloc(sizeof *p);
  *p = 4;
  send(&channel, p);
}

NOINLINE void to_thread(void) {
  of_thread = malloc(sizeof *of_thread);
  *of_thread = 5;
}

NOINLINE int local_channel(void) { // promoted: the queue is here as well
  struct queue q = {0};
  int *p = malloc(sizeof *p);
  *p = 6;
  send(&q, p);
  int result = *receive(&q);
  free(p);
  return result;
}

int main(void) {
  int two = 2, *three;
  to_global();
  to_element(&two);
  to_parameter(&three);
  to_channel();
  to_thread();
  int *four = receive(&channel);
  printf("%d %d %d %d %d\n", *global, *array[2], *three, *four, *of_thread);
  free(global);
  free(array[2]);
  free(three);
  free(four);
  free(of_thread);
  printf("%d\n", local_channel());
}
