// An object that one of two destructors ends, whichever way the program goes, and never both.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=0 O2=0
// OUT: sent 5
// OUT: dropped
// OUT: sent 7
// OUT: 1 dropped, 2 sent
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct message {
  int *body;
  int length;
};

static int sent, dropped;

NOINLINE struct message *message_new(int length) {
  struct message *m = malloc(sizeof *m);
  if (!m || !(m->body = malloc(4 * sizeof *m->body)))
    abort();
  m->length = length;
  m->body[0] = length;
  return m;
}

NOINLINE void message_send(struct message *m) {
  printf("sent %d\n", m->body[0]);
  sent++;
  free(m->body);
  free(m);
}

NOINLINE void message_drop(struct message *m) {
  puts("dropped");
  dropped++;
  free(m->body);
  free(m);
}

NOINLINE static void handle(int length) {
  struct message *m = message_new(length);
  if (length % 2)
    message_send(m);
  else
    message_drop(m);
}

int main(void) {
  volatile int five = 5;
  for (int i = 0; i < 3; i++)
    handle(five + i);
  printf("%d dropped, %d sent\n", dropped, sent);
}
