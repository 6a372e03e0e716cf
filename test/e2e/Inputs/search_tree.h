// A search tree whose functions call themselves: pair_recursive_makers.c, pair_twin_recursive_makers.c.
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct node {
  int key, height;
  struct node *left, *right;
};

NOINLINE static struct node *node_new(int key) {
  struct node *n = malloc(sizeof *n);
  if (!n)
    abort();
  n->key = key;
  n->height = 1;
  n->left = n->right = NULL;
  return n;
}

NOINLINE static struct node *insert(struct node *n, int key) {
  if (!n)
    return node_new(key);
  if (key < n->key)
    n->left = insert(n->left, key);
  else if (key > n->key)
    n->right = insert(n->right, key);
  return n;
}

NOINLINE static void node_free(struct node *n) {
  if (!n)
    return;
  node_free(n->left);
  node_free(n->right);
  free(n);
}

NOINLINE static int sum(const struct node *n) { return n ? n->key + sum(n->left) + sum(n->right) : 0; }
