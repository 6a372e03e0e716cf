// Allocators that the program only declares, and that the option `allocators` names: pairs of calls, arrays of
// zeroes, alignment, a resize, and constructors over them. Their other translation unit checks every release.
//
// RUN: %e2e %s
// BESIDE: Inputs/custom_allocator.c
// ALLOCATORS: Inputs/custom_allocator.txt
// HEAP: plain=12 O0=2 O2=2
// OUT: pair: 42
// OUT: zeroes: 0 7
// OUT: aligned: 0 0
// OUT: resized: abc abcdef
// OUT: dynamic: 30 4950
// OUT: point: 3 4
// OUT: kept: 9
// OUT: either: 5
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

void *pool_malloc(size_t size);
void *pool_malloc0(size_t size);
void *pool_malloc0_n(size_t count, size_t size);
void *pool_memalign(size_t alignment, size_t size);
void *pool_wide(size_t size);
void *pool_realloc(void *object, size_t size);
void pool_free(void *object);
void *xmalloc(size_t size);
void xfree(void *object);

static NOINLINE void pair(int number) {
  int *p = pool_malloc(sizeof *p);
  *p = number;
  printf("pair: %d\n", *p);
  pool_free(p);
}

static NOINLINE void zeroes(int index) {
  int *one = pool_malloc0(4 * sizeof *one), *all = pool_malloc0_n(8, sizeof *all);
  one[1] = 7;
  printf("zeroes: %d %d\n", all[index], one[index]);
  pool_free(all);
  pool_free(one);
}

static NOINLINE void aligned(void) {
  char *asked = pool_memalign(32, 10), *always = pool_wide(10);
  printf("aligned: %d %d\n", (int)((uintptr_t)asked % 32), (int)((uintptr_t)always % 64));
  pool_free(always);
  pool_free(asked);
}

// The first object moves to the second one.
static NOINLINE void resized(void) {
  char *text = pool_malloc(4);
  strcpy(text, "abc");
  printf("resized: %s", text);
  text = pool_realloc(text, 7);
  strcat(text, "def");
  printf(" %s\n", text);
  pool_free(text);
}

// The slot is used when the object fits.
static NOINLINE int sum(int count) {
  int *numbers = pool_malloc((size_t)count * sizeof *numbers), result = 0;
  for (int i = 0; i < count; i++)
    numbers[i] = count == 5 ? 6 : i;
  for (int i = 0; i < count; i++)
    result += numbers[i];
  pool_free(numbers);
  return result;
}

struct point {
  int x, y;
};

static NOINLINE struct point *point_new(int x, int y) {
  struct point *p = xmalloc(sizeof *p);
  p->x = x;
  p->y = y;
  return p;
}

static NOINLINE void point_free(struct point *p) { xfree(p); }

static NOINLINE void point(void) {
  struct point *p = point_new(3, 4);
  printf("point: %d %d\n", p->x, p->y);
  point_free(p);
}

static int *keeper;

static NOINLINE void keep(void) {
  keeper = pool_malloc(sizeof *keeper);
  *keeper = 9;
}

// The release may be given either object, and skips the one on the stack.
static NOINLINE void either(int number) {
  int *p = pool_malloc(sizeof *p), *q = number > 1 ? p : keeper;
  *p = number;
  printf("either: %d\n", *q);
  if (q == p)
    pool_free(keeper);
  else
    pool_free(p);
  pool_free(q);
}

int main(void) {
  pair(42);
  zeroes(1 + (keeper != NULL));
  aligned();
  resized();
  int small = sum(5);
  printf("dynamic: %d %d\n", small, sum(100));
  point();
  keep();
  printf("kept: %d\n", *keeper);
  either(5);
}
