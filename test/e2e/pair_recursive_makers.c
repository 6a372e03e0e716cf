// Functions that call themselves, or each other, and hand on what those calls made: a search tree, a balanced one,
// a trie, lists, a copy, an expression with its parser, and a tree of values with texts. What they make is theirs to
// release, in part or all of it, by functions that call themselves as well.
//
// RUN: %e2e %s
// HEAP: plain=155 O0=68 O2=68
// OUT: search tree 35: 1 3 4 5 7 8 9, then 3 4 7 8 9
// OUT: balanced 1 2 3 4 5 6 7 8 9 10 of height 4
// OUT: trie 1 0 1
// OUT: list 0 1 2 3, copy 0 1 2 3
// OUT: 1+2*3 is 7
// OUT: (4-1)*(2+6)/3 is 8
// OUT: values 2: 10 long name
// OUT: many 100, sum 4950
#include "Inputs/search_tree.h"

#include <string.h>

// --- a search tree ---

NOINLINE static struct node *delete(struct node *n, int key) {
  if (!n)
    return NULL;
  if (key != n->key) {
    if (key < n->key)
      n->left = delete (n->left, key);
    else
      n->right = delete (n->right, key);
    return n;
  }
  if (!n->left || !n->right) {
    struct node *only = n->left ? n->left : n->right;
    free(n);
    return only;
  }
  struct node *next = n->right;
  while (next->left)
    next = next->left;
  n->key = next->key;
  n->right = delete (n->right, next->key);
  return n;
}

NOINLINE static void print(const struct node *n) {
  if (!n)
    return;
  print(n->left);
  printf(" %d", n->key);
  print(n->right);
}

NOINLINE static void search_tree(void) {
  static const int keys[] = {5, 3, 8, 1, 4, 7, 9, 3};
  struct node *root = NULL;
  for (int i = 0; i < 8; i++)
    root = insert(root, keys[i]);
  printf("search tree %d:", sum(root) - 2);
  print(root);
  root = delete (root, 1);
  root = delete (root, 5);
  printf(", then");
  print(root);
  puts("");
  node_free(root);
}

// --- the same, balanced ---

static int height(const struct node *n) { return n ? n->height : 0; }

static void update(struct node *n) {
  int left = height(n->left), right = height(n->right);
  n->height = 1 + (left > right ? left : right);
}

NOINLINE static struct node *turn_right(struct node *n) {
  struct node *top = n->left;
  n->left = top->right;
  top->right = n;
  update(n);
  update(top);
  return top;
}

NOINLINE static struct node *turn_left(struct node *n) {
  struct node *top = n->right;
  n->right = top->left;
  top->left = n;
  update(n);
  update(top);
  return top;
}

NOINLINE static struct node *insert_balanced(struct node *n, int key) {
  if (!n)
    return node_new(key);
  if (key < n->key)
    n->left = insert_balanced(n->left, key);
  else
    n->right = insert_balanced(n->right, key);
  update(n);
  int balance = height(n->left) - height(n->right);
  if (balance > 1 && key < n->left->key)
    return turn_right(n);
  if (balance < -1 && key >= n->right->key)
    return turn_left(n);
  return n;
}

NOINLINE static void balanced(void) {
  struct node *root = NULL;
  for (int i = 1; i <= 10; i++)
    root = insert_balanced(root, i);
  printf("balanced");
  print(root);
  printf(" of height %d\n", height(root));
  node_free(root);
}

// --- a trie ---

struct trie {
  struct trie *next[4];
  int end;
};

NOINLINE static struct trie *add(struct trie *t, const char *word) {
  if (!t)
    t = calloc(1, sizeof *t);
  if (!t)
    abort();
  if (*word)
    t->next[*word & 3] = add(t->next[*word & 3], word + 1);
  else
    t->end = 1;
  return t;
}

NOINLINE static int has(const struct trie *t, const char *word) {
  return t && (*word ? has(t->next[*word & 3], word + 1) : t->end);
}

NOINLINE static void trie_free(struct trie *t) {
  if (!t)
    return;
  for (int i = 0; i < 4; i++)
    trie_free(t->next[i]);
  free(t);
}

NOINLINE static void trie(void) {
  struct trie *t = NULL;
  t = add(t, "abc");
  t = add(t, "abd");
  t = add(t, "ca");
  printf("trie %d %d %d\n", has(t, "abc"), has(t, "ab"), has(t, "ca"));
  trie_free(t);
}

// --- lists ---

struct link {
  int value;
  struct link *next;
};

NOINLINE static struct link *count_up(int from, int to) {
  if (from == to)
    return NULL;
  struct link *l = malloc(sizeof *l);
  if (!l)
    abort();
  l->value = from;
  l->next = count_up(from + 1, to);
  return l;
}

NOINLINE static struct link *copy(const struct link *from) {
  if (!from)
    return NULL;
  struct link *l = malloc(sizeof *l);
  if (!l)
    abort();
  l->value = from->value;
  l->next = copy(from->next);
  return l;
}

NOINLINE static void link_free(struct link *l) {
  if (l)
    link_free(l->next);
  free(l);
}

NOINLINE static void lists(void) {
  struct link *l = count_up(0, 4), *other = copy(l);
  printf("list");
  for (struct link *i = l; i; i = i->next)
    printf(" %d", i->value);
  link_free(l);
  printf(", copy");
  for (struct link *i = other; i; i = i->next)
    printf(" %d", i->value);
  puts("");
  link_free(other);
}

// --- an expression: three functions that call each other ---

struct expression {
  char operation;
  double value;
  struct expression *left, *right;
};

NOINLINE static struct expression *make(char operation, double value, struct expression *left,
                                        struct expression *right) {
  struct expression *e = malloc(sizeof *e);
  if (!e)
    abort();
  *e = (struct expression){operation, value, left, right};
  return e;
}

static struct expression *parse_sum(const char **text);

NOINLINE static struct expression *parse_factor(const char **text) {
  if (**text == '(') {
    ++*text;
    struct expression *inner = parse_sum(text);
    ++*text;
    return inner;
  }
  double value = *(*text)++ - '0';
  return make('n', value, NULL, NULL);
}

NOINLINE static struct expression *parse_product(const char **text) {
  struct expression *left = parse_factor(text);
  while (**text == '*' || **text == '/') {
    char operation = *(*text)++;
    left = make(operation, 0, left, parse_factor(text));
  }
  return left;
}

NOINLINE static struct expression *parse_sum(const char **text) {
  struct expression *left = parse_product(text);
  while (**text == '+' || **text == '-') {
    char operation = *(*text)++;
    left = make(operation, 0, left, parse_product(text));
  }
  return left;
}

NOINLINE static double evaluate(const struct expression *e) {
  switch (e->operation) {
  case '+':
    return evaluate(e->left) + evaluate(e->right);
  case '-':
    return evaluate(e->left) - evaluate(e->right);
  case '*':
    return evaluate(e->left) * evaluate(e->right);
  case '/':
    return evaluate(e->left) / evaluate(e->right);
  default:
    return e->value;
  }
}

NOINLINE static void expression_free(struct expression *e) {
  if (!e)
    return;
  expression_free(e->left);
  expression_free(e->right);
  free(e);
}

NOINLINE static void expression(const char *text) {
  const char *rest = text;
  struct expression *e = parse_sum(&rest);
  printf("%s is %g\n", text, evaluate(e));
  expression_free(e);
}

// --- values that own texts ---

struct value {
  char *text;
  long number;
  struct value *children;
  struct value *next;
};

NOINLINE static struct value *parse_values(const char **text) {
  if (!**text || **text == ')') {
    *text += **text != 0;
    return NULL;
  }
  struct value *v = calloc(1, sizeof *v);
  if (!v)
    abort();
  if (**text == '(') {
    ++*text;
    v->children = parse_values(text);
  } else {
    size_t length = strcspn(*text, " ()");
    v->text = malloc(length + 1);
    if (!v->text)
      abort();
    memcpy(v->text, *text, length);
    v->text[length] = 0;
    v->number = (long)length;
    *text += length;
  }
  *text += **text == ' ';
  v->next = parse_values(text);
  return v;
}

NOINLINE static void values_free(struct value *v) {
  if (!v)
    return;
  values_free(v->children);
  values_free(v->next);
  free(v->text);
  free(v);
}

NOINLINE static int count(const struct value *v) { return v ? (v->text != NULL) + count(v->next) : 0; }

NOINLINE static void values(void) {
  const char *text = "a (long name) bc";
  struct value *v = parse_values(&text);
  printf("values %d: %ld %s %s\n", count(v), v->number * 10, v->next->children->text,
         v->next->children->next->text);
  values_free(v);
}

// --- more than a pool has slots: the rest is on the heap ---

NOINLINE static void many(void) {
  struct link *l = count_up(0, 100);
  int length = 0, total = 0;
  for (struct link *i = l; i; i = i->next) {
    length++;
    total += i->value;
  }
  printf("many %d, sum %d\n", length, total);
  link_free(l);
}

int main(void) {
  search_tree();
  balanced();
  trie();
  lists();
  expression("1+2*3");
  expression("(4-1)*(2+6)/3");
  values();
  many();
}
