// What both libraries' strings are asked to do: cxx_string_members.cpp, cxx_libcxx_string_members.cpp.
#include <cstdio>
#include <stdexcept>
#include <string>

#define NOINLINE [[gnu::noinline]]

namespace {

NOINLINE void append(const char *directory, const char *file) {
  std::string path = directory;
  path += '/';
  path += file;
  path.append(".txt");
  std::printf("append %zu %s\n", path.size(), path.c_str());
}

NOINLINE void grow(int n) {
  std::string s;
  for (int i = 0; i < n; i++)
    s.push_back('x');
  std::printf("grown %zu %zu\n", s.size(), s.capacity());
}

NOINLINE void reserve(const char *from) {
  std::string s;
  s.reserve(60);
  for (; *from; from++)
    s += *from;
  std::printf("reserved %zu %zu\n", s.size(), s.capacity());
}

NOINLINE void fill(size_t n) {
  std::string s(n, 'x');
  s.assign(3, 'y');
  std::string t = s;
  t.resize(n, 'z');
  std::printf("filled %zu %s\n", t.size(), s.c_str());
}

NOINLINE void move(size_t n) {
  std::string s(n, 'm'), t = std::move(s);
  std::printf("moved %zu %zu\n", t.size(), s.size());
}

NOINLINE void wide(size_t n) {
  std::wstring s(n, L'w');
  s += s;
  std::printf("wide %zu\n", s.size());
}

NOINLINE void cut(const char *text) {
  std::string s = text;
  try {
    std::string t = s.substr(9, 1);
    std::puts(t.c_str());
  } catch (const std::out_of_range &e) {
    std::printf("thrown: %s\n", e.what());
  }
}

// The twin: what the string holds outlives it.
std::string kept;

NOINLINE void keep(const char *text) {
  std::string s = text;
  s += ", and more";
  kept = std::move(s);
}

} // namespace
