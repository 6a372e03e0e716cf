// any, optional and variant that hold objects with memory of their own.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// FLAGS: -std=c++17
// HEAP: plain=5 O0=2 O2=1 O2/libc++=2
// OUT: any 36, wrong type caught 1
// OUT: optional 6 -1
// OUT: variant 6 36 5
// OUT: kept 36
#include <any>
#include <cstdio>
#include <memory>
#include <numeric>
#include <optional>
#include <variant>
#include <vector>

namespace {

volatile int one = 1;

struct big {
  int numbers[8];
};

[[gnu::noinline]] big make(int first) {
  big b;
  std::iota(std::begin(b.numbers), std::end(b.numbers), first);
  return b;
}

int sum_of(const big &b) { return std::accumulate(std::begin(b.numbers), std::end(b.numbers), 0); }

[[gnu::noinline]] void any(int first) {
  std::any a = make(first);
  int caught = 0, sum = sum_of(std::any_cast<const big &>(a));
  try {
    sum += std::any_cast<int>(a);
  } catch (const std::bad_any_cast &) {
    caught++;
  }
  std::printf("any %d, wrong type caught %d\n", sum, caught);
}

[[gnu::noinline]] std::optional<std::vector<int>> up_to(int n) {
  if (n < 0)
    return std::nullopt;
  std::vector<int> v{n - 2, n - 1, n};
  return v;
}

[[gnu::noinline]] int optional(int n) {
  auto v = up_to(n);
  return v ? std::accumulate(v->begin(), v->end(), 0) : -1;
}

[[gnu::noinline]] int variant(int kind) {
  std::variant<int, std::vector<int>, std::unique_ptr<big>> v = 5;
  if (kind == 0)
    v = std::vector<int>{1, 2, 3};
  else if (kind == 1)
    v = std::make_unique<big>(make(1));
  if (auto *numbers = std::get_if<1>(&v))
    return std::accumulate(numbers->begin(), numbers->end(), 0);
  if (auto *object = std::get_if<2>(&v))
    return sum_of(**object);
  return std::get<0>(v);
}

std::any last;

// Kept: the object moves to a global.
[[gnu::noinline]] void given_away(int first) {
  std::any a = make(first);
  last = std::move(a);
}

} // namespace

int main() {
  any(one);
  std::printf("optional %d %d\n", optional(3 * one), optional(-one));
  std::printf("variant %d %d %d\n", variant(one - 1), variant(one), variant(one + 1));
  given_away(one);
  std::printf("kept %d\n", sum_of(std::any_cast<const big &>(last)));
  last.reset();
}
