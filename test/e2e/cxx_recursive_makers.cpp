// Trees that functions build by calling themselves, whose nodes release their children: an expression of several
// classes with virtual destructors, and trees of unique_ptr. What is kept: a chain of which a destructor hands a node
// on (4), and in unoptimised code the nodes that insert() makes by calling itself (3): it passes a pointer into a
// node on, one of two.
//
// RUN: %e2e %s
// HEAP: plain=29 O0=4 O2=4
// OUT: 1+2*3 is 7
// OUT: (4-1)*(2+6)/3 is 8
// OUT: sorted 1 2 5 8
// OUT: built 0 to 6: 21
// OUT: handed on 2
#include <cstdio>
#include <memory>
#include <utility>

namespace {

struct expression {
  virtual ~expression() = default;
  virtual double value() const = 0;
};

struct number final : expression {
  double own;
  explicit number(double own) : own(own) {}
  double value() const override { return own; }
};

struct operation final : expression {
  char sign;
  expression *left, *right;
  operation(char sign, expression *left, expression *right) : sign(sign), left(left), right(right) {}
  ~operation() override {
    delete left;
    delete right;
  }
  double value() const override {
    double a = left->value(), b = right->value();
    return sign == '+' ? a + b : sign == '-' ? a - b : sign == '*' ? a * b : a / b;
  }
};

class parser {
  const char *at;

  expression *factor() {
    if (*at != '(')
      return new number(*at++ - '0');
    ++at;
    expression *inner = sum();
    ++at;
    return inner;
  }

  expression *product() {
    expression *left = factor();
    while (*at == '*' || *at == '/') {
      char sign = *at++;
      left = new operation(sign, left, factor());
    }
    return left;
  }

public:
  explicit parser(const char *text) : at(text) {}

  expression *sum() {
    expression *left = product();
    while (*at == '+' || *at == '-') {
      char sign = *at++;
      left = new operation(sign, left, product());
    }
    return left;
  }
};

[[gnu::noinline]] void evaluate(const char *text) {
  parser p(text);
  expression *e = p.sum();
  std::printf("%s is %g\n", text, e->value());
  delete e;
}

// --- unique_ptr ---

struct tree {
  int key;
  std::unique_ptr<tree> left, right;
};

[[gnu::noinline]] void insert(std::unique_ptr<tree> &at, int key) {
  if (!at)
    at.reset(new tree{key, nullptr, nullptr});
  else
    insert(key < at->key ? at->left : at->right, key);
}

[[gnu::noinline]] std::unique_ptr<tree> build(int from, int to) {
  if (from >= to)
    return nullptr;
  int middle = (from + to) / 2;
  auto t = std::make_unique<tree>();
  t->key = middle;
  t->left = build(from, middle);
  t->right = build(middle + 1, to);
  return t;
}

[[gnu::noinline]] int total(const tree *t) { return t ? t->key + total(t->left.get()) + total(t->right.get()) : 0; }

[[gnu::noinline]] void print(const tree *t) {
  if (!t)
    return;
  print(t->left.get());
  std::printf(" %d", t->key);
  print(t->right.get());
}

[[gnu::noinline]] void sort() {
  std::unique_ptr<tree> t;
  const int keys[] = {5, 2, 8, 1};
  for (int key : keys)
    insert(t, key);
  std::printf("sorted");
  print(t.get());
  std::printf("\n");
}

[[gnu::noinline]] void build_and_sum() {
  auto t = build(0, 7);
  std::printf("built 0 to 6: %d\n", total(t.get()));
}

// --- a destructor that hands a child on ---

struct node {
  node *child = nullptr;
  int key;
  explicit node(int key) : key(key) {}
  virtual ~node() { delete child; }
};

node *heir;

struct generous final : node {
  using node::node;
  ~generous() override {
    heir = child;
    child = nullptr;
  }
};

[[gnu::noinline]] node *chain(int depth) {
  node *n = depth == 2 ? new generous(depth) : new node(depth);
  if (depth > 0)
    n->child = chain(depth - 1);
  return n;
}

[[gnu::noinline]] void hand_on() {
  node *n = chain(3);
  delete n;
}

[[gnu::noinline]] void clobber() {
  volatile char junk[2000];
  for (volatile char &c : junk)
    c = 0x5a;
}

} // namespace

int main() {
  evaluate("1+2*3");
  evaluate("(4-1)*(2+6)/3");
  sort();
  build_and_sum();
  hand_on();
  clobber();
  std::printf("handed on %d\n", heir->key + (heir->child ? 1 : 0));
  delete heir;
}
