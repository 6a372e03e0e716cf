// Questions about an object's class at run time: they read the object and keep nothing.
//
// RUN: %e2e %s
// HEAP: plain=9 O0=1 O2=1
// OUT: dynamic_cast 3, none
// OUT: typeid same 1, different 1
// OUT: whole object 1
// OUT: across 6
// OUT: bad cast caught
// OUT: kept 5
#include <cstdio>
#include <typeinfo>

namespace {

volatile int three = 3;

struct base {
  virtual ~base() = default;
  int value;
  explicit base(int value) : value(value) {}
};

struct derived : base {
  using base::base;
  int twice() const { return 2 * value; }
};

struct other : base {
  using base::base;
};

struct printable {
  virtual ~printable() = default;
  int width = 6;
};

struct both : base, printable {
  using base::base;
};

[[gnu::noinline]] derived *as_derived(base *b) { return dynamic_cast<derived *>(b); }
[[gnu::noinline]] bool same_class(const base &a, const base &b) { return typeid(a) == typeid(b); }
[[gnu::noinline]] printable *as_printable(base *b) { return dynamic_cast<printable *>(b); }

[[gnu::noinline]] void cast(int value) {
  base *first = new derived(value), *second = new other(value);
  derived *found = as_derived(first);
  std::printf("dynamic_cast %d, %s\n", found->twice() - found->value, as_derived(second) ? "one" : "none");
  delete first;
  delete second;
}

[[gnu::noinline]] void compare(int value) {
  base *a = new derived(value), *b = new derived(value), *c = new other(value);
  std::printf("typeid same %d, different %d\n", same_class(*a, *b), !same_class(*a, *c));
  delete a;
  delete b;
  delete c;
}

[[gnu::noinline]] void whole(int value) {
  both *b = new both(value);
  printable *p = b;
  std::printf("whole object %d\n", dynamic_cast<void *>(p) == b);
  delete p;
}

[[gnu::noinline]] void across(int value) {
  base *b = new both(value);
  std::printf("across %d\n", as_printable(b)->width);
  delete b;
}

[[gnu::noinline]] void bad_cast(int value) {
  base *b = new other(value);
  try {
    std::printf("%d\n", dynamic_cast<derived &>(*b).twice());
  } catch (const std::bad_cast &) {
    std::printf("bad cast caught\n");
  }
  delete b;
}

derived *last;

[[gnu::noinline]] void remember(base *b) {
  if (auto *d = dynamic_cast<derived *>(b))
    last = d;
}

[[gnu::noinline]] void given_away(int value) { // kept
  base *b = new derived(value);
  remember(b);
}

} // namespace

int main() {
  cast(three);
  compare(three);
  whole(three);
  across(three);
  bad_cast(three);
  given_away(three + 2);
  std::printf("kept %d\n", last->value);
  delete last;
}
