// A short C++ program that costs the pass more than most: what test/stress/units.py compiles for the worst case.
// Regular expressions bring a compiler and a matcher of many functions that call each other in circles, and
// make objects that reach everywhere; the rest is what programs include beside them. Nothing here is run.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

int main(int argc, char **argv) {
  std::map<std::string, std::vector<int>> values;
  std::regex pair("([a-z]+)=([0-9]+)");
  for (int i = 1; i < argc; i++) {
    std::smatch match;
    std::string argument = argv[i];
    if (std::regex_match(argument, match, pair))
      values[match[1]].push_back(std::stoi(match[2]));
  }
  std::function<int(int)> more = [&](int n) { return static_cast<int>(values.size()) + n; };
  std::ostringstream text;
  for (auto &[key, numbers] : values) {
    std::sort(numbers.begin(), numbers.end());
    text << key << ' ' << numbers.size() << '\n';
  }
  std::cout << text.str() << more(3);
}
