/* Where the allocation counter keeps what it sees of a process: how often each call stack allocated.
 *
 * The table is a file that is mapped shared. It is complete at any moment, however the process ends: by
 * exit(), _exit(), exec or a signal. Forked children go on filling the table of their parent, a program
 * started by exec begins its own. scripts/heap2stack/counts.py reads the files: keep the two alike.
 *
 * Nothing here takes a lock or allocates memory, for all of it runs inside malloc, in any thread. An entry is
 * claimed by one atomic step and published by another. Two threads that enter the same stack or module at
 * once may make two entries of it; readers add them up.
 */
#ifndef HEAP2STACK_STACK_TABLE_H
#define HEAP2STACK_STACK_TABLE_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

enum {
  STACK_TABLE_VERSION = 1,
  STACK_TABLE_FRAMES = 16, /* most frames of a stack that are kept */
  STACK_TABLE_STACKS = 65536,
  STACK_TABLE_SLOTS = 4 * STACK_TABLE_STACKS,
  STACK_TABLE_MODULES = 1024,
  STACK_TABLE_PATH = 4096,
};

/* States of a module's entry. */
enum { MODULE_EMPTY, MODULE_CLAIMED, MODULE_READY };

/* The program or a library. A process has few: they are searched one by one, for new stacks only. */
typedef struct module_entry {
  _Atomic uint32_t state;
  uint32_t is_program;
  uint64_t base;  /* what was added to the addresses in its file */
  uint64_t start; /* its lowest address */
  uint64_t name;  /* hash of the loader's name for it */
  char path[STACK_TABLE_PATH];
} module_entry;

/* One frame of a stack. */
typedef struct frame_entry {
  uint64_t address; /* where the call returns to */
  uint32_t module;  /* index; STACK_TABLE_MODULES: none that is known */
  uint32_t unused;
} frame_entry;

/* The allocations of one call stack. */
typedef struct stack_entry {
  _Atomic uint64_t allocations, bytes;
  uint32_t depth, unused;
  frame_entry frames[STACK_TABLE_FRAMES]; /* the caller of the allocation function first */
} stack_entry;

typedef struct stack_table {
  char magic[8]; /* "h2scount" */
  uint32_t version;
  _Atomic uint32_t processes;          /* this one and its forked children */
  _Atomic uint64_t allocations, bytes; /* all, also those without an entry */
  uint64_t bypassed;                   /* 1: the program has an allocator of its own, which is not seen */
  _Atomic uint64_t peak_stack;         /* bytes of the main thread's stack; 0: did not exit by itself */
  _Atomic uint64_t stack_count;        /* entries that were claimed; more than there are: it is full */
  module_entry modules[STACK_TABLE_MODULES]; /* those in use come first */
  stack_entry stacks[STACK_TABLE_STACKS];    /* as claimed; one without allocations is unused */
  _Atomic uint32_t slots[STACK_TABLE_SLOTS]; /* hash table: index of a stack plus 1, or 0 */
} stack_table;

/* Creates the file of this process in `folder` and maps it. NULL, with errno set, if that fails. The mapping
 * is never undone. */
stack_table *stack_table_create(const char *folder);

/* Adds one allocation of `bytes` bytes to the stack of `depth` (1 to STACK_TABLE_FRAMES) return addresses,
 * innermost first. When the table is full it only counts for the totals. */
void stack_table_add(stack_table *table, void *const *addresses, unsigned depth, uint64_t bytes);

#endif
