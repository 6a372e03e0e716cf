// Trees of the C++ library that are built, changed and destroyed in functions of their own, and the twins: nodes
// that come into a tree which lives on.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=21 O0=8 O0/libc++=21 O2=8 O2/libc++=8 O2@19/libc++=10
// OUT: counted 16
// OUT: helpers 235
// OUT: erased 2 1
// OUT: backwards 421
// OUT: found 3
// OUT: merged 4
// OUT: extracted 2
// OUT: swapped 1
// OUT: kept 1 2 3 4 5 6 9
// OUT: iterator 7
#include <cstdio>
#include <map>
#include <set>
#include <utility>

namespace {

volatile int one = 1;

[[gnu::noinline]] int counted(int first) {
  std::map<int, int> m;
  m[first] = 1;
  m[first + 4] += 5;
  m[first] += 10;
  int sum = 0;
  for (const auto &[key, value] : m)
    sum += value;
  return sum;
}

[[gnu::noinline]] void add(std::set<int> &s, int value) { s.insert(value); }

[[gnu::noinline]] int digits(const std::set<int> &s) {
  int sum = 0;
  for (int x : s)
    sum = sum * 10 + x;
  return sum;
}

[[gnu::noinline]] int helpers(int first) {
  std::set<int> s;
  add(s, first + 4);
  add(s, first + 1);
  add(s, first + 2);
  return digits(s);
}

[[gnu::noinline]] int erased(int first) {
  std::set<int> s;
  s.insert(first);
  s.insert(first + 1);
  s.insert(first + 2);
  s.erase(first);
  s.erase(s.find(first + 2));
  return *s.begin() * 10 + static_cast<int>(s.size());
}

[[gnu::noinline]] int backwards(int first) {
  std::multimap<int, int> m;
  m.emplace(first, 1);
  m.emplace(first, 2);
  m.emplace(first + 1, 4);
  int sum = 0;
  for (auto i = m.rbegin(); i != m.rend(); ++i)
    sum = sum * 10 + i->second;
  return sum;
}

[[gnu::noinline]] int found(int first) {
  std::map<int, int> m{{1, 2}, {first + 2, 3}};
  auto i = m.find(3);
  return i == m.end() ? 0 : i->second;
}

std::set<int> kept;

// Kept: the nodes move into a set that lives on.
[[gnu::noinline]] size_t merged(int first) {
  std::set<int> s;
  s.insert(first);
  s.insert(first + 1);
  s.insert(first + 2);
  s.insert(first + 3);
  kept.merge(s);
  return kept.size();
}

[[gnu::noinline]] size_t extracted(int first) {
  std::set<int> s;
  s.insert(first + 4);
  s.insert(first + 5);
  s.insert(first + 5);
  size_t size = s.size();
  kept.insert(s.extract(first + 4));
  kept.insert(s.extract(first + 5));
  return size;
}

[[gnu::noinline]] size_t swapped(int first) {
  std::set<int> s;
  s.insert(first + 8);
  std::set<int> other;
  other.swap(s);
  kept.merge(other);
  return s.empty();
}

// Kept: a node is found again through an iterator that a helper returns.
[[gnu::noinline]] std::map<int, int>::iterator insert(std::map<int, int> &m, int key) {
  return m.emplace(key, key + 6).first;
}

std::map<int, int> all;

[[gnu::noinline]] int iterator(int first) {
  std::map<int, int> m;
  auto i = insert(m, first);
  all.insert(m.extract(i));
  return all.begin()->second;
}

} // namespace

int main() {
  std::printf("counted %d\n", counted(one));
  std::printf("helpers %d\n", helpers(one));
  int e = erased(one);
  std::printf("erased %d %d\n", e / 10, e % 10);
  std::printf("backwards %d\n", backwards(one));
  std::printf("found %d\n", found(one));
  std::printf("merged %zu\n", merged(one));
  std::printf("extracted %zu\n", extracted(one));
  std::printf("swapped %zu\n", swapped(one));
  std::printf("kept");
  for (int x : kept)
    std::printf(" %d", x);
  std::printf("\niterator %d\n", iterator(one));
  kept.clear();
  all.clear();
}
