// seeds.md rows 8, 9 and 15: an array of constant size goes to the stack while it has less than 64 KiB.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=2 O2=2
// OUT: 4950
// OUT: 65535 bytes: 8355585
// OUT: 65536 bytes: 8355840
// OUT: 499999500000
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE long small(void) {
  int *numbers = malloc(100 * sizeof *numbers);
  long sum = 0;
  for (int i = 0; i < 100; i++)
    numbers[i] = i;
  for (int i = 0; i < 100; i++)
    sum += numbers[i];
  free(numbers);
  return sum;
}

NOINLINE long just_fits(void) {
  unsigned char *bytes = malloc(65535);
  long sum = 0;
  for (int i = 0; i < 65535; i++)
    bytes[i] = (unsigned char)i;
  for (int i = 65534; i >= 0; i--)
    sum += bytes[i];
  free(bytes);
  return sum;
}

NOINLINE long just_too_large(void) { // kept
  unsigned char *bytes = malloc(65536);
  long sum = 0;
  for (int i = 0; i < 65536; i++)
    bytes[i] = (unsigned char)i;
  for (int i = 65535; i >= 0; i--)
    sum += bytes[i];
  free(bytes);
  return sum;
}

NOINLINE long large(void) { // kept
  int *numbers = malloc(1000000 * sizeof *numbers);
  long sum = 0;
  for (int i = 0; i < 1000000; i++)
    numbers[i] = i;
  for (int i = 999999; i >= 0; i--)
    sum += numbers[i];
  free(numbers);
  return sum;
}

int main(void) {
  printf("%ld\n", small());
  printf("65535 bytes: %ld\n", just_fits());
  printf("65536 bytes: %ld\n", just_too_large());
  printf("%ld\n", large());
}
