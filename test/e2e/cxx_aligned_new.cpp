// operator new and delete in the forms that a new-expression can take: sized, aligned, both, without
// exceptions.
//
// RUN: %e2e %s
// HEAP: plain=10 O0=1 O2=1
// OUT: sized 7
// OUT: aligned 64: 0, sum 3
// OUT: aligned array 64: 0, sum 6
// OUT: loop 64: 0, sum 9
// OUT: nothrow 5, aligned 7
// OUT: nothrow array 3
// OUT: too big: null
// OUT: kept 64: 0
#include <cstdint>
#include <cstdio>
#include <new>

namespace {

volatile int three = 3;
volatile size_t huge = SIZE_MAX / 4;

struct point {
  int x, y;
  ~point() { x = y = 0; }
};

struct alignas(64) line {
  int numbers[16];
};

unsigned misaligned(const void *p) { return reinterpret_cast<uintptr_t>(p) % 64; }

[[gnu::noinline]] int sized(int x) {
  auto *p = new point{x, x + 1};
  int sum = p->x + p->y;
  delete p;
  return sum;
}

[[gnu::noinline]] int fill(line *l, int first) {
  l->numbers[0] = first;
  l->numbers[15] = first + 1;
  return l->numbers[0] + l->numbers[15];
}

[[gnu::noinline]] void aligned(int first) {
  auto *l = new line;
  int sum = fill(l, first);
  std::printf("aligned 64: %u, sum %d\n", misaligned(l), sum);
  delete l;
}

[[gnu::noinline]] void aligned_array(int first) {
  auto *lines = new line[2];
  int sum = fill(&lines[0], first) + fill(&lines[1], first);
  std::printf("aligned array 64: %u, sum %d\n", misaligned(&lines[1]), sum);
  delete[] lines;
}

[[gnu::noinline]] void loop(int n) {
  unsigned bits = 0;
  int sum = 0;
  for (int i = 0; i < n; i++) {
    auto *l = new line;
    bits |= misaligned(l);
    sum += fill(l, i);
    delete l;
  }
  std::printf("loop 64: %u, sum %d\n", bits, sum);
}

[[gnu::noinline]] int without_exceptions(int x) {
  auto *p = new (std::nothrow) point{x, 2};
  if (!p)
    return -1;
  int sum = p->x + p->y;
  delete p;
  return sum;
}

[[gnu::noinline]] int aligned_without_exceptions(int x) {
  auto *l = new (std::nothrow) line;
  if (!l)
    return -1;
  int sum = fill(l, x);
  delete l;
  return sum;
}

[[gnu::noinline]] int array_without_exceptions(int n) {
  auto *numbers = new (std::nothrow) int[static_cast<size_t>(n)];
  if (!numbers)
    return -1;
  for (int i = 0; i < n; i++)
    numbers[i] = i;
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += numbers[i];
  delete[] numbers;
  return sum;
}

[[gnu::noinline]] bool has_memory_for(size_t n) {
  auto *bytes = new (std::nothrow) volatile char[n];
  if (!bytes)
    return false;
  bytes[0] = 1;
  delete[] bytes;
  return true;
}

line *last;

[[gnu::noinline]] void given_away(int first) { // kept
  auto *l = new line;
  fill(l, first);
  last = l;
}

} // namespace

int main() {
  std::printf("sized %d\n", sized(three));
  aligned(three - 2);
  aligned_array(three - 2);
  loop(three);
  std::printf("nothrow %d, aligned %d\n", without_exceptions(three), aligned_without_exceptions(three));
  std::printf("nothrow array %d\n", array_without_exceptions(three));
  std::printf("too big: %s\n", has_memory_for(2 * huge) ? "memory" : "null");
  given_away(three);
  std::printf("kept 64: %u\n", misaligned(last));
  delete last;
}
