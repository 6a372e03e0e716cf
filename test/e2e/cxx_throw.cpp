// An exception between construction and release: caught in the same function, in its caller, on the way
// through a landing pad that ends the object, or while the object travels with it.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=58 O0=10 O2=10
// OUT: same 50 caught 5
// OUT: caller 45 caught 5
// OUT: by hand 45 caught 5
// OUT: nested 45 caught 5
// OUT: holds 25 caught 5
// OUT: made 58, ended 58
#include <cstdio>
#include <memory>

namespace {

volatile int two = 2;
int made, ended;

struct tracked {
  int value;
  explicit tracked(int v) : value(v) { made++; }
  ~tracked() { ended++; }
};

struct failure {
  int number;
};

[[gnu::noinline]] int risky(const tracked &t) {
  if (t.value % two)
    throw failure{t.value};
  return t.value;
}

[[gnu::noinline]] int same(int i, int *caught) {
  tracked *t = new tracked(i);
  int result;
  try {
    result = risky(*t);
  } catch (const failure &f) {
    ++*caught;
    result = f.number + 1;
  }
  delete t;
  return result;
}

[[gnu::noinline]] int smart(int i) {
  auto t = std::make_unique<tracked>(i);
  return risky(*t);
}

[[gnu::noinline]] int by_hand(int i) {
  auto *t = new tracked(i);
  try {
    int result = risky(*t);
    delete t;
    return result;
  } catch (...) {
    delete t;
    throw;
  }
}

// Two objects, of which one or both exist when the exception passes.
[[gnu::noinline]] int nested(int i) {
  auto first = std::make_unique<tracked>(i);
  int result = i % 3 ? 0 : risky(*first);
  auto second = std::make_unique<tracked>(i);
  return i % 3 ? risky(*second) : result;
}

struct carrier {
  std::unique_ptr<tracked> object;
};

// Kept: the exception takes the object along.
[[gnu::noinline]] void thrown(int i) {
  auto t = std::make_unique<tracked>(i);
  if (i % two)
    throw carrier{std::move(t)};
}

// Calls `f` with 0 to 9 and prints the sum of its results and of the numbers that it threw.
template <typename F> void run(const char *name, F f) {
  int caught = 0, sum = 0;
  for (int i = 0; i < 10; i++) {
    try {
      sum += f(i, &caught);
    } catch (const failure &exception) {
      caught++;
      sum += exception.number;
    } catch (const carrier &exception) {
      caught++;
      sum += exception.object->value;
    }
  }
  std::printf("%s %d caught %d\n", name, sum, caught);
}

} // namespace

int main() {
  run("same", same);
  run("caller", [](int i, int *) { return smart(i); });
  run("by hand", [](int i, int *) { return by_hand(i); });
  run("nested", [](int i, int *) { return nested(i); });
  run("holds", [](int i, int *) { return thrown(i), 0; });
  std::printf("made %d, ended %d\n", made, ended);
}
