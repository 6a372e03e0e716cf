// The same for C++: new-expressions, their constructors, and delete.
//
// RUN: %clangxx -std=c++17 -O1 -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -Xclang -verify -c %s -o /dev/null
// RUN: %clangxx -std=c++17 -O3 -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -Xclang -verify -c %s -o /dev/null
// RUN: %clangxx -std=c++17 -O0 -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -S -emit-llvm %s -o - 2>&1 | FileCheck %s --check-prefix=O0
// O0-NOT: remark:
// O0: call {{.*}}@_Znwm(
namespace std {
enum class align_val_t : decltype(sizeof 0) {};
}

struct point {
  volatile int x, y;
  point(int a, int b) : x(a), y(b) {}
};

int moved(int n) {
  point *p = new point(n, 1); // expected-remark {{moved to stack: operator new(8)}}
  int sum = p->x + p->y;
  delete p;
  return sum;
}

int array() {
  volatile int *p = new int[10]; // expected-remark {{moved to stack: operator new[](40)}}
  p[3] = 4;
  int v = p[3];
  delete[] p;
  return v;
}

struct alignas(64) line {
  volatile char bytes[64];
};

int aligned() {
  line *p = new line; // expected-remark {{moved to stack: operator new(64, 64)}}
  p->bytes[5] = 1;
  int v = p->bytes[5];
  delete p;
  return v;
}

point *returned() {
  return new point(1, 2); // expected-remark {{operator new(8) escapes to heap: returned to the caller}}
}

// Either object or argument: delete stays, and gets null for the slot.
int either(bool c, point *a) {
  point *p = c ? new point(3, 4) : a; // expected-remark {{moved to stack: operator new(8)}}
  int sum = p->x + p->y;
  delete p;
  return sum;
}

// A direct call of operator new is no allocation that may be left out, and no site.
void *operator_called() { return ::operator new(8); }
