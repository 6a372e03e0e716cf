// unique_ptr in its ordinary forms: a deleter of one's own, arrays, moves, passed by value to a function that
// ends the object, made by a function and consumed by its caller.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=8 O0=0 O2=0
// OUT: deleter 42, ended 1
// OUT: array 0 1 4 9
// OUT: moved 5 6
// OUT: consumed 14
// OUT: made and consumed 30, twice 31 32
// OUT: size 3 sum 6
#include <cstdio>
#include <memory>

namespace {

volatile int four = 4, three = 3;
int ended;

struct point {
  int x, y;
};

struct counting_deleter {
  void operator()(point *p) const {
    ended++;
    delete p;
  }
};

[[gnu::noinline]] int deleter(int x) {
  std::unique_ptr<point, counting_deleter> p(new point{x, 2 * x});
  return p->x + p->y;
}

[[gnu::noinline]] void array() {
  auto squares = std::make_unique<int[]>(4);
  for (int i = 0; i < four; i++)
    squares[i] = i * i;
  std::printf("array %d %d %d %d\n", squares[0], squares[1], squares[2], squares[3]);
}

[[gnu::noinline]] int dynamic_array(int n) {
  auto numbers = std::make_unique<int[]>(static_cast<size_t>(n));
  int sum = 0;
  for (int i = 0; i < n; i++)
    numbers[i] = i + 1;
  for (int i = 0; i < n; i++)
    sum += numbers[i];
  return sum;
}

[[gnu::noinline]] void moved(int x) {
  std::unique_ptr<point> outer;
  {
    auto inner = std::make_unique<point>(point{x, x + 1});
    outer = std::move(inner);
  }
  std::unique_ptr<point> last(std::move(outer));
  std::printf("moved %d %d\n", last->x, last->y);
}

[[gnu::noinline]] int consume(std::unique_ptr<point> p) { return p->x * 2 + p->y; }

[[gnu::noinline]] int pass(int x) {
  auto p = std::make_unique<point>(point{x, x + 2});
  return consume(std::move(p));
}

[[gnu::noinline]] std::unique_ptr<point> make(int x) { return std::make_unique<point>(point{x, 10}); }

[[gnu::noinline]] int use_made(int x) {
  auto p = make(x);
  return p->x + p->y;
}

} // namespace

int main() {
  int sum = deleter(14);
  std::printf("deleter %d, ended %d\n", sum, ended);
  array();
  moved(5);
  std::printf("consumed %d\n", pass(four));
  int consumed = consume(make(10));
  int first = use_made(21), second = use_made(22);
  std::printf("made and consumed %d, twice %d %d\n", consumed, first, second);
  std::printf("size %d sum %d\n", three, dynamic_array(three));
}
