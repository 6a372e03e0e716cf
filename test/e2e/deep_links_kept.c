// Twins of deep_links.c in which a callee hands one of the objects to a global, or goes to it by a way that
// is not the one it was stored by. What is used after its frame is gone has to stay on the heap.
//
// RUN: %e2e %s
// HEAP: plain=16 O0=14 O2=11
// OUT: kept from a list 3
// OUT: kept from a tree 3
// OUT: kept from a chain 20
// OUT: kept through the middle 7
// OUT: kept by another way 9
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
  struct item *i = checked(malloc(sizeof *i));
  i->value = value;
  i->next = next;
  return i;
}

static struct item *kept_item;

/* Reverses the list; the last item of all that it comes by is remembered. */
NOINLINE static void list_reverse(struct item **list) {
  struct item *done = NULL;
  while (*list) {
    struct item *next = (*list)->next;
    (*list)->next = done;
    done = *list;
    if (done->value == 3)
      kept_item = done;
    *list = next;
  }
  *list = done;
}

NOINLINE static void reversed(int one) {
  struct item *list = item_new(one, item_new(2, item_new(3, item_new(4, NULL))));
  list_reverse(&list);
}

struct tree {
  struct tree *left, *right;
  int key;
};

static struct tree *kept_tree;

NOINLINE static struct tree *tree_insert(struct tree *tree, struct tree *new) {
  if (!tree)
    return new;
  if (new->key < tree->key) {
    tree->left = tree_insert(tree->left, new);
    if (tree->left->key == 3)
      kept_tree = tree->left;
  } else {
    tree->right = tree_insert(tree->right, new);
    if (tree->right->key == 3)
      kept_tree = tree->right;
  }
  return tree;
}

NOINLINE static struct tree *tree_new(int key) {
  struct tree *t = checked(malloc(sizeof *t));
  t->left = t->right = NULL;
  t->key = key;
  return t;
}

NOINLINE static void sorted(int one) {
  struct tree *tree = tree_new(5);
  tree_insert(tree, tree_new(one));
  tree_insert(tree, tree_new(3));
}

struct entry {
  int key, value;
  struct entry *next;
};

struct table {
  struct entry **buckets;
  int count;
};

static struct entry *kept_entry;

NOINLINE static void table_insert(struct table *t, struct entry *e) {
  struct entry **at = &t->buckets[e->key & 3];
  while (*at)
    at = &(*at)->next;
  *at = e;
  t->count++;
}

NOINLINE static void table_find(const struct table *t, int key) {
  for (struct entry *e = t->buckets[key & 3]; e; e = e->next)
    if (e->key == key)
      kept_entry = e;
}

NOINLINE static struct entry *entry_new(int key, int value) {
  struct entry *e = checked(malloc(sizeof *e));
  *e = (struct entry){key, value, NULL};
  return e;
}

NOINLINE static void looked_up(int one) {
  struct entry **buckets = checked(calloc(4, sizeof *buckets));
  struct table t = {buckets, 0};
  table_insert(&t, entry_new(one, 10));
  table_insert(&t, entry_new(one + 4, 20));
  table_find(&t, one + 4);
  free(buckets);
}

/* A link in the middle of its object: the two views of one block are at different offsets. */
struct hook {
  struct hook *next;
  struct item *owner;
};

struct holder {
  struct item *first;
  struct hook hook;
};

/* Stores at the third pointer of each holder, seen from its start. */
NOINLINE static void own(struct hook *hooks, struct item *item) {
  for (struct hook *h = hooks; h; h = h->next) {
    struct holder *holder = (struct holder *)((char *)h - sizeof(struct item *));
    holder->hook.owner = item;
  }
}

/* Finds it as the second pointer of each hook. */
NOINLINE static void keep_owner(const struct hook *hooks) {
  for (; hooks; hooks = hooks->next)
    kept_item = hooks->owner;
}

NOINLINE static void hooked(int one) {
  struct holder *holders[3];
  for (int i = 0; i < 3; i++) {
    holders[i] = checked(malloc(sizeof *holders[i]));
    holders[i]->hook.next = i ? &holders[i - 1]->hook : NULL;
  }
  own(&holders[2]->hook, item_new(one + 6, NULL));
  keep_owner(&holders[2]->hook);
  for (int i = 0; i < 3; i++)
    free(holders[i]);
}

/* Both parameters lead to the same items: stored by one, found by the other. */
NOINLINE static void store_and_find(struct item *to, const struct item *from, struct item *item) {
  while (to->next)
    to = to->next;
  to->next = item;
  while (from->next)
    from = from->next;
  kept_item = (struct item *)from;
}

NOINLINE static void aliased(int one) {
  struct item *list = item_new(1, NULL);
  store_and_find(list, list, item_new(one + 8, NULL));
}

int main(void) {
  volatile int one = 1;
  reversed(one);
  printf("kept from a list %d\n", kept_item->value);
  sorted(one);
  printf("kept from a tree %d\n", kept_tree->key);
  looked_up(one);
  printf("kept from a chain %d\n", kept_entry->value);
  hooked(one);
  printf("kept through the middle %d\n", kept_item->value);
  aliased(one);
  printf("kept by another way %d\n", kept_item->value);
}
