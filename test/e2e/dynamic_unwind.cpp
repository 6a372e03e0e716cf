// Guarded slots in C++: operator new that may throw in a try block, releases in landing pads, arrays, and a size
// that is too large for anybody.
//
// RUN: %e2e %s
// HEAP: plain=8 O0=5 O2=5
// OUT: 3 30
// OUT: thrown 4, thrown 400
// OUT: 5 5
// OUT: bad_alloc
// OUT: 6 6
#include <cstdio>
#include <memory>
#include <new>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void fill(int *memory, int count, int value) {
  for (int i = 0; i < count; i++)
    memory[i] = value;
  if (value < 0)
    throw count;
}

NOINLINE void fill_bytes(volatile char *memory, int count) {
  for (int i = 0; i < count; i++)
    memory[i] = 1;
}

NOINLINE int array(int count, int value) {
  int *memory = new int[(size_t)count];
  try {
    fill(memory, count, value);
  } catch (int length) {
    printf("thrown %d%s", length, length < 100 ? ", " : "\n");
  }
  int result = memory[count - 1];
  delete[] memory;
  return result;
}

NOINLINE int owned(int count) {
  std::unique_ptr<int[]> memory(new int[(size_t)count]);
  fill(memory.get(), count, 5);
  return memory[(size_t)count - 1];
}

NOINLINE int raw(size_t size) {
  try {
    char *memory = static_cast<char *>(::operator new[](size, std::nothrow));
    if (!memory)
      return 0;
    memory[size - 1] = 6;
    int result = memory[size - 1];
    ::operator delete[](memory);
    return result;
  } catch (const std::bad_alloc &) {
    return -1;
  }
}

NOINLINE void too_large(size_t size) {
  try {
    char *memory = new char[size];
    fill_bytes(memory, 1);
    delete[] memory;
    puts("there is so much memory?");
  } catch (const std::bad_alloc &) {
    puts("bad_alloc");
  }
}

int main() {
  volatile int small = 4, large = 400;
  int three = array(small, 3);
  printf("%d %d\n", three, array(large, 30));
  array(small, -1);
  array(large, -1);
  int five = owned(small);
  printf("%d %d\n", five, owned(large));
  too_large((size_t)-1 / 4 / (size_t)small * 2);
  int six = raw((size_t)small);
  printf("%d %d\n", six, raw((size_t)large));
}
