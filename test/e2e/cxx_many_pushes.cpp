// More growing containers than a release compares with: each push that the compiler does not put into a loop may
// make the buffer that is released in the end, or by the next push. Twin: a buffer that is kept.
//
// RUN: %e2e %s
// FLAGS: -std=c++17
// HEAP: plain=15 O0=5 O2=2 O2@19=6
// OUT: 78 12 | 66 | 91
#include <cstdio>
#include <queue>
#include <vector>

#define NOINLINE __attribute__((noinline)) static

NOINLINE int sum(const std::vector<int> &numbers) {
  int result = 0;
  for (int n : numbers)
    result += n;
  return result;
}

NOINLINE int pushed(int first, size_t *count) {
  std::vector<int> numbers;
  numbers.push_back(first);
  numbers.push_back(2);
  numbers.push_back(3);
  numbers.push_back(4);
  numbers.push_back(5);
  numbers.push_back(6);
  numbers.push_back(first + 6);
  numbers.push_back(8);
  numbers.push_back(9);
  numbers.push_back(10);
  numbers.push_back(11);
  numbers.push_back(12);
  *count = numbers.size();
  return sum(numbers);
}

NOINLINE int queued(const int *numbers) {
  std::priority_queue<int> queue;
  for (int i = 0; i < 11; i++)
    queue.push(numbers[i]);
  int result = 0;
  while (!queue.empty()) {
    result = result + queue.top();
    queue.pop();
  }
  return result;
}

static std::vector<int> kept;

NOINLINE int moved(int first) {
  std::vector<int> numbers;
  numbers.push_back(first);
  numbers.push_back(2);
  numbers.push_back(3);
  numbers.push_back(4);
  numbers.push_back(5);
  numbers.push_back(6);
  numbers.push_back(first + 6);
  numbers.push_back(8);
  numbers.push_back(9);
  numbers.push_back(10);
  numbers.push_back(11);
  numbers.push_back(12);
  numbers.push_back(13);
  kept = std::move(numbers);
  return sum(kept);
}

int main(int argc, char **) {
  int numbers[11];
  size_t count;
  for (int i = 0; i < 11; i++)
    numbers[i] = (i * 7 + 3) % 11 + argc;
  int total = pushed(argc, &count);
  std::printf("%d %zu | ", total, count);
  std::printf("%d | ", queued(numbers));
  std::printf("%d\n", moved(argc));
  kept = {};
}
