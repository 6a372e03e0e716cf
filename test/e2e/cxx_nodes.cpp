// Containers made of nodes, built and destroyed in one function.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=24 plain/libc++=25 O0=8 O0/libc++=25 O0@19/libc++=24 O2=3 O2@19=7 O2/libc++=4 O2@19/libc++=7
// OUT: list 6
// OUT: map 60
// OUT: set 3
// OUT: hashed 60
// OUT: deque 10
// OUT: forward 21
// OUT: spliced 6
#include <cstdio>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <set>
#include <unordered_map>

namespace {

volatile int one = 1;

[[gnu::noinline]] int list(int first) {
  std::list<int> l{first};
  l.push_back(2);
  l.push_front(3);
  int sum = 0;
  for (int x : l)
    sum += x;
  return sum;
}

[[gnu::noinline]] int map(int first) {
  std::map<int, int> m;
  m[first] = 10;
  m[first + 2] = 20;
  m[first + 1] = 30;
  int sum = 0;
  for (const auto &[key, value] : m)
    sum += value;
  return sum;
}

[[gnu::noinline]] size_t set(int first) {
  std::set<int> s{first, 2, 3, first};
  return s.size();
}

[[gnu::noinline]] int hashed(int first) {
  std::unordered_map<int, int> m;
  m[first] = 10;
  m[first + 1] = 20;
  m[first + 2] = 30;
  int sum = 0;
  for (const auto &[key, value] : m)
    sum += value;
  return sum;
}

[[gnu::noinline]] int deque(int first) {
  std::deque<int> d;
  for (int i = first; i <= 4; i++)
    d.push_back(i);
  int sum = 0;
  while (!d.empty()) {
    sum += d.front();
    d.pop_front();
  }
  return sum;
}

[[gnu::noinline]] int forward(int first) {
  std::forward_list<int> l;
  for (int i = 0; i < 6; i++)
    l.push_front(first + i);
  int sum = 0;
  for (int x : l)
    sum += x;
  return sum;
}

std::list<int> last;

// Kept: the nodes move to a list that outlives the function.
[[gnu::noinline]] void spliced(int first) {
  std::list<int> l{first, 2, 3};
  last.splice(last.end(), l);
}

} // namespace

int main() {
  std::printf("list %d\n", list(one));
  std::printf("map %d\n", map(one));
  std::printf("set %zu\n", set(one));
  std::printf("hashed %d\n", hashed(one));
  std::printf("deque %d\n", deque(one));
  std::printf("forward %d\n", forward(one));
  spliced(one);
  int sum = 0;
  for (int x : last)
    sum += x;
  std::printf("spliced %d\n", sum);
  last.clear();
}
