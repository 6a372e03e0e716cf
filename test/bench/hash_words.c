/* A hash set of strings: the distinct words of many small texts. The set's nodes and keys are as many as the
 * text has words; each looked up word is a lower-case copy for the time of the search.
 * Argument: how many texts. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=1373 moved=320
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  unsigned hash;
  char *key;
};

struct set {
  size_t bucket_count, count;
  struct node **buckets;
};

static struct set *set_new(void) {
  struct set *set = malloc(sizeof *set);
  set->bucket_count = 64;
  set->count = 0;
  set->buckets = calloc(set->bucket_count, sizeof(struct node *));
  return set;
}

static void set_free(struct set *set) {
  for (size_t i = 0; i < set->bucket_count; i++) {
    for (struct node *node = set->buckets[i], *next; node; node = next) {
      next = node->next;
      free(node->key);
      free(node);
    }
  }
  free(set->buckets);
  free(set);
}

static unsigned hash(const char *key) {
  unsigned result = 2166136261u;
  while (*key)
    result = (result ^ (unsigned char)*key++) * 16777619u;
  return result;
}

static void set_grow(struct set *set) {
  size_t bucket_count = set->bucket_count * 2;
  struct node **buckets = calloc(bucket_count, sizeof(struct node *));
  for (size_t i = 0; i < set->bucket_count; i++) {
    for (struct node *node = set->buckets[i], *next; node; node = next) {
      next = node->next;
      node->next = buckets[node->hash % bucket_count];
      buckets[node->hash % bucket_count] = node;
    }
  }
  free(set->buckets);
  set->buckets = buckets;
  set->bucket_count = bucket_count;
}

static int set_contains(const struct set *set, const char *key) {
  unsigned h = hash(key);
  for (const struct node *node = set->buckets[h % set->bucket_count]; node; node = node->next)
    if (node->hash == h && strcmp(node->key, key) == 0)
      return 1;
  return 0;
}

/* Adds a copy of `key`; returns whether it is new. */
static int set_add(struct set *set, const char *key) {
  if (set_contains(set, key))
    return 0;
  if (set->count >= set->bucket_count)
    set_grow(set);
  struct node *node = malloc(sizeof *node);
  node->hash = hash(key);
  node->key = strdup(key);
  node->next = set->buckets[node->hash % set->bucket_count];
  set->buckets[node->hash % set->bucket_count] = node;
  set->count++;
  return 1;
}

/* The next word in lower case, to be freed; NULL at the end. Moves *text behind it. */
static char *next_word(const char **text) {
  while (**text && !isalpha((unsigned char)**text))
    ++*text;
  if (!**text)
    return NULL;
  const char *start = *text;
  while (isalpha((unsigned char)**text))
    ++*text;
  size_t length = (size_t)(*text - start);
  char *word = malloc(length + 1);
  for (size_t i = 0; i < length; i++)
    word[i] = (char)tolower((unsigned char)start[i]);
  word[length] = '\0';
  return word;
}

static const char *const texts[] = {
    "Escape analysis determines where pointers can reach. When an object cannot be reached after its "
    "function "
    "returned, the object can live in the function's stack frame, and the allocator is not asked.",
    "The quick brown fox jumps over the lazy dog. The dog sleeps; the fox runs. The fox is quick, and the "
    "dog is "
    "lazy, and THE STORY ends where the story began: with the quick brown fox.",
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of "
    "foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of light.",
};

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 4000;
  size_t distinct = 0, words = 0, stop_words = 0;
  struct set *stop = set_new();
  const char *list = "the of and a an is it was in where when with be by not can its";
  for (char *word; (word = next_word(&list)) != NULL; free(word))
    set_add(stop, word);
  for (int round = 0; round < rounds; round++) {
    struct set *seen = set_new();
    const char *text = texts[(size_t)round % (sizeof texts / sizeof *texts)];
    char *word;
    while ((word = next_word(&text)) != NULL) {
      words++;
      if (set_contains(stop, word))
        stop_words++;
      else
        distinct += (size_t)set_add(seen, word);
      free(word);
    }
    set_free(seen);
  }
  set_free(stop);
  printf("words %zu, stop words %zu, distinct %zu\n", words, stop_words, distinct);
  return 0;
}
