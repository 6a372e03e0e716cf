// shared_ptr whose owners are all local: the counts are atomic, the control block may hold the object.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// FLAGS: -pthread
// HEAP: plain=15 O0=9 O0/libc++=15 O2=9
// OUT: made together 7, owners 2
// OUT: made apart 9, owners 1
// OUT: by value 12
// OUT: weak 1, then 0
// OUT: from a function 8
// OUT: kept 7 of 36
#include <cstdio>
#include <memory>

namespace {

volatile int two = 2;

struct point {
  int x, y;
};

[[gnu::noinline]] void made_together(int x) {
  auto p = std::make_shared<point>(point{x, x + 1});
  std::shared_ptr<point> second = p;
  std::printf("made together %d, owners %ld\n", second->x + p->y, p.use_count());
}

[[gnu::noinline]] void made_apart(int x) {
  std::shared_ptr<point> p(new point{x, x + 1});
  std::printf("made apart %d, owners %ld\n", p->x + p->y, p.use_count());
}

[[gnu::noinline]] int sum_of(std::shared_ptr<point> p) { return p->x + p->y; }

[[gnu::noinline]] void by_value(int x) {
  auto p = std::make_shared<point>(point{x, 2 * x});
  std::printf("by value %d\n", sum_of(p));
}

[[gnu::noinline]] void weak(int x) {
  std::weak_ptr<point> observer;
  {
    auto p = std::make_shared<point>(point{x, x});
    observer = p;
    std::printf("weak %d, ", !observer.expired());
  }
  std::printf("then %d\n", !observer.expired());
}

[[gnu::noinline]] std::shared_ptr<point> make(int x) { return std::make_shared<point>(point{x, 5}); }

[[gnu::noinline]] int from_function(int x) {
  auto p = make(x);
  return p->x + p->y;
}

std::shared_ptr<point> last;

// Kept: one of the owners outlives the function.
[[gnu::noinline]] int copied_to_global(int x) {
  auto p = std::make_shared<point>(point{x, x});
  if (x % two)
    last = p;
  return p->x;
}

} // namespace

int main() {
  made_together(3);
  made_apart(two + 2);
  by_value(4);
  weak(two);
  std::printf("from a function %d\n", from_function(3));
  int sum = 0;
  for (int i = 0; i < 9; i++)
    sum += copied_to_global(i);
  std::printf("kept %d of %d\n", last->x, sum);
  last.reset();
}
