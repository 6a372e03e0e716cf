// Placement new: an object built in memory that malloc or new made, here and elsewhere.
//
// RUN: %e2e %s
// HEAP: plain=3 O2=1
// OUT: 3 7
// OUT: 10
// OUT: 4 destroyed
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

int destroyed;

struct part {
  volatile int value;
  part *self;
  explicit part(int v) : value(v), self(this) {}
  ~part() { destroyed++; }
};

[[gnu::noinline]] void in_malloc() {
  void *memory = std::malloc(2 * sizeof(part));
  part *first = new (memory) part(3);
  part *second = new (first + 1) part(4);
  std::printf("%d %d\n", first->self->value, first->value + second->self->value);
  second->~part();
  first->~part();
  std::free(memory);
}

alignas(part) unsigned char storage[sizeof(part)];
part *kept;

[[gnu::noinline]] int elsewhere() { // kept
  kept = new (std::malloc(sizeof(part))) part(6);
  part *built = new (storage) part(4);
  int sum = kept->self->value + built->value;
  built->~part();
  return sum;
}

[[gnu::noinline]] void in_new() {
  unsigned char *memory = new unsigned char[sizeof(part)];
  part *object = new (memory) part(1);
  int n = object->self->value;
  object->~part();
  std::printf("%d destroyed\n", destroyed + n - 1);
  delete[] memory;
}

} // namespace

int main() {
  in_malloc();
  std::printf("%d\n", elsewhere());
  in_new();
  std::free(kept);
}
