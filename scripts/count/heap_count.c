/* Counts the heap allocations of a program: LD_PRELOAD=libheap2stack-count.so ./program
 *
 * With HEAP2STACK_COUNT_DIR=FOLDER every process, also those that the program starts, writes what each call
 * stack allocated to a file there (stack_table.h); HEAP2STACK_COUNT_CALLERS=N asks for so many callers beyond
 * the call of the allocation function. That is for scripts/heap2stack-count, which prints it.
 *
 * Without it, when the program exits, one line goes to the file named by HEAP2STACK_COUNT_FILE, or to
 * standard error:
 *
 *     heap allocations: 3 (88 bytes)  in libraries: 1
 *
 * The first two numbers are the successful allocations that code of the program itself asked for, which are
 * those that heap2stack can move; the last one is the rest, such as the buffer of stdout. Programs that this
 * one starts are not counted, nor does one that a signal or _exit() ends write anything.
 *
 * Who asked is seen from the return address, so a tail call of malloc counts for the caller of the function
 * that made it. A resize by realloc counts as an allocation. Each function hands on
 * to the next definition of itself, glibc's or another allocator's, so that memory comes from where it would
 * without this library, and releases need no counting. What a program calls that defines malloc itself is not
 * seen here.
 */
// NOLINTBEGIN(bugprone-reserved-identifier): glibc and the C++ ABI choose these names.
#define _GNU_SOURCE
#include "stack_table.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unwind.h>

/* glibc's allocator under names that nobody interposes: for what dlsym() itself allocates. */
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
static bool wants_table;      /* not only the totals */
static stack_table *table;    /* NULL: there is none, or not yet */
static unsigned more_callers; /* frames that are wanted beyond the first of the program */

static atomic_ullong program_allocations, program_bytes, library_allocations;

/* This thread is inside the counter, or inside an allocation that is counted already. */
static _Thread_local bool busy __attribute__((tls_model("initial-exec")));

/* ---- The next allocator ---- */

static struct {
  void *(*malloc)(size_t size);
  void *(*calloc)(size_t count, size_t size);
  void *(*realloc)(void *old, size_t size);
  void *(*memalign)(size_t alignment, size_t size);
  void *(*aligned_alloc)(size_t alignment, size_t size);
  int (*posix_memalign)(void **result, size_t alignment, size_t size);
  void *(*reallocarray)(void *old, size_t count, size_t size);
  char *(*strdup)(const char *text);
  char *(*strndup)(const char *text, size_t limit);
} next;

/* Stores the definition of `name` that this library hides, or NULL, in the function pointer at `function`. */
static void find_next(const char *name, void *function) {
  void *symbol = dlsym(RTLD_NEXT, name);
  memcpy(function, &symbol, sizeof symbol);
}

/* Finds the next allocator unless that is done; false while it is being done. */
static bool next_is_known(void) {
  static atomic_bool known;
  static _Thread_local bool searching __attribute__((tls_model("initial-exec")));
  if (atomic_load_explicit(&known, memory_order_acquire))
    return true;
  if (searching)
    return false;
  searching = true;
  find_next("malloc", &next.malloc);
  find_next("calloc", &next.calloc);
  find_next("realloc", &next.realloc);
  find_next("memalign", &next.memalign);
  find_next("aligned_alloc", &next.aligned_alloc);
  find_next("posix_memalign", &next.posix_memalign);
  find_next("reallocarray", &next.reallocarray);
  find_next("strdup", &next.strdup);
  find_next("strndup", &next.strndup);
  if (!next.malloc || !next.calloc || !next.realloc || !next.memalign || !next.aligned_alloc ||
      !next.posix_memalign || !next.reallocarray || !next.strdup || !next.strndup) {
    fprintf(stderr, "heap_count: no allocator behind this one\n");
    abort();
  }
  atomic_store_explicit(&known, true, memory_order_release);
  searching = false;
  return true;
}

/* ---- Counting ---- */

static bool in_program(const void *code) {
  return (uintptr_t)code >= program_start && (uintptr_t)code < program_end;
}

/* A stack while it is walked. */
typedef struct stack_walk {
  const void *caller; /* where the first frame that counts returns to: frames before are this library's */
  void *addresses[STACK_TABLE_FRAMES];
  unsigned depth;
  unsigned wanted; /* more frames, once one of the program was seen */
  bool seen_program;
} stack_walk;

static _Unwind_Reason_Code visit_frame(struct _Unwind_Context *context, void *data) {
  stack_walk *walk = data;
  void *address = (void *)_Unwind_GetIP(context); // NOLINT(performance-no-int-to-ptr)
  if (!address || (walk->depth == 0 && address != walk->caller))
    return address ? _URC_NO_REASON : _URC_END_OF_STACK;
  walk->addresses[walk->depth++] = address;
  if (walk->seen_program)
    walk->wanted--;
  walk->seen_program |= in_program(address);
  bool enough = walk->seen_program && walk->wanted == 0;
  return enough || walk->depth == STACK_TABLE_FRAMES ? _URC_END_OF_STACK : _URC_NO_REASON;
}

/* Adds an allocation to its call stack, which is walked up to the program's own code and the callers wanted.
 */
static void add_to_table(size_t size, void *caller) {
  stack_walk walk = {.caller = caller, .wanted = more_callers};
  if (more_callers > 0 || !in_program(caller))
    _Unwind_Backtrace(visit_frame, &walk);
  if (walk.depth == 0) {
    walk.addresses[0] = caller;
    walk.depth = 1;
  }
  atomic_fetch_add_explicit(&table->allocations, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&table->bytes, size, memory_order_relaxed);
  stack_table_add(table, walk.addresses, walk.depth, size);
}

/* Counts `memory`, an allocation of `size` bytes asked for at `caller`, unless it failed. */
static void *counted(void *memory, size_t size, void *caller) {
  if (!memory || busy)
    return memory;
  if (table) {
    busy = true;
    int saved = errno;
    add_to_table(size, caller);
    errno = saved;
    busy = false;
  } else if (in_program(caller)) {
    atomic_fetch_add_explicit(&program_allocations, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&program_bytes, size, memory_order_relaxed);
  } else {
    atomic_fetch_add_explicit(&library_allocations, 1, memory_order_relaxed);
  }
  return memory;
}

/* ---- C ---- */

EXPORT void *malloc(size_t size) {
  return next_is_known() ? counted(next.malloc(size), size, CALLER) : __libc_malloc(size);
}

EXPORT void *calloc(size_t count, size_t size) {
  return next_is_known() ? counted(next.calloc(count, size), count * size, CALLER)
                         : __libc_calloc(count, size);
}

EXPORT void *realloc(void *old, size_t size) {
  return next_is_known() ? counted(next.realloc(old, size), size, CALLER) : __libc_realloc(old, size);
}

EXPORT void *memalign(size_t alignment, size_t size) {
  return next_is_known() ? counted(next.memalign(alignment, size), size, CALLER)
                         : __libc_memalign(alignment, size);
}

EXPORT void *aligned_alloc(size_t alignment, size_t size) {
  return next_is_known() ? counted(next.aligned_alloc(alignment, size), size, CALLER)
                         : __libc_memalign(alignment, size);
}

EXPORT int posix_memalign(void **result, size_t alignment, size_t size) {
  if (!next_is_known())
    return ENOMEM;
  int error = next.posix_memalign(result, alignment, size);
  if (error == 0)
    counted(*result, size, CALLER);
  return error;
}

/* These call other allocation functions, which are not to count again. */

EXPORT void *reallocarray(void *old, size_t count, size_t size) {
  bool before = busy;
  busy = true;
  void *memory = next_is_known() ? next.reallocarray(old, count, size) : NULL;
  busy = before;
  return counted(memory, count * size, CALLER);
}

EXPORT char *strdup(const char *text) {
  bool before = busy;
  busy = true;
  char *copy = next_is_known() ? next.strdup(text) : NULL;
  busy = before;
  return counted(copy, copy ? strlen(copy) + 1 : 0, CALLER);
}

EXPORT char *strndup(const char *text, size_t limit) {
  bool before = busy;
  busy = true;
  char *copy = next_is_known() ? next.strndup(text, limit) : NULL;
  busy = before;
  return counted(copy, copy ? strlen(copy) + 1 : 0, CALLER);
}

/* ---- C++, by mangled names ----
 *
 * The operator that this library hides does the work, and what it calls is not counted again: it may be the
 * program's own, with memory of its own, and only it can call the new handler and throw std::bad_alloc. One
 * that came with a library loaded later is not visible from here; then malloc serves, as in that operator. */

static void restore_busy(const bool *before) { busy = *before; }

#define OPERATOR_NEW(NAME, PARAMETERS, ARGUMENTS, MEMORY)                                                    \
  EXPORT void *NAME PARAMETERS {                                                                             \
    static void *(*operator_new)PARAMETERS;                                                                  \
    void *memory;                                                                                            \
    if (!operator_new)                                                                                       \
      find_next(#NAME, &operator_new);                                                                       \
    {                                                                                                        \
      bool before __attribute__((cleanup(restore_busy))) = busy; /* the operator may throw */                \
      busy = true;                                                                                           \
      memory = operator_new ? operator_new ARGUMENTS : MEMORY;                                               \
    }                                                                                                        \
    if (!memory && !operator_new) {                                                                          \
      fprintf(stderr, "heap_count: out of memory in %s\n", #NAME);                                           \
      abort();                                                                                               \
    }                                                                                                        \
    return counted(memory, size, CALLER);                                                                    \
  }

/* The plain and the array form of each: operator new(size), (size, std::nothrow), (size, alignment) and
 * (size, alignment, std::nothrow). */
OPERATOR_NEW(_Znwm, (size_t size), (size), malloc(size))
OPERATOR_NEW(_Znam, (size_t size), (size), malloc(size))
OPERATOR_NEW(_ZnwmRKSt9nothrow_t, (size_t size, const void *tag), (size, tag), malloc(size))
OPERATOR_NEW(_ZnamRKSt9nothrow_t, (size_t size, const void *tag), (size, tag), malloc(size))
OPERATOR_NEW(_ZnwmSt11align_val_t, (size_t size, size_t alignment), (size, alignment),
             memalign(alignment, size))
OPERATOR_NEW(_ZnamSt11align_val_t, (size_t size, size_t alignment), (size, alignment),
             memalign(alignment, size))
OPERATOR_NEW(_ZnwmSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),
             (size, alignment, tag), memalign(alignment, size))
OPERATOR_NEW(_ZnamSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),
             (size, alignment, tag), memalign(alignment, size))
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

/* The program, or a library that comes before this one, defines malloc. */
static bool is_bypassed(void) {
  struct dl_find_object first, here;
  return _dl_find_object(dlsym(RTLD_DEFAULT, "malloc"), &first) == 0 &&
         _dl_find_object(&program_start, &here) == 0 && first.dlfo_map_start != here.dlfo_map_start;
}

static void after_fork(void) {
  if (table)
    atomic_fetch_add_explicit(&table->processes, 1, memory_order_relaxed);
}

/* The number that `text` spells, 0 for anything else; never more than a stack has frames. */
static unsigned parse_callers(const char *text) {
  unsigned long number = text ? strtoul(text, NULL, 10) : 0;
  return number > STACK_TABLE_FRAMES ? STACK_TABLE_FRAMES : (unsigned)number;
}

__attribute__((constructor)) static void begin(void) {
  dl_iterate_phdr(find_program, NULL);
  program_process = getpid();
  const char *folder = getenv("HEAP2STACK_COUNT_DIR");
  if (folder) {
    wants_table = true;
    more_callers = parse_callers(getenv("HEAP2STACK_COUNT_CALLERS"));
    pthread_atfork(NULL, NULL, after_fork);
    stack_table *created = stack_table_create(folder);
    if (created && is_bypassed())
      created->bypassed = 1;
    atomic_signal_fence(memory_order_seq_cst); /* from here on the allocations go there */
    table = created;
    return;
  }
  report_path = getenv("HEAP2STACK_COUNT_FILE");
  /* Programs that this one starts are not counted. The string itself stays valid. */
  unsetenv("LD_PRELOAD");
  unsetenv("HEAP2STACK_COUNT_FILE");
}

/* Most bytes that the main thread's stack took, which never shrinks. 0: not known. */
static uint64_t peak_stack(void) {
  FILE *status = fopen("/proc/self/status", "r");
  if (!status)
    return 0;
  uint64_t kilobytes = 0;
  char line[256];
  while (kilobytes == 0 && fgets(line, sizeof line, status))
    if (strncmp(line, "VmStk:", 6) == 0)
      kilobytes = strtoull(line + 6, NULL, 10);
  fclose(status);
  return kilobytes * 1024;
}

/* Writes the one line. */
static void report_totals(void) {
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

__attribute__((destructor)) static void end(void) {
  if (table) {
    busy = true;
    uint64_t peak = peak_stack(), before = table->peak_stack;
    while (peak > before && !atomic_compare_exchange_weak(&table->peak_stack, &before, peak))
      continue;
    busy = false;
  } else if (!wants_table && getpid() == program_process) { /* not a forked child: its parent reports */
    report_totals();
  }
}
