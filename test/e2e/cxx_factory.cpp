// A factory that returns one of several classes behind their base, and the caller that uses and ends it.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=7 O0=1 O2=1
// OUT: dog woof, cat meow, no fish
// OUT: legs 12
// OUT: passed on: woof
// OUT: kept: meow
#include <cstdio>
#include <memory>
#include <string_view>

namespace {

volatile int three = 3;

class animal {
public:
  virtual ~animal() = default;
  virtual const char *says() const = 0;
  int legs = 4;
};

class dog : public animal {
public:
  const char *says() const override { return "woof"; }
};

class cat : public animal {
public:
  const char *says() const override { return "meow"; }
  int lives = 9;
};

[[gnu::noinline]] std::unique_ptr<animal> make(std::string_view name) {
  if (name == "dog")
    return std::make_unique<dog>();
  if (name == "cat")
    return std::make_unique<cat>();
  return nullptr;
}

[[gnu::noinline]] void talk() {
  auto first = make("dog"), second = make("cat"), third = make("fish");
  std::printf("dog %s, cat %s, %s fish\n", first->says(), second->says(), third ? "a" : "no");
}

[[gnu::noinline]] int legs(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    auto a = make(i % 2 ? "dog" : "cat");
    sum += a->legs;
  }
  return sum;
}

[[gnu::noinline]] std::unique_ptr<animal> trained(std::unique_ptr<animal> a) {
  a->legs += 2;
  return a;
}

[[gnu::noinline]] void passed_on() {
  auto a = trained(make("dog"));
  std::printf("passed on: %s\n", a->says());
}

std::unique_ptr<animal> pet;

[[gnu::noinline]] void adopt() { pet = make("cat"); } // kept

} // namespace

int main() {
  talk();
  std::printf("legs %d\n", legs(three));
  passed_on();
  adopt();
  std::printf("kept: %s\n", pet->says());
  pet.reset();
}
