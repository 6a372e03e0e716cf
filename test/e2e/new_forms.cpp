// Every form of operator new and the operator delete that belongs to it: plain, array, nothrow, aligned,
// sized. The second half lets one object of each form go.
//
// RUN: %e2e %s
// FLAGS: -fsized-deallocation
// HEAP: plain=12 O0=6 O2=6
// OUT: 1 45 2 10 1 1
// OUT: 15
#include <cstdint>
#include <cstdio>
#include <new>

namespace {

struct point {
  int x, y;
};

struct alignas(64) line {
  volatile int words[16];
};

[[gnu::noinline]] void stay() {
  point *single = new point{1, 2};
  int *array = new int[10];
  for (int i = 0; i < 10; i++)
    array[i] = i;
  int sum = 0;
  for (int i = 0; i < 10; i++)
    sum += array[i];
  point *quiet = new (std::nothrow) point{3, 4};
  if (!quiet)
    return;
  int *quiet_array = new (std::nothrow) int[4];
  if (!quiet_array)
    return;
  quiet_array[3] = 10;
  line *aligned = new line;
  aligned->words[15] = 1;
  line *aligned_array = new line[2];
  aligned_array[1].words[0] = 1;
  bool first = reinterpret_cast<std::uintptr_t>(aligned) % 64 == 0;
  bool second = reinterpret_cast<std::uintptr_t>(aligned_array) % 64 == 0;
  std::printf("%d %d %d %d %d %d\n", single->x, sum, quiet->y / 2, quiet_array[3], first, second);
  delete[] aligned_array;
  delete aligned;
  delete[] quiet_array;
  delete quiet;
  delete[] array;
  delete single;
}

point *volatile single;
int *volatile array;
point *volatile quiet;
line *volatile aligned;
line *volatile aligned_array;

[[gnu::noinline]] void go() {
  single = new point{1, 2};
  array = new int[3]{1, 2, 3};
  quiet = new (std::nothrow) point{3, 4};
  aligned = new line{{5}};
  aligned_array = new line[2]{{{6}}, {{7}}};
}

[[gnu::noinline]] int come_back() {
  int sum = single->x + array[2] + quiet->y + aligned_array[1].words[0];
  delete single;
  delete[] array;
  delete quiet;
  delete aligned;
  delete[] aligned_array;
  return sum;
}

// A call of operator new that is no new-expression may not be left out: [expr.new]/10.
[[gnu::noinline]] void by_hand() {
  void *memory = ::operator new(16);
  *static_cast<int *>(memory) = 1;
  ::operator delete(memory);
}

} // namespace

int main() {
  stay();
  go();
  std::printf("%d\n", come_back());
  by_hand();
}
