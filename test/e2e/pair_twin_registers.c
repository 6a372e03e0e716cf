// A constructor that also enters the object in a global list, from which the destructor takes it out again.
// While it is there everybody can reach it: all of it stays on the heap, with what it holds.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=8 O2=8
// OUT: two, one: 2 open
// OUT: three, one: 2 open
// OUT: four, three, one: 3 open
// OUT: 0 open
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct file {
  struct file *next;
  char *name;
};

static struct file *open_files;

NOINLINE struct file *file_open(const char *name) {
  struct file *f = malloc(sizeof *f);
  if (!f || !(f->name = malloc(8)))
    abort();
  strcpy(f->name, name);
  f->next = open_files;
  open_files = f;
  return f;
}

NOINLINE void file_close(struct file *f) {
  struct file **at = &open_files;
  while (*at != f)
    at = &(*at)->next;
  *at = f->next;
  free(f->name);
  free(f);
}

NOINLINE static int list_files(void) {
  int count = 0;
  for (const struct file *f = open_files; f; f = f->next, count++)
    printf(f->next ? "%s, " : "%s: ", f->name);
  return count;
}

int main(void) {
  struct file *one = file_open("one"), *two = file_open("two");
  printf("%d open\n", list_files());
  file_close(two);
  struct file *three = file_open("three");
  printf("%d open\n", list_files());
  struct file *four = file_open("four");
  printf("%d open\n", list_files());
  file_close(one);
  file_close(four);
  file_close(three);
  printf("%d open\n", list_files());
}
