// Sizes around the one where a guarded slot ends (256 bytes), and releases that may receive the slot, a block
// of the heap, or null.
//
// RUN: %e2e %s
// HEAP: plain=35 O0=19 O2=19
// OUT: bytes 0 1 510 512 514
// OUT: structs 240 264
// OUT: again 1 255 256 257 1000 2
// OUT: either 3 7
// OUT: maybe 0 9
// OUT: kept while growing 300
// OUT: in a cycle 1260
// OUT: negative: caught
#include <cstdio>
#include <cstring>
#include <new>

namespace {

volatile int one = 1;

[[gnu::noinline]] void fill(char *p, size_t n) { std::memset(p, 1, n); }

[[gnu::noinline]] int count(const char *p, size_t n) {
  int result = 0;
  for (size_t i = 0; i < n; i++)
    result += p[i];
  return result;
}

[[gnu::noinline]] int bytes(size_t n) {
  char *p = new char[n];
  fill(p, n);
  int result = count(p, n);
  delete[] p;
  return result;
}

struct entry {
  double key;
  long value[2];
};

[[gnu::noinline]] long structs(int n) {
  auto *entries = new entry[static_cast<size_t>(n)];
  long sum = 0;
  for (int i = 0; i < n; i++)
    entries[i] = {1.5, {i, static_cast<long>(sizeof(entry))}};
  for (int i = 0; i < n; i++)
    sum += entries[i].value[1];
  delete[] entries;
  return sum;
}

// The slot and the heap take turns at one line, and each block has to be new.
[[gnu::noinline]] void again() {
  static const size_t sizes[] = {1, 255, 256, 257, 1000, 2};
  std::printf("again");
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    size_t n = sizes[i] * static_cast<size_t>(one);
    char *p = new char[n]();
    int before = count(p, n);
    fill(p, n);
    std::printf(" %d", count(p, n) - before);
    delete[] p;
  }
  std::printf("\n");
}

// One release for memory of two kinds.
[[gnu::noinline]] int either(size_t n) {
  char buffer[4], *p = n > sizeof buffer ? new char[n] : buffer;
  fill(p, n);
  int result = count(p, n);
  if (p != buffer)
    delete[] p;
  return result;
}

[[gnu::noinline]] int maybe(size_t n) {
  char *p = nullptr;
  if (n > 0) {
    p = new char[n];
    fill(p, n);
  }
  int result = p ? count(p, n) : 0;
  delete[] p;
  return result;
}

// Kept: the old block is copied to the new one of the same line.
[[gnu::noinline]] int growing(size_t wanted) {
  char *p = nullptr;
  size_t length = 0, room = 0;
  while (length < wanted) {
    if (length == room) {
      room = room ? 2 * room : 16;
      char *grown = new char[room];
      if (p)
        std::memcpy(grown, p, length);
      delete[] p;
      p = grown;
    }
    p[length++] = 1;
  }
  int result = count(p, length);
  delete[] p;
  return result;
}

// Recursive: every activation has its own block.
[[gnu::noinline]] int cycle(int depth) {
  if (depth == 0)
    return 0;
  auto n = static_cast<size_t>(depth) * 12;
  char *p = new char[n];
  fill(p, n);
  int below = cycle(depth - 1);
  int result = count(p, n) + below;
  delete[] p;
  return result;
}

[[gnu::noinline]] const char *negative(long n) {
  try {
    auto *entries = new entry[static_cast<size_t>(n)];
    fill(reinterpret_cast<char *>(entries), sizeof(entry));
    int found = count(reinterpret_cast<char *>(entries), sizeof(entry));
    delete[] entries;
    return found ? "not caught" : "empty";
  } catch (const std::bad_alloc &) {
    return "caught";
  }
}

} // namespace

int main() {
  auto size = [](int n) { return static_cast<size_t>(n * one); };
  std::printf("bytes %d %d %d %d %d\n", bytes(size(0)), bytes(size(1)), 2 * bytes(size(255)),
              2 * bytes(size(256)), 2 * bytes(size(257)));
  std::printf("structs %ld %ld\n", structs(10 * one), structs(11 * one));
  again();
  std::printf("either %d %d\n", either(size(3)), either(size(7)));
  std::printf("maybe %d %d\n", maybe(size(0)), maybe(size(9)));
  std::printf("kept while growing %d\n", growing(size(300)));
  std::printf("in a cycle %d\n", cycle(14 * one));
  std::printf("negative: %s\n", negative(-(long{1} << 60) - one));
}
