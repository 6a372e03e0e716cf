// Functions that call themselves and hand on what those calls made, as in pair_recursive_makers.c, of which something
// stays after all, or is not what it seems.
//
// RUN: %e2e %s
// HEAP: plain=37 O0=29 O2=29
// OUT: kept 7 3
// OUT: known 4 4 1
// OUT: given away 6
// OUT: least 1 of 6
// OUT: parts 3 5
// OUT: by pointer 10
// OUT: in turn 4 3
// OUT: thrown back 2
// OUT: address 1
// OUT: own part 6, kept 3
// OUT: level 2: 3
#include "Inputs/search_tree.h"

#include <setjmp.h>
#include <stdint.h>

// Overwrites what dead frames left.
NOINLINE static void clobber(int depth) {
  volatile char junk[4000];
  for (size_t i = 0; i < sizeof junk; i++)
    junk[i] = 0x5a;
  if (depth > 0)
    clobber(depth - 1);
}

// The deepest node is kept.
static struct node *deepest;

NOINLINE static struct node *build_kept(int depth) {
  struct node *n = node_new(depth + 1);
  if (depth == 0)
    deepest = n;
  else
    n->left = build_kept(depth - 1);
  return n;
}

NOINLINE static void kept(void) {
  struct node *n = build_kept(2);
  printf("kept %d", n->key + n->left->key + n->left->left->key + 1);
  free(n->left);
  free(n);
}

// What was made once is handed out again.
static struct node *known[8];

NOINLINE static struct node *known_or_new(int key) {
  if (known[key])
    return known[key];
  struct node *n = node_new(key);
  if (key > 3)
    n->left = known_or_new(key - 1);
  return known[key] = n;
}

NOINLINE static int look_up(void) {
  struct node *n = known_or_new(4);
  return n->key;
}

// The caller's caller gets it.
NOINLINE static struct node *three(void) {
  struct node *root = NULL;
  for (int i = 1; i <= 3; i++)
    root = insert(root, i);
  return root;
}

// The least node is taken out of the tree, and kept.
static struct node *least;

NOINLINE static struct node *take_least(struct node *n) {
  if (!n->left) {
    least = n;
    return n->right;
  }
  n->left = take_least(n->left);
  return n;
}

NOINLINE static void keep_least(void) {
  struct node *root = NULL;
  for (int i = 3; i >= 1; i--)
    root = insert(root, i);
  int total = sum(root);
  root = take_least(root);
  node_free(root);
  clobber(1);
  printf("least %d of %d\n", least->key, total);
}

// Of what the inner calls make one part stays with them, and another one goes to a variable of the module.
static struct node *parts;

NOINLINE static struct node *split(int depth) {
  if (depth == 0)
    return NULL;
  struct node *n = node_new(depth), *other = node_new(depth + 1);
  n->left = split(depth - 1);
  other->left = parts;
  parts = other;
  return n;
}

NOINLINE static int split_sum(void) {
  struct node *n = split(2);
  int total = sum(n);
  node_free(n);
  return total;
}

// The function calls itself through a pointer, which may be another function.
static struct node *(*build_next)(int);

NOINLINE static struct node *build_by_pointer(int depth) {
  struct node *n = node_new(depth);
  if (depth > 1)
    n->left = build_next(depth - 1);
  return n;
}

NOINLINE static struct node *build_and_keep(int depth) {
  struct node *n = build_by_pointer(depth);
  n->right = node_new(1);
  deepest->right = n->right;
  return n;
}

NOINLINE static int by_pointer(void) {
  struct node *n = build_by_pointer(4);
  int total = sum(n);
  for (struct node *i = n, *next; i; i = next) {
    next = i->left;
    free(i);
  }
  return total;
}

// Two functions in turn, one of which keeps what the other one made.
static struct node *every_other;
static struct node *odd(int depth);

NOINLINE static struct node *even(int depth) {
  struct node *n = odd(depth - 1);
  if (depth == 2)
    every_other = n;
  return n;
}

NOINLINE static struct node *odd(int depth) {
  struct node *n = node_new(depth);
  if (depth > 1)
    n->left = even(depth - 1);
  return n;
}

NOINLINE static int in_turn(void) {
  struct node *n = odd(5);
  int total = n->key + n->left->left->key - 2;
  free(n->left);
  free(n);
  return total;
}

// The frame that the tree belongs to is left while it grows, and the tree stays.
static jmp_buf back;
static struct node *started;

NOINLINE static struct node *grow(struct node *n, int key) {
  if (!n) {
    n = node_new(key);
    if (key == 3)
      longjmp(back, 1);
    return n;
  }
  started = n;
  n->left = grow(n->left, key);
  return n;
}

NOINLINE static void start(void) {
  struct node *root = NULL;
  for (int i = 1; i < 9; i++)
    root = grow(root, i);
  node_free(root);
}

NOINLINE static int thrown_back(void) {
  if (!setjmp(back))
    start();
  clobber(1);
  return sum(started);
}

// An address that is told to everybody.
static uintptr_t address;

NOINLINE static struct node *build_told(int depth) {
  struct node *n = node_new(depth);
  if (depth == 1)
    address = (uintptr_t)n;
  else
    n->left = build_told(depth - 1);
  return n;
}

NOINLINE static struct node *tell(void) { return build_told(3); }

// A node's own list is a different one from that which it hands on.
static struct node *own_kept;

NOINLINE static struct node *build_own(int depth) {
  struct node *n = node_new(depth);
  if (depth > 1) {
    struct node *inner = build_own(depth - 1), *mine = build_own(depth - 2);
    n->left = inner;
    if (depth == 3)
      own_kept = mine;
    else
      node_free(mine);
  }
  return n;
}

NOINLINE static int own_part(void) {
  struct node *n = build_own(3);
  int total = sum(n);
  node_free(n);
  return total;
}

// The tree belongs to a function that calls itself: each of its frames would need slots of its own.
NOINLINE static int level(int depth) {
  struct node *root = NULL;
  for (int i = 1; i <= 2; i++)
    root = insert(root, i);
  int below = depth > 1 ? level(depth - 1) : 0, total = sum(root);
  node_free(root);
  return below ? below : total;
}

int main(void) {
  kept();
  clobber(2);
  printf(" %d\n", deepest->key + 2);
  int first = look_up(), second = look_up();
  clobber(2);
  printf("known %d %d %d\n", first, second, known[4]->left == known[3] && known[3]->key == 3);
  struct node *n = three();
  clobber(2);
  printf("given away %d\n", sum(n));
  node_free(n);
  keep_least();
  int total = split_sum();
  clobber(2);
  printf("parts %d %d\n", total, sum(parts));
  build_next = build_by_pointer;
  printf("by pointer %d\n", by_pointer());
  build_next = build_and_keep;
  total = in_turn();
  clobber(2);
  printf("in turn %d %d\n", total, every_other->key + 2);
  printf("thrown back %d\n", thrown_back());
  n = tell();
  clobber(2);
  printf("address %d\n", (uintptr_t)n->left->left == address);
  node_free(n);
  total = own_part();
  clobber(2);
  printf("own part %d, kept %d\n", total, own_kept->key + 2);
  printf("level 2: %d\n", level(2));
}
