/* Two allocators whose objects lie behind a header with a mark, so that a release of anything else ends the
 * program: of a slot on the stack, or of the other allocator's object. Objects are 64-byte aligned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 64 };

typedef struct header {
  size_t size;
  const char *mark;
} header;

static const char pool[] = "pool", x[] = "x";

static header *header_of(void *object, const char *mark) {
  header *h = (header *)((char *)object - HEADER);
  if (h->mark != mark) {
    puts("released what was not allocated here");
    fflush(stdout);
    abort();
  }
  return h;
}

static void *make(size_t size, const char *mark) {
  void *memory;
  if (posix_memalign(&memory, HEADER, HEADER + size))
    abort();
  *(header *)memory = (header){size, mark};
  return memset((char *)memory + HEADER, 0xee, size);
}

static void release(void *object, const char *mark) {
  if (!object)
    return;
  header *h = header_of(object, mark);
  h->mark = NULL;
  free(h);
}

void *pool_malloc(size_t size) { return make(size, pool); }
void *pool_malloc0(size_t size) { return memset(make(size, pool), 0, size); }
void *pool_malloc0_n(size_t count, size_t size) { return pool_malloc0(count * size); }
void *pool_memalign(size_t alignment, size_t size) { return alignment > HEADER ? NULL : make(size, pool); }
void *pool_wide(size_t size) { return make(size, pool); }
void pool_free(void *object) { release(object, pool); }

void *pool_realloc(void *object, size_t size) {
  void *moved = make(size, pool);
  if (object) {
    size_t old = header_of(object, pool)->size;
    memcpy(moved, object, old < size ? old : size);
    release(object, pool);
  }
  return moved;
}

void *xmalloc(size_t size) { return make(size, x); }
void xfree(void *object) { release(object, x); }
