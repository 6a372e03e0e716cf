// Local vectors: of a size known only at run time, of a list, grown by push_back with and without reserve,
// and vectors of vectors. The sizes around 256 bytes are those where a guarded slot ends.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=24 O0=5 O0/libc++=8 O2=5
// OUT: sized 0 1 3 2016 2080 2145 499500
// OUT: list 6
// OUT: reserved 45
// OUT: grown 4950
// OUT: matrix 36
// OUT: copied 3 1 7
// OUT: kept 6
#include <cstdio>
#include <vector>

namespace {

volatile int ten = 10, three = 3;

[[gnu::noinline]] int sized(int n) {
  std::vector<int> v(static_cast<size_t>(n));
  for (int i = 0; i < n; i++)
    v[static_cast<size_t>(i)] += i;
  int sum = 0;
  for (int x : v)
    sum += x;
  return sum;
}

[[gnu::noinline]] int list(int first) {
  std::vector<int> v{first, 2, 3};
  int sum = 0;
  for (int x : v)
    sum += x;
  return sum;
}

[[gnu::noinline]] int reserved(int n) {
  std::vector<int> v;
  v.reserve(static_cast<size_t>(n));
  for (int i = 0; i < n; i++)
    v.push_back(i);
  int sum = 0;
  for (int x : v)
    sum += x;
  return sum;
}

[[gnu::noinline]] int grown(int n) {
  std::vector<int> v;
  for (int i = 0; i < n; i++)
    v.push_back(i);
  int sum = 0;
  for (int x : v)
    sum += x;
  return sum;
}

[[gnu::noinline]] int matrix(int n) {
  std::vector<std::vector<int>> rows(static_cast<size_t>(n), std::vector<int>(static_cast<size_t>(n), 4));
  int sum = 0;
  for (const auto &row : rows)
    for (int x : row)
      sum += x;
  return sum;
}

[[gnu::noinline]] void copied(int first) {
  std::vector<int> v{first, 2, 3};
  std::vector<int> copy = v;
  copy[0] = 7;
  std::printf("copied %zu %d %d\n", copy.size(), v[0], copy[0]);
}

std::vector<int> last;

// Kept: the buffer moves to a global vector.
[[gnu::noinline]] void given_away(int first) {
  std::vector<int> v{first, 2, 3};
  last = std::move(v);
}

} // namespace

int main() {
  std::printf("sized %d %d %d %d %d %d %d\n", sized(0), sized(three - 1), sized(three), sized(64), sized(65),
              sized(66), sized(1000));
  std::printf("list %d\n", list(three - 2));
  std::printf("reserved %d\n", reserved(ten));
  std::printf("grown %d\n", grown(10 * ten));
  std::printf("matrix %d\n", matrix(three));
  copied(three - 2);
  given_away(three - 2);
  std::printf("kept %d\n", last[0] + last[1] + last[2]);
  last = {};
}
