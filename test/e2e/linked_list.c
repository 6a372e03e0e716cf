// A list built in a loop of unknown length keeps all its nodes at once: the first few are in slots, and so are
// those of a list that is reversed, or emptied from its other end.
//
// RUN: %e2e %s
// HEAP: plain=30 O0=0 O2=0
// OUT: 10 elements, sum 45
// OUT: 0 1 2 3 4 5 6 7 8 9
// OUT: 145
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct node {
  struct node *next, *previous;
  int value;
};

NOINLINE void stack(volatile int *length) {
  struct node *head = NULL;
  int n = 0, sum = 0;
  for (int i = 0; i < *length; i++) {
    struct node *node = malloc(sizeof *node);
    node->value = i;
    node->next = head;
    head = node;
  }
  while (head) {
    struct node *next = head->next;
    n++;
    sum += head->value;
    free(head);
    head = next;
  }
  printf("%d elements, sum %d\n", n, sum);
}

NOINLINE void reversed(volatile int *length) {
  struct node *head = NULL, *turned = NULL;
  for (int i = 0; i < *length; i++) {
    struct node *node = malloc(sizeof *node);
    node->value = i;
    node->next = head;
    head = node;
  }
  while (head) {
    struct node *next = head->next;
    head->next = turned;
    turned = head;
    head = next;
  }
  for (struct node *node = turned, *next; node; node = next) {
    next = node->next;
    printf(next ? "%d " : "%d\n", node->value);
    free(node);
  }
}

// A ring with a sentinel in the frame: nodes are reachable through `previous` only.
NOINLINE void ring(volatile int *length) {
  struct node sentinel = {&sentinel, &sentinel, 0};
  int sum = 0;
  for (int i = 10; i < 10 + *length; i++) {
    struct node *node = malloc(sizeof *node);
    *node = (struct node){&sentinel, sentinel.previous, i};
    sentinel.previous->next = node;
    sentinel.previous = node;
  }
  while (sentinel.previous != &sentinel) {
    struct node *last = sentinel.previous;
    sum += last->value;
    sentinel.previous = last->previous;
    free(last);
  }
  printf("%d\n", sum);
}

int main(void) {
  int ten = 10;
  stack(&ten);
  reversed(&ten);
  ring(&ten);
}
