// A pair that recycles: the destructor puts the object on a global list of free ones, from which the
// constructor takes the next. Whatever passes through it stays on the heap.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=3 O2=3
// OUT: 1 2
// OUT: 3 4 5
// OUT: 6, 2 free
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct packet {
  struct packet *next_free;
  int number;
};

static struct packet *free_packets;

NOINLINE struct packet *packet_new(int number) {
  struct packet *p = free_packets;
  if (p) {
    free_packets = p->next_free;
  } else {
    p = malloc(sizeof *p);
    if (!p)
      abort();
  }
  p->next_free = NULL;
  p->number = number;
  return p;
}

NOINLINE void packet_free(struct packet *p) {
  p->next_free = free_packets;
  free_packets = p;
}

NOINLINE static void two(int n) {
  struct packet *a = packet_new(n), *b = packet_new(n + 1);
  printf("%d %d\n", a->number, b->number);
  packet_free(a);
  packet_free(b);
}

NOINLINE static void three(int n) {
  struct packet *a = packet_new(n), *b = packet_new(n + 1), *c = packet_new(n + 2);
  printf("%d %d %d\n", a->number, b->number, c->number);
  packet_free(b);
  packet_free(c);
  packet_free(a);
}

NOINLINE static void last(int n) {
  struct packet *p = packet_new(n);
  int count = 0;
  for (const struct packet *f = free_packets; f; f = f->next_free)
    count++;
  printf("%d, %d free\n", p->number, count);
  packet_free(p);
}

int main(void) {
  volatile int one = 1;
  two(one);
  three(one + 2);
  last(one + 5);
  while (free_packets) {
    struct packet *next = free_packets->next_free;
    free(free_packets);
    free_packets = next;
  }
}
