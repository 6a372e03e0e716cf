// Objects of one function that others make and release while several are alive: a buffer that is given to functions
// to grow, a list that is pushed to and popped from, rows that a constructor makes in a loop. The frame has a pool
// for them, and the functions' clones take slots and give them back.
//
// RUN: %e2e %s
// HEAP: plain=196 O0=28 O2=25
// OUT: buffer 496 of 32
// OUT: two buffers 45 190
// OUT: either buffer 66
// OUT: nested 196
// OUT: list 72
// OUT: long list 780
// OUT: rows 120
// OUT: replaced rows 66
// OUT: recursive 21
// OUT: kept 10
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct buffer {
  int *data;
  int count, room;
};

NOINLINE static void buffer_grow(struct buffer *b) {
  int room = b->room ? b->room * 2 : 4;
  int *data = malloc((size_t)room * sizeof *data);
  if (!data)
    abort();
  for (int i = 0; i < b->count; i++)
    data[i] = b->data[i];
  free(b->data);
  b->data = data;
  b->room = room;
}

NOINLINE static void buffer_add(struct buffer *b, int value) {
  if (b->count == b->room)
    buffer_grow(b);
  b->data[b->count++] = value;
}

NOINLINE static int buffer_sum(const struct buffer *b) {
  int sum = 0;
  for (int i = 0; i < b->count; i++)
    sum += b->data[i];
  return sum;
}

NOINLINE static void buffer_drop(struct buffer *b) {
  free(b->data);
  b->data = NULL;
  b->count = b->room = 0;
}

NOINLINE static void grown(int count) { // 4, 8, 16, 32: two slots are enough
  struct buffer b = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    buffer_add(&b, i);
  printf("buffer %d of %d\n", buffer_sum(&b), b.room);
  buffer_drop(&b);
}

NOINLINE static void two_buffers(int count) { // share two slots: not all of their data fits
  struct buffer a = {NULL, 0, 0}, b = {NULL, 0, 0};
  for (int i = 0; i < count; i++) {
    if (i < 10)
      buffer_add(&a, i);
    buffer_add(&b, i);
  }
  printf("two buffers %d %d\n", buffer_sum(&a), buffer_sum(&b));
  buffer_drop(&a);
  buffer_drop(&b);
}

NOINLINE static void either_buffer(int count) {
  struct buffer a = {NULL, 0, 0}, b = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    buffer_add(i % 3 ? &a : &b, i);
  printf("either buffer %d\n", buffer_sum(&a) + buffer_sum(&b));
  buffer_drop(&a);
  buffer_drop(&b);
}

// Has a buffer of its own, and is given one.
NOINLINE static void add_squares(struct buffer *to, int count) {
  struct buffer squares = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    buffer_add(&squares, i * i);
  for (int i = 0; i < squares.count; i++)
    buffer_add(to, squares.data[i]);
  buffer_drop(&squares);
}

NOINLINE static void nested(int count) {
  struct buffer all = {NULL, 0, 0};
  for (int i = 0; i < count; i++)
    add_squares(&all, i);
  printf("nested %d\n", buffer_sum(&all));
  buffer_drop(&all);
}

struct link {
  struct link *next;
  int value;
};

NOINLINE static void push(struct link **list, int value) {
  struct link *l = malloc(sizeof *l);
  if (!l)
    abort();
  *l = (struct link){*list, value};
  *list = l;
}

NOINLINE static int pop(struct link **list) {
  struct link *first = *list;
  int value = first->value;
  *list = first->next;
  free(first);
  return value;
}

NOINLINE static void drop_list(struct link *list) {
  while (list) {
    struct link *next = list->next;
    free(list);
    list = next;
  }
}

NOINLINE static void a_list(int count, int rounds) {
  int sum = 0;
  for (int round = 0; round < rounds; round++) {
    struct link *list = NULL;
    for (int i = 0; i < count; i++)
      push(&list, i);
    sum += pop(&list) + pop(&list);
    for (; list && list->next; pop(&list))
      sum++;
    drop_list(list);
  }
  printf("list %d\n", sum);
}

NOINLINE static void push_many(struct link **list, int count) {
  for (int i = 0; i < count; i++)
    push(list, i);
}

NOINLINE static void long_list(int count) { // as many as there are slots, and more
  struct link *list = NULL;
  int sum = 0;
  push_many(&list, count);
  for (const struct link *l = list; l; l = l->next)
    sum += l->value;
  printf("long list %d\n", sum);
  drop_list(list);
}

struct rows {
  int count;
  int **row;
};

NOINLINE static struct rows *rows_new(int count, int width) {
  struct rows *r = malloc(sizeof *r);
  if (!r)
    abort();
  r->count = count;
  r->row = malloc((size_t)count * sizeof *r->row);
  for (int i = 0; i < count; i++) {
    r->row[i] = calloc((size_t)width, sizeof **r->row);
    r->row[i][i % width] = i;
  }
  return r;
}

NOINLINE static void rows_free(struct rows *r) {
  for (int i = 0; i < r->count; i++)
    free(r->row[i]);
  free(r->row);
  free(r);
}

NOINLINE static int rows_sum(const struct rows *r, int width) {
  int sum = 0;
  for (int i = 0; i < r->count; i++)
    for (int k = 0; k < width; k++)
      sum += r->row[i][k];
  return sum;
}

NOINLINE static void some_rows(int count, int times) {
  int sum = 0;
  for (int i = 0; i < times; i++) {
    struct rows *r = rows_new(count, 4);
    sum += rows_sum(r, 4);
    rows_free(r);
  }
  printf("rows %d\n", sum * 2);
}

NOINLINE static void replace_row(struct rows *r, int i, int width) {
  int *fresh = malloc((size_t)width * sizeof *fresh);
  if (!fresh)
    abort();
  for (int k = 0; k < width; k++)
    fresh[k] = r->row[i][k] + 1;
  free(r->row[i]);
  r->row[i] = fresh;
}

NOINLINE static void replaced_rows(int count, int times) {
  struct rows *r = rows_new(count, 4);
  for (int i = 0; i < times; i++)
    replace_row(r, i % count, 4);
  printf("replaced rows %d\n", rows_sum(r, 4));
  rows_free(r);
}

// Each activation has a pool of its own; this one is not given any, since it is recursive.
NOINLINE static int recursive(int depth, int count) {
  struct link *list = NULL;
  for (int i = 0; i < count; i++)
    push(&list, depth);
  int sum = pop(&list) + (depth > 1 ? recursive(depth - 1, count) : 0);
  drop_list(list);
  return sum;
}

static struct link *kept;

NOINLINE static void keep(int count) { // what is made here stays
  struct link *list = NULL;
  for (int i = 0; i < count; i++)
    push(&list, i);
  kept = list;
}

int main(void) {
  volatile int count = 32;
  grown(count);
  two_buffers(count - 12);
  either_buffer(count - 20);
  nested(count - 24);
  a_list(count - 22, count - 29);
  long_list(count + 8);
  some_rows(count - 28, count - 22);
  replaced_rows(count - 28, count - 17);
  printf("recursive %d\n", recursive(count - 26, count - 30));
  keep(count - 27);
  int sum = 0;
  while (kept)
    sum += pop(&kept);
  printf("kept %d\n", sum);
}
