// Trees, rows and short lists that live and die in one function are promoted whole when each node has a line
// of its own. The same tree is kept as far as it can be reached from outside.
//
// RUN: %e2e %s
// HEAP: plain=16 O0=3 O2=3
// OUT: depth 3, sum 15
// OUT: 1 2 3 4
// OUT: 60
// OUT: kept 5 7, dropped 12
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct tree {
  struct tree *left, *right;
  int value;
};

NOINLINE int sum(const struct tree *t) { return t ? sum(t->left) + t->value + sum(t->right) : 0; }

NOINLINE int depth(const struct tree *t) {
  if (!t)
    return 0;
  int left = depth(t->left), right = depth(t->right);
  return 1 + (left > right ? left : right);
}

NOINLINE void whole_tree(void) {
  struct tree *root = malloc(sizeof *root);
  *root = (struct tree){NULL, NULL, 1};
  root->left = malloc(sizeof *root);
  *root->left = (struct tree){NULL, NULL, 2};
  root->right = malloc(sizeof *root);
  *root->right = (struct tree){NULL, NULL, 3};
  root->right->left = malloc(sizeof *root);
  *root->right->left = (struct tree){NULL, NULL, 4};
  struct tree *last = malloc(sizeof *last);
  *last = (struct tree){NULL, NULL, 5};
  root->right->right = last;
  printf("depth %d, sum %d\n", depth(root), sum(root));
  free(root->right->right);
  free(root->right->left);
  free(root->right);
  free(root->left);
  free(root);
}

NOINLINE void rows(volatile int *one) {
  int **matrix = malloc(2 * sizeof *matrix);
  matrix[0] = malloc(2 * sizeof **matrix);
  matrix[1] = malloc(2 * sizeof **matrix);
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++)
      matrix[i][j] = 2 * i + j + *one;
  printf("%d %d %d %d\n", matrix[0][0], matrix[0][1], matrix[1][0], matrix[1][1]);
  free(matrix[0]);
  free(matrix[1]);
  free(matrix);
}

NOINLINE int list(void) {
  struct tree *a = malloc(sizeof *a), *b = malloc(sizeof *b), *c = malloc(sizeof *c);
  *c = (struct tree){NULL, NULL, 30};
  *b = (struct tree){NULL, c, 20};
  *a = (struct tree){NULL, b, 10};
  int result = 0;
  for (const struct tree *t = a; t; t = t->right)
    result += t->value;
  for (struct tree *t = a, *next; t; t = next) {
    next = t->right;
    free(t);
  }
  return result;
}

struct tree *branch;

// The right branch is kept with all below it; root and left are not.
NOINLINE int partly_kept(void) {
  struct tree *root = malloc(sizeof *root), *left = malloc(sizeof *left), *right = malloc(sizeof *right);
  struct tree *below = malloc(sizeof *below), *side = malloc(sizeof *side);
  *below = (struct tree){NULL, NULL, 5};
  *side = (struct tree){NULL, NULL, 2};
  *right = (struct tree){below, side, 2};
  *left = (struct tree){NULL, NULL, 1};
  *root = (struct tree){left, right, 2};
  branch = root->right;
  int result = sum(root);
  free(left);
  free(root);
  return result;
}

int main(void) {
  int one = 1;
  whole_tree();
  rows(&one);
  printf("%d\n", list());
  int dropped = partly_kept();
  printf("kept %d %d, dropped %d\n", branch->left->value, branch->left->value + branch->right->value,
         dropped);
}
