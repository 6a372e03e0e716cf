// What must not go wrong where several objects of one site are alive: objects kept for good, released on one path
// only, in a callee, in a recursion, or together with those of other sites.
//
// RUN: %e2e %s
// HEAP: plain=22512 O0=340 O2=340
// OUT: kept 15
// OUT: one path 435 190
// OUT: callee 190
// OUT: recursion 6765
// OUT: mixed 1035
// OUT: older 17 16 15
// OUT: list 45 36 28
// OUT: exchanged 45
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

static long *global;

/* One of the objects outlives the function. */
NOINLINE void kept(int n) {
  long *older = NULL;
  for (long i = 0; i < n; i++) {
    long *p = malloc(sizeof *p);
    *p = i;
    if (i == 15)
      global = p;
    else if (older)
      free(older);
    older = i == 15 ? NULL : p;
  }
  free(older);
}

/* Objects that are never released keep their slots; the others find none any more. */
NOINLINE long one_path(int n, int every) {
  long *last[3] = {NULL}, sum = 0;
  for (long i = 0; i < n; i++) {
    long *p = malloc(sizeof *p), *old = last[i % 3];
    *p = i;
    if (old) {
      sum += *old;
      if (i % every == 0)
        free(old);
    }
    last[i % 3] = p;
  }
  for (int i = 0; i < 3; i++) {
    sum += *last[i];
    free(last[i]);
  }
  return sum;
}

NOINLINE long take(long *p) {
  long value = *p;
  free(p);
  return value;
}

NOINLINE long callee(int n) {
  long *older = malloc(sizeof *older), sum = 0;
  *older = 0;
  for (long i = 0; i < n; i++) {
    long *p = malloc(sizeof *p);
    *p = i;
    if (i % 3) {
      sum += take(older);
    } else {
      sum += *older;
      free(older);
    }
    older = p;
  }
  sum += *older;
  free(older);
  return sum;
}

NOINLINE long fibonacci(int n) {
  long *older = NULL, result = 0;
  if (n < 2)
    return n;
  for (int i = 1; i <= 2; i++) {
    long *p = malloc(sizeof *p);
    *p = fibonacci(n - i);
    if (older)
      *p += *older;
    result = *p;
    free(older);
    older = p;
  }
  free(older);
  return result;
}

/* A release may receive objects of three sites, one of them outside the loop. */
NOINLINE long mixed(int n) {
  long *older = malloc(sizeof *older), sum = 0;
  *older = 0;
  for (long i = 0; i < n; i++) {
    long *p;
    if (i % 2) {
      p = malloc(sizeof *p);
    } else {
      p = calloc(4, sizeof *p);
      sum += p[0] + p[1] + p[2] + p[3];
      p[3] = 1;
    }
    *p = i;
    sum += *older;
    free(older);
    older = p;
  }
  sum += *older;
  free(older);
  return sum;
}

/* The objects of the last three iterations. */
NOINLINE void older(int n) {
  char *text[3] = {NULL};
  for (int i = 0; i < n; i++) {
    char *p = malloc(8);
    snprintf(p, 8, "%d", i);
    free(text[2]);
    text[2] = text[1];
    text[1] = text[0];
    text[0] = p;
  }
  printf("older %s %s %s\n", text[0], text[1], text[2]);
  for (int i = 0; i < 3; i++)
    free(text[i]);
}

struct node {
  struct node *next;
  int number;
};

/* Objects of one site that point to each other; some lists have more than there are slots. */
NOINLINE int list(int n, int rounds) {
  int sum = 0;
  for (int round = 0; round < rounds; round++) {
    struct node *head = NULL;
    for (int i = 0; i < n; i++) {
      struct node *node = malloc(sizeof *node);
      *node = (struct node){head, i};
      head = node;
      if (i % 5 == 4) { /* drops the one behind it, and makes up for it */
        struct node *gone = head->next;
        head->next = gone->next;
        head->number += gone->number;
        free(gone);
      }
    }
    sum = 0;
    while (head) {
      struct node *next = head->next;
      sum += head->number;
      free(head);
      head = next;
    }
  }
  return sum;
}

/* Two objects that change places with each other and with newer ones. */
NOINLINE int exchanged(int n) {
  int *a = NULL, *b = NULL, sum = 0;
  for (int i = 0; i < n; i++) {
    int *p = malloc(sizeof *p);
    *p = i;
    if (i % 3 == 0) {
      int *t = a;
      a = b;
      b = t;
    }
    if (a) {
      sum += *a;
      free(a);
    }
    a = b;
    b = p;
  }
  sum += a ? *a : 0;
  sum += b ? *b : 0;
  free(a);
  free(b);
  return sum;
}

int main(void) {
  kept(20);
  printf("kept %ld\n", *global);
  free(global);
  long first = one_path(30, 2);
  printf("one path %ld %ld\n", first, one_path(20, 7));
  printf("callee %ld\n", callee(20));
  printf("recursion %ld\n", fibonacci(20));
  printf("mixed %ld\n", mixed(46));
  older(18);
  int lists[] = {list(10, 3), list(9, 2), list(8, 1)};
  printf("list %d %d %d\n", lists[0], lists[1], lists[2]);
  printf("exchanged %d\n", exchanged(10));
  int long_list = list(200, 2);
  return long_list != 19900;
}
