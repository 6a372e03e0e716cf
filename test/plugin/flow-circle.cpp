// A pointer that goes round in a circle, through a string that is moved into another, is told once: no line of a flow
// is in it three times.
//
// RUN: env HEAP2STACK=m=2 %clangxx -std=c++20 -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null > %t 2>&1
// RUN: FileCheck %s < %t
// RUN: awk '/flow:/ { delete seen } ++seen[$0] == 3' %t | count 0
#include <string>

size_t joined(const char *a, int n) {
  std::string s = a;
  s += '/';
  std::string t = s + ".txt" + std::to_string(n);
  return t.size();
}
// CHECK: flow: {heap} =
