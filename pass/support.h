/* Memory and text for one run: an arena that is released as a whole, and bit sets.
 *
 * Growable arrays are stb_ds arrays (arrput, arrlen, arrfree), hash maps are uthash tables; both are freed
 * by the structure that owns them. Everything of fixed size lives in an arena.
 */
#ifndef HEAP2STACK_SUPPORT_H
#define HEAP2STACK_SUPPORT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <stb/stb_ds.h>

typedef struct arena {
  struct arena_chunk *chunks;
} arena;

/* Zeroed memory aligned for any type, released by arena_free(). Aborts when memory is exhausted, as LLVM
 * itself does. */
void *arena_alloc(arena *a, size_t size);
/* A formatted string in the arena. */
char *arena_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Releases everything that was allocated from the arena; it can be used again. */
void arena_free(arena *a);

/* The array with room for one more element of the size; see ARENA_PUT. */
void *arena_grow(arena *a, void *array, size_t size);

/* Appends to an array that lies in the arena. It is read as an stb_ds array is, but nothing else may make it
 * grow or free it. */
#define ARENA_PUT(A, ARRAY, VALUE)                                                                           \
  do {                                                                                                       \
    if (arrlenu(ARRAY) == arrcap(ARRAY))                                                                     \
      (ARRAY) = arena_grow((A), (ARRAY), sizeof *(ARRAY));                                                   \
    arrput(ARRAY, VALUE);                                                                                    \
  } while (0)

#define ARENA_NEW(A, TYPE) ((TYPE *)arena_alloc((A), sizeof(TYPE)))
#define ARENA_ARRAY(A, TYPE, COUNT) ((TYPE *)arena_alloc((A), sizeof(TYPE) * (size_t)(COUNT)))

/* A formatted string from malloc(), for text that leaves the library. */
char *support_vformat(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));
char *support_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

typedef uint64_t *bitset;

bitset bitset_new(arena *a, size_t bits);

static inline bool bitset_has(const uint64_t *set, size_t i) { return (set[i / 64] >> (i % 64)) & 1; }

/* Adds i; true if it was not a member before. */
static inline bool bitset_add(uint64_t *set, size_t i) {
  uint64_t mask = UINT64_C(1) << (i % 64);
  bool added = !(set[i / 64] & mask);
  set[i / 64] |= mask;
  return added;
}

/* A map from numbers or pointers, neither zero, to numbers, in an arena. */
typedef struct number_map {
  arena *a;
  struct number_entry *entries; /* open addressing, at most half full */
  size_t capacity;              /* a power of two, or 0 */
  size_t count;
} number_map;

#define NUMBER_MAP_NONE UINT32_MAX

number_map number_map_new(arena *a, size_t expected);
/* Adds a key that is not in the map yet. */
void number_map_add(number_map *map, uint64_t key, uint32_t value);
/* The key's value, or NUMBER_MAP_NONE. */
uint32_t number_map_find(const number_map *map, uint64_t key);

typedef number_map pointer_map;

#define POINTER_MAP_NONE NUMBER_MAP_NONE

static inline pointer_map pointer_map_new(arena *a, size_t expected) { return number_map_new(a, expected); }
static inline void pointer_map_add(pointer_map *map, const void *key, uint32_t value) {
  number_map_add(map, (uint64_t)(uintptr_t)key, value);
}
static inline uint32_t pointer_map_find(const pointer_map *map, const void *key) {
  return number_map_find(map, (uint64_t)(uintptr_t)key);
}

#endif
