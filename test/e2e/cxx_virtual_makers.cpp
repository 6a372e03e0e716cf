// Virtual functions that make objects: unique_ptr and bare pointers from a receiver whose class is one of a few,
// used through virtual functions in turn and ended by virtual destructors. Twins: a receiver that anybody may have
// made, a maker that registers what it makes, one that throws, and what is moved on to a list.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=33 O0=7 O0/libc++=5 O2=2 O2/libc++=6 O2@19/libc++=2
// OUT: areas 4 12 27
// OUT: visited 2
// OUT: copies 3
// OUT: thrown 1 caught, 2
// OUT: unknown 9
// OUT: registered 5
// OUT: list 16
// OUT: nested 34
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <vector>

namespace {

volatile int zero = 0, one = 1, two = 2;

class visitor;

class shape {
public:
  virtual ~shape() = default;
  virtual int area() const = 0;
  virtual std::unique_ptr<shape> scaled(int factor) const = 0;
  virtual shape *copy() const = 0;
  virtual void accept(visitor &v) const = 0;
};

class square;
class bar;

class visitor {
public:
  virtual ~visitor() = default;
  virtual void visit(const square &s) = 0;
  virtual void visit(const bar &b) = 0;
};

class square : public shape {
  int side;

public:
  explicit square(int side) : side(side) {}
  int area() const override { return side * side; }
  [[gnu::noinline]] std::unique_ptr<shape> scaled(int factor) const override {
    return std::make_unique<square>(side * factor);
  }
  [[gnu::noinline]] shape *copy() const override { return new square(side); }
  void accept(visitor &v) const override { v.visit(*this); }
};

class bar : public shape {
  int width, height;
  std::unique_ptr<int> color = std::make_unique<int>(7); // a part of its own

public:
  bar(int width, int height) : width(width), height(height) {}
  int area() const override { return width * height; }
  [[gnu::noinline]] std::unique_ptr<shape> scaled(int factor) const override {
    return std::make_unique<bar>(width * factor, height * factor);
  }
  [[gnu::noinline]] shape *copy() const override { return new bar(width, height); }
  void accept(visitor &v) const override { v.visit(*this); }
};

class counting : public visitor {
public:
  int squares = 0, bars = 0;
  void visit(const square &) override { squares++; }
  void visit(const bar &) override { bars++; }
};

[[gnu::noinline]] int area_scaled(int which, int size, int factor) {
  square s(size);
  bar b(size, size + 2);
  const shape *receiver = which ? static_cast<const shape *>(&b) : &s;
  std::unique_ptr<shape> larger = receiver->scaled(factor);
  return larger->area();
}

[[gnu::noinline]] int visited(int which) {
  square s(1);
  bar b(1, 2);
  const shape *receiver = which ? static_cast<const shape *>(&b) : &s;
  auto v = std::make_unique<counting>();
  receiver->scaled(2)->accept(*v);
  return v->squares + 2 * v->bars;
}

[[gnu::noinline]] int copies(int which) {
  square s(1);
  bar b(1, 1);
  const shape *receiver = which ? static_cast<const shape *>(&b) : &s;
  int sum = 0;
  for (int i = 0; i < 3; i++) {
    shape *mine = receiver->copy();
    sum += mine->area();
    delete mine;
  }
  return sum;
}

// A maker that may throw, before or after it has made something.
class thrower {
public:
  virtual ~thrower() = default;
  virtual std::unique_ptr<int> make(int n) const = 0;
};
class early : public thrower {
public:
  [[gnu::noinline]] std::unique_ptr<int> make(int n) const override {
    if (n == 1)
      throw std::runtime_error("early");
    return std::make_unique<int>(n);
  }
};
class late : public thrower {
public:
  [[gnu::noinline]] std::unique_ptr<int> make(int n) const override {
    auto p = std::make_unique<int>(n);
    if (n == 1)
      throw std::runtime_error("late");
    return p;
  }
};

[[gnu::noinline]] int thrown(int which, int n) {
  early e;
  late l;
  const thrower *receiver = which ? static_cast<const thrower *>(&l) : &e;
  try {
    std::unique_ptr<int> p = receiver->make(n);
    return *p;
  } catch (const std::exception &) {
    return -1;
  }
}

// Twin: the receiver comes from outside.
const shape *volatile given;
[[gnu::noinline]] int unknown() { return given->scaled(3)->area(); }

// Twin: what is made is known to others.
class registry {
public:
  virtual ~registry() = default;
  virtual int *make() const = 0;
};
int *last = nullptr;
class plain_registry : public registry {
public:
  [[gnu::noinline]] int *make() const override { return new int(2); }
};
class full_registry : public registry {
public:
  [[gnu::noinline]] int *make() const override {
    last = new int(3);
    return last;
  }
};
[[gnu::noinline]] int registered(int which) {
  plain_registry p;
  full_registry f;
  const registry *receiver = which ? static_cast<const registry *>(&f) : &p;
  int *made = receiver->make(), result = *made;
  if (made != last)
    delete made;
  return result;
}

// Twin: moved on to a list that outlives the loop.
[[gnu::noinline]] int listed() {
  square s(1);
  bar b(1, 3);
  std::vector<std::unique_ptr<shape>> list;
  for (int i = 0; i < 2; i++)
    list.push_back((i + zero ? static_cast<const shape *>(&b) : &s)->scaled(2));
  int sum = 0;
  for (const auto &entry : list)
    sum += entry->area();
  return sum;
}

// What was made makes the next one.
[[gnu::noinline]] int nested(int which) {
  square s(1);
  bar b(1, 2);
  const shape *receiver = which ? static_cast<const shape *>(&b) : &s;
  std::unique_ptr<shape> first = receiver->scaled(2);
  std::unique_ptr<shape> second = first->scaled(2);
  return first->area() / 4 + second->area();
}

} // namespace

int main() {
  std::printf("areas %d %d %d\n", area_scaled(zero, 1, 2), area_scaled(one, 1, 2), area_scaled(one, 1, 3));
  std::printf("visited %d\n", visited(one));
  std::printf("copies %d\n", copies(zero) * one);
  int caught = thrown(zero, 1) + thrown(one, 1);
  std::printf("thrown %d caught, %d\n", caught + 3, thrown(zero, two) + thrown(one, two) - 2);
  square mine(1);
  given = &mine;
  std::printf("unknown %d\n", unknown());
  std::printf("registered %d\n", registered(zero) + registered(one));
  std::printf("list %d\n", listed());
  std::printf("nested %d\n", nested(one));
  delete last;
}
