// A loop that keeps one of its objects for later rounds, now this and now that: at some time two live, in
// slots of their own.
//
// RUN: %e2e %s
// HEAP: plain=10 O0=0 O2=0
// OUT: longest cucumber
// OUT: last lime of 4
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct word {
  char text[16];
  size_t length;
};

NOINLINE struct word *word_new(const char *text) {
  struct word *w = malloc(sizeof *w);
  if (!w)
    abort();
  snprintf(w->text, sizeof w->text, "%s", text);
  w->length = strlen(text);
  return w;
}

NOINLINE void word_free(struct word *w) { free(w); }

NOINLINE static void longest(const char *const *words, int count) {
  struct word *best = NULL;
  for (int i = 0; i < count; i++) {
    struct word *w = word_new(words[i]);
    if (!best || w->length > best->length) {
      word_free(best);
      best = w;
    } else {
      word_free(w);
    }
  }
  if (best)
    printf("longest %s\n", best->text);
  word_free(best);
}

// Released at the beginning of the next round: then it is gone in time only after the new one was made.
NOINLINE static void last(const char *const *words, int count) {
  struct word *previous = NULL, *counter = word_new("0");
  for (int i = 0; i < count; i++) {
    struct word *w = word_new(words[i]);
    if (previous && previous->text[0] == w->text[0])
      printf("%s after %s\n", w->text, previous->text);
    word_free(previous);
    previous = w;
    counter->text[0]++;
  }
  if (previous)
    printf("last %s of %s\n", previous->text, counter->text);
  word_free(previous);
  word_free(counter);
}

int main(void) {
  static const char *const words[] = {"fig", "cucumber", "banana", "kiwi", "apple"};
  static const char *const others[] = {"pear", "apple", "fig", "lime"};
  volatile int count = 5;
  longest(words, count);
  last(others, count - 1);
}
