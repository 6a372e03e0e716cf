// Lists, trees and hash tables whose cells hold numbers beside the links, made here or by a constructor, and
// rearranged, searched and released by loops and recursion in callees.
//
// RUN: %e2e %s
// HEAP: plain=17 O0=0 O2=0
// OUT: reversed 4 3 2 1
// OUT: sorted 1 3 5 8
// OUT: tree sum 17
// OUT: table 10 20 30
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

static void *checked(void *p) {
  if (!p)
    abort();
  return p;
}

struct item {
  int value;
  struct item *next;
};

NOINLINE static struct item *item_new(int value, struct item *next) {
  struct item *i = malloc(sizeof *i);
  if (!i)
    abort();
  i->value = value;
  i->next = next;
  return i;
}

NOINLINE static void list_reverse(struct item **list) {
  struct item *done = NULL;
  while (*list) {
    struct item *next = (*list)->next;
    (*list)->next = done;
    done = *list;
    *list = next;
  }
  *list = done;
}

NOINLINE static void list_insert(struct item **list, struct item *new) {
  while (*list && (*list)->value < new->value)
    list = &(*list)->next;
  new->next = *list;
  *list = new;
}

NOINLINE static void list_print(const char *what, const struct item *list) {
  printf("%s", what);
  for (; list; list = list->next)
    printf(" %d", list->value);
  printf("\n");
}

NOINLINE static void list_free(struct item *list) {
  while (list) {
    struct item *next = list->next;
    free(list);
    list = next;
  }
}

NOINLINE static void reversed(int one) {
  struct item *list = item_new(one, item_new(2, item_new(3, item_new(4, NULL))));
  list_reverse(&list);
  list_print("reversed", list);
  list_free(list);
}

NOINLINE static void sorted(int one) {
  struct item *list = NULL;
  list_insert(&list, item_new(5, NULL));
  list_insert(&list, item_new(one, NULL));
  list_insert(&list, item_new(8, NULL));
  list_insert(&list, item_new(3, NULL));
  list_print("sorted", list);
  list_free(list);
}

struct tree {
  struct tree *left, *right;
  int key;
};

NOINLINE static struct tree *tree_new(int key) {
  struct tree *t = malloc(sizeof *t);
  if (!t)
    abort();
  t->left = t->right = NULL;
  t->key = key;
  return t;
}

NOINLINE static struct tree *tree_insert(struct tree *tree, struct tree *new) {
  if (!tree)
    return new;
  if (new->key < tree->key)
    tree->left = tree_insert(tree->left, new);
  else
    tree->right = tree_insert(tree->right, new);
  return tree;
}

NOINLINE static int tree_sum(const struct tree *tree) {
  return tree ? tree_sum(tree->left) + tree->key + tree_sum(tree->right) : 0;
}

NOINLINE static void tree_free(struct tree *tree) {
  if (!tree)
    return;
  tree_free(tree->left);
  tree_free(tree->right);
  free(tree);
}

NOINLINE static void summed(int one) {
  struct tree *tree = NULL;
  tree = tree_insert(tree, tree_new(5));
  tree = tree_insert(tree, tree_new(one));
  tree = tree_insert(tree, tree_new(8));
  tree = tree_insert(tree, tree_new(3));
  printf("tree sum %d\n", tree_sum(tree));
  tree_free(tree);
}

enum { BUCKETS = 4 };

struct entry {
  unsigned key;
  int value;
  struct entry *next;
};

struct table {
  struct entry **buckets;
  unsigned count;
};

NOINLINE static void table_insert(struct table *t, struct entry *e) {
  struct entry **at = &t->buckets[e->key % BUCKETS];
  while (*at)
    at = &(*at)->next;
  *at = e;
  t->count++;
}

NOINLINE static int table_find(const struct table *t, unsigned key) {
  for (const struct entry *e = t->buckets[key % BUCKETS]; e; e = e->next)
    if (e->key == key)
      return e->value;
  return -1;
}

NOINLINE static void table_clear(struct table *t) {
  for (unsigned b = 0; b < BUCKETS; b++)
    while (t->buckets[b]) {
      struct entry *e = t->buckets[b];
      t->buckets[b] = e->next;
      free(e);
    }
  free(t->buckets);
}

NOINLINE static struct entry *entry_new(unsigned key, int value) {
  struct entry *e = malloc(sizeof *e);
  if (!e)
    abort();
  e->key = key;
  e->value = value;
  e->next = NULL;
  return e;
}

NOINLINE static void looked_up(unsigned one) {
  struct table *t = checked(malloc(sizeof *t));
  t->buckets = checked(calloc(BUCKETS, sizeof *t->buckets));
  t->count = 0;
  table_insert(t, entry_new(one, 10));
  table_insert(t, entry_new(one + BUCKETS, 20));
  struct entry *own = checked(malloc(sizeof *own));
  *own = (struct entry){2, 30, NULL};
  table_insert(t, own);
  printf("table %d %d %d\n", table_find(t, one), table_find(t, one + BUCKETS), table_find(t, 2));
  table_clear(t);
  free(t);
}

int main(void) {
  volatile int one = 1;
  reversed(one);
  sorted(one);
  summed(one);
  looked_up((unsigned)one);
}
