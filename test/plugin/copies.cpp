// Several findings at one place: instances of a template, several objects that one call makes.
//
// RUN: env HEAP2STACK=m=1 %clangxx -std=c++17 -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s --match-full-lines
#define NOINLINE __attribute__((noinline))

struct small {
  int a;
};
struct large {
  long a[8];
};
struct pair {
  small *first;
  large *second;
};

// Where they are the same, once: whatever the type, all of these are of one size.
template <typename T, int N> NOINLINE T *make() {
  // CHECK: {{.*}}copies.cpp:[[#@LINE+3]]:10: operator new(4) escapes to heap: returned to the caller (in make<small, 1>(), and 1 more)
  // CHECK-NEXT: {{.*}}copies.cpp:[[#@LINE+2]]:10: operator new(64) escapes to heap: returned to the caller (in make<large, 3>())
  // CHECK-NOT: {{.*}} operator new{{.*}}returned{{.*}}
  return new T;
}
template small *make<small, 1>();
template small *make<small, 2>();
template large *make<large, 3>();

// Each object has its line; nothing has to be said about where.
NOINLINE static void fill(pair *p) {
  // CHECK: {{.*}}copies.cpp:[[#@LINE+1]]:14: operator new(4) escapes to heap: stored where it may outlive the call
  p->first = new small{1};
  p->second = new large{};
}
// CHECK: {{.*}}copies.cpp:[[#@LINE+4]]:3: moved to stack: object 1 of fill() (operator new(4)) via clone fill.h2s ({{[0-9]+}} instructions)
// CHECK-NEXT: {{.*}}copies.cpp:[[#@LINE+3]]:3: moved to stack: object 2 of fill() (operator new(64)) via clone fill.h2s ({{[0-9]+}} instructions)
long use() {
  pair p;
  fill(&p);
  long result = p.first->a + p.second->a[1];
  delete p.first;
  delete p.second;
  return result;
}
