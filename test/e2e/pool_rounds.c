// Objects made in one loop and released in a later one: where the loop says that it makes few, or does not say, a
// pool serves them; where it says that it makes many, or they are never released, all stay on the heap.
//
// RUN: %e2e %s
// HEAP: plain=1127 O0=1013 O2=1013
// OUT: up 380
// OUT: down 66
// OUT: rows 4950
// OUT: limit in a variable 144
// OUT: left early 3
// OUT: some 780
// OUT: many 499500
// OUT: unknown 10
// OUT: nested 190
// OUT: never released 10
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct item {
  int value, twice;
};

static volatile int five = 5, three = 3;

NOINLINE void fill(struct item *i, int value) { *i = (struct item){value, value * 2}; }

NOINLINE int up(void) {
  struct item *items[20];
  int sum = 0;
  for (int i = 0; i < 20; i++)
    fill(items[i] = malloc(sizeof(struct item)), i);
  for (int i = 0; i < 20; i++)
    sum += items[i]->twice;
  for (int i = 0; i < 20; i++)
    free(items[i]);
  return sum;
}

NOINLINE int down(void) {
  struct item *items[12];
  int sum = 0;
  for (int i = 11; i >= 0; --i)
    fill(items[i] = malloc(sizeof(struct item)), i);
  for (int i = 0; i < 12; i++) {
    sum += items[i]->value;
    free(items[i]);
  }
  return sum;
}

/* Loops in the loop do not matter if they make nothing. */
NOINLINE int rows(void) {
  int *row[10], sum = 0;
  for (int i = 0; i < 10; i++) {
    row[i] = malloc(10 * sizeof(int));
    for (int k = 0; k < 10; k++)
      row[i][k] = 10 * i + k;
  }
  for (int k = 0; k < 10; k++)
    for (int i = 0; i < 10; i++)
      sum += row[i][k];
  for (int i = 0; i < 10; i++)
    free(row[i]);
  return sum;
}

NOINLINE int limit_in_variable(void) {
  int count = 12, sum = 0;
  struct item *items[12];
  for (int i = 1; i <= count; i++)
    fill(items[i - 1] = malloc(sizeof(struct item)), i);
  for (int i = 0; i < count; i++) {
    sum += items[i]->twice - 1;
    free(items[i]);
  }
  return sum;
}

/* A loop may say one thing and do less. */
NOINLINE int left_early(int count) {
  struct item *items[16];
  int made, sum = 0;
  for (made = 0; made < 16; made++) {
    if (made == count)
      break;
    fill(items[made] = malloc(sizeof(struct item)), made);
  }
  while (made-- > 0) {
    sum += items[made]->value;
    free(items[made]);
  }
  return sum;
}

/* More than there are slots. */
NOINLINE int some(void) {
  struct item *items[40];
  int sum = 0;
  for (int i = 0; i < 40; i++)
    fill(items[i] = malloc(sizeof(struct item)), i);
  for (int i = 0; i < 40; i++) {
    sum += items[i]->value;
    free(items[i]);
  }
  return sum;
}

NOINLINE int many(void) {
  struct item *items[1000];
  int sum = 0;
  for (int i = 0; i < 1000; i++)
    fill(items[i] = malloc(sizeof(struct item)), i);
  for (int i = 0; i < 1000; i++) {
    sum += items[i]->value;
    free(items[i]);
  }
  return sum;
}

struct link {
  struct link *next;
  int value;
};

NOINLINE int unknown(int count) {
  struct link *list = NULL;
  int sum = 0;
  for (int i = 0; i < count; i++) {
    struct link *l = malloc(sizeof *l);
    *l = (struct link){list, i};
    list = l;
  }
  while (list) {
    struct link *next = list->next;
    sum += list->value;
    free(list);
    list = next;
  }
  return sum;
}

/* Few rounds, but many objects. */
NOINLINE int nested(int count) {
  struct item *items[20];
  int made = 0, sum = 0;
  for (int i = 0; i < 4; i++)
    for (int k = 0; k < count; k++, made++)
      fill(items[made] = malloc(sizeof(struct item)), made);
  for (int i = 0; i < made; i++) {
    sum += items[i]->value;
    free(items[i]);
  }
  return sum;
}

/* It is not known how many, and the slots would never be free again. */
NOINLINE int never_released(int count) {
  struct link *list = NULL;
  int sum = 0;
  for (int i = 0; i < count; i++) {
    struct link *l = malloc(sizeof *l);
    *l = (struct link){list, i};
    list = l;
  }
  for (; list; list = list->next)
    sum += list->value;
  return sum;
}

int main(void) {
  printf("up %d\n", up());
  printf("down %d\n", down());
  printf("rows %d\n", rows());
  printf("limit in a variable %d\n", limit_in_variable());
  printf("left early %d\n", left_early(three));
  printf("some %d\n", some());
  printf("many %d\n", many());
  printf("unknown %d\n", unknown(five));
  printf("nested %d\n", nested(five));
  printf("never released %d\n", never_released(five));
  return 0;
}
