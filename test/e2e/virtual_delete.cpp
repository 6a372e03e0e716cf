// `delete` through a base class releases the object inside the deleting destructor, a callee: kept until such
// callees get a copy of their own. The results and the order of destruction are right in any case.
//
// RUN: %e2e %s
// HEAP: plain=3 O0=0 O2=0
// OUT: circle 3, node 2, circle 1
// OUT: destroyed 3 1 2
#include <cstdio>

namespace {

int order[8], destroyed;

struct node {
  volatile int value;
  explicit node(int v) : value(v) {}
  virtual ~node() { order[destroyed++] = value; }
  virtual const char *kind() const { return "node"; }
};

struct circle : node {
  explicit circle(int v) : node(v) {}
  const char *kind() const override { return "circle"; }
};

} // namespace

int main() {
  node *first = new circle(1), *second = new node(2), *third = new circle(3);
  std::printf("%s %d, %s %d, %s %d\n", third->kind(), third->value, second->kind(), second->value,
              first->kind(), first->value);
  delete third;
  delete first;
  delete second;
  std::printf("destroyed %d %d %d\n", order[0], order[1], order[2]);
}
