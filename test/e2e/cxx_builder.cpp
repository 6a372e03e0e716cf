// A builder whose calls are chained; what it builds owns what the builder was given.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=13 O0=3 O2=3
// OUT: 3 parts, sum 6, fast
// OUT: unfinished 1
// OUT: shared 15
// OUT: kept 4
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace {

volatile int one = 1;

struct machine {
  std::vector<int> parts;
  bool fast;
};

class machine_builder {
public:
  [[gnu::noinline]] machine_builder &part(int number) {
    result->parts.push_back(number);
    return *this;
  }
  machine_builder &fast() {
    result->fast = true;
    return *this;
  }
  std::unique_ptr<machine> build() { return std::move(result); }
  bool finished() const { return !result; }

private:
  std::unique_ptr<machine> result = std::make_unique<machine>();
};

[[gnu::noinline]] int sum_of(const machine &m) {
  int sum = 0;
  for (int part : m.parts)
    sum += part;
  return sum;
}

[[gnu::noinline]] void built(int first) {
  auto m = machine_builder().part(first).part(2).part(3).fast().build();
  std::printf("%zu parts, sum %d, %s\n", m->parts.size(), sum_of(*m), m->fast ? "fast" : "slow");
}

[[gnu::noinline]] void unfinished(int first) {
  machine_builder b;
  b.part(first).part(2);
  std::printf("unfinished %d\n", !b.finished());
}

// A tree of settings that is only ever passed by reference.
struct settings {
  int depth;
  std::unique_ptr<settings> inner;
};

class settings_builder {
public:
  explicit settings_builder(int depth) : result(new settings{depth, nullptr}) {}
  [[gnu::noinline]] settings_builder &wrap(int depth) {
    auto outer = std::unique_ptr<settings>(new settings{depth, nullptr});
    outer->inner = std::move(result);
    result = std::move(outer);
    return *this;
  }
  const settings &get() const { return *result; }

private:
  std::unique_ptr<settings> result;
};

[[gnu::noinline]] int total(const settings &s) { return s.depth + (s.inner ? total(*s.inner) : 0); }

[[gnu::noinline]] int wrapped(int first) {
  settings_builder b(first);
  b.wrap(2).wrap(12);
  return total(b.get());
}

std::unique_ptr<machine> last;

[[gnu::noinline]] void given_away(int first) { last = machine_builder().part(first).part(3).build(); } // kept

} // namespace

int main() {
  built(one);
  unfinished(one);
  std::printf("shared %d\n", wrapped(one));
  given_away(one);
  std::printf("kept %d\n", sum_of(*last));
  last.reset();
}
