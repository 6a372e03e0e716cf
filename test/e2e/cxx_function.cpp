// std::function with more captured than its own buffer holds.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=8 O0=4 O0/libc++=4 O0@19/libc++=8 O2=1 O2/libc++=3
// OUT: called 15
// OUT: three times 45
// OUT: copied 15 15
// OUT: chosen 16 -12
// OUT: made 110
// OUT: kept 15
#include <cstdio>
#include <functional>

namespace {

volatile int one = 1;

using function = std::function<int(int)>;

[[gnu::noinline]] int call(const function &f, int x) { return f(x); }

[[gnu::noinline]] int call_times(function f, int times, int x) {
  int sum = 0;
  for (int i = 0; i < times; i++)
    sum += f(x);
  return sum;
}

[[gnu::noinline]] int called(long a) {
  long b = a + 1, c = a + 2, d = a + 3, e = a + 4;
  function f = [a, b, c, d, e](int x) { return static_cast<int>(a + b + c + d + e) * x; };
  return call(f, 1);
}

[[gnu::noinline]] int three_times(long a) {
  long b = a + 1, c = a + 2, d = a + 3, e = a + 4;
  return call_times([=](int x) { return static_cast<int>(a + b + c + d + e) * x; }, 3, 1);
}

[[gnu::noinline]] void copied(long a) {
  long b = a + 1, c = a + 2, d = a + 3, e = a + 4;
  function f = [=](int x) { return static_cast<int>(a + b + c + d + e) * x; };
  function g = f;
  std::printf("copied %d %d\n", call(f, 1), call(g, 1));
}

[[gnu::noinline]] int chosen(long a, bool plus) {
  long b = a + 1, c = a + 2, d = a + 3, e = a + 4;
  function f;
  if (plus)
    f = [=](int x) { return static_cast<int>(a + b + c + d + e) + x; };
  else
    f = [=](int x) { return static_cast<int>(a - b - c - d - e) + x; };
  return call(f, 1);
}

[[gnu::noinline]] function adder(long a, long b, long c, long d) {
  return [=](int x) { return static_cast<int>(a + b + c + d) + x; };
}

function last;

// Kept: the function object outlives its maker.
[[gnu::noinline]] void registered(long a) {
  long b = a + 1, c = a + 2, d = a + 3, e = a + 4;
  last = [=](int x) { return static_cast<int>(a + b + c + d + e) * x; };
}

} // namespace

int main() {
  std::printf("called %d\n", called(one));
  std::printf("three times %d\n", three_times(one));
  copied(one);
  std::printf("chosen %d %d\n", chosen(one, true), chosen(one, false));
  std::printf("made %d\n", call(adder(one, 2, 3, 4), 100));
  registered(one);
  std::printf("kept %d\n", last(1));
  last = nullptr;
}
