// Pointers that are read as numbers, and numbers as pointers, in the ways in which the language allows it, and memory
// that holds one, then the other. Kept: every node that its function hands on so.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// FLAGS: -std=c++20
// HEAP: plain=21 O0=18 O2=17
// OUT: union 7
// OUT: memcpy 7
// OUT: bytes 7
// OUT: bit_cast 7
// OUT: may_alias 7
// OUT: atomic 7
// OUT: variant 7
// OUT: any 7
// OUT: reused storage 7
// OUT: reused block 7
// OUT: free list 7
// OUT: tagged 7
// OUT: bit-field 7
// OUT: struct copied 7
// OUT: realloc 7
// OUT: halves 7
// OUT: moves: reused 49
#include <any>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <variant>

namespace {

volatile int one = 1;

struct node {
  node *up, *next;
  long value;
};

struct header { // smaller than a node
  node *last;
  long count;
};

// Links the node in after what is found in `n->up`: with n->up == &header this stores to header::count.
[[gnu::noinline]] void link(node *n) { n->up->next = n; }

int value_at(std::uintptr_t address) {
  auto *n = reinterpret_cast<node *>(address);
  int value = static_cast<int>(n->value);
  delete n;
  return value;
}

node *make() { return new node{nullptr, nullptr, 6 + one}; }

union either {
  node *pointer;
  std::uintptr_t number;
};

struct cell {
  either *where;
};

[[gnu::noinline]] std::uintptr_t read_union(cell *c) { return c->where->number; }

[[gnu::noinline]] std::uintptr_t by_union() {
  either e;
  cell c{&e};
  c.where->pointer = make();
  return read_union(&c);
}

struct box {
  node **where;
};

[[gnu::noinline]] void put(box *b, node *n) { *b->where = n; }

[[gnu::noinline]] std::uintptr_t by_memcpy() {
  node *n;
  box b{&n};
  put(&b, make());
  std::uintptr_t number;
  std::memcpy(&number, b.where, sizeof number);
  return number;
}

[[gnu::noinline]] std::uintptr_t by_bytes() {
  node *n;
  box b{&n};
  put(&b, make());
  std::uintptr_t number = 0;
  for (unsigned i = 0; i < sizeof n; i++)
    number |= static_cast<std::uintptr_t>(reinterpret_cast<unsigned char *>(b.where)[i]) << 8 * i;
  return number;
}

[[gnu::noinline]] std::uintptr_t by_bit_cast() {
  node *n;
  box b{&n};
  put(&b, make());
  return std::bit_cast<std::uintptr_t>(*b.where);
}

using any_number [[gnu::may_alias]] = std::uintptr_t;

[[gnu::noinline]] std::uintptr_t by_may_alias() {
  node *n;
  box b{&n};
  put(&b, make());
  return *reinterpret_cast<any_number *>(b.where);
}

[[gnu::noinline]] std::uintptr_t by_atomic() {
  std::atomic<node *> a{nullptr};
  a.exchange(make());
  std::atomic<std::uintptr_t> number{reinterpret_cast<std::uintptr_t>(a.load())};
  return number.load();
}

[[gnu::noinline]] std::uintptr_t number_in(std::variant<std::uintptr_t, node *> &v) {
  if (auto *n = std::get_if<node *>(&v))
    v = reinterpret_cast<std::uintptr_t>(*n);
  return std::get<0>(v);
}

[[gnu::noinline]] std::uintptr_t by_variant() {
  std::variant<std::uintptr_t, node *> v;
  v = make();
  return number_in(v);
}

[[gnu::noinline]] std::uintptr_t by_any() {
  std::any a = make();
  a = reinterpret_cast<std::uintptr_t>(std::any_cast<node *>(a));
  return std::any_cast<std::uintptr_t>(a);
}

struct storage {
  alignas(8) unsigned char bytes[8];
};

// A pointer, and in its place the number that it is.
[[gnu::noinline]] std::uintptr_t renumber(storage *s) {
  node *n = *std::launder(reinterpret_cast<node **>(s->bytes));
  auto *number = new (s->bytes) std::uintptr_t(reinterpret_cast<std::uintptr_t>(n));
  return *number;
}

[[gnu::noinline]] std::uintptr_t by_storage() {
  storage s;
  new (s.bytes) node *(make());
  return renumber(&s);
}

// The block is a list's node first, then an array of numbers.
[[gnu::noinline]] std::uintptr_t by_block() {
  void *block = std::malloc(sizeof(node));
  auto *n = new (block) node{nullptr, make(), 1};
  auto address = reinterpret_cast<std::uintptr_t>(n->next);
  auto *numbers = new (block) std::uintptr_t[3]{0, address, 0};
  std::uintptr_t number = std::launder(numbers)[one];
  std::free(block);
  return number;
}

// A pool whose free blocks are linked in their first word.
struct pool {
  struct free_block {
    free_block *next;
  };
  free_block *first = nullptr;
  void *get() {
    if (!first)
      return ::operator new(sizeof(std::uintptr_t));
    free_block *block = first;
    first = block->next;
    return block;
  }
  void put(void *block) { first = new (block) free_block{first}; }
  ~pool() {
    while (first)
      ::operator delete(get());
  }
};

[[gnu::noinline]] std::uintptr_t by_free_list() {
  pool p;
  auto **pointer = new (p.get()) node *(make());
  node *n = *pointer;
  p.put(pointer);
  auto *number = new (p.get()) std::uintptr_t(reinterpret_cast<std::uintptr_t>(n));
  std::uintptr_t result = *number;
  p.put(number);
  return result;
}

[[gnu::noinline]] std::uintptr_t untag(const std::uintptr_t *word) { return *word & ~std::uintptr_t{7}; }

[[gnu::noinline]] std::uintptr_t by_tag() {
  std::uintptr_t word;
  std::uintptr_t *volatile where = &word;
  *where = reinterpret_cast<std::uintptr_t>(make()) | 1;
  return untag(where);
}

struct packed {
  std::uint64_t address : 48;
  std::uint64_t tag : 16;
};

[[gnu::noinline]] std::uintptr_t unpack(const packed *p) { return p->address; }

[[gnu::noinline]] std::uintptr_t by_bit_field() {
  packed p;
  p.tag = 3;
  p.address = reinterpret_cast<std::uintptr_t>(make()) & 0xffffffffffff;
  return unpack(&p);
}

struct holder {
  either e;
};

[[gnu::noinline]] void copy(holder *to, const holder *from) { *to = *from; }

[[gnu::noinline]] std::uintptr_t by_struct() {
  holder from, to;
  from.e.pointer = make();
  copy(&to, &from);
  return to.e.number;
}

[[gnu::noinline]] std::uintptr_t by_realloc() {
  auto **block = static_cast<node **>(std::malloc(sizeof(node *)));
  *block = make();
  void *moved = std::realloc(block, 100 * sizeof(node *));
  std::uintptr_t number;
  std::memcpy(&number, moved, sizeof number);
  std::free(moved);
  return number;
}

[[gnu::noinline]] std::uintptr_t join(const std::uint32_t *halves) {
  return halves[0] | static_cast<std::uintptr_t>(halves[1]) << 32;
}

[[gnu::noinline]] std::uintptr_t by_halves() {
  auto address = reinterpret_cast<std::uintptr_t>(make());
  std::uint32_t halves[2];
  std::memcpy(halves, &address, sizeof halves);
  return join(halves);
}

// Moves: the header's number is no link, whatever link() says about nodes.
[[gnu::noinline]] long reused(long n) {
  header h{nullptr, n};
  node first{nullptr, nullptr, 0};
  node *a = make();
  a->up = one ? &first : reinterpret_cast<node *>(&h); // as a tree's header stands for a node
  link(a);
  h.count *= first.next->value;
  delete a;
  return h.count;
}

// Of what is called through these pointers no caller knows what it makes.
struct test {
  const char *name;
  std::uintptr_t (*volatile run)();
};

test tests[] = {
    {"union", by_union},
    {"memcpy", by_memcpy},
    {"bytes", by_bytes},
    {"bit_cast", by_bit_cast},
    {"may_alias", by_may_alias},
    {"atomic", by_atomic},
    {"variant", by_variant},
    {"any", by_any},
    {"reused storage", by_storage},
    {"reused block", by_block},
    {"free list", by_free_list},
    {"tagged", by_tag},
    {"bit-field", by_bit_field},
    {"struct copied", by_struct},
    {"realloc", by_realloc},
    {"halves", by_halves},
};

} // namespace

int main() {
  for (test &t : tests)
    std::printf("%s %d\n", t.name, value_at(t.run()));
  std::printf("moves: reused %ld\n", reused(7));
}
