// Functions that call themselves with the address of a member of what they were given: insertion into a list whose
// link is not its first member, into a tree on either side, and a search for the end. Twins: one that walks within an
// object and one that walks from object to object keep what they find.
//
// RUN: %e2e %s
// HEAP: plain=20 O0=7 O2=7
// OUT: list 1 2 3 4
// OUT: tree 2 3 5 8 9
// OUT: chosen 2 3 5 8 9
// OUT: array 13, kept 13
// OUT: second 22, kept 22
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct node {
  int value;
  struct node *next;
};

struct tree {
  int value;
  struct tree *left, *right;
};

NOINLINE static void append(struct node **link, int value) {
  if (*link) {
    append(&(*link)->next, value);
    return;
  }
  *link = malloc(sizeof **link);
  if (!*link)
    abort();
  (*link)->value = value;
  (*link)->next = NULL;
}

NOINLINE static struct node **end_of(struct node **link) { return *link ? end_of(&(*link)->next) : link; }

NOINLINE static void free_list(struct node *n) {
  if (!n)
    return;
  free_list(n->next);
  free(n);
}

NOINLINE static void list(void) {
  struct node *first = NULL, last = {4, NULL};
  for (int i = 1; i <= 3; i++)
    append(&first, i);
  struct node **end = end_of(&first);
  *end = &last;
  printf("list");
  for (struct node *n = first; n; n = n->next)
    printf(" %d", n->value);
  printf("\n");
  *end = NULL;
  free_list(first);
}

NOINLINE static struct tree *leaf(int value) {
  struct tree *made = calloc(1, sizeof *made);
  if (!made)
    abort();
  made->value = value;
  return made;
}

NOINLINE static void insert(struct tree **t, int value) {
  if (!*t)
    *t = leaf(value);
  else if (value < (*t)->value)
    insert(&(*t)->left, value);
  else
    insert(&(*t)->right, value);
}

NOINLINE static void insert_chosen(struct tree **t, int value) {
  if (*t)
    insert_chosen(value < (*t)->value ? &(*t)->left : &(*t)->right, value);
  else
    *t = leaf(value);
}

NOINLINE static void print(const struct tree *t) {
  if (!t)
    return;
  print(t->left);
  printf(" %d", t->value);
  print(t->right);
}

NOINLINE static void free_tree(struct tree *t) {
  if (!t)
    return;
  free_tree(t->left);
  free_tree(t->right);
  free(t);
}

static const int values[] = {5, 2, 8, 3, 9};

NOINLINE static void tree(void) {
  struct tree *root = NULL;
  for (int i = 0; i < 5; i++)
    insert(&root, values[i]);
  printf("tree");
  print(root);
  printf("\n");
  free_tree(root);
}

NOINLINE static void chosen(void) {
  struct tree *root = NULL;
  for (int i = 0; i < 5; i++)
    insert_chosen(&root, values[i]);
  printf("chosen");
  print(root);
  printf("\n");
  free_tree(root);
}

static struct node *kept;

NOINLINE static void keep_element(struct node **array, int index) {
  if (index == 0)
    kept = *array;
  else
    keep_element(array + 1, index - 1);
}

NOINLINE static void twin_array(void) {
  struct node *array[4];
  int value = 0;
  for (int i = 0; i < 4; i++) {
    array[i] = malloc(sizeof *array[i]);
    if (!array[i])
      abort();
    array[i]->value = 10 + i;
  }
  keep_element(array, 3);
  for (int i = 0; i < 3; i++)
    free(array[i]);
  value = kept->value;
  printf("array %d", value);
}

NOINLINE static void keep_further(struct node *n, int steps) {
  if (steps == 0)
    kept = n->next;
  else
    keep_further(n->next, steps - 1);
}

NOINLINE static void twin_list(void) {
  struct node *first = NULL;
  for (int i = 20; i < 23; i++)
    append(&first, i);
  keep_further(first, 1);
  struct node *second = first->next;
  free(first);
  free(second);
  printf("second %d", kept->value);
}

static void forget(void) {
  printf(", kept %d\n", kept->value);
  free(kept);
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  list();
  tree();
  chosen();
  twin_array();
  forget();
  twin_list();
  forget();
}
