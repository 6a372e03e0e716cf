/* Measures how deep a program's stack gets: LD_PRELOAD=libheap2stack-depth.so ./program
 *
 * When the program exits, one line goes to the file named by HEAP2STACK_COUNT_FILE, or to standard error:
 *
 *     stack: 2816 bytes
 *
 * It is what the main thread had in use at its deepest point, from where the process's stack begins,
 * including the C library's own use. Before main() runs the stack is painted; what is not the paint any more
 * was used. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_stack_end; // NOLINT(bugprone-reserved-identifier): glibc's name

enum { PAINTED = 1 << 20, OWN_FRAMES = 4096 }; /* bytes */
static const uint64_t paint = UINT64_C(0xa5c35a3c96f0690f);

static volatile uint64_t *bottom, *top; /* what is painted */

__attribute__((constructor, noinline)) static void begin(void) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0) & ~(uintptr_t)63;
  top = (volatile uint64_t *)(here - OWN_FRAMES); // NOLINT(performance-no-int-to-ptr)
  bottom = top - PAINTED / sizeof *top;
  /* Downwards, so that the kernel lets the stack grow. */
  for (volatile uint64_t *word = top; word > bottom;)
    *--word = paint;
  unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) {
  volatile uint64_t *word = bottom;
  while (word < top && *word == paint)
    word++;
  const char *path = getenv("HEAP2STACK_COUNT_FILE");
  FILE *report = path ? fopen(path, "w") : stderr;
  if (!report ||
      fprintf(report, "stack: %zu bytes\n", (size_t)((uintptr_t)__libc_stack_end - (uintptr_t)word)) < 0) {
    perror("stack_depth: cannot write the depth");
    _exit(EXIT_FAILURE);
  }
  if (report != stderr)
    fclose(report);
}
