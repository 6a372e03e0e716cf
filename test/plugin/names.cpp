// Names in C++: demangled, with namespaces and template arguments; constructors, operators, lambdas, extern "C".
//
// RUN: env HEAP2STACK=m=2 %clangxx -std=c++17 -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s
// RUN: env HEAP2STACK=m=2 %clangxx -std=c++17 -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=BARE
//
// Nothing mangled is left, with debug info or without.
// RUN: env HEAP2STACK=m=2 %clangxx -std=c++17 -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | not grep _Z
// RUN: env HEAP2STACK=m=2 %clangxx -std=c++17 -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | not grep _Z
#define NOINLINE __attribute__((noinline))

namespace ns {
struct node {
  node *next;
  int value;
  explicit node(int v) : next(nullptr), value(v) {}
};
node *head;
template <typename T> NOINLINE void keep(T *q) { head = q; }
struct functor {
  NOINLINE void operator()(node *x) const { head = x; }
  NOINLINE functor &operator<<(node *y) {
    head = y;
    return *this;
  }
};
struct list {
  node *first = nullptr;
  NOINLINE void publish();
};
list *published;
NOINLINE void list::publish() { published = this; }
NOINLINE node *make(int v) { return new node(v); }
NOINLINE void drop(node *n) { delete n; }
} // namespace ns

extern "C" void c_keep(void *);

// CHECK:      names.cpp:[[#@LINE+6]]:13: operator new(16) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = p:
// CHECK-NEXT:   from p (passed to ns::keep<ns::node>(), parameter 1) at {{.*}}:[[#@LINE+5]]:3
// CHECK-NEXT:   from ns::keep<ns::node>'s q (stored to global ns::head) at {{.*}}:[[#@LINE-23]]:55
// BARE:       in of_template(): operator new(16)
void of_template(int n) {
  auto *p = new ns::node(n);
  ns::keep(p);
}

// The position is that of the operator's call; the object itself is an argument that the source does not write.
// CHECK:      from p (passed to ns::functor::operator()(), parameter 1) at
// CHECK-NEXT: from ns::functor::operator()'s x (stored to global ns::head) at
// CHECK:      from q (passed to ns::functor::operator<<(), parameter 1) at
// CHECK-NEXT: from ns::functor::operator<<'s y (stored to global ns::head) at
void of_operator(ns::functor &f) {
  auto *p = new ns::node(1);
  f(p);
  auto *q = new ns::node(2);
  f << q;
}

// CHECK:      from r (passed to of_lambda(){{.*}}::operator()(), parameter 1) at
// CHECK-NEXT: from of_lambda(){{.*}}::operator()'s z (stored to global ns::head) at
void of_lambda() {
  auto l = [](ns::node *z) NOINLINE { ns::head = z; };
  auto *r = new ns::node(3);
  l(r);
}

// CHECK:      operator new(8) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = s:
// CHECK-NEXT:   from s (passed to ns::list::publish() as this) at
// CHECK-NEXT:   from ns::list::publish's this (stored to global ns::published) at
void of_this() {
  auto *s = new ns::list;
  s->publish();
}

// CHECK:      operator new(16) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {callee} = operator new(16):
// CHECK-NEXT:   from operator new(16) (passed to c_keep(), parameter 1) at
// BARE:       from operator new(16) (passed to c_keep(), parameter 1)
void of_c() { c_keep(new ns::node(4)); }

// CHECK: moved to stack: ns::make() via clone ns::make.h2s ({{.*}} instructions), not released in clone ns::drop.h2s (
// BARE:  moved to stack: ns::make() via clone ns::make.h2s ({{.*}} instructions), not released in clone ns::drop.h2s (
void of_clones() { ns::drop(ns::make(5)); }

// CHECK:      operator new[](n * 2) escapes to heap: passed to inline assembly
// CHECK-NEXT:   flow: {callee} = buffer:
void of_array(long n) {
  auto *buffer = new char[n * 2];
  asm volatile("" ::"r"(buffer));
}
