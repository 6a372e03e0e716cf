// A variable of the loop's body that a function fills in anew each time: what it points to is done with. And the twins:
// not always filled in, looked at first, or its content was moved to where it is used later.
//
// RUN: %e2e %s
// PASS: pool-size=0
// HEAP: plain=25 O0=10 O2=10
// OUT: filled 6
// OUT: two levels 12
// OUT: cleared 6
// OUT: not always 3
// OUT: looked at 3
// OUT: passed on 3
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
  int *data;
  size_t count;
};

static volatile int four = 4;

__attribute__((noinline)) static void init(struct buffer *b, size_t count) {
  b->data = malloc(32);
  b->count = count;
}
__attribute__((noinline)) static void finish(struct buffer *b) { free(b->data); }

__attribute__((noinline)) static int filled(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    struct buffer b;
    init(&b, 8);
    b.data[0] = i;
    sum += b.data[0];
    finish(&b);
  }
  return sum;
}

struct pair {
  struct buffer first, second;
};
__attribute__((noinline)) static struct buffer *second_of(struct pair *p) { return &p->second; }
__attribute__((noinline)) static void init_pair(struct pair *p) {
  init(&p->first, 8);
  init(second_of(p), 8);
}

__attribute__((noinline)) static int two_levels(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    struct pair p;
    init_pair(&p);
    p.first.data[0] = i;
    p.second.data[0] = i;
    sum += p.first.data[0] + p.second.data[0];
    finish(&p.first);
    finish(&p.second);
  }
  return sum;
}

// Filled in on one path only, but zeroed before.
__attribute__((noinline)) static int cleared(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    struct buffer b;
    memset(&b, 0, sizeof b);
    if (i)
      init(&b, 8);
    if (b.data) {
      b.data[0] = i;
      sum += b.data[0];
    }
    finish(&b);
  }
  return sum;
}

__attribute__((noinline)) static void init_some(struct buffer *b, int i) {
  if (i % 2 == 0) {
    b->data = malloc(32);
    b->data[0] = i;
  }
}
__attribute__((noinline)) static int not_always(int n) {
  struct buffer b = {NULL, 0};
  int sum = 1;
  for (int i = 0; i < n; i++) {
    int *older = b.data;
    init_some(&b, i);
    if (older && older != b.data) {
      sum += older[0] + b.data[0];
      free(older);
    }
  }
  free(b.data);
  return sum;
}

// The new object tells what is in the older one.
__attribute__((noinline)) static void init_after(struct buffer *b, int i) {
  int *older = b->data;
  b->data = malloc(32);
  b->data[0] = older ? older[0] + 1 : i;
}
__attribute__((noinline)) static int looked_at(int n) {
  struct buffer b = {NULL, 0};
  int *all[8], count = 0;
  for (int i = 0; i < n; i++) {
    init_after(&b, i);
    all[count++] = b.data;
  }
  int last = b.data[0];
  while (count > 0)
    free(all[--count]);
  return last;
}

__attribute__((noinline)) static int passed_on(int n) {
  struct buffer previous = {NULL, 0};
  int sum = 0;
  for (int i = 0; i < n; i++) {
    struct buffer b;
    init(&b, 8);
    b.data[0] = i;
    if (previous.data)
      sum += b.data[0] - previous.data[0];
    free(previous.data);
    previous = b;
  }
  free(previous.data);
  return sum;
}

int main(void) {
  printf("filled %d\n", filled(four));
  printf("two levels %d\n", two_levels(four));
  printf("cleared %d\n", cleared(four));
  printf("not always %d\n", not_always(four));
  printf("looked at %d\n", looked_at(four));
  printf("passed on %d\n", passed_on(four));
}
