// Strings too long for the buffer inside the object. From C++20 on, all of libstdc++'s code for them is
// compiled with the program; much of libc++'s is in the library, whose allocations are not counted.
//
// RUN: %e2e %s
// FLAGS: -std=c++20
// STDLIB: libstdc++,libc++
// BESIDE: Inputs/operator_new.cpp
// HEAP: plain=14 plain/libc++=9 O0=5 O0@19=9 O0/libc++=3 O2=2 O2@19=6 O2/libc++=4
// OUT: concatenated: a path of some length/and a file name of some length
// OUT: part: length/and a file name
// OUT: numbers: 1000 -2000 3000 4000
// OUT: grown 200 abcdefghij
// OUT: count 3
// OUT: kept: the greeting of this program is for you
#include <cstdio>
#include <string>
#include <utility>

namespace {

volatile int thousand = 1000;

[[gnu::noinline]] std::string join(const std::string &folder, const std::string &file) {
  return folder + "/" + file;
}

[[gnu::noinline]] void concatenated() {
  std::string folder = "a path of some length", file = "and a file name of some length";
  std::string path = join(folder, file);
  std::printf("concatenated: %s\n", path.c_str());
  std::printf("part: %s\n", path.substr(15, 22).c_str());
}

[[gnu::noinline]] void numbers(int n) {
  std::string text = "numbers:";
  for (int i = 1; i <= 4; i++)
    text += " " + std::to_string(i == 2 ? -n * i : n * i);
  std::printf("%s\n", text.c_str());
}

[[gnu::noinline]] void grown(int n) {
  std::string text;
  for (int i = 0; i < n; i++)
    text += static_cast<char>('a' + i % 26);
  std::printf("grown %zu %s\n", text.size(), text.substr(0, 10).c_str());
}

[[gnu::noinline]] int count(std::string text, char wanted) {
  int found = 0;
  for (char c : text)
    found += c == wanted;
  return found;
}

std::string last;

// Kept: the text's buffer moves to a global string.
[[gnu::noinline]] void given_away(const char *name) {
  std::string text = "the greeting of this program is for ";
  text += name;
  last = std::move(text);
}

} // namespace

int main() {
  concatenated();
  numbers(thousand);
  grown(thousand / 5);
  std::printf("count %d\n", count("an argument that is taken by value", 'e'));
  given_away("you");
  std::printf("kept: %s\n", last.c_str());
}
