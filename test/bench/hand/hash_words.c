/* hash_words.c, with everything on the stack that can be there when a programmer takes the trouble. */
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
  struct node *first_buckets[64];
};

static void set_init(struct set *set) {
  set->bucket_count = 64;
  set->count = 0;
  set->buckets = set->first_buckets;
  memset(set->first_buckets, 0, sizeof set->first_buckets);
}

static void buckets_free(struct set *set) {
  if (set->buckets != set->first_buckets)
    free(set->buckets);
}

static void set_clear(struct set *set) {
  for (size_t i = 0; i < set->bucket_count; i++) {
    for (struct node *node = set->buckets[i], *next; node; node = next) {
      next = node->next;
      free(node->key);
      free(node);
    }
  }
  buckets_free(set);
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
  buckets_free(set);
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

struct word {
  char *text;
  char room[64];
};

static void word_clear(struct word *word) {
  if (word->text != word->room)
    free(word->text);
}

/* The next word in lower case; NULL at the end. Moves *text behind it. */
static char *next_word(const char **text, struct word *result) {
  while (**text && !isalpha((unsigned char)**text))
    ++*text;
  if (!**text)
    return NULL;
  const char *start = *text;
  while (isalpha((unsigned char)**text))
    ++*text;
  size_t length = (size_t)(*text - start);
  char *word = result->text = length < sizeof result->room ? result->room : malloc(length + 1);
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
  struct set own_stop, *stop = &own_stop;
  set_init(stop);
  const char *list = "the of and a an is it was in where when with be by not can its";
  struct word room;
  for (char *word; (word = next_word(&list, &room)) != NULL; word_clear(&room))
    set_add(stop, word);
  for (int round = 0; round < rounds; round++) {
    struct set own_seen, *seen = &own_seen;
    set_init(seen);
    const char *text = texts[(size_t)round % (sizeof texts / sizeof *texts)];
    char *word;
    while ((word = next_word(&text, &room)) != NULL) {
      words++;
      if (set_contains(stop, word))
        stop_words++;
      else
        distinct += (size_t)set_add(seen, word);
      word_clear(&room);
    }
    set_clear(seen);
  }
  set_clear(stop);
  printf("words %zu, stop words %zu, distinct %zu\n", words, stop_words, distinct);
  return 0;
}
