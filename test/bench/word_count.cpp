// Word counts with the C++ library's containers: a map from words to numbers, which is then read in order.
// Every node is found again later: nothing can be on the stack. Argument: how many words.
//
// RUN: %bench %s
// SMALL: 300
// HEAP: plain=281 moved=264
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

int main(int argc, char **argv) {
  int words = argc > 1 ? std::atoi(argv[1]) : 150000;
  static const char *const syllables[] = {"con",  "ver", "ti", "ble", "es",
                                          "cape", "ana", "ly", "sis", "stack"};
  std::unordered_map<std::string, int> counts;
  std::map<int, std::vector<std::string>> by_count;
  unsigned random = 3;
  std::string word;
  for (int i = 0; i < words; i++) {
    random = random * 1103515245 + 12345;
    unsigned bits = random >> 12;
    word.clear();
    for (int k = 0; k < 3; k++, bits >>= 4)
      word += syllables[(bits & 15) % 10];
    counts[word]++;
  }
  for (const auto &[text, count] : counts)
    by_count[count].push_back(text);
  size_t letters = 0;
  for (const auto &[count, texts] : by_count)
    for (const auto &text : texts)
      letters = letters * 7 % 1000003 + text.size() * static_cast<size_t>(count);
  std::printf("distinct %zu, different counts %zu, letters %zu\n", counts.size(), by_count.size(), letters);
}
