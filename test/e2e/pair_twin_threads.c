// Threads that make objects of their own and one that each gets and one that each gives back. The last two
// kinds stay on the heap.
//
// RUN: %e2e %s
// FLAGS: -pthread
// HEAP: plain=306 O0=6 O2=6
// OUT: 4950 4950 4950
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct job {
  int from, to;
};

struct total {
  long sum;
};

NOINLINE struct job *job_new(int from, int to) {
  struct job *j = malloc(sizeof *j);
  if (!j)
    abort();
  j->from = from;
  j->to = to;
  return j;
}

NOINLINE void job_free(struct job *j) { free(j); }

NOINLINE static struct total *total_new(long sum) {
  struct total *t = malloc(sizeof *t);
  if (!t)
    abort();
  t->sum = sum;
  return t;
}

NOINLINE static void total_free(struct total *t) { free(t); }

static void *work(void *argument) {
  struct job *job = argument;
  struct total *result = total_new(0); // kept
  for (int i = job->from; i < job->to; i++) {
    struct job *part = job_new(i, i + 1); // promoted
    result->sum += part->from;
    job_free(part);
  }
  job_free(job);
  return result;
}

int main(void) {
  volatile int count = 3;
  pthread_t threads[3];
  for (int i = 0; i < count; i++)
    if (pthread_create(&threads[i], NULL, work, job_new(0, 100)) != 0) // kept
      abort();
  for (int i = 0; i < count; i++) {
    void *result;
    pthread_join(threads[i], &result);
    struct total *total = result;
    printf(i + 1 < count ? "%ld " : "%ld\n", total->sum);
    total_free(total);
  }
}
