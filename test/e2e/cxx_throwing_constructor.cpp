// Constructors that throw after operator new: the landing pad releases the memory without a destructor. The
// last one registers the object first, and forgets it before it throws.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=47 O0=10 O2=10
// OUT: thrown 5, sum 20, constructed 5, destructed 5
// OUT: member thrown 5, sum 20, constructed 5, destructed 5
// OUT: array thrown 4, constructed 25, destructed 25
// OUT: registered 5, found 20
#include <cstdio>
#include <memory>

namespace {

volatile int two = 2;
int constructed, destructed;

struct failure {};

struct checked {
  int value;
  [[gnu::noinline]] explicit checked(int v) : value(v) {
    if (v % two)
      throw failure{};
    constructed++;
  }
  ~checked() { destructed++; }
};

[[gnu::noinline]] int make(int i) {
  checked *c = new checked(i);
  int value = c->value;
  delete c;
  return value;
}

// The first member exists when the constructor of the second one throws.
struct pair {
  std::unique_ptr<int> first;
  checked second;
  explicit pair(int v) : first(new int(v)), second(v) {}
};

[[gnu::noinline]] int make_pair(int i) {
  auto p = std::make_unique<pair>(i);
  return *p->first;
}

int countdown;

struct element {
  int value;
  element() : value(countdown) {
    if (--countdown == 0)
      throw failure{};
    constructed++;
  }
  ~element() { destructed++; }
};

[[gnu::noinline]] void make_array(int n, int fails_at) {
  countdown = fails_at;
  auto *elements = new element[static_cast<size_t>(n)];
  elements[n - 1].value = 0;
  delete[] elements;
}

struct registered;
registered *current;

struct registered {
  int value;
  [[gnu::noinline]] explicit registered(int v) : value(v) {
    current = this;
    if (v % two) {
      current = nullptr;
      throw failure{};
    }
  }
};

// Kept: the object is current after this function.
[[gnu::noinline]] void enrol(int i) { new registered(i); }

template <typename F> int count_thrown(int n, F f) {
  int thrown = 0;
  for (int i = 0; i < n; i++) {
    try {
      f(i);
    } catch (const failure &) {
      thrown++;
    }
  }
  return thrown;
}

} // namespace

int main() {
  int sum = 0;
  int thrown = count_thrown(10, [&](int i) { sum += make(i); });
  std::printf("thrown %d, sum %d, constructed %d, destructed %d\n", thrown, sum, constructed, destructed);

  sum = constructed = destructed = 0;
  thrown = count_thrown(10, [&](int i) { sum += make_pair(i); });
  std::printf("member thrown %d, sum %d, constructed %d, destructed %d\n", thrown, sum, constructed,
              destructed);

  constructed = destructed = 0;
  thrown = count_thrown(7, [&](int i) { make_array(two + 3, i + two); });
  std::printf("array thrown %d, constructed %d, destructed %d\n", thrown, constructed, destructed);

  int found = 0;
  thrown = count_thrown(10, [&](int i) {
    enrol(i);
    found += current->value;
    delete current;
  });
  std::printf("registered %d, found %d\n", thrown, found);
}
