// One case a function: `cases NAME` runs one, which makes and releases heap objects that never leave it. What the calls
// do is out of sight (noinline), so that it takes an analysis across functions.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int sum(const int *p) { return p[0] + p[1]; }

NOINLINE int constant(int n) {
  int *p = (int *)malloc(100);
  p[0] = n, p[1] = 1;
  int result = sum(p);
  free(p);
  return result;
}

NOINLINE int large(int n) {
  int *p = (int *)malloc(60000);
  memset(p, n, 60000);
  int result = sum(p);
  free(p);
  return result;
}

NOINLINE int bounded(int n) { // at most 132 bytes
  int *p = (int *)malloc(8 + (n & 31) * 4);
  p[0] = n, p[1] = 1;
  int result = sum(p);
  free(p);
  return result;
}

NOINLINE int unknown(int n) { // 24 bytes in this run
  int *p = (int *)malloc((size_t)n * 24);
  p[0] = n, p[1] = 1;
  int result = sum(p);
  free(p);
  return result;
}

NOINLINE int copied(int n) {
  const char *texts[] = {"a word", "another word"};
  char *p = strdup(texts[n & 1]);
  p[0] = (char)n;
  int result = (int)strlen(p);
  free(p);
  return result;
}

NOINLINE int grown(int n) {
  int *p = (int *)malloc(8);
  p[0] = n;
  p = (int *)realloc(p, 16);
  p[1] = 2;
  int result = sum(p);
  free(p);
  return result;
}

struct box {
  int *content;
};
NOINLINE int look_into(const box *b) { return b->content[0]; }

NOINLINE int stored(int n) { // its pointer is stored in a local variable
  box b;
  b.content = (int *)malloc(8);
  b.content[0] = n, b.content[1] = 1;
  int result = look_into(&b);
  free(b.content);
  return result;
}

struct node {
  node *next;
  int value;
};
NOINLINE int total(const node *n) {
  int result = 0;
  for (; n; n = n->next)
    result += n->value;
  return result;
}

NOINLINE int linked(int n) { // the pointer of one is stored in the other
  node *a = (node *)malloc(sizeof(node)), *b = (node *)malloc(sizeof(node));
  a->next = b, a->value = n;
  b->next = nullptr, b->value = 1;
  int result = total(a);
  free(b);
  free(a);
  return result;
}

NOINLINE int first(int *p) { return p[0]; }
NOINLINE int second(int *p) { return p[1] * 2; }
NOINLINE int apply(int (*f)(int *), int *p) { return f(p); }

NOINLINE int indirect(int n) { // used by a function that is called by a pointer
  int *p = (int *)malloc(8);
  p[0] = n, p[1] = 1;
  int result = apply(n > 2 ? first : second, p);
  free(p);
  return result;
}

NOINLINE void drop(int *p) { free(p); }

NOINLINE int released(int n) { // by another function
  int *p = (int *)malloc(8);
  p[0] = n, p[1] = 1;
  int result = sum(p);
  drop(p);
  return result;
}

NOINLINE int *make(int n) {
  int *p = (int *)malloc(8);
  p[0] = n, p[1] = 1;
  return p;
}

NOINLINE int made(int n) { // by another function, as its result
  int *p = make(n);
  int result = sum(p);
  free(p);
  return result;
}

NOINLINE int fill(int n, int **out) {
  int *p = (int *)malloc(8);
  if (!p)
    return -1;
  p[0] = n, p[1] = 1;
  *out = p;
  return 0;
}

NOINLINE int handed(int n) { // out by another function, through a parameter
  int *p;
  if (fill(n, &p) != 0)
    return -1;
  int result = sum(p);
  free(p);
  return result;
}

NOINLINE int unique(int n) {
  auto p = std::make_unique<std::pair<int, int>>(n, 1);
  return sum(&p->first);
}

NOINLINE int vector(int n) {
  std::vector<int> v(10);
  v[n & 7] = n;
  return sum(v.data());
}

NOINLINE int loop(int n) { // 400 MB in all, 4 KiB at a time
  int result = 0;
  for (int i = 0; i < n * 100000; i++) {
    volatile int *p = (volatile int *)malloc(4096);
    p[0] = i;
    result ^= p[0];
    free((void *)p);
  }
  return result;
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    int (*run)(int);
  } cases[] = {{"constant", constant}, {"large", large},       {"bounded", bounded},   {"unknown", unknown},
               {"copied", copied},     {"grown", grown},       {"stored", stored},     {"linked", linked},
               {"indirect", indirect}, {"released", released}, {"made", made},         {"handed", handed},
               {"unique", unique},     {"vector", vector},     {"loop", loop}};
  if (argc == 1)
    for (const auto &c : cases)
      puts(c.name);
  for (const auto &c : cases)
    if (argc == 2 && strcmp(argv[1], c.name) == 0)
      return c.run(argc - 1) == -1;
  return argc != 1;
}
