// std::function and lambdas that capture: small ones live in the function object, large ones are made with
// new, called and destroyed through pointers that the optimiser sees. Unoptimised, their bodies are inline
// functions of the library.
//
// RUN: %e2e %s
// HEAP: O2=1
// OUT: 10
// OUT: 36
// OUT: 6
// OUT: 3
#include <cstdio>
#include <functional>

namespace {

[[gnu::noinline]] void captured() {
  int *sum = new int(0);
  std::function<void(int)> add = [sum](int n) { *sum += n; };
  for (int i = 0; i < 5; i++)
    add(i);
  std::printf("%d\n", *sum);
  delete sum;
}

template <typename F> [[gnu::noinline]] int apply(const F &f, int n) { return f(n); }

[[gnu::noinline]] void template_argument() {
  int *factor = new int(9);
  std::printf("%d\n", apply([factor](int n) { return *factor * n; }, 4));
  delete factor;
}

struct summer {
  int *total;
  void operator()(int n) const { *total += n; }
};

[[gnu::noinline]] void functor() {
  int *total = new int(0);
  summer s{total};
  s(1);
  s(2);
  s(3);
  std::printf("%d\n", *total);
  delete total;
}

std::function<int()> kept;

[[gnu::noinline]] void keep() { // kept: what it captures
  int *n = new int(3);
  kept = [n] { return *n; };
}

} // namespace

int main() {
  captured();
  template_argument();
  functor();
  keep();
  std::printf("%d\n", kept());
}
