// A list whose links are in its elements, made with new and delete by hand.
//
// RUN: %e2e %s
// HEAP: plain=21 O0=2 O2=1
// OUT: three 6
// OUT: erased 4
// OUT: grown 45
// OUT: moved to the other 3 2 1
// OUT: global 15
#include <cstdio>

namespace {

volatile int one = 1;

struct node {
  node *previous, *next;
  int value;
};

class list {
public:
  list() : head{&head, &head, 0} {}
  list(const list &) = delete;
  list &operator=(const list &) = delete;
  ~list() {
    while (head.next != &head)
      erase(head.next);
  }
  void insert(node *n) {
    n->previous = head.previous;
    n->next = &head;
    head.previous->next = n;
    head.previous = n;
  }
  static void unlink(node *n) {
    n->previous->next = n->next;
    n->next->previous = n->previous;
  }
  static void erase(node *n) {
    unlink(n);
    delete n;
  }
  node *first() { return head.next == &head ? nullptr : head.next; }
  node *last() { return head.previous == &head ? nullptr : head.previous; }
  int sum() const {
    int result = 0;
    for (node *n = head.next; n != &head; n = n->next)
      result += n->value;
    return result;
  }

private:
  node head;
};

node *make(int value) { return new node{nullptr, nullptr, value}; }

[[gnu::noinline]] int three(int first) {
  list l;
  l.insert(make(first));
  l.insert(make(2));
  l.insert(make(3));
  return l.sum();
}

[[gnu::noinline]] int erased(int first) {
  list l;
  l.insert(make(first));
  node *second = make(2);
  l.insert(second);
  l.insert(make(3));
  list::erase(second);
  return l.sum();
}

// Kept: all elements exist at once, made by the same line.
[[gnu::noinline]] int grown(int n) {
  list l;
  for (int i = 0; i < n; i++)
    l.insert(make(i));
  return l.sum();
}

[[gnu::noinline]] void moved(int first) {
  list a, b;
  a.insert(make(first));
  a.insert(make(2));
  a.insert(make(3));
  while (node *n = a.last()) {
    list::unlink(n);
    b.insert(n);
  }
  std::printf("moved to the other");
  while (node *n = b.first()) {
    std::printf(" %d", n->value);
    list::erase(n);
  }
  std::printf("\n");
}

list queue;

// Kept: the second element moves to a global list.
[[gnu::noinline]] void enqueue(int first) {
  list l;
  l.insert(make(first));
  node *second = make(15);
  l.insert(second);
  list::unlink(second);
  queue.insert(second);
}

} // namespace

int main() {
  std::printf("three %d\n", three(one));
  std::printf("erased %d\n", erased(one));
  std::printf("grown %d\n", grown(10 * one));
  moved(one);
  enqueue(one);
  std::printf("global %d\n", queue.sum());
}
