// Before C++20, the buffers of libstdc++'s strings are made in the library, by a function that the program calls,
// and released by the program: they move as if made by operator new. What members of the library do to them is done by
// clones of the bodies that the pass has for these (cxx_string_members.cpp).
//
// RUN: %e2e %s
// FLAGS: -std=c++17
// HEAP: O0=3 O2=3
// OUT: text 44 45
// OUT: copied: a greeting that is too long for the buffer
// OUT: part: that is too long
// OUT: object 10: the name of an object, again and again
// OUT: wide 25
// OUT: sizes 100 255 256 300
// OUT: appended: a greeting that is too long for the buffer!
// OUT: kept: a greeting that is too long for the buffer
// OUT: too long
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

const char greeting[] = "a greeting that is too long for the buffer";
std::string global;

[[gnu::noinline]] size_t length(const std::string &s) { return s.size() + (s[0] == 'a'); }

[[gnu::noinline]] void text() {
  std::string s = "a constant text that is longer than 15 bytes";
  std::printf("text %zu %zu\n", s.size(), length(s));
}

[[gnu::noinline]] void copied(const char *from) {
  std::string s(from), copy = s;
  s[0] = 'x';
  std::printf("copied: %s\n", copy.c_str());
  std::printf("part: %s\n", copy.substr(11, 16).c_str());
}

class object {
  struct content {
    std::string name;
    int uses = 0;
  };
  std::unique_ptr<content> c;

public:
  explicit object(std::string name) : c(new content{std::move(name)}) {}
  [[gnu::noinline]] void use() { c->uses++; }
  int uses() const { return c->uses; }
  const std::string &name() const { return c->name; }
};

[[gnu::noinline]] void objects() {
  for (int i = 10; i < 11; i++) {
    object o("the name of an object, again and again");
    for (int k = 0; k < i; k++)
      o.use();
    std::printf("object %d: %s\n", o.uses(), o.name().c_str());
  }
}

[[gnu::noinline]] void wide(const wchar_t *from) {
  std::wstring s(from);
  std::printf("wide %zu\n", s.size());
}

/* The slots hold 256 bytes, the terminating zero included. */
[[gnu::noinline]] size_t sized(size_t n) {
  char from[300];
  std::memset(from, 'a', sizeof from);
  std::string s(from, n);
  return std::strlen(s.c_str());
}

/* The library may find no room, and release the buffer. */
[[gnu::noinline]] void appended(const char *from) {
  std::string s(from);
  s += "!";
  std::printf("appended: %s\n", s.c_str());
}

[[gnu::noinline]] void kept(const char *from) {
  std::string s(from);
  global = std::move(s);
}

[[gnu::noinline]] void too_long(size_t n) {
  try {
    std::string s(greeting, n);
    std::printf("made %zu\n", s.size());
  } catch (const std::length_error &) {
    std::printf("too long\n");
  }
}

volatile size_t huge = SIZE_MAX;

} // namespace

int main() {
  text();
  copied(greeting);
  objects();
  wide(L"a text of more than four!");
  std::printf("sizes %zu %zu %zu %zu\n", sized(100), sized(255), sized(256), sized(300));
  appended(greeting);
  kept(greeting);
  std::printf("kept: %s\n", global.c_str());
  too_long(huge);
  return 0;
}
