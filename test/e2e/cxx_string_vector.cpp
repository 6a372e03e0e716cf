// Vectors of strings: elements that are pushed, copied and split off live with the vector in the function that has it.
//
// RUN: %e2e %s
// FLAGS: -std=c++17 -static-libstdc++
// HEAP: plain=24 O0=7 O2=6 O2@19=7
// OUT: pushed 123
// OUT: listed 83
// OUT: parts 45 in 12
// OUT: kept: a text that is long enough for the heap, b text that is long enough for the heap
#include <cstdio>
#include <string>
#include <vector>

#define NOINLINE [[gnu::noinline]]

namespace {

NOINLINE void pushed(const std::string &a) {
  std::vector<std::string> v;
  v.push_back(a);
  v.push_back("b text that is long enough for the heap");
  v.emplace_back(40, 'c');
  size_t n = 0;
  for (auto &s : v)
    n += s.size();
  std::printf("pushed %zu\n", n);
}

NOINLINE void listed(const std::string &a) {
  std::vector<std::string> v{a, "b text that is long enough for the heap"};
  size_t n = 0;
  for (auto &s : v)
    n += s.size();
  std::printf("listed %zu\n", n);
}

NOINLINE std::vector<std::string> split(const std::string &s, char separator) {
  std::vector<std::string> parts;
  size_t i = 0;
  while (true) {
    size_t end = s.find(separator, i);
    if (end == std::string::npos)
      break;
    parts.push_back(s.substr(i, end - i));
    i = end + 1;
  }
  parts.push_back(s.substr(i));
  return parts;
}

NOINLINE void parts(const std::string &s) {
  size_t n = 0, count = 0;
  for (auto &part : split(s, '/')) {
    n += part.size();
    count++;
  }
  std::printf("parts %zu in %zu\n", n, count);
}

// The twin: the vector outlives the function.
std::vector<std::string> known;

NOINLINE void keep(const char *a, const char *b) {
  std::vector<std::string> v;
  v.push_back(a);
  v.push_back(b);
  known = std::move(v);
}

} // namespace

int main() {
  pushed("a text that is long enough for the heap, too");
  listed("a text that is long enough for the heap, too");
  parts("usr/local/lib/something/and/so/on/for/a/long/time/please");
  keep("a text that is long enough for the heap", "b text that is long enough for the heap");
  std::printf("kept: %s, %s\n", known[0].c_str(), known[1].c_str());
}
