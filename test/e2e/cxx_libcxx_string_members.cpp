// Members of libc++'s strings that are in the library have bodies here (pass/bodies/): strings that members
// construct, enlarge, assign and hand on move; the short text, which is where a long string has its pointer, keeps
// releases conditional.
//
// RUN: %e2e %s
// FLAGS: -std=c++17
// STDLIB: libc++
// BESIDE: Inputs/operator_new.cpp
// HEAP: plain=26 O0=11 O2=8
// OUT: append 42 usr/local/lib/something/clang/whatever.txt
// OUT: grown 100 191
// OUT: reserved 60 63
// OUT: filled 100 yyy
// OUT: copied 40 22
// OUT: part 29 is longer than what fits into
// OUT: moved 40 0
// OUT: wide 60
// OUT: short or long 5 45
// OUT: thrown: basic_string
// OUT: thrown: basic_string
// OUT: returned: a text that is longer than 22 bytes, as it is given
// OUT: held: a text that is longer than 22 bytes, held
// OUT: kept: a text that is longer than 22 bytes, and more

#include "Inputs/string_members.h"

#include <cstdio>
#include <stdexcept>
#include <string>

namespace {

NOINLINE void copy(const char *text) {
  std::string s = text, t = s, u, v;
  u = t;
  v = "short";
  std::printf("copied %zu %zu\n", u.size(), v.capacity());
}

NOINLINE void part(const char *text) {
  std::string s = text, t = s.substr(10, 29);
  std::printf("part %zu %s\n", t.size(), t.c_str());
}

NOINLINE size_t measure(size_t n) {
  std::string s;
  for (size_t i = 0; i < n; i++)
    s += 's';
  return s.size();
}

NOINLINE void enlarge_too_far() {
  std::string s = "abc";
  try {
    s.append(static_cast<size_t>(-1) - 10, 'x');
  } catch (const std::length_error &e) {
    std::printf("thrown: %s\n", e.what());
  }
}

// --- twins: what the string holds outlives it ---

NOINLINE std::string give(const char *text) {
  std::string s = text;
  s += ", as it is given";
  return s;
}

struct holder {
  std::string text;
};

NOINLINE holder *hold(const char *text) {
  std::string s = text;
  s += ", held";
  return new holder{std::move(s)};
}

} // namespace

std::string (*volatile given)(const char *) = give;

int main() {
  const char *text = "a text that is longer than 22 bytes";
  append("usr/local/lib/something", "clang/whatever");
  grow(100);
  reserve("a text of sixty characters, which is what the string is for.");
  fill(100);
  copy("a text of forty characters, as it begins");
  part("the text, is longer than what fits into the string itself");
  move(40);
  wide(30);
  std::printf("short or long %zu %zu\n", measure(5), measure(45));
  cut("abc");
  enlarge_too_far();
  std::printf("returned: %s\n", given(text).c_str());
  holder *h = hold(text);
  std::printf("held: %s\n", h->text.c_str());
  delete h;
  keep(text);
  std::printf("kept: %s\n", kept.c_str());
}
