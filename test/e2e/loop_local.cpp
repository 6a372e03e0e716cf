// seeds.md row 11: an object that lives for one iteration of a loop. All iterations share one slot, and each
// finds it constructed anew. In unoptimised IR the inline members are linkonce_odr: private copies of them are called.
//
// RUN: %e2e %s
// HEAP: plain=1000 O0=0 O2=0
// OUT: 4950
// OUT: 499500
#include <cstdio>

struct counter {
  volatile int steps = 0;
  int step() { return ++steps; }
};

// 500 iterations, two objects each. The volatile member keeps clang itself from removing them.
int main() {
  long sum = 0, first_hundred = 0;
  for (int i = 0; i < 500; i++) {
    counter *even = new counter, *odd = new counter;
    sum += 2 * i * even->step();
    sum += (2 * i + 1) * odd->step();
    delete even;
    delete odd;
    if (i == 49)
      first_hundred = sum;
  }
  std::printf("%ld\n%ld\n", first_hundred, sum);
}
