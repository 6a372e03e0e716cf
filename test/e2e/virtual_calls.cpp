// Virtual functions of local objects: the targets are in a constant table, and none of them keeps the object.
// One object is known to the outside world and stays.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=1 O2=1
// OUT: 12 28
// OUT: square
// OUT: 9
#include <cstdio>

namespace {

struct shape {
  virtual int area() const = 0;
  virtual const char *name() const = 0;

protected:
  ~shape() = default;
};

struct rectangle final : shape {
  volatile int width, height;
  rectangle(int w, int h) : width(w), height(h) {}
  int area() const override { return width * height; }
  const char *name() const override { return "rectangle"; }
};

struct square final : shape {
  volatile int side;
  explicit square(int s) : side(s) {}
  int area() const override { return side * side; }
  const char *name() const override { return "square"; }
};

[[gnu::noinline]] int area(const shape &s) { return s.area(); }

[[gnu::noinline]] void areas() {
  rectangle *first = new rectangle(3, 4);
  square *second = new square(4);
  std::printf("%d %d\n", area(*first), area(*first) + area(*second));
  delete first;
  delete second;
}

[[gnu::noinline]] void names() {
  square *s = new square(1);
  const shape *base = s;
  std::puts(base->name());
  delete s;
}

square *volatile current;

[[gnu::noinline]] int unknown() { // kept
  current = new square(3);
  int result = area(*current);
  delete current;
  return result;
}

} // namespace

int main() {
  areas();
  names();
  std::printf("%d\n", unknown());
}
