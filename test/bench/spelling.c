/* Spelling: for each misspelt word the nearest one of a dictionary by Levenshtein's distance, whose table
 * rows are as long as the words. Argument: how many rounds over all the misspelt words. */
// RUN: %bench %s
// SMALL: 3
// HEAP: plain=3636 moved=0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const dictionary[] = {
    "accommodate", "achieve",    "across",    "aggressive", "apparently",  "argument",    "basically",
    "beginning",   "believe",    "business",  "calendar",   "cemetery",    "colleague",   "completely",
    "conscious",   "definitely", "disappear", "embarrass",  "environment", "existence",   "familiar",
    "finally",     "foreign",    "forty",     "government", "happened",    "immediately", "independent",
    "interrupt",   "knowledge",  "necessary", "noticeable", "occasion",    "persistent",  "possession",
    "preferred",   "publicly",   "receive",   "separate",   "successful",  "surprise",    "therefore",
    "tomorrow",    "tongue",     "truly",     "unforeseen", "until",       "weird"};

static const char *const misspelt[] = {"acomodate",  "beleive",   "calender",    "definately",
                                       "enviroment", "goverment", "independant", "neccessary",
                                       "posession",  "seperate",  "sucessful",   "wierd"};

static int smallest(int a, int b, int c) {
  int ab = a < b ? a : b;
  return ab < c ? ab : c;
}

static int distance(const char *a, const char *b) {
  size_t columns = strlen(b) + 1;
  int *previous = malloc(columns * sizeof *previous);
  int *current = malloc(columns * sizeof *current);
  for (size_t i = 0; i < columns; i++)
    previous[i] = (int)i;
  for (size_t row = 1; a[row - 1]; row++) {
    current[0] = (int)row;
    for (size_t i = 1; i < columns; i++)
      current[i] = smallest(previous[i] + 1, current[i - 1] + 1, previous[i - 1] + (a[row - 1] != b[i - 1]));
    int *swap = previous;
    previous = current;
    current = swap;
  }
  int result = previous[columns - 1];
  free(previous);
  free(current);
  return result;
}

struct suggestion {
  char *word;
  int distance;
};

/* To be freed by suggestion_free(). */
static struct suggestion *suggest(const char *word) {
  struct suggestion *best = malloc(sizeof *best);
  best->word = NULL;
  best->distance = 1000;
  for (size_t i = 0; i < sizeof dictionary / sizeof *dictionary; i++) {
    int d = distance(word, dictionary[i]);
    if (d < best->distance) {
      free(best->word);
      best->word = strdup(dictionary[i]);
      best->distance = d;
    }
  }
  return best;
}

static void suggestion_free(struct suggestion *suggestion) {
  free(suggestion->word);
  free(suggestion);
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 120;
  long sum = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof misspelt / sizeof *misspelt; i++) {
      struct suggestion *best = suggest(misspelt[i]);
      if (round == 0)
        printf("%s: %s\n", misspelt[i], best->word);
      sum += best->distance;
      suggestion_free(best);
    }
  }
  printf("distances %ld\n", sum);
  return 0;
}
