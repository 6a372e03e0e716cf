// Lambdas over local objects, called here, passed down, and kept.
//
// RUN: %e2e %s
// HEAP: plain=4 O2=1
// OUT: 3
// OUT: 10
// OUT: 15
// OUT: 42
#include <cstdio>

namespace {

struct counter {
  volatile int n = 0;
};

[[gnu::noinline]] void called_here() {
  counter *c = new counter;
  auto step = [c] { c->n = c->n + 1; };
  step();
  step();
  step();
  std::printf("%d\n", c->n);
  delete c;
}

template <typename F> void repeat(int times, F f) {
  for (int i = 0; i < times; i++)
    f(i);
}

[[gnu::noinline]] void passed_down() {
  counter *c = new counter;
  repeat(5, [&](int i) { c->n = c->n + i; });
  std::printf("%d\n", c->n);
  delete c;
}

[[gnu::noinline]] void nested() {
  int *sum = new int(0);
  auto outer = [sum](int limit) {
    auto inner = [sum](int i) { *sum += i; };
    for (int i = 0; i <= limit; i++)
      inner(i);
  };
  outer(5);
  std::printf("%d\n", *sum);
  delete sum;
}

int *seen;

[[gnu::noinline]] void kept() {
  int *n = new int(42);
  auto keep = [](int *p) { seen = p; };
  keep(n);
}

} // namespace

int main() {
  called_here();
  passed_down();
  nested();
  kept();
  std::printf("%d\n", *seen);
  delete seen;
}
