// Threads with stacks of 64 KiB, which the program's own objects would fill: what moves leaves them room. The sizes
// that threads are given are a hint to the budgets.
//
// RUN: %e2e %s
// FLAGS: -pthread
// HEAP: plain=21 O0=13 O2=13
// OUT: 4 threads: 195060 195060 195060 195060
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

#define LEVEL(NAME, SIZE, BELOW)                                                                             \
  NOINLINE long NAME(void) {                                                                                 \
    volatile char *buffer = malloc(SIZE);                                                                    \
    long n = 0;                                                                                              \
    for (int i = 0; i < SIZE; i++)                                                                           \
      buffer[i] = 1;                                                                                         \
    n += BELOW;                                                                                              \
    for (int i = 0; i < SIZE; i++)                                                                           \
      n += buffer[i];                                                                                        \
    free((void *)buffer);                                                                                    \
    return n;                                                                                                \
  }

// Any of the large ones would leave no room for the others.
LEVEL(least, 20, 0)
LEVEL(small, 40, least())
LEVEL(large, 65000, small())
LEVEL(larger, 65000, large())
LEVEL(largest, 65000, larger())

static void *run(void *result) {
  *(long *)result = largest();
  return NULL;
}

int main(void) {
  enum { THREADS = 4 };
  pthread_t threads[THREADS];
  long *results = malloc(THREADS * sizeof *results);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 64 * 1024);
  for (int i = 0; i < THREADS; i++)
    pthread_create(&threads[i], &attributes, run, &results[i]);
  for (int i = 0; i < THREADS; i++)
    pthread_join(threads[i], NULL);
  printf("%d threads:", THREADS);
  for (int i = 0; i < THREADS; i++)
    printf(" %ld", results[i]);
  putchar('\n');
  free(results);
  pthread_attr_destroy(&attributes);
}
