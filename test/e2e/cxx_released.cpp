// Owners that give up what they own, sometimes: the object may outlive the function on one path only.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=22 O0=13 O0/libc++=16 O2=13
// OUT: sum 45, kept 7
// OUT: swapped 3 then 4
// OUT: through a pointer 8
// OUT: in a list 5
// OUT: taken 6
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace {

volatile int seven = 7;

struct point {
  int x, y;
};

point *kept;

// Kept: one of the objects survives.
[[gnu::noinline]] int sometimes(int i) {
  auto p = std::make_unique<point>(point{i, 0});
  int x = p->x;
  if (x == seven)
    kept = p.release();
  return x;
}

std::unique_ptr<point> global = nullptr;

// Kept: what goes in comes out at the next call.
[[gnu::noinline]] int swapped(int x) {
  auto p = std::make_unique<point>(point{x, 0});
  std::swap(p, global);
  return p ? p->x : 0;
}

[[gnu::noinline]] void hand_over(std::unique_ptr<point> &from, std::unique_ptr<point> *to) {
  *to = std::move(from);
}

// Both owners are local.
[[gnu::noinline]] int through_pointer(int x) {
  std::unique_ptr<point> to;
  {
    auto from = std::make_unique<point>(point{x, x + 1});
    hand_over(from, &to);
  }
  return to->x + to->y - seven;
}

// Kept: every element of the list that is returned.
[[gnu::noinline]] std::vector<std::unique_ptr<point>> points(int n) {
  std::vector<std::unique_ptr<point>> result;
  for (int i = 0; i < n; i++)
    result.push_back(std::make_unique<point>(point{i, i + 1}));
  return result;
}

[[gnu::noinline]] std::unique_ptr<point> take(std::unique_ptr<point> p, bool want) {
  if (want)
    return p;
  return nullptr;
}

[[gnu::noinline]] int taken(int x) {
  auto first = take(std::make_unique<point>(point{x, 1}), true);
  auto second = take(std::make_unique<point>(point{x, 2}), false);
  return first->x - first->y + (second ? 100 : 0);
}

} // namespace

int main() {
  int sum = 0;
  for (int i = 0; i < 10; i++)
    sum += sometimes(i);
  std::printf("sum %d, kept %d\n", sum, kept->x);
  delete kept;

  swapped(seven - 4);
  int first = swapped(seven - 3), second = swapped(0);
  std::printf("swapped %d then %d\n", first, second);
  global.reset();

  std::printf("through a pointer %d\n", through_pointer(seven));
  auto list = points(3);
  std::printf("in a list %d\n", list[1]->x + list[1]->y + list[2]->x);
  std::printf("taken %d\n", taken(seven));
}
