// An expression tree of unique_ptrs, built from the leaves up, visited, and destroyed where it was built.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=13 O0=7 O2=6
// OUT: (3 + 4) * -5 = -35
// OUT: nodes 6, depth 3
// OUT: folded 7
// OUT: kept 12
#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace {

volatile int three = 3;

struct number;
struct negation;
struct binary;

struct visitor {
  virtual void visit(const number &) = 0;
  virtual void visit(const negation &) = 0;
  virtual void visit(const binary &) = 0;

protected:
  ~visitor() = default;
};

struct expression {
  virtual ~expression() = default;
  virtual void accept(visitor &v) const = 0;
};

using pointer = std::unique_ptr<expression>;

struct number : expression {
  int value;
  explicit number(int value) : value(value) {}
  void accept(visitor &v) const override { v.visit(*this); }
};

struct negation : expression {
  pointer operand;
  explicit negation(pointer operand) : operand(std::move(operand)) {}
  void accept(visitor &v) const override { v.visit(*this); }
};

struct binary : expression {
  char op;
  pointer left, right;
  binary(char op, pointer left, pointer right) : op(op), left(std::move(left)), right(std::move(right)) {}
  void accept(visitor &v) const override { v.visit(*this); }
};

struct evaluator final : visitor {
  int result = 0;
  int value_of(const expression &e) {
    e.accept(*this);
    return result;
  }
  void visit(const number &e) override { result = e.value; }
  void visit(const negation &e) override { result = -value_of(*e.operand); }
  void visit(const binary &e) override {
    int left = value_of(*e.left), right = value_of(*e.right);
    result = e.op == '+' ? left + right : left * right;
  }
};

struct measurer final : visitor {
  int nodes = 0, depth = 0, deepest = 0;
  void below(const expression &e) {
    depth++;
    e.accept(*this);
    depth--;
  }
  void enter() {
    nodes++;
    deepest = std::max(deepest, depth + 1);
  }
  void visit(const number &) override { enter(); }
  void visit(const negation &e) override {
    enter();
    below(*e.operand);
  }
  void visit(const binary &e) override {
    enter();
    below(*e.left);
    below(*e.right);
  }
};

[[gnu::noinline]] void tree(int first) {
  pointer sum = std::make_unique<binary>('+', std::make_unique<number>(first), std::make_unique<number>(4));
  pointer product =
      std::make_unique<binary>('*', std::move(sum), std::make_unique<negation>(std::make_unique<number>(5)));
  std::printf("(3 + 4) * -5 = %d\n", evaluator().value_of(*product));
  measurer m;
  product->accept(m);
  std::printf("nodes %d, depth %d\n", m.nodes, m.deepest);
}

// Replaces a tree by the number that it stands for.
[[gnu::noinline]] pointer fold(pointer e) { return std::make_unique<number>(evaluator().value_of(*e)); }

[[gnu::noinline]] int folded(int first) {
  pointer sum = std::make_unique<binary>('+', std::make_unique<number>(first), std::make_unique<number>(4));
  sum = fold(std::move(sum));
  return evaluator().value_of(*sum);
}

pointer last;

// Kept, from the leaves up: the tree outlives the function.
[[gnu::noinline]] void given_away(int first) {
  last = std::make_unique<binary>('*', std::make_unique<number>(first), std::make_unique<number>(4));
}

} // namespace

int main() {
  tree(three);
  std::printf("folded %d\n", folded(three));
  given_away(three);
  std::printf("kept %d\n", evaluator().value_of(*last));
  last.reset();
}
