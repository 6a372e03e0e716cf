// Vectors that grow in a loop: old and new buffer are alive together while elements are moved. What has grown beyond
// a slot is on the heap; exceptions on the way release what there is.
//
// RUN: %e2e %s
// HEAP: plain=44 O2=4
// OUT: squares 285 328350
// OUT: words 5 19
// OUT: thrown 3
// OUT: both 45 1035
// OUT: swapped 45 1035
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#define NOINLINE __attribute__((noinline)) static

NOINLINE long squares(long n) {
  std::vector<long> v;
  for (long i = 0; i < n; i++)
    v.push_back(i * i);
  long sum = 0;
  for (long x : v)
    sum += x;
  return sum;
}

NOINLINE std::size_t words(int n, std::size_t *letters) {
  std::vector<std::string> v;
  for (int i = 0; i < n; i++)
    v.push_back(std::string("word").substr(0, i % 4 + 1) + std::to_string(i * 7));
  for (const std::string &word : v)
    *letters += word.size();
  return v.size();
}

struct Number {
  static int left;
  int value;
  explicit Number(int value) : value(value) {
    if (left-- == 0)
      throw std::runtime_error("no more numbers");
  }
};
int Number::left;

NOINLINE int thrown(int numbers) {
  Number::left = numbers;
  std::vector<Number> v;
  try {
    for (int i = 0;; i++)
      v.emplace_back(i);
  } catch (const std::runtime_error &) {
    int size = static_cast<int>(v.size());
    return size == 0 ? -1 : v.back().value + 1;
  }
}

NOINLINE void both(long *short_sum, long *long_sum, bool swapped) {
  std::vector<long> a, b;
  for (long i = 0; i < 46; i++) {
    if (i < 10)
      a.push_back(i);
    b.push_back(i);
    if (swapped)
      std::swap(a, b), std::swap(a, b);
  }
  *short_sum = *long_sum = 0;
  for (long x : a)
    *short_sum += x;
  for (long x : b)
    *long_sum += x;
}

int main() {
  std::printf("squares %ld %ld\n", squares(10), squares(100));
  std::size_t letters = 0;
  std::size_t count = words(5, &letters);
  std::printf("words %zu %zu\n", count, letters);
  std::printf("thrown %d\n", thrown(3));
  long a, b;
  both(&a, &b, false);
  std::printf("both %ld %ld\n", a, b);
  both(&a, &b, true);
  std::printf("swapped %ld %ld\n", a, b);
}
