// An object that is resized where it is used, by a function that answers with its new address: in its
// slot, or in one of a pool that is larger.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: 10 11 12 13 14 15 16 17
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct row {
  size_t length;
  int cells[];
};

NOINLINE struct row *row_new(size_t length) {
  struct row *r = malloc(sizeof *r + length * sizeof *r->cells);
  if (!r)
    abort();
  r->length = length;
  for (size_t i = 0; i < length; i++)
    r->cells[i] = 0;
  return r;
}

NOINLINE struct row *row_resize(struct row *r, size_t length) {
  size_t before = r->length;
  r = realloc(r, sizeof *r + length * sizeof *r->cells);
  if (!r)
    abort();
  for (size_t i = before; i < length; i++)
    r->cells[i] = r->cells[i - 1] + 1;
  r->length = length;
  return r;
}

NOINLINE void row_free(struct row *r) { free(r); }

NOINLINE static void grow_and_shrink(int ten) {
  struct row *r = row_new(2);
  r->cells[0] = ten;
  r->cells[1] = ten + 1;
  r = row_resize(r, 40);
  r = row_resize(r, 5);
  r = row_resize(r, 8);
  for (size_t i = 0; i < r->length; i++)
    printf("%d%s", r->cells[i], i + 1 < r->length ? " " : "\n");
  row_free(r);
}

int main(void) {
  volatile int ten = 10;
  grow_and_shrink(ten);
}
