/* Measures how deep the stack of a program's main thread gets: LD_PRELOAD=libheap2stack-depth.so ./program
 *
 * When the program exits, one line goes to the file named by HEAP2STACK_DEPTH_FILE, or to standard error:
 *
 *     stack: 13184 bytes
 *
 * It is the distance from where the system started the stack to the lowest word that was written. Before
 * main(), the rest of the stack is filled with a pattern; at exit, the pattern's lowest gap is looked for.
 * What a frame reserves and does not write is seen only if something below it is. A program that a signal or
 * _exit() ends writes nothing.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

extern void *__libc_stack_end; // NOLINT(bugprone-reserved-identifier): glibc's, where the stack starts

enum {
  MOST = 64 << 20,    /* bytes to fill where the stack is not limited */
  SPARED = 128 << 10, /* bytes at the limit's end: the kernel counts arguments and environment as well */
  NEAR = 512          /* bytes below the current frame: of the functions that fill and look */
};

static const char *report_path; /* or NULL for standard error */
static pid_t program_process;
static volatile uint64_t *lowest, *highest; /* the words that were filled */

/* A value that programs rarely store, different in each word. */
static uint64_t pattern(volatile const uint64_t *word) {
  return UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)(uintptr_t)word;
}

__attribute__((constructor)) static void begin(void) {
  struct rlimit limit;
  uint64_t size = MOST;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < size)
    size = limit.rlim_cur;
  uintptr_t top = (uintptr_t)__libc_stack_end, here = (uintptr_t)__builtin_frame_address(0);
  program_process = getpid();
  report_path = getenv("HEAP2STACK_DEPTH_FILE");
  unsetenv("HEAP2STACK_DEPTH_FILE"); /* programs that this one starts are not measured */
  if (size <= SPARED || top - here + NEAR > size - SPARED)
    return;
  highest = (volatile uint64_t *)(here - NEAR);
  lowest = (volatile uint64_t *)(top - (size - SPARED));
  for (volatile uint64_t *word = highest; word-- > lowest;)
    *word = pattern(word);
}

__attribute__((destructor)) static void end(void) {
  if (getpid() != program_process)
    return; /* a forked child: its parent reports */
  volatile const uint64_t *word = lowest;
  while (word < highest && *word == pattern(word))
    word++;
  FILE *report = report_path ? fopen(report_path, "w") : stderr;
  unsigned long long depth = (uintptr_t)__libc_stack_end - (uintptr_t)word;
  if (!report || fprintf(report, "stack: %llu bytes\n", depth) < 0) {
    perror("stack_depth: cannot write the depth");
    _exit(EXIT_FAILURE);
  }
  if (report != stderr)
    fclose(report);
}
