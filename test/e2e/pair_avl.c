// A balanced tree: its functions turn it around in every way. One of its callers loses a node of it.
//
// RUN: %e2e %s
// HEAP: plain=14 O0=3 O2=3
// OUT: three 8
// OUT: lost 3
// OUT: found 6
// OUT: named alpha
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct node {
  struct node *left, *right;
  int key, height;
  const char *name;
} node;

static int height(const node *n) { return n ? n->height : 0; }

static void fix(node *n) {
  int left = height(n->left), right = height(n->right);
  n->height = (left > right ? left : right) + 1;
}

static node *rotate_right(node *y) {
  node *x = y->left;
  y->left = x->right;
  x->right = y;
  fix(y);
  fix(x);
  return x;
}

static node *rotate_left(node *x) {
  node *y = x->right;
  x->right = y->left;
  y->left = x;
  fix(x);
  fix(y);
  return y;
}

__attribute__((noinline)) static node *insert(node *t, node *n) {
  if (!t)
    return n;
  if (n->key < t->key)
    t->left = insert(t->left, n);
  else
    t->right = insert(t->right, n);
  fix(t);
  int balance = height(t->left) - height(t->right);
  if (balance > 1 && n->key < t->left->key)
    return rotate_right(t);
  if (balance < -1 && n->key >= t->right->key)
    return rotate_left(t);
  if (balance > 1) {
    t->left = rotate_left(t->left);
    return rotate_right(t);
  }
  if (balance < -1) {
    t->right = rotate_right(t->right);
    return rotate_left(t);
  }
  return t;
}

__attribute__((noinline)) static node *make(int key, const char *name) {
  node *n = malloc(sizeof *n);
  if (!n)
    return NULL;
  *n = (node){.key = key, .height = 1, .name = name};
  return n;
}

__attribute__((noinline)) static void destroy(node *t) {
  if (!t)
    return;
  destroy(t->left);
  destroy(t->right);
  free(t);
}

__attribute__((noinline)) static int sum(const node *t) {
  return t ? t->key + sum(t->left) + 2 * sum(t->right) : 0;
}

__attribute__((noinline)) static int three(int key) {
  node *t = NULL;
  t = insert(t, make(key, "a"));
  t = insert(t, make(key + 1, "b"));
  t = insert(t, make(key + 2, "c"));
  int result = sum(t);
  destroy(t);
  return result - 1;
}

node *kept;

// Kept: where the tree has its smallest node after it was turned around, and which one that is, nobody knows.
__attribute__((noinline)) static void lose(int key) {
  node *t = NULL;
  t = insert(t, make(key + 2, "c"));
  t = insert(t, make(key + 1, "b"));
  t = insert(t, make(key, "a"));
  kept = t->right;
  t->right = NULL;
  destroy(t);
}

__attribute__((noinline)) static node *largest(node *t) {
  while (t->right)
    t = t->right;
  return t;
}

// A function finds the node that outlives its tree. The caller releases it, so it has slots for all of them.
__attribute__((noinline)) static node *find(int key) {
  node *t = NULL;
  t = insert(t, make(key, "a"));
  t = insert(t, make(key + 1, "b"));
  t = insert(t, make(key + 4, "e"));
  node *n = make(key + 5, "f");
  t = insert(t, n);
  node *last = largest(t);
  t->right->right = NULL;
  destroy(t);
  return last;
}

// The nodes' name outlives them, up to the caller.
__attribute__((noinline)) static const char *name(int key) {
  char *text = malloc(6);
  if (!text)
    return NULL;
  strcpy(text, "alpha");
  node *t = NULL;
  t = insert(t, make(key, text));
  t = insert(t, make(key + 1, text));
  t = insert(t, make(key + 2, text));
  const char *result = t->left->name;
  destroy(t);
  return result;
}

int main(int argc, char **argv) {
  (void)argv;
  printf("three %d\n", three(argc));
  lose(argc);
  printf("lost %d\n", kept->key);
  free(kept);
  node *n = find(argc);
  printf("found %d\n", n->key);
  free(n);
  char *text = (char *)name(argc);
  printf("named %s\n", text);
  free(text);
  return 0;
}
