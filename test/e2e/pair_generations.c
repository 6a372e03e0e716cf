// What a constructor makes in a loop and the loop releases a round later: few are alive at once, so their slots
// are large. Where the constructor is called once for many objects there are many small slots instead.
//
// RUN: %e2e %s
// HEAP: plain=20 O0=0 O2=0
// OUT: 192 1
// OUT: 48
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

struct grid {
  int width;
  int cells[];
};

NOINLINE struct grid *grid_new(int width) {
  size_t count = (size_t)width * (size_t)width;
  struct grid *g = malloc(sizeof *g + count * sizeof(int));
  if (!g)
    return NULL;
  g->width = width;
  memset(g->cells, 0, count * sizeof(int));
  return g;
}

// Each generation is made beside the one before it.
NOINLINE int grow(int width, int generations) {
  struct grid *g = grid_new(width);
  g->cells[width * width / 2] = 1;
  for (int i = 0; i < generations; i++) {
    struct grid *next = grid_new(width);
    for (int c = 0; c < width * width; c++)
      next->cells[c] = g->cells[c] + (c > 0 ? g->cells[c - 1] : 0) + (c >= width ? g->cells[c - width] : 0);
    free(g);
    g = next;
  }
  int sum = 0;
  for (int c = 0; c < width * width; c++)
    sum += g->cells[c];
  free(g);
  return sum;
}

struct word {
  struct word *next;
  char text[];
};

// Many at once, and all released before the next are made.
NOINLINE struct word *words_new(const char *text) {
  struct word *first = NULL;
  while (*text) {
    size_t length = strcspn(text, " ");
    struct word *w = malloc(sizeof *w + length + 1);
    memcpy(w->text, text, length);
    w->text[length] = 0;
    w->next = first;
    first = w;
    text += length + strspn(text + length, " ");
  }
  return first;
}

NOINLINE void words_free(struct word *w) {
  while (w) {
    struct word *next = w->next;
    free(w);
    w = next;
  }
}

NOINLINE int letters(const char *const *lines, int count) {
  int sum = 0;
  for (int i = 0; i < count; i++) {
    struct word *words = words_new(lines[i]);
    for (struct word *w = words; w; w = w->next)
      sum += (int)strlen(w->text);
    words_free(words);
  }
  return sum;
}

int main(void) {
  volatile int width = 6;
  const char *const lines[] = {"the quick brown fox jumps over the", "lazy dog and", "a cat sleeps"};
  printf("%d %d\n", grow(width, 5), grow(width, 0));
  printf("%d\n", letters(lines, 3));
}
