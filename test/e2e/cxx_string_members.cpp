// Members of libstdc++'s strings that are in the library have bodies here (pass/bodies/): strings that members
// construct, enlarge, assign and hand on move.
//
// RUN: %e2e %s
// FLAGS: -std=c++17 -static-libstdc++
// HEAP: plain=18 O0=7 O0@19=9 O2=7 O2@19=8
// OUT: append 42 usr/local/lib/something/clang/whatever.txt
// OUT: grown 100 120
// OUT: reserved 60 60
// OUT: filled 100 yyy
// OUT: moved 40 0
// OUT: wide 60
// OUT: thrown: basic_string::substr: __pos (which is 9) > this->size() (which is 3)
// OUT: thrown: basic_string::append
// OUT: registered: a text that is longer than fifteen bytes, and more

#include "Inputs/string_members.h"

#include <cstdio>
#include <stdexcept>
#include <string>

namespace {

NOINLINE void enlarge_too_far() {
  std::string s = "abc";
  try {
    s.append("x", static_cast<size_t>(1) << 62);
  } catch (const std::length_error &e) {
    std::printf("thrown: %s\n", e.what());
  }
}

} // namespace

int main() {
  append("usr/local/lib/something", "clang/whatever");
  grow(100);
  reserve("a text of sixty characters, which is what the string is for.");
  fill(100);
  move(40);
  wide(30);
  cut("abc");
  enlarge_too_far();
  keep("a text that is longer than fifteen bytes");
  std::printf("registered: %s\n", kept.c_str());
}
