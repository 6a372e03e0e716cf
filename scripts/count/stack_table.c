/* The table of call stacks: see stack_table.h. */
#define _GNU_SOURCE // NOLINT(bugprone-reserved-identifier): glibc's name
#include "stack_table.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* ---- The file ---- */

/* Opens a new file in `folder`. The process's number alone would not do: exec keeps it. */
static int open_new_file(const char *folder) {
  char name[STACK_TABLE_PATH];
  for (unsigned attempt = 0; attempt < 1000000; attempt++) {
    int length = snprintf(name, sizeof name, "%s/%ld.%u", folder, (long)getpid(), attempt);
    if (length < 0 || (size_t)length >= sizeof name) {
      errno = ENAMETOOLONG;
      return -1;
    }
    int file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0 || errno != EEXIST)
      return file;
  }
  return -1;
}

stack_table *stack_table_create(const char *folder) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < sizeof(stack_table)) {
    errno = EFBIG; /* trying would be answered by a signal */
    return NULL;
  }
  int file = open_new_file(folder);
  if (file < 0)
    return NULL;
  void *memory = MAP_FAILED;
  if (ftruncate(file, sizeof(stack_table)) == 0) /* a file with holes: only what is used takes space */
    memory = mmap(NULL, sizeof(stack_table), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  int saved = errno;
  close(file);
  errno = saved;
  if (memory == MAP_FAILED)
    return NULL;
  stack_table *table = memory;
  table->version = STACK_TABLE_VERSION;
  table->processes = 1;
  memcpy(table->magic, "h2scount", sizeof table->magic);
  return table;
}

/* ---- Modules ---- */

static uint64_t hash_of_text(const char *text) {
  uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
  for (; *text != '\0'; text++)
    hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
  return hash;
}

/* Fills in `path` for a module. The loader leaves the program's name empty. */
static void find_path(const struct link_map *map, char path[STACK_TABLE_PATH]) {
  if (map->l_name[0] == '\0') {
    ssize_t length = readlink("/proc/self/exe", path, STACK_TABLE_PATH - 1);
    path[length < 0 ? 0 : length] = '\0';
  } else if (map->l_name[0] == '/' || !realpath(map->l_name, path)) {
    snprintf(path, STACK_TABLE_PATH, "%s", map->l_name);
  }
}

/* The index of the module that holds `address`, entered if it is new; STACK_TABLE_MODULES if there is none.
 */
static uint32_t find_module(stack_table *table, void *address) {
  struct dl_find_object found;
  if (_dl_find_object(address, &found) != 0)
    return STACK_TABLE_MODULES;
  uint64_t start = (uintptr_t)found.dlfo_map_start;
  const struct link_map *map = found.dlfo_link_map;
  uint64_t name = hash_of_text(map->l_name);
  for (uint32_t i = 0; i < STACK_TABLE_MODULES; i++) {
    module_entry *module = &table->modules[i];
    uint32_t state = atomic_load_explicit(&module->state, memory_order_acquire);
    if (state == MODULE_READY && module->start == start && module->name == name)
      return i;
    if (state != MODULE_EMPTY || !atomic_compare_exchange_strong(&module->state, &state, MODULE_CLAIMED))
      continue;
    module->base = map->l_addr;
    module->start = start;
    module->name = name;
    module->is_program = map->l_name[0] == '\0';
    find_path(map, module->path);
    atomic_store_explicit(&module->state, MODULE_READY, memory_order_release);
    return i;
  }
  return STACK_TABLE_MODULES;
}

/* ---- Stacks ---- */

static uint64_t hash_of(void *const *addresses, unsigned depth) {
  uint64_t hash = depth;
  for (unsigned i = 0; i < depth; i++) {
    hash = (hash ^ (uintptr_t)addresses[i]) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash;
}

static bool same_stack(const stack_entry *stack, void *const *addresses, unsigned depth) {
  if (stack->depth != depth)
    return false;
  for (unsigned i = 0; i < depth; i++)
    if (stack->frames[i].address != (uintptr_t)addresses[i])
      return false;
  return true;
}

/* Enters a stack; returns its index, or STACK_TABLE_STACKS when the table is full. */
static uint32_t enter_stack(stack_table *table, void *const *addresses, unsigned depth) {
  if (atomic_load_explicit(&table->stack_count, memory_order_relaxed) >= STACK_TABLE_STACKS)
    return STACK_TABLE_STACKS;
  uint64_t index = atomic_fetch_add_explicit(&table->stack_count, 1, memory_order_relaxed);
  if (index >= STACK_TABLE_STACKS)
    return STACK_TABLE_STACKS;
  stack_entry *stack = &table->stacks[index];
  for (unsigned i = 0; i < depth; i++) {
    stack->frames[i].address = (uintptr_t)addresses[i];
    stack->frames[i].module = find_module(table, (char *)addresses[i] - 1);
  }
  stack->depth = depth;
  return (uint32_t)index;
}

/* The entry of a stack, made if there is none; NULL when the table is full. */
static stack_entry *find_stack(stack_table *table, void *const *addresses, unsigned depth) {
  uint32_t entered = STACK_TABLE_STACKS;
  /* There are more slots than stacks: the search ends. */
  for (uint64_t hash = hash_of(addresses, depth);; hash++) {
    _Atomic uint32_t *slot = &table->slots[hash % STACK_TABLE_SLOTS];
    uint32_t found = atomic_load_explicit(slot, memory_order_acquire);
    if (found == 0) {
      if (entered == STACK_TABLE_STACKS)
        entered = enter_stack(table, addresses, depth);
      if (entered == STACK_TABLE_STACKS)
        return NULL;
      if (atomic_compare_exchange_strong(slot, &found, entered + 1))
        return &table->stacks[entered];
    }
    if (same_stack(&table->stacks[found - 1], addresses, depth))
      return &table->stacks[found - 1];
  }
}

void stack_table_add(stack_table *table, void *const *addresses, unsigned depth, uint64_t bytes) {
  stack_entry *stack = find_stack(table, addresses, depth);
  if (!stack)
    return;
  atomic_fetch_add_explicit(&stack->allocations, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&stack->bytes, bytes, memory_order_relaxed);
}
