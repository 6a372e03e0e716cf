// Smart pointers. Without inlining their operators are calls, so only the optimised mode is counted.
//
// RUN: %e2e %s
// HEAP: plain=4 O2=1
// OUT: 3 + 4 = 7
// OUT: area 12, moved: 1
// OUT: 9
#include <cstdio>
#include <memory>

namespace {

struct pair {
  volatile int a, b;
  pair(int x, int y) : a(x), b(y) {}
};

[[gnu::noinline]] void local() {
  auto p = std::make_unique<pair>(3, 4);
  std::printf("%d + %d = %d\n", p->a, p->b, p->a + p->b);
}

[[gnu::noinline]] void moved() {
  std::unique_ptr<pair> first(new pair(3, 4)), second;
  second = std::move(first);
  int area = second->a * second->b;
  first.reset(new pair(1, 1));
  std::printf("area %d, moved: %d\n", area, first->a);
}

std::unique_ptr<pair> global;

[[gnu::noinline]] void given_away() { // kept
  auto p = std::make_unique<pair>(4, 5);
  global = std::move(p);
}

} // namespace

int main() {
  local();
  moved();
  given_away();
  std::printf("%d\n", global->a + global->b);
  global.reset();
}
