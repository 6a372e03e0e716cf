/* A program whose only heap allocation moves. */
#include <stdlib.h>

int main(int argc, char **argv) {
  volatile int *p = (volatile int *)malloc(4);
  (void)argv;
  *p = argc;
  int result = *p;
  free((void *)p);
  return result - 1;
}
// ASM: main:
