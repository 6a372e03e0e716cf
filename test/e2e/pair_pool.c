// A pool over malloc: one chunk, objects cut from it, all released at once.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: ann 31, bob 32, used 64
// OUT: 8 words of 8, then no more
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

enum { CHUNK = 512 };

struct pool {
  char *base, *next, *end;
};

NOINLINE int pool_init(struct pool *pool) {
  pool->base = malloc(CHUNK);
  if (!pool->base)
    return -1;
  pool->next = pool->base;
  pool->end = pool->base + CHUNK;
  return 0;
}

NOINLINE void *pool_alloc(struct pool *pool, size_t size) {
  size = (size + 15) / 16 * 16;
  if (size > (size_t)(pool->end - pool->next))
    return NULL;
  void *p = pool->next;
  pool->next += size;
  return p;
}

NOINLINE void pool_destroy(struct pool *pool) {
  free(pool->base);
  pool->base = pool->next = pool->end = NULL;
}

struct person {
  struct person *friend;
  char name[12];
  int age;
};

NOINLINE static struct person *person_in(struct pool *pool, const char *name, int age) {
  struct person *p = pool_alloc(pool, sizeof *p);
  if (!p)
    abort();
  p->friend = NULL;
  strcpy(p->name, name);
  p->age = age;
  return p;
}

NOINLINE static void friends(int age) {
  struct pool pool;
  if (pool_init(&pool) != 0)
    return;
  struct person *ann = person_in(&pool, "ann", age);
  ann->friend = person_in(&pool, "bob", age + 1);
  printf("%s %d, %s %d, used %d\n", ann->name, ann->age, ann->friend->name, ann->friend->age,
         (int)(pool.next - pool.base));
  pool_destroy(&pool);
}

NOINLINE static struct pool *pool_new(void) {
  struct pool *pool = malloc(sizeof *pool);
  if (!pool || pool_init(pool) != 0)
    abort();
  return pool;
}

NOINLINE static void pool_delete(struct pool *pool) {
  pool_destroy(pool);
  free(pool);
}

NOINLINE static void until_full(size_t size) {
  struct pool *pool = pool_new();
  int count = 0;
  for (long *p; (p = pool_alloc(pool, size)) != NULL; count++)
    p[0] = count;
  printf("%d words of %d, then no more\n", count, (int)(size / sizeof(long)));
  pool_delete(pool);
}

int main(void) {
  volatile int age = 31;
  volatile size_t size = 64;
  friends(age);
  until_full(size);
}
