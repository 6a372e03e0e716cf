// Text put together by a stream. Most of it happens in the library: what counts is that the result is right.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=3 O0=2 O2=2 O2@19=3 O2@19/libc++=2
// OUT: [1, 2, 3] and some more text so that it is long
// OUT: 6 of 3
// OUT: kept 2f
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

volatile int one = 1;

[[gnu::noinline]] std::string spelt(const std::vector<int> &v) {
  std::ostringstream out;
  out << '[';
  for (size_t i = 0; i < v.size(); i++)
    out << (i ? ", " : "") << v[i];
  out << "] and some more text so that it is long";
  return out.str();
}

[[gnu::noinline]] void write(int first) {
  std::vector<int> v{first, 2, 3};
  std::printf("%s\n", spelt(v).c_str());
}

[[gnu::noinline]] void read(const char *text) {
  auto in = std::make_unique<std::istringstream>(text);
  int x, sum = 0, count = 0;
  while (*in >> x) {
    sum += x;
    count++;
  }
  std::printf("%d of %d\n", sum, count);
}

std::unique_ptr<std::ostringstream> last;

// Kept: the stream outlives the function.
[[gnu::noinline]] void given_away(int x) {
  auto out = std::make_unique<std::ostringstream>();
  *out << std::hex << x;
  last = std::move(out);
}

} // namespace

int main() {
  write(one);
  read("1 2 3");
  given_away(46 + one);
  std::printf("kept %s\n", last->str().c_str());
  last.reset();
}
