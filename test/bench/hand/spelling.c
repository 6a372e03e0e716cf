/* spelling.c, with everything on the stack that can be there when a programmer takes the trouble. */
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
  int room[2][64];
  int *previous = columns <= 64 ? room[0] : malloc(columns * sizeof *previous);
  int *current = columns <= 64 ? room[1] : malloc(columns * sizeof *current);
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
  if (columns > 64) {
    free(previous);
    free(current);
  }
  return result;
}

struct suggestion {
  char *word;
  int distance;
  char room[64];
};

static void suggestion_clear(struct suggestion *suggestion) {
  if (suggestion->word != suggestion->room)
    free(suggestion->word);
}

static void suggest(const char *word, struct suggestion *best) {
  best->word = NULL;
  best->distance = 1000;
  for (size_t i = 0; i < sizeof dictionary / sizeof *dictionary; i++) {
    int d = distance(word, dictionary[i]);
    if (d < best->distance) {
      suggestion_clear(best);
      size_t size = strlen(dictionary[i]) + 1;
      best->word = memcpy(size <= sizeof best->room ? best->room : malloc(size), dictionary[i], size);
      best->distance = d;
    }
  }
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 120;
  long sum = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof misspelt / sizeof *misspelt; i++) {
      struct suggestion own, *best = &own;
      suggest(misspelt[i], best);
      if (round == 0)
        printf("%s: %s\n", misspelt[i], best->word);
      sum += best->distance;
      suggestion_clear(best);
    }
  }
  printf("distances %ld\n", sum);
  return 0;
}
