// Small local containers of the C++ library at -O2. A vector that grows by steps known
// to the optimiser (1, 2, 4 elements) becomes a slot for each; a short string lives in its own buffer.
//
// RUN: %e2e %s
// HEAP: O2=0
// OUT: 6
// OUT: 10
// OUT: hello, world 12
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace {

[[gnu::noinline]] void vector_of_known_size() {
  std::vector<int> v{1, 2, 3};
  int sum = 0;
  for (int x : v)
    sum += x;
  std::printf("%d\n", sum);
}

[[gnu::noinline]] void vector_that_grows() {
  std::vector<int> v;
  for (int i = 1; i <= 4; i++)
    v.push_back(i);
  int sum = 0;
  for (int x : v)
    sum += x;
  std::printf("%d\n", sum);
}

[[gnu::noinline]] void short_string() {
  std::string s = "hello";
  s += ", world";
  std::printf("%s %zu\n", s.c_str(), s.size());
}

} // namespace

int main() {
  vector_of_known_size();
  vector_that_grows();
  short_string();
}
