// Buffers of one function that others enlarge by realloc: they get a slot of the function's pool when they are made,
// stay there while they fit, and move to the heap when they do not.
//
// RUN: %e2e %s
// HEAP: plain=87 O0=7 O2=7
// OUT: small word-word-word-
// OUT: from a small slot 40
// OUT: large 900
// OUT: two 200 300
// OUT: shrunk 5 of 8
// OUT: with the one before 36
// OUT: emptied 3
// OUT: failed: kept 4
// OUT: kept 60
// OUT: array 45
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct text {
  char *data;
  size_t length, room;
};

NOINLINE static void text_reserve(struct text *t, size_t room) {
  if (room <= t->room)
    return;
  char *data = realloc(t->data, room);
  if (!data)
    return;
  t->data = data;
  t->room = room;
}

NOINLINE static void text_append(struct text *t, const char *more) {
  size_t length = strlen(more);
  if (t->length + length + 1 > t->room)
    text_reserve(t, (t->length + length + 1) * 2);
  memcpy(t->data + t->length, more, length + 1);
  t->length += length;
}

NOINLINE static void text_drop(struct text *t) { free(t->data); }

NOINLINE static void small(int count) {
  struct text t = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    text_append(&t, "word-");
  printf("small %s\n", t.data);
  text_drop(&t);
}

NOINLINE static void text_init(struct text *t) {
  t->data = malloc(8);
  if (!t->data)
    abort();
  t->data[0] = 0;
  t->length = 0;
  t->room = 8;
}

NOINLINE static void from_a_small_slot(int count) {
  struct text t;
  text_init(&t);
  for (int i = 0; i < count; i++)
    text_append(&t, "0123456789");
  printf("from a small slot %zu\n", strlen(t.data));
  text_drop(&t);
}

NOINLINE static void large(int count) {
  struct text t = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    text_append(&t, "0123456789");
  printf("large %zu\n", strlen(t.data));
  text_drop(&t);
}

NOINLINE static void two(int count) {
  struct text a = {NULL, 0, 0}, b = {NULL, 0, 0};
  for (int i = 0; i < count; i++) {
    text_append(&a, "0123456789");
    text_append(&b, "0123456789abcde");
  }
  printf("two %zu %zu\n", strlen(a.data), strlen(b.data));
  text_drop(&a);
  text_drop(&b);
}

NOINLINE static void text_shrink(struct text *t) {
  char *data = realloc(t->data, t->length + 1);
  if (!data)
    abort();
  t->data = data;
  t->room = t->length + 1;
}

NOINLINE static void shrunk(int count) {
  struct text t = {NULL, 0, 0};
  for (int i = 0; i < count; i++) {
    text_append(&t, "ab");
    text_shrink(&t);
  }
  t.length = 4;
  t.data[4] = 0;
  text_shrink(&t);
  text_append(&t, "x");
  printf("shrunk %zu of %d\n", strlen(t.data), 8);
  text_drop(&t);
}

// What realloc yields is in use when the next one is made by text_init(), whose slot is for one at a time.
NOINLINE static void with_the_one_before(int count) {
  char *before = NULL;
  int sum = 0;
  for (int i = 0; i < count; i++) {
    struct text t;
    text_init(&t);
    t.data[0] = (char)('a' + i);
    t.length = 1;
    text_shrink(&t);
    if (before)
      sum += before[0] - 'a';
    free(before);
    before = t.data;
  }
  printf("with the one before %d\n", sum);
  free(before);
}

NOINLINE static void text_clear(struct text *t) {
  free(t->data);
  *t = (struct text){NULL, 0, 0};
}

NOINLINE static void emptied(int count) {
  struct text t = {NULL, 0, 0};
  for (int i = 0; i < count; i++) {
    text_clear(&t);
    text_append(&t, "abc");
  }
  printf("emptied %zu\n", strlen(t.data));
  text_drop(&t);
}

// A realloc that fails leaves the text where it is, and its slot in use.
NOINLINE static void failed(int count) {
  struct text t = {NULL, 0, 0}, other = {NULL, 0, 0};
  text_append(&t, "kept");
  text_reserve(&t, SIZE_MAX - (size_t)count);
  for (int i = 0; i < count; i++)
    text_append(&other, "0123456789");
  printf("failed: %.4s %zu\n", t.data, strlen(t.data));
  text_drop(&other);
  text_drop(&t);
}

static char *kept;

// What is remembered is not this function's alone.
NOINLINE static void keep(int count) {
  struct text t = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    text_append(&t, "0123456789");
  kept = t.data;
}

NOINLINE static void array_add(int **array, int *count, int value) {
  int *more = realloc(*array, ((size_t)*count + 1) * sizeof **array);
  if (!more)
    abort();
  more[(*count)++] = value;
  *array = more;
}

NOINLINE static void array(int count) {
  int *array = NULL, length = 0, sum = 0;
  for (int i = 0; i < count; i++)
    array_add(&array, &length, i);
  for (int i = 0; i < length; i++)
    sum += array[i];
  printf("array %d\n", sum);
  free(array);
}

int main(void) {
  volatile int count = 10;
  small(count - 7);
  from_a_small_slot(count - 6);
  large(count * 9);
  two(count * 2);
  shrunk(count);
  with_the_one_before(count);
  emptied(count);
  failed(count);
  keep(count - 4);
  printf("kept %zu\n", strlen(kept));
  free(kept);
  array(count);
}
