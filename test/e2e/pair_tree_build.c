// A constructor that calls itself: the inner objects live as long as the outer one, as many as the depth
// asks for. All of them take slots of one pool, which the clone hands to its own calls.
//
// RUN: %e2e %s
// HEAP: plain=14 O0=0 O2=0
// OUT: 7 nodes, sum 28
// OUT: left 3 nodes, sum 11; rest 4 nodes, sum 17
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct tree {
  struct tree *left, *right;
  int value;
};

NOINLINE struct tree *tree_build(int depth, int value) {
  if (depth == 0)
    return NULL;
  struct tree *t = malloc(sizeof *t);
  if (!t)
    abort();
  t->value = value;
  t->left = tree_build(depth - 1, 2 * value);
  t->right = tree_build(depth - 1, 2 * value + 1);
  return t;
}

NOINLINE void tree_free(struct tree *t) {
  if (!t)
    return;
  tree_free(t->left);
  tree_free(t->right);
  free(t);
}

NOINLINE static int tree_sum(const struct tree *t) {
  return t ? tree_sum(t->left) + tree_sum(t->right) + t->value : 0;
}

NOINLINE static int tree_size(const struct tree *t) {
  return t ? tree_size(t->left) + tree_size(t->right) + 1 : 0;
}

NOINLINE static void whole(int depth) {
  struct tree *t = tree_build(depth, 1);
  printf("%d nodes, sum %d\n", tree_size(t), tree_sum(t));
  tree_free(t);
}

// The sides change their places, and are released one by one.
NOINLINE static void sides(int depth) {
  struct tree *t = tree_build(depth, 1), *left = t->left;
  t->left = t->right;
  t->right = NULL;
  printf("left %d nodes, sum %d; rest %d nodes, sum %d\n", tree_size(left), tree_sum(left), tree_size(t),
         tree_sum(t));
  tree_free(left);
  tree_free(t);
}

int main(void) {
  volatile int depth = 3;
  whole(depth);
  sides(depth);
}
