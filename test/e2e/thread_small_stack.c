// A thread with a stack of 128 KiB: what is promoted along a chain of calls leaves it room.
//
// RUN: %e2e %s
// FLAGS: -pthread
// HEAP: plain=3 O0=2 O2=2
// OUT: 180000
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

// Three buffers of 60000 bytes, one within the other: the innermost fits, the others stay on the heap.
#define LEVEL(NAME, BELOW)                                                                                   \
  NOINLINE long NAME(void) {                                                                                 \
    volatile char *buffer = malloc(60000);                                                                   \
    long n = 0;                                                                                              \
    for (int i = 0; i < 60000; i++)                                                                          \
      buffer[i] = 1;                                                                                         \
    n += BELOW;                                                                                              \
    for (int i = 0; i < 60000; i++)                                                                          \
      n += buffer[i];                                                                                        \
    free((void *)buffer);                                                                                    \
    return n;                                                                                                \
  }

LEVEL(inner, 0)
LEVEL(middle, inner())
LEVEL(outer, middle())

static void *run(void *result) {
  *(long *)result = outer();
  return NULL;
}

int main(void) {
  pthread_attr_t small;
  pthread_t thread;
  long result = 0;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 128 * 1024);
  pthread_create(&thread, &small, run, &result);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&small);
  printf("%ld\n", result);
}
