/* Implementation of support.h; the one place where stb_ds is instantiated. */
#define STB_DS_IMPLEMENTATION
#include "support.h"

#include <stdio.h>
#include <string.h>

struct arena_chunk {
  struct arena_chunk *next;
  size_t used;
  size_t size;
  max_align_t data[];
};

/* Chunks double in size: most arenas are for one small function. */
enum { FIRST_CHUNK_BYTES = 1024, LARGEST_CHUNK_BYTES = 64 * 1024 };

static void *checked_malloc(size_t size) {
  void *memory = malloc(size);
  if (!memory) {
    fputs("heap2stack: out of memory\n", stderr);
    abort();
  }
  return memory;
}

void *arena_alloc(arena *a, size_t size) {
  size_t rounded = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
  struct arena_chunk *chunk = a->chunks;
  if (!chunk || chunk->size - chunk->used < rounded) {
    size_t bytes = chunk ? 2 * chunk->size : FIRST_CHUNK_BYTES;
    if (bytes > LARGEST_CHUNK_BYTES)
      bytes = LARGEST_CHUNK_BYTES;
    if (bytes < rounded)
      bytes = rounded;
    chunk = checked_malloc(sizeof(struct arena_chunk) + bytes);
    chunk->used = 0;
    chunk->size = bytes;
    chunk->next = a->chunks;
    a->chunks = chunk;
  }
  void *memory = (char *)chunk->data + chunk->used;
  chunk->used += rounded;
  return memset(memory, 0, rounded);
}

void *arena_grow(arena *a, void *array, size_t size) {
  enum { FIRST = 2 };
  size_t length = arrlenu(array), capacity = length ? 2 * length : FIRST;
  stbds_array_header *header = arena_alloc(a, sizeof *header + capacity * size);
  header->length = length;
  header->capacity = capacity;
  if (array)
    memcpy(header + 1, array, length * size);
  return header + 1;
}

char *arena_printf(arena *a, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = support_vformat(format, arguments);
  va_end(arguments);
  size_t size = strlen(text) + 1;
  char *copy = arena_alloc(a, size);
  memcpy(copy, text, size);
  free(text);
  return copy;
}

void arena_free(arena *a) {
  while (a->chunks) {
    struct arena_chunk *next = a->chunks->next;
    free(a->chunks);
    a->chunks = next;
  }
}

char *support_vformat(const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  size_t size = length < 0 ? 1 : (size_t)length + 1;
  char *text = checked_malloc(size);
  text[0] = '\0';
  if (length > 0)
    vsnprintf(text, size, format, arguments);
  return text;
}

char *support_format(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = support_vformat(format, arguments);
  va_end(arguments);
  return text;
}

bitset bitset_new(arena *a, size_t bits) { return ARENA_ARRAY(a, uint64_t, bits / 64 + 1); }

struct number_entry {
  uint64_t key; /* 0: free */
  uint32_t value;
};

/* Keys are often at regular distances, which must not end up next to each other: each bit of the key changes
 * half of the result's (the finalizer of SplitMix64; Steele, Lea and Flood, 2014). */
static uint64_t scatter(uint64_t key) {
  key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
  return key ^ key >> 31;
}

/* Where a key is, or where it would go. */
static struct number_entry *find_entry(const number_map *map, uint64_t key) {
  size_t slot = (size_t)scatter(key) & (map->capacity - 1);
  while (map->entries[slot].key && map->entries[slot].key != key)
    slot = (slot + 1) & (map->capacity - 1);
  return &map->entries[slot];
}

number_map number_map_new(arena *a, size_t expected) {
  number_map map = {.a = a};
  if (expected == 0) /* many stay empty */
    return map;
  map.capacity = 16;
  while (map.capacity < 2 * expected)
    map.capacity *= 2;
  map.entries = ARENA_ARRAY(a, struct number_entry, map.capacity);
  return map;
}

static void grow(number_map *map) {
  number_map larger = number_map_new(map->a, map->capacity + 1);
  for (size_t i = 0; i < map->capacity; i++)
    if (map->entries[i].key)
      number_map_add(&larger, map->entries[i].key, map->entries[i].value);
  *map = larger;
}

void number_map_add(number_map *map, uint64_t key, uint32_t value) {
  if (2 * (map->count + 1) > map->capacity)
    grow(map);
  *find_entry(map, key) = (struct number_entry){key, value};
  map->count++;
}

uint32_t number_map_find(const number_map *map, uint64_t key) {
  if (map->count == 0)
    return NUMBER_MAP_NONE;
  const struct number_entry *entry = find_entry(map, key);
  return entry->key ? entry->value : NUMBER_MAP_NONE;
}
