// Exceptions between new and delete: objects that die by unwinding are promoted as well, and each object is
// destroyed exactly once on either path.
//
// RUN: %e2e %s
// HEAP: plain=220 O2=20
// OUT: made 200, destroyed 200, caught 50, sum 14850
// OUT: kept 20, caught 10, sum 145
#include <cstdio>
#include <stdexcept>

namespace {

int made, destroyed;

struct tracked {
  volatile int value;
  explicit tracked(int v) : value(v) { made++; }
  ~tracked() { destroyed++; }
};

struct holder {
  tracked *object;
  explicit holder(tracked *o) : object(o) {}
  ~holder() { delete object; }
};

struct failure {
  int number;
};

[[gnu::noinline]] void risky(int i) {
  if (i % 2)
    throw failure{i};
}

[[gnu::noinline]] int attempt(int i) {
  holder first(new tracked(i));
  holder second(new tracked(2 * i));
  risky(i);
  return first.object->value + second.object->value;
}

[[gnu::noinline]] void local() {
  int caught = 0, sum = 0;
  for (int i = 0; i < 100; i++) {
    try {
      sum += attempt(i);
    } catch (const failure &f) {
      caught++;
      sum += 3 * f.number;
    }
  }
  std::printf("made %d, destroyed %d, caught %d, sum %d\n", made, destroyed, caught, sum);
}

tracked *last;

// The pointer leaves through the exception: the object is on the heap when it is caught.
[[gnu::noinline]] void thrown() {
  made = 0;
  int caught = 0, sum = 0;
  for (int i = 0; i < 20; i++) {
    try {
      tracked *object = new tracked(i);
      if (i % 2)
        throw object;
      last = object;
      sum += last->value / 2;
      delete last;
    } catch (tracked *object) {
      caught++;
      sum += object->value;
      delete object;
    }
  }
  std::printf("kept %d, caught %d, sum %d\n", made, caught, sum);
}

} // namespace

int main() {
  local();
  thrown();
}
