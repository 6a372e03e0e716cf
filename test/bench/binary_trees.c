/* Binary trees: made by recursion, searched, and freed. The nodes are as many as the values say, so by hand
 * nothing can be on the stack; the first ones of each tree are in slots. Argument: how many trees. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=3622 moved=2982
#include <stdio.h>
#include <stdlib.h>

struct tree {
  struct tree *left, *right;
  int value;
};

static struct tree *tree_insert(struct tree *tree, int value) {
  if (!tree) {
    tree = malloc(sizeof *tree);
    tree->left = tree->right = NULL;
    tree->value = value;
  } else if (value < tree->value) {
    tree->left = tree_insert(tree->left, value);
  } else if (value > tree->value) {
    tree->right = tree_insert(tree->right, value);
  }
  return tree;
}

static int tree_depth(const struct tree *tree) {
  if (!tree)
    return 0;
  int left = tree_depth(tree->left), right = tree_depth(tree->right);
  return 1 + (left > right ? left : right);
}

static long tree_sum(const struct tree *tree) {
  return tree ? tree->value + tree_sum(tree->left) + tree_sum(tree->right) : 0;
}

static void tree_free(struct tree *tree) {
  if (!tree)
    return;
  tree_free(tree->left);
  tree_free(tree->right);
  free(tree);
}

int main(int argc, char **argv) {
  int trees = argc > 1 ? atoi(argv[1]) : 1500;
  long depth = 0, sum = 0;
  unsigned random = 7;
  for (int i = 0; i < trees; i++) {
    struct tree *tree = NULL;
    for (int k = 0; k < 200; k++) {
      random = random * 1103515245 + 12345;
      tree = tree_insert(tree, (int)(random >> 16) % 1000);
    }
    depth += tree_depth(tree);
    sum += tree_sum(tree);
    tree_free(tree);
  }
  printf("depth %ld, sum %ld\n", depth, sum);
  return 0;
}
