// Vectors of one function that others fill, return and empty, also when they throw in the middle of it.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=87 plain/libc++=87 O0=16 O2=16 O0/libc++=42 O0@19/libc++=38 O2/libc++=49 O2@19/libc++=16
// OUT: filled 496
// OUT: returned 90
// OUT: filtered 30
// OUT: matrix 150
// OUT: owners 45
// OUT: caught after 5, sum 10
// OUT: copy failed, 3 left
// OUT: either 66
// OUT: global 45
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <vector>

#define NOINLINE __attribute__((noinline))

NOINLINE static void fill(std::vector<int> &v, int count) {
  for (int i = 0; i < count; i++)
    v.push_back(i);
}

NOINLINE static int sum_of(const std::vector<int> &v) {
  int sum = 0;
  for (int x : v)
    sum += x;
  return sum;
}

NOINLINE static void filled(int count) {
  std::vector<int> v;
  fill(v, count);
  std::printf("filled %d\n", sum_of(v));
}

NOINLINE static std::vector<int> range(int count) {
  std::vector<int> v;
  for (int i = 0; i < count; i++)
    v.push_back(i);
  return v;
}

NOINLINE static void returned(int count) {
  int sum = 0;
  for (int i = 0; i < 2; i++) {
    std::vector<int> v = range(count);
    sum += sum_of(v);
  }
  std::printf("returned %d\n", sum);
}

NOINLINE static std::vector<int> even(const std::vector<int> &from) {
  std::vector<int> v;
  for (int x : from)
    if (x % 2 == 0)
      v.push_back(x);
  return v;
}

NOINLINE static void filtered(int count) {
  std::printf("filtered %d\n", sum_of(even(range(count))));
}

NOINLINE static void add_row(std::vector<std::vector<int>> &m, int width) {
  m.push_back(range(width));
}

NOINLINE static void matrix(int count) {
  std::vector<std::vector<int>> m;
  int sum = 0;
  for (int i = 0; i < count; i++)
    add_row(m, count + 1);
  for (const auto &row : m)
    sum += sum_of(row);
  std::printf("matrix %d\n", sum * 2);
}

NOINLINE static void add_owner(std::vector<std::unique_ptr<int>> &v, int value) {
  v.push_back(std::make_unique<int>(value));
}

NOINLINE static void owners(int count) {
  std::vector<std::unique_ptr<int>> v;
  int sum = 0;
  for (int i = 0; i < count; i++)
    add_owner(v, i);
  for (const auto &p : v)
    sum += *p;
  std::printf("owners %d\n", sum);
}

NOINLINE static void fill_or_throw(std::vector<int> &v, int count, int bad) {
  for (int i = 0; i < count; i++) {
    if (i == bad)
      throw std::runtime_error("bad");
    v.push_back(i);
  }
}

NOINLINE static void thrown(int count) {
  std::vector<int> v;
  try {
    fill_or_throw(v, count, count / 2);
  } catch (const std::runtime_error &) {
    std::printf("caught after %zu, sum %d\n", v.size(), sum_of(v));
  }
}

// Copying one of these throws while a vector of them grows: the new memory is released, the old one stays.
struct shy {
  int value;
  explicit shy(int value) : value(value) {}
  shy(const shy &other) : value(other.value) {
    if (value == 2)
      throw std::runtime_error("shy");
  }
  shy &operator=(const shy &) = default;
  ~shy() { value = 0; }
};

NOINLINE static void add_shy(std::vector<shy> &v, int value) { v.emplace_back(value); }

NOINLINE static void shy_ones(int count) {
  std::vector<shy> v;
  int left = 0;
  v.reserve(3);
  for (int i = 0; i < count; i++)
    try {
      add_shy(v, i);
    } catch (const std::runtime_error &) {
      left++;
    }
  std::printf("copy failed, %zu left\n", v.size() + (left == 0 ? 100 : 0));
}

NOINLINE static void add_to(std::vector<int> &v, int value) { v.push_back(value); }

NOINLINE static void either(int count) {
  std::vector<int> a, b;
  for (int i = 0; i < count; i++)
    add_to(i % 3 ? a : b, i);
  a.swap(b);
  std::printf("either %d\n", sum_of(a) + sum_of(b));
}

static std::vector<int> all;

// A vector of this function's, or the global one: what is in it may stay.
NOINLINE static void global(int count) {
  std::vector<int> v;
  for (int i = 0; i < count; i++)
    add_to(i % 2 ? v : all, i);
  std::printf("global %d\n", sum_of(v) + sum_of(all));
}

int main() {
  volatile int count = 32;
  filled(count);
  returned(count - 22);
  filtered(count - 21);
  matrix(count - 27);
  owners(count - 22);
  thrown(count - 22);
  shy_ones(count - 26);
  either(count - 20);
  global(count - 22);
}
