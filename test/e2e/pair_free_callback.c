// A list that does not know its elements: the caller hands over their destructor. The clone of
// list_free() compares that with the function that its callers know it to be. What free() itself is handed for
// stays on the heap (LLVM 22: 1).
//
// RUN: %e2e %s
// HEAP: plain=7 O0=1 O2=1 O2@19=0
// OUT: 4 9
// OUT: released 2
// OUT: 5
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct link {
  struct link *next;
  void *data;
};

NOINLINE struct link *list_add(struct link *list, void *data) {
  struct link *l = malloc(sizeof *l);
  if (!l)
    abort();
  l->next = list;
  l->data = data;
  return l;
}

NOINLINE void list_free(struct link *list, void (*data_free)(void *)) {
  while (list) {
    struct link *next = list->next;
    if (data_free)
      data_free(list->data);
    free(list);
    list = next;
  }
}

static int released;

NOINLINE static int *number_new(int value) {
  int *n = malloc(sizeof *n);
  if (!n)
    abort();
  *n = value;
  return n;
}

NOINLINE static void number_free(void *n) {
  released++;
  free(n);
}

NOINLINE static void owned(int four) {
  struct link *list = list_add(list_add(NULL, number_new(9)), number_new(four));
  printf("%d %d\n", *(int *)list->data, *(int *)list->next->data);
  list_free(list, number_free);
  printf("released %d\n", released);
}

// The library's own function as the callback, and no callback at all.
NOINLINE static void plain_free(int five) {
  int in_frame = five - 2;
  struct link *list = list_add(NULL, number_new(2)), *borrowed = list_add(NULL, &in_frame);
  printf("%d\n", *(int *)list->data + *(int *)borrowed->data);
  list_free(list, free);
  list_free(borrowed, NULL);
}

int main(void) {
  volatile int four = 4, five = 5;
  owned(four);
  plain_free(five);
}
