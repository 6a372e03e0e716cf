// Classes with operators new and delete of their own, and objects placed in memory that came from elsewhere.
// What the class operators count has to stay true.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=3 O2=3
// OUT: counted 7, 1 new, 1 delete
// OUT: pooled 3 4, at the same place 1
// OUT: placed 5
// OUT: placed in a block 11
// OUT: with an argument 9, tag 42
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

volatile int three = 3;
int news, deletes;

struct counted {
  int x, y;
  static void *operator new(size_t size) {
    news++;
    if (void *memory = std::malloc(size))
      return memory;
    throw std::bad_alloc();
  }
  static void operator delete(void *memory) {
    deletes++;
    std::free(memory);
  }
};

[[gnu::noinline]] int use_counted(int x) {
  auto *c = new counted{x, x + 1};
  int sum = c->x + c->y;
  delete c;
  return sum;
}

// Kept: a released object waits for the next one.
struct pooled {
  int value;
  pooled *next;
  static pooled *unused;
  static void *operator new(size_t size) {
    if (!unused)
      return ::operator new(size);
    pooled *first = unused;
    unused = first->next;
    return first;
  }
  static void operator delete(void *memory) {
    auto *released = static_cast<pooled *>(memory);
    released->next = unused;
    unused = released;
  }
};
pooled *pooled::unused;

[[gnu::noinline]] void *use_pooled(int x, int *value) {
  auto *p = new pooled{x, nullptr};
  *value = p->value;
  delete p;
  return p;
}

struct object {
  int x;
  explicit object(int x) : x(x) {}
  ~object() { x = 0; }
};

[[gnu::noinline]] int placed(int x) {
  alignas(object) char memory[sizeof(object)];
  auto *o = new (memory) object(x);
  int result = o->x + 2;
  o->~object();
  return result;
}

[[gnu::noinline]] int placed_in_block(int x) {
  void *block = ::operator new(2 * sizeof(object));
  auto *first = new (block) object(x);
  auto *second = new (static_cast<char *>(block) + sizeof(object)) object(x + 5);
  int result = first->x + second->x;
  second->~object();
  first->~object();
  ::operator delete(block);
  return result;
}

struct tagged {
  int value;
  static int last_tag;
  static void *operator new(size_t size, int tag) {
    last_tag = tag;
    return ::operator new(size);
  }
  static void operator delete(void *memory, int) { ::operator delete(memory); }
  static void operator delete(void *memory) { ::operator delete(memory); }
};
int tagged::last_tag;

[[gnu::noinline]] int use_tagged(int x) {
  auto *t = new (42) tagged{x};
  int value = t->value * x;
  delete t;
  return value;
}

} // namespace

int main() {
  int sum = use_counted(three);
  std::printf("counted %d, %d new, %d delete\n", sum, news, deletes);
  int first, second;
  void *place = use_pooled(three, &first);
  bool same = use_pooled(three + 1, &second) == place;
  std::printf("pooled %d %d, at the same place %d\n", first, second, same);
  ::operator delete(pooled::unused);
  std::printf("placed %d\n", placed(three));
  std::printf("placed in a block %d\n", placed_in_block(three));
  int value = use_tagged(three);
  std::printf("with an argument %d, tag %d\n", value, tagged::last_tag);
}
