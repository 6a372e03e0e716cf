// Constructors that leave the object's address behind: in a global, in a static member, in a registry, in
// another object. What is taken back before the function ends is still known to the registry's code.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// FLAGS: -std=c++20
// HEAP: plain=14 O0=11 O0/libc++=14 O2=11 O2/libc++=14
// OUT: current 3
// OUT: instances 1 2 4, count 3
// OUT: observers 2, told 10
// OUT: parent of 2 is 1
// OUT: grafted 2
#include <cstdio>
#include <memory>
#include <vector>

namespace {

volatile int one = 1;

struct window;
window *current;

struct window {
  int number;
  [[gnu::noinline]] explicit window(int number) : number(number) { current = this; }
};

[[gnu::noinline]] void open(int number) { // kept
  auto *w = new window(number);
  w->number++;
}

class instance {
public:
  explicit instance(int number) : number(number), next(all) { all = this; }
  static int count;
  static instance *all;
  int number;
  instance *next;
};
int instance::count;
instance *instance::all;

[[gnu::noinline]] void create(int number) { // kept
  auto *i = new instance(number);
  instance::count += i->number > 0;
}

class observer;
std::vector<observer *> observers;

class observer {
public:
  [[gnu::noinline]] observer() { observers.push_back(this); }
  [[gnu::noinline]] ~observer() { std::erase(observers, this); }
  int told = 0;
};

[[gnu::noinline]] void tell(int news) {
  for (observer *o : observers)
    o->told += news;
}

// Kept: others see the object for as long as it lives.
[[gnu::noinline]] void observe(int news) {
  auto first = std::make_unique<observer>(), second = std::make_unique<observer>();
  tell(news);
  std::printf("observers %zu, told %d\n", observers.size(), first->told + second->told);
}

struct item {
  int number;
  item *parent;
  std::vector<item *> children;
  [[gnu::noinline]] item(int number, item *parent) : number(number), parent(parent) {
    if (parent)
      parent->children.push_back(this);
  }
  ~item() {
    for (item *child : children)
      delete child;
  }
};

// The tree is local, though its elements hang on each other by both ends.
[[gnu::noinline]] void tree(int number) {
  auto root = std::make_unique<item>(number, nullptr);
  new item(number + 1, root.get());
  item *child = root->children[0];
  std::printf("parent of %d is %d\n", child->number, child->parent->number);
}

item *grafted;

// The same, but one of them outlives the tree.
[[gnu::noinline]] void graft(int number) {
  auto root = std::make_unique<item>(number, nullptr);
  new item(number + 1, root.get()); // kept
  grafted = root->children[0];
  root->children.clear();
}

} // namespace

int main() {
  open(one + 1);
  std::printf("current %d\n", current->number);
  delete current;

  create(4 * one);
  create(2 * one);
  create(one);
  std::printf("instances");
  while (instance *first = instance::all) {
    instance::all = first->next;
    std::printf(" %d", first->number);
    delete first;
  }
  std::printf(", count %d\n", instance::count);

  observe(5 * one);
  tree(one);
  graft(one);
  std::printf("grafted %d\n", grafted->number);
  delete grafted;
}
