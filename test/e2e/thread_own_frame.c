// A thread with a stack of 128 KiB that uses most of it already: the frame's own variables count as well.
//
// RUN: %e2e %s
// FLAGS: -pthread
// HEAP: plain=1 O0=1 O2=1
// OUT: 140000
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *run(void *result) {
  volatile char local[80000];
  volatile char *buffer = malloc(60000);
  long n = 0;
  for (int i = 0; i < 80000; i++)
    local[i] = 1;
  for (int i = 0; i < 60000; i++)
    buffer[i] = local[i];
  for (int i = 0; i < 60000; i++)
    n += buffer[i];
  for (int i = 0; i < 80000; i++)
    n += local[i];
  free((void *)buffer);
  *(long *)result = n;
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
