// A C++ part: its object moves.
#include <cstddef>
#include <cstring>
#include <memory>

namespace {
struct Counter {
  std::size_t words = 0;
  bool inside = false;
  __attribute__((noinline)) void see(char c) {
    words += c != ' ' && !inside;
    inside = c != ' ';
  }
};
} // namespace

extern "C" std::size_t words(const char *text) {
  auto counter = std::make_unique<Counter>();
  for (; *text; text++)
    counter->see(*text);
  return counter->words;
}
