// `new` in a loop: each object exists beside the earlier ones, in a vector of the caller, of the function
// itself, or only until the next one.
//
// RUN: %e2e %s
// PASS: pool-size=0
// STDLIB: libstdc++,libc++
// HEAP: plain=29 O0=29 O2=25
// OUT: caller's 0 1 2 3
// OUT: own 6
// OUT: owned 6
// OUT: previous 0 1 3 5
// OUT: one of them 2
#include <cstdio>
#include <memory>
#include <vector>

namespace {

volatile int four = 4;

struct object {
  int number;
};

[[gnu::noinline]] void fill(std::vector<object *> &v, int n) { // kept
  for (int i = 0; i < n; i++) {
    auto *o = new object{i};
    v.push_back(o);
  }
}

// Kept: all of them exist at once.
[[gnu::noinline]] int own(int n) {
  std::vector<object *> v;
  for (int i = 0; i < n; i++)
    v.push_back(new object{i});
  int sum = 0;
  for (object *o : v) {
    sum += o->number;
    delete o;
  }
  return sum;
}

[[gnu::noinline]] int owned(int n) { // kept
  std::vector<std::unique_ptr<object>> v;
  for (int i = 0; i < n; i++)
    v.push_back(std::make_unique<object>(object{i}));
  int sum = 0;
  for (const auto &o : v)
    sum += o->number;
  return sum;
}

// Kept: two of them exist at once.
[[gnu::noinline]] void previous(int n) {
  std::unique_ptr<object> last;
  std::printf("previous");
  for (int i = 0; i < n; i++) {
    auto o = std::make_unique<object>(object{i});
    std::printf(" %d", o->number + (last ? last->number : 0));
    last = std::move(o);
  }
  std::printf("\n");
}

// Kept: one of them is returned, the others are not.
[[gnu::noinline]] std::unique_ptr<object> one_of(int n, int wanted) {
  std::unique_ptr<object> result;
  for (int i = 0; i < n; i++) {
    auto o = std::make_unique<object>(object{i});
    if (o->number == wanted)
      result = std::move(o);
  }
  return result;
}

} // namespace

int main() {
  std::vector<object *> v;
  fill(v, four);
  std::printf("caller's");
  for (object *o : v) {
    std::printf(" %d", o->number);
    delete o;
  }
  std::printf("\n");
  std::printf("own %d\n", own(four));
  std::printf("owned %d\n", owned(four));
  previous(four);
  std::printf("one of them %d\n", one_of(four, 2)->number);
}
