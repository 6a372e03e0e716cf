// An array of objects that a function enlarges: what is in it goes along. A document has attributes, each with two
// texts; their array is made and enlarged by one function and released, with all that is in it, by another.
//
// RUN: %e2e %s
// HEAP: O0=6 O2=6
// OUT: <a href="http://example.org/" title="example" class="x">
// OUT: grown: one two three
// OUT: first: kept name
// OUT: all: kept attribute
// OUT: old: kept before
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct attribute {
  char *name, *value;
};

struct element {
  char *tag;
  struct attribute *attributes;
  int count;
};

static char *copy(const char *text) {
  size_t size = strlen(text) + 1;
  char *p = malloc(size);
  if (!p)
    abort();
  return memcpy(p, text, size);
}

__attribute__((noinline)) static struct element *element_new(const char *tag) {
  struct element *e = malloc(sizeof *e);
  if (!e)
    abort();
  e->tag = copy(tag);
  e->attributes = NULL;
  e->count = 0;
  return e;
}

__attribute__((noinline)) static void element_set(struct element *e, const char *name, const char *value) {
  struct attribute *more = realloc(e->attributes, (size_t)(e->count + 1) * sizeof *more);
  if (!more)
    abort();
  e->attributes = more;
  more[e->count].name = copy(name);
  more[e->count++].value = copy(value);
}

__attribute__((noinline)) static void element_free(struct element *e) {
  for (int i = 0; i < e->count; i++) {
    free(e->attributes[i].name);
    free(e->attributes[i].value);
  }
  free(e->attributes);
  free(e->tag);
  free(e);
}

__attribute__((noinline)) static void print(void) {
  struct element *e = element_new("a");
  element_set(e, "href", "http://example.org/");
  element_set(e, "title", "example");
  element_set(e, "class", "x");
  printf("<%s", e->tag);
  for (int i = 0; i < e->count; i++)
    printf(" %s=\"%s\"", e->attributes[i].name, e->attributes[i].value);
  printf(">\n");
  element_free(e);
}

/* The array is the caller's own; the function gives it a new size and nothing else. */
__attribute__((noinline)) static char **grow(char **words, size_t count) {
  char **more = realloc(words, count * sizeof *more);
  if (!more)
    abort();
  return more;
}

__attribute__((noinline)) static void grown(void) {
  char **words = malloc(2 * sizeof *words);
  if (!words)
    abort();
  words[0] = copy("one");
  words[1] = copy("two");
  words = grow(words, 3);
  words[2] = copy("three");
  printf("grown: %s %s %s\n", words[0], words[1], words[2]);
  for (int i = 0; i < 3; i++)
    free(words[i]);
  free(words);
}

/* Twins: a text that was in the array before is kept, ... */
static char *kept_name;
static struct attribute *kept_array;

__attribute__((noinline)) static void enlarge(struct element *e) {
  struct attribute *more = realloc(e->attributes, (size_t)(e->count + 4) * sizeof *more);
  if (!more)
    abort();
  e->attributes = more;
  kept_name = more[0].name;
}

__attribute__((noinline)) static void keep_first(void) {
  struct element e = {0};
  element_set(&e, "kept name", "value");
  enlarge(&e);
  free(e.attributes[0].value);
  free(e.attributes);
}

/* ... the new array is, ... */
__attribute__((noinline)) static void enlarge_and_keep(struct element *e) {
  kept_array = realloc(e->attributes, (size_t)(e->count + 4) * sizeof *kept_array);
  e->attributes = NULL;
}

__attribute__((noinline)) static void keep_all(void) {
  struct element e = {0};
  element_set(&e, "kept attribute", "value");
  enlarge_and_keep(&e);
}

/* ... and a text of the old one, by a copy of the pointer. */
__attribute__((noinline)) static char *last_and_grow(char ***words, size_t count) {
  char *last = (*words)[count - 1];
  *words = grow(*words, count + 1);
  return last;
}

__attribute__((noinline)) static void keep_last(void) {
  char **words = malloc(sizeof *words);
  if (!words)
    abort();
  words[0] = copy("kept before");
  kept_name = last_and_grow(&words, 1);
  free(words);
}

int main(void) {
  print();
  grown();
  keep_first();
  printf("first: %s\n", kept_name);
  free(kept_name);
  keep_all();
  printf("all: %s\n", kept_array[0].name);
  free(kept_array[0].name);
  free(kept_array[0].value);
  free(kept_array);
  keep_last();
  printf("old: %s\n", kept_name);
  free(kept_name);
}
