// Ten million iterations with objects of all kinds, on a stack of 256 KiB: an object's slot is the same in each.
//
// RUN: %e2e %s
// STACK: 256
// HEAP: plain=12000000 O0=0 O2=0
// OUT: 49999995000000
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

struct pair {
  long *first, second;
};

NOINLINE struct pair *pair_new(long n) {
  struct pair *p = malloc(sizeof *p);
  p->first = malloc(sizeof *p->first);
  *p->first = n;
  p->second = 0;
  return p;
}

NOINLINE void pair_free(struct pair *p) {
  free(p->first);
  free(p);
}

NOINLINE long of_dynamic_size(unsigned n) {
  volatile long *array = malloc((1 + n % 16) * sizeof *array);
  array[n % 16] = n;
  long result = array[n % 16];
  free((void *)array);
  return result;
}

int main(void) {
  long sum = 0;
  for (long i = 0; i < 10000000; i++)
    switch (i % 5) {
    case 0: {
      volatile long *cell = malloc(sizeof *cell);
      *cell = i;
      sum += *cell;
      free((void *)cell);
      break;
    }
    case 1: {
      volatile long *zeroed = calloc(4, sizeof *zeroed);
      sum += i + zeroed[i % 4];
      zeroed[i % 4] = i;
      free((void *)zeroed);
      break;
    }
    case 2: {
      struct pair *p = pair_new(i);
      sum += *p->first + p->second;
      pair_free(p);
      break;
    }
    case 3:
      sum += of_dynamic_size((unsigned)i);
      break;
    default: {
      volatile char *text = strdup("text");
      sum += i + (text[0] != 't');
      free((void *)text);
      break;
    }
    }
  printf("%ld\n", sum);
}
