/* Counts the heap allocations of a program: LD_PRELOAD=libheap2stack-count.so ./program
 *
 * When the program exits, one line goes to the file named by HEAP2STACK_COUNT_FILE, or to standard error:
 *
 *     heap allocations: 3 (88 bytes)  in libraries: 1
 *
 * The first two numbers are the successful allocations that code of the program itself asked for, which are
 * those that heap2stack can move; the last one is the rest, such as the buffer of stdout. Who asked is
 * seen from the return address, so a tail call of malloc counts for the caller of the function that made it.
 * A resize by realloc counts as an allocation. Memory is glibc's: releases need no counting and reach
 * glibc directly. A program that a signal or _exit() ends writes nothing.
 */
// NOLINTBEGIN(bugprone-reserved-identifier): glibc and the C++ ABI choose these names.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* glibc's allocator under the names that nobody interposes. dlsym() could not provide it: it allocates. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

#define EXPORT __attribute__((visibility("default")))
/* The code that called the exported function which uses this. */
#define CALLER __builtin_return_address(0)

static uintptr_t program_start, program_end; /* the main executable's segments in memory */
static const char *report_path;              /* or NULL for standard error */
static pid_t program_process;

static atomic_ullong program_allocations, program_bytes, library_allocations;

/* Counts `memory`, an allocation of `size` bytes asked for at `caller`, unless it failed. */
static void *counted(void *memory, size_t size, const void *caller) {
  if (!memory)
    return NULL;
  if ((uintptr_t)caller >= program_start && (uintptr_t)caller < program_end) {
    atomic_fetch_add_explicit(&program_allocations, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&program_bytes, size, memory_order_relaxed);
  } else {
    atomic_fetch_add_explicit(&library_allocations, 1, memory_order_relaxed);
  }
  return memory;
}

/* ---- C ---- */

EXPORT void *malloc(size_t size) { return counted(__libc_malloc(size), size, CALLER); }

EXPORT void *calloc(size_t count, size_t size) {
  return counted(__libc_calloc(count, size), count * size, CALLER);
}

EXPORT void *realloc(void *old, size_t size) { return counted(__libc_realloc(old, size), size, CALLER); }

EXPORT void *reallocarray(void *old, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return counted(__libc_realloc(old, bytes), bytes, CALLER);
}

EXPORT void *memalign(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size), size, CALLER);
}

EXPORT void *aligned_alloc(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size), size, CALLER);
}

EXPORT int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment == 0 || (alignment & (alignment - 1)) != 0 || alignment % sizeof(void *) != 0)
    return EINVAL;
  int saved = errno;
  void *memory = counted(__libc_memalign(alignment, size), size, CALLER);
  errno = saved;
  if (!memory)
    return ENOMEM;
  *result = memory;
  return 0;
}

/* Copies the first `length` characters at `text` to new memory, on behalf of `caller`. */
static char *duplicate(const char *text, size_t length, const void *caller) {
  char *copy = counted(__libc_malloc(length + 1), length + 1, caller);
  if (copy) {
    memcpy(copy, text, length);
    copy[length] = '\0';
  }
  return copy;
}

EXPORT char *strdup(const char *text) { return duplicate(text, strlen(text), CALLER); }

EXPORT char *strndup(const char *text, size_t limit) { return duplicate(text, strnlen(text, limit), CALLER); }

/* ---- C++, by mangled names ----
 *
 * When memory is exhausted, the C++ library's own operator is called for what only it can do: call the new
 * handler and throw std::bad_alloc. Its operators call malloc and are defined by no one else, so there is
 * nothing to interpose for operator delete. */

/* Stores the definition of `name` that this library hides in the function pointer at `function`. */
static void find_next(const char *name, void *function) {
  void *symbol = dlsym(RTLD_NEXT, name);
  if (!symbol) {
    fprintf(stderr, "heap_count: no definition of %s behind this one\n", name);
    abort();
  }
  memcpy(function, &symbol, sizeof symbol);
}

#define OPERATOR_NEW(NAME, PARAMETERS, ARGUMENTS, MEMORY)                                                    \
  EXPORT void *NAME PARAMETERS {                                                                             \
    void *memory = counted(MEMORY, size, CALLER);                                                            \
    if (memory)                                                                                              \
      return memory;                                                                                         \
    void *(*next)PARAMETERS;                                                                                 \
    find_next(#NAME, &next);                                                                                 \
    return next ARGUMENTS;                                                                                   \
  }

/* The plain and the array form of each: operator new(size), (size, std::nothrow), (size, alignment) and
 * (size, alignment, std::nothrow). */
OPERATOR_NEW(_Znwm, (size_t size), (size), __libc_malloc(size))
OPERATOR_NEW(_Znam, (size_t size), (size), __libc_malloc(size))
OPERATOR_NEW(_ZnwmRKSt9nothrow_t, (size_t size, const void *tag), (size, tag), __libc_malloc(size))
OPERATOR_NEW(_ZnamRKSt9nothrow_t, (size_t size, const void *tag), (size, tag), __libc_malloc(size))
OPERATOR_NEW(_ZnwmSt11align_val_t, (size_t size, size_t alignment), (size, alignment),
             __libc_memalign(alignment, size))
OPERATOR_NEW(_ZnamSt11align_val_t, (size_t size, size_t alignment), (size, alignment),
             __libc_memalign(alignment, size))
OPERATOR_NEW(_ZnwmSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),
             (size, alignment, tag), __libc_memalign(alignment, size))
OPERATOR_NEW(_ZnamSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),
             (size, alignment, tag), __libc_memalign(alignment, size))
// NOLINTEND(bugprone-reserved-identifier)

/* ---- Begin and end ---- */

/* Remembers where the first object, which is the main executable, lies. */
static int find_program(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size;
  (void)unused;
  program_start = UINTPTR_MAX;
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD)
      continue;
    uintptr_t start = object->dlpi_addr + segment->p_vaddr, end = start + segment->p_memsz;
    program_start = start < program_start ? start : program_start;
    program_end = end > program_end ? end : program_end;
  }
  return 1; /* stop */
}

__attribute__((constructor)) static void begin(void) {
  dl_iterate_phdr(find_program, NULL);
  program_process = getpid();
  report_path = getenv("HEAP2STACK_COUNT_FILE");
  /* Programs that this one starts are not counted. The string itself stays valid. */
  unsetenv("LD_PRELOAD");
  unsetenv("HEAP2STACK_COUNT_FILE");
}

__attribute__((destructor)) static void end(void) {
  if (getpid() != program_process)
    return; /* a forked child: its parent reports */
  /* Read before fopen(), which allocates. */
  unsigned long long allocations = program_allocations, bytes = program_bytes,
                     libraries = library_allocations;
  FILE *report = report_path ? fopen(report_path, "w") : stderr;
  if (!report || fprintf(report, "heap allocations: %llu (%llu bytes)  in libraries: %llu\n", allocations,
                         bytes, libraries) < 0) {
    perror("heap_count: cannot write the counts");
    _exit(EXIT_FAILURE);
  }
  if (report != stderr)
    fclose(report);
}
