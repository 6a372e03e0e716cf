// new[] of elements with destructors: the number of elements is kept in front of them. The sizes around 256
// bytes are those where a guarded slot ends.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=13 O0=4 O0/libc++=3 O2=4 O2/libc++=3
// OUT: three 6
// OUT: many 0 1 465 496 528 4950
// OUT: plain 10
// OUT: strings 30
// OUT: matrix 45
// OUT: too many: caught
// OUT: ended 202
#include <cstdio>
#include <new>
#include <string>

namespace {

volatile int three = 3;
volatile long too_many = -1;
int ended;

struct element {
  long value = 0;
  ~element() { ended++; }
};

[[gnu::noinline]] long fixed(int first) {
  auto *elements = new element[3];
  for (int i = 0; i < 3; i++)
    elements[i].value = first + i;
  long sum = elements[0].value + elements[1].value + elements[2].value;
  delete[] elements;
  return sum;
}

[[gnu::noinline]] long many(int n) {
  auto *elements = new element[static_cast<size_t>(n)];
  long sum = 0;
  for (int i = 0; i < n; i++)
    elements[i].value = i;
  for (int i = 0; i < n; i++)
    sum += elements[i].value;
  delete[] elements;
  return sum;
}

[[gnu::noinline]] int plain(int n) {
  int *numbers = new int[static_cast<size_t>(n)]();
  for (int i = 0; i < n; i++)
    numbers[i] += i;
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += numbers[i];
  delete[] numbers;
  return sum;
}

[[gnu::noinline]] size_t strings(int n) {
  auto *texts = new std::string[static_cast<size_t>(n)];
  size_t length = 0;
  for (int i = 0; i < n; i++)
    texts[i] = "ten chars.";
  for (int i = 0; i < n; i++)
    length += texts[i].size();
  delete[] texts;
  return length;
}

[[gnu::noinline]] int matrix(int n) {
  int **rows = new int *[static_cast<size_t>(n)];
  for (int i = 0; i < n; i++) {
    rows[i] = new int[static_cast<size_t>(n)];
    for (int j = 0; j < n; j++)
      rows[i][j] = i * n + j + 1;
  }
  int sum = 0;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++)
      sum += rows[i][j];
    delete[] rows[i];
  }
  delete[] rows;
  return sum;
}

[[gnu::noinline]] long touch(element *e) { return ++e->value; }

[[gnu::noinline]] const char *overflow(long n) {
  try {
    auto *elements = new element[static_cast<size_t>(n)];
    long touched = touch(elements);
    delete[] elements;
    return touched ? "not caught" : "empty";
  } catch (const std::bad_alloc &) {
    return "caught";
  }
}

} // namespace

int main() {
  std::printf("three %ld\n", fixed(three - 2));
  std::printf("many %ld %ld %ld %ld %ld %ld\n", many(three - 2), many(three - 1), many(31), many(32),
              many(33), many(100));
  std::printf("plain %d\n", plain(three + 2));
  std::printf("strings %zu\n", strings(three));
  std::printf("matrix %d\n", matrix(three));
  std::printf("too many: %s\n", overflow(too_many));
  std::printf("ended %d\n", ended);
}
