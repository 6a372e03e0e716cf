// Three hundred calls within one another, each with a buffer of 60000 bytes: 18 MB on a stack of 8 MiB, if all moved.
//
// RUN: %e2e %s
// STACK: 8192
// HEAP: plain=300 O0=299 O2=299
// OUT: 300
#include <stdio.h>
#include <stdlib.h>

#define LEVEL(NAME, BELOW)                                                                                   \
  __attribute__((noinline)) static long NAME(int i) {                                                        \
    volatile char *buffer = malloc(60000);                                                                   \
    buffer[i] = 1;                                                                                           \
    long n = BELOW + buffer[i];                                                                              \
    free((void *)buffer);                                                                                    \
    return n;                                                                                                \
  }
#define TEN(NAME, BELOW)                                                                                     \
  LEVEL(NAME##0, BELOW(i))                                                                                   \
  LEVEL(NAME##1, NAME##0(i))                                                                                 \
  LEVEL(NAME##2, NAME##1(i))                                                                                 \
  LEVEL(NAME##3, NAME##2(i))                                                                               \
  LEVEL(NAME##4, NAME##3(i))                                                                                 \
  LEVEL(NAME##5, NAME##4(i))                                                                               \
  LEVEL(NAME##6, NAME##5(i))                                                                               \
  LEVEL(NAME##7, NAME##6(i))                                                                               \
  LEVEL(NAME##8, NAME##7(i))                                                                                 \
  LEVEL(NAME##9, NAME##8(i))
#define HUNDRED(NAME, BELOW)                                                                                 \
  TEN(NAME##0, BELOW)                                                                                        \
  TEN(NAME##1, NAME##09)                                                                                     \
  TEN(NAME##2, NAME##19)                                                                                     \
  TEN(NAME##3, NAME##29)                                                                                     \
  TEN(NAME##4, NAME##39)                                                                                     \
  TEN(NAME##5, NAME##49)                                                                                     \
  TEN(NAME##6, NAME##59)                                                                                     \
  TEN(NAME##7, NAME##69)                                                                                     \
  TEN(NAME##8, NAME##79)                                                                                     \
  TEN(NAME##9, NAME##89)

static long none(int i) { return 0 * i; }

HUNDRED(a, none)
HUNDRED(b, a99)
HUNDRED(c, b99)

int main(int argc, char **argv) {
  (void)argv;
  printf("%ld\n", c99(argc));
}
