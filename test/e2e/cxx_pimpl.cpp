// The idiom that hides a class's members in an object of its own, with constructor and destructor out of
// line.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=14 O0=2 O2=2
// OUT: total 6
// OUT: moved 11
// OUT: raw 10
// OUT: copied 3 4
// OUT: loop 30
// OUT: kept 5
#include <cstdio>
#include <memory>
#include <utility>

namespace {

volatile int three = 3;

class account {
public:
  explicit account(int amount);
  ~account();
  account(account &&) noexcept;
  account &operator=(account &&) noexcept;
  void add(int amount);
  int total() const;

private:
  struct members;
  std::unique_ptr<members> m;
};

struct account::members {
  int total, changes;
};

[[gnu::noinline]] account::account(int amount) : m(new members{amount, 0}) {}
[[gnu::noinline]] account::~account() = default;
[[gnu::noinline]] account::account(account &&) noexcept = default;
[[gnu::noinline]] account &account::operator=(account &&) noexcept = default;
[[gnu::noinline]] void account::add(int amount) {
  m->total += amount;
  m->changes++;
}
[[gnu::noinline]] int account::total() const { return m->total; }

[[gnu::noinline]] int local(int amount) {
  account a(amount);
  a.add(amount);
  return a.total();
}

[[gnu::noinline]] int moved(int amount) {
  account a(amount);
  account b(std::move(a));
  b.add(5);
  a = account(amount);
  return a.total() + b.total();
}

// The same by hand, with a copy constructor.
class box {
public:
  explicit box(int content);
  box(const box &other);
  ~box();
  int &content();

private:
  struct members *m;
};

struct members {
  int content;
};

[[gnu::noinline]] box::box(int content) : m(new members{content}) {}
[[gnu::noinline]] box::box(const box &other) : m(new members(*other.m)) {}
[[gnu::noinline]] box::~box() { delete m; }
[[gnu::noinline]] int &box::content() { return m->content; }

[[gnu::noinline]] int raw(int content) {
  box b(content);
  b.content() += 7;
  return b.content();
}

[[gnu::noinline]] void copied(int content) {
  box a(content);
  box b = a;
  b.content()++;
  std::printf("copied %d %d\n", a.content(), b.content());
}

[[gnu::noinline]] int loop(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    account a(i);
    a.add(i * three);
    sum += a.total() / 2;
  }
  return sum;
}

box *last;

// Kept: the box is on the heap and outlives the function.
[[gnu::noinline]] void given_away(int content) { last = new box(content); }

} // namespace

int main() {
  std::printf("total %d\n", local(three));
  std::printf("moved %d\n", moved(three));
  std::printf("raw %d\n", raw(three));
  copied(three);
  std::printf("loop %d\n", loop(three + three));
  given_away(three + 2);
  std::printf("kept %d\n", last->content());
  delete last;
}
