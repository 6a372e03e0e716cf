// Steps that hand a sequence on: each makes a vector of what it was given, or works in place.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=12 O0=0 O2=0
// OUT: squares of even numbers 120
// OUT: sorted 1 2 3 5 8 9
// OUT: different 4
// OUT: words 5 20
// OUT: partial sums 1 3 6 10
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

namespace {

volatile int one = 1;

using numbers = std::vector<int>;

[[gnu::noinline]] numbers up_to(int n) {
  numbers result(static_cast<size_t>(n));
  std::iota(result.begin(), result.end(), 1);
  return result;
}

template <typename F> numbers filter(const numbers &from, F wanted) {
  numbers result;
  std::copy_if(from.begin(), from.end(), std::back_inserter(result), wanted);
  return result;
}

template <typename F> numbers map(const numbers &from, F f) {
  numbers result(from.size());
  std::transform(from.begin(), from.end(), result.begin(), f);
  return result;
}

[[gnu::noinline]] int even_squares(int n) {
  numbers squares = map(filter(up_to(n), [](int x) { return x % 2 == 0; }), [](int x) { return x * x; });
  return std::accumulate(squares.begin(), squares.end(), 0);
}

[[gnu::noinline]] void sorted(int first) {
  numbers v{5, 3, first, 9, 8, 2};
  std::sort(v.begin(), v.end());
  std::printf("sorted");
  for (int x : v)
    std::printf(" %d", x);
  std::printf("\n");
}

[[gnu::noinline]] size_t different(const int *begin, const int *end) {
  numbers v(begin, end);
  std::sort(v.begin(), v.end());
  v.erase(std::unique(v.begin(), v.end()), v.end());
  return v.size();
}

[[gnu::noinline]] void words(const char *text) {
  std::vector<std::string> found;
  std::string word;
  for (const char *c = text;; c++) {
    if (*c && *c != ' ') {
      word += *c;
      continue;
    }
    found.push_back(word);
    word.clear();
    if (!*c)
      break;
  }
  size_t letters = 0;
  for (const auto &w : found)
    letters += w.size();
  std::printf("words %zu %zu\n", found.size(), letters);
}

[[gnu::noinline]] void partial_sums(int n) {
  numbers v = up_to(n);
  std::partial_sum(v.begin(), v.end(), v.begin());
  std::printf("partial sums %d %d %d %d\n", v[0], v[1], v[2], v[3]);
}

} // namespace

int main() {
  std::printf("squares of even numbers %d\n", even_squares(8 * one));
  sorted(one);
  const int some[] = {3, one, 3, 2, 7, 2};
  std::printf("different %zu\n", different(std::begin(some), std::end(some)));
  words("steps that hand words on");
  partial_sums(4 * one);
}
