// delete through the base class, with destructors that are not inlined: the one in the table both ends the
// object and releases it. An object that deletes itself may have been made anywhere.
//
// RUN: %e2e %s
// HEAP: plain=11 O0=2 O2=2
// OUT: square 9 circle 12 square 16
// OUT: chosen 12
// OUT: loop 30
// OUT: itself 6
// OUT: kept 25
// OUT: ended 11
#include <cstdio>

namespace {

volatile int three = 3;
int ended;

class shape {
public:
  virtual ~shape();
  virtual int area() const = 0;
};

class square : public shape {
public:
  explicit square(int side) : side(side) {}
  ~square() override;
  int area() const override;

private:
  int side;
};

class circle : public shape {
public:
  explicit circle(int radius) : radius(radius) {}
  ~circle() override;
  int area() const override;

private:
  int radius;
};

[[gnu::noinline]] shape::~shape() { ended++; }
[[gnu::noinline]] square::~square() = default;
[[gnu::noinline]] circle::~circle() { radius = 0; }
[[gnu::noinline]] int square::area() const { return side * side; }
[[gnu::noinline]] int circle::area() const { return 3 * radius * radius; }

// The class is known where the object is deleted.
[[gnu::noinline]] int square_area(int side) {
  shape *s = new square(side);
  int area = s->area();
  delete s;
  return area;
}

[[gnu::noinline]] int circle_area(int radius) {
  shape *s = new circle(radius);
  int area = s->area();
  delete s;
  return area;
}

// Either of two classes.
[[gnu::noinline]] int chosen(int n) {
  shape *s = n % 2 ? static_cast<shape *>(new square(n)) : new circle(n);
  int area = s->area();
  delete s;
  return area;
}

[[gnu::noinline]] void end(shape *s) { delete s; }

[[gnu::noinline]] int loop(int n) {
  int sum = 0;
  for (int i = 1; i <= n; i++) {
    shape *s = new square(i);
    sum += s->area();
    end(s);
  }
  return sum;
}

class request {
public:
  explicit request(int number) : number(number) {}
  int finish() {
    int result = number * 2;
    delete this;
    return result;
  }

private:
  int number;
  ~request() { ended++; }
};

[[gnu::noinline]] int itself(int number) {
  auto *r = new request(number);
  return r->finish();
}

shape *last;

// Kept: deleted by whoever comes next.
[[gnu::noinline]] void replace(int side) {
  delete last;
  last = new square(side);
}

} // namespace

int main() {
  std::printf("square %d circle %d square %d\n", square_area(three), circle_area(three - 1),
              square_area(three + 1));
  std::printf("chosen %d\n", chosen(three - 1));
  std::printf("loop %d\n", loop(three + 1));
  std::printf("itself %d\n", itself(three));
  replace(three);
  replace(three + 2);
  std::printf("kept %d\n", last->area());
  delete last;
  std::printf("ended %d\n", ended);
}
