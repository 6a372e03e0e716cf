// A list object that others append to: the callee makes a cell and hangs it into memory of the caller's. Each
// call of push() in the function has a cell of its own.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=0 O2=0
// OUT: 10 20 30, 3 cells
// OUT: first 5, then 6, left 1
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct cell {
  struct cell *next;
  int value;
};

struct list {
  struct cell *head, **tail;
  int count;
};

NOINLINE static void list_init(struct list *l) {
  l->head = NULL;
  l->tail = &l->head;
  l->count = 0;
}

NOINLINE static struct list *list_new(void) {
  struct list *l = malloc(sizeof *l);
  if (!l)
    abort();
  list_init(l);
  return l;
}

NOINLINE void list_append(struct list *l, int value) {
  struct cell *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->next = NULL;
  c->value = value;
  *l->tail = c;
  l->tail = &c->next;
  l->count++;
}

NOINLINE int list_pop(struct list *l) {
  struct cell *c = l->head;
  int value = c->value;
  l->head = c->next;
  if (!l->head)
    l->tail = &l->head;
  l->count--;
  free(c);
  return value;
}

NOINLINE void list_clear(struct list *l) {
  for (struct cell *c = l->head, *next; c; c = next) {
    next = c->next;
    free(c);
  }
  list_init(l);
}

NOINLINE static void list_free(struct list *l) {
  list_clear(l);
  free(l);
}

NOINLINE static void in_frame(int ten) {
  struct list l;
  list_init(&l);
  list_append(&l, ten);
  list_append(&l, 20);
  list_append(&l, 30);
  printf("%d %d %d, %d cells\n", l.head->value, l.head->next->value, l.head->next->next->value, l.count);
  list_clear(&l);
}

NOINLINE static void as_object(int five) {
  struct list *l = list_new();
  list_append(l, five);
  list_append(l, 6);
  list_append(l, 7);
  int first = list_pop(l), second = list_pop(l);
  printf("first %d, then %d, left %d\n", first, second, l->count);
  list_append(l, 8);
  list_free(l);
}

int main(void) {
  volatile int ten = 10, five = 5;
  in_frame(ten);
  as_object(five);
}
