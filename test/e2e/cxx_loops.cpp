// Objects of the loop's body that are built and destroyed by functions, in each iteration anew. And the twins: what an
// older one held is used after the next one was built.
//
// RUN: %e2e %s
// PASS: pool-size=0
// STDLIB: libstdc++,libc++
// HEAP: plain=30 plain/libc++=26 O0=8 O0/libc++=12 O2=8
// OUT: unique 14
// OUT: array 6
// OUT: vector 6
// OUT: function 14
// OUT: caught 1
// OUT: moved on 3
// OUT: thrown 12
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

namespace {

volatile int four = 4;

struct point {
  int x, y;
};

[[gnu::noinline]] int unique(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    auto p = std::make_unique<point>(point{i, 2});
    sum += p->x + p->y;
  }
  return sum;
}

class array {
public:
  explicit array(int n) : data(new int[8]) { data[0] = n; }
  ~array() { delete[] data; }
  array(const array &) = delete;
  int front() const { return data[0]; }
  int *data;
};

[[gnu::noinline]] int arrays(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    array a(i);
    sum += a.front();
  }
  return sum;
}

[[gnu::noinline]] int vectors(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    std::vector<int> v(8);
    v[i] = i;
    for (int x : v)
      sum += x;
  }
  return sum;
}

[[gnu::noinline]] int call(const std::function<int(int)> &f) { return f(1); }

[[gnu::noinline]] int functions(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    int a = i, b = 1, c = 0, d = 0, e = 0, f = 0;
    sum += call([=](int x) { return x + a + b + c + d + e + f; });
  }
  return sum;
}

// The second member's constructor throws: the first one's memory is released, and the next iteration begins.
class half {
public:
  explicit half(int n) : first(n), second(n % 2 ? throw n : n) {}
  array first, second;
};

[[gnu::noinline]] int caught(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    try {
      half h(i);
      sum += h.second.front() - h.first.front();
    } catch (int thrown) {
      sum += thrown == 1;
    }
  }
  return sum;
}

[[gnu::noinline]] int moved_on(int n) {
  std::unique_ptr<point> previous;
  int sum = 0;
  for (int i = 0; i < n; i++) {
    auto p = std::make_unique<point>(point{i, 2});
    if (previous)
      sum += p->x - previous->x;
    previous = std::move(p);
  }
  return sum;
}

// What the constructor throws leads to the older object.
class linked {
public:
  linked(int n, linked *older) : data(new int(n)) {
    if (older->data && n == 3)
      throw older;
  }
  linked() : data(nullptr) {}
  int *data;
};

[[gnu::noinline]] int thrown(int n) {
  linked one;
  int sum = 10;
  for (int i = 0; i < n; i++) {
    linked next;
    try {
      next = linked(i, &one);
    } catch (linked *older) {
      sum += *older->data;
    }
    if (next.data) {
      delete one.data;
      one = next;
    }
  }
  delete one.data;
  return sum;
}

} // namespace

int main() {
  std::printf("unique %d\n", unique(four));
  std::printf("array %d\n", arrays(four));
  std::printf("vector %d\n", vectors(four));
  std::printf("function %d\n", functions(four));
  std::printf("caught %d\n", caught(four));
  std::printf("moved on %d\n", moved_on(four));
  std::printf("thrown %d\n", thrown(four));
}
