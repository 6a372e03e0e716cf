// What the bodies of strings do (pass/bodies/) is what the library does: operations on strings of the
// program's own, which clones work on, are compared with the same ones on strings that others know, which the
// library works on.
//
// RUN: %e2e %s
// FLAGS: -std=c++17 -static-libstdc++
// STDLIB: libstdc++,libc++
// BESIDE: Inputs/operator_new.cpp
// HEAP: plain=4137 O0<=2500 O0@19<=3100 O2<=2500 O2@19<=3400
// HEAP: plain/libc++=3646 O0/libc++<=2850 O2/libc++<=2850
// OUT: differences 0 of 700
#include <cstdio>
#include <string>
#include <utility>

#define NOINLINE [[gnu::noinline]]

namespace {

std::string *held, *registered;

NOINLINE void keep_address(std::string &s) { registered = &s; }

const char words[] = "the quick brown fox jumps over the lazy dog, again and again, until it is tired of that";

class random_numbers {
  unsigned long state;

public:
  explicit random_numbers(unsigned long seed) : state(seed) {}
  size_t below(size_t n) {
    state = state * 6364136223846793005UL + 1442695040888963407UL;
    return (state >> 33) % n;
  }
};

template <int operation> void change(std::string &s, size_t n, size_t at, char c, const std::string &other) {
  if constexpr (operation == 0) s += c;
  if constexpr (operation == 1) s += words + n;
  if constexpr (operation == 2) s += other;
  if constexpr (operation == 3) s += s;
  if constexpr (operation == 4) s.append(words, n);
  if constexpr (operation == 5) s.append(n, c);
  if constexpr (operation == 6) s.append(other, at % 10, n);
  if constexpr (operation == 7) s.append(s, at, n);
  if constexpr (operation == 8) s = other;
  if constexpr (operation == 9) s = words + n;
  if constexpr (operation == 10) s.assign(words, n);
  if constexpr (operation == 11) s.assign(n, c);
  if constexpr (operation == 12) s.assign(s, at, n);
  if constexpr (operation == 13) s.resize(n, c);
  if constexpr (operation == 14) s.reserve(n * 2);
  if constexpr (operation == 15) s = s.substr(at, n);
  if constexpr (operation == 16) s = std::string(words, n);
  if constexpr (operation == 17) s = {c, 'x', 'y'};
  if constexpr (operation == 18) s = c;
  if constexpr (operation == 19) s.assign(s.c_str() + at);
  if constexpr (operation == 20) s.insert(at, words, n);
  if constexpr (operation == 21) s.insert(at, other, at % 10, n);
  if constexpr (operation == 22) s.insert(at, n, c);
  if constexpr (operation == 23) s.replace(at, n, other);
  if constexpr (operation == 24) s.replace(at, n % 7, words + n);
  if constexpr (operation == 25) s.replace(at, n % 9, at % 10, c);
  if constexpr (operation == 26) s.insert(at, s, at / 2, n % 20);
  if constexpr (operation == 27) s.replace(at, n % 40, s.c_str() + n % (s.size() + 1), (s.size() - n % (s.size() + 1)) / 2);
}

// Three times the operation, on a string of its own and on one that the library works on.
template <int operation> NOINLINE bool differ(unsigned long seed) {
  random_numbers r(seed);
  size_t n = r.below(sizeof words);
  std::string own(words, n), other(r.below(30) + 10, 'o');
  held = new std::string(words, n);
  keep_address(*held);
  bool differ = false;
  for (int i = 0; i < 3; i++) {
    size_t count = r.below(sizeof words), at = r.below(own.size() + 1);
    char c = static_cast<char>('a' + r.below(26));
    change<operation>(own, count, at, c, other);
    change<operation>(*held, count, at, c, other);
    differ |= own != *held || own.capacity() != held->capacity() || own.c_str()[own.size()] != '\0';
  }
  delete held;
  return differ;
}

template <int... operations> int compare(std::integer_sequence<int, operations...>) {
  int differences = 0;
  for (unsigned long seed = 1; seed <= 25; seed++)
    differences += (differ<operations>(seed) + ...);
  return differences;
}

} // namespace

int main() { std::printf("differences %d of 700\n", compare(std::make_integer_sequence<int, 28>())); }
