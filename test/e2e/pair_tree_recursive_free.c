// A tree that its function builds node by node, sums up with one recursive function and releases with
// another. A part of it is cut off and released before the rest.
//
// RUN: %e2e %s
// HEAP: plain=12 O0=0 O2=0
// OUT: 2 + 3 * 4 - 5 = 9
// OUT: without the left side 12, then 7
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct node {
  struct node *left, *right;
  char operation;
  int value;
};

NOINLINE struct node *node_new(char operation, int value, struct node *left, struct node *right) {
  struct node *n = malloc(sizeof *n);
  if (!n)
    abort();
  n->operation = operation;
  n->value = value;
  n->left = left;
  n->right = right;
  return n;
}

NOINLINE void node_free(struct node *n) {
  if (!n)
    return;
  node_free(n->left);
  node_free(n->right);
  free(n);
}

NOINLINE int evaluate(const struct node *n) {
  switch (n->operation) {
  case '+':
    return evaluate(n->left) + evaluate(n->right);
  case '-':
    return evaluate(n->left) - evaluate(n->right);
  case '*':
    return evaluate(n->left) * evaluate(n->right);
  default:
    return n->value;
  }
}

NOINLINE static void expression(int two) {
  struct node *product = node_new('*', 0, node_new('n', 3, NULL, NULL), node_new('n', 4, NULL, NULL));
  struct node *sum = node_new('+', 0, node_new('n', two, NULL, NULL), product);
  struct node *root = node_new('-', 0, sum, node_new('n', 5, NULL, NULL));
  printf("2 + 3 * 4 - 5 = %d\n", evaluate(root));
  node_free(root);
}

NOINLINE static void cut(int seven) {
  struct node *left = node_new('+', 0, node_new('n', seven, NULL, NULL), node_new('n', 5, NULL, NULL));
  struct node *root = node_new('-', 0, left, node_new('n', 0, NULL, NULL));
  int before = evaluate(root);
  struct node *kept = root->left->left;
  root->left->left = NULL;
  node_free(root);
  printf("without the left side %d, then %d\n", before, evaluate(kept));
  node_free(kept);
}

int main(void) {
  volatile int two = 2, seven = 7;
  expression(two);
  cut(seven);
}
