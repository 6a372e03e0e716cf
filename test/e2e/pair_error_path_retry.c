// A constructor that fails a few times before it succeeds, in a loop: each attempt reuses the memory of the
// last one, which the constructor took back itself.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=0 O2=0
// OUT: port 5 after 4 tries
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct port {
  int number;
  int *queue;
};

static volatile int available = 5;

NOINLINE struct port *port_open(int number) {
  struct port *p = malloc(sizeof *p);
  if (!p)
    return NULL;
  p->number = number;
  p->queue = malloc(16 * sizeof *p->queue);
  if (!p->queue || p->number != available) {
    free(p->queue);
    free(p);
    return NULL;
  }
  p->queue[0] = number;
  return p;
}

NOINLINE void port_close(struct port *p) {
  free(p->queue);
  free(p);
}

NOINLINE static void open_any(int from) {
  struct port *p = NULL;
  int tries = 0;
  while (!p && from > 0) {
    tries++;
    p = port_open(from--);
  }
  if (!p)
    return;
  printf("port %d after %d tries\n", p->queue[0], tries);
  port_close(p);
}

int main(void) {
  volatile int from = 8;
  open_any(from);
}
