// Go's cases as C, un-inlined and inlined, with the lines of -heap2stack-m.
//
// RUN: %clang -O1 -gline-tables-only -fpass-plugin=%plugin -Xclang -load -Xclang %plugin -mllvm -heap2stack-m=1 -c %s -o %t.o 2>&1 | FileCheck %s --match-full-lines
// RUN: env HEAP2STACK=m=1 %clang -O2 -gline-tables-only -fpass-plugin=%plugin -c %s -o %t.o 2>&1 | FileCheck %s --match-full-lines
#include <stdlib.h>

// 1. func Add(x, y int) *int { res := x+y; return &res }
__attribute__((noinline)) int *add(int x, int y) {
  // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:14: malloc(4) escapes to heap: returned to the caller
  int *res = malloc(sizeof *res);
  *res = x + y;
  return res;
}

// 2. p := new(User); p.name = ...
struct user {
  volatile int id;
  const char *volatile name;
};
int user(const char *name) {
  // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:20: moved to stack: malloc(16)
  struct user *u = malloc(sizeof *u);
  u->id = 7;
  u->name = name;
  int length = u->id + (u->name != 0);
  free(u);
  return length;
}

// 8. make([]int, 100)
int slice(int i) {
  // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:21: moved to stack: calloc(100, 4)
  volatile int *s = calloc(100, sizeof *s);
  s[i] = i;
  int v = s[5];
  free((void *)s);
  return v;
}

// 9. make([]int, 1000000)
int large_slice(int i) {
  // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:21: calloc(1000000, 4) escapes to heap: too large for stack (limit 65535)
  volatile int *s = calloc(1000000, sizeof *s);
  s[i] = i;
  int v = s[5];
  free((void *)s);
  return v;
}

// 11. A variable of the loop body stays inside the iteration.
int in_iteration(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:23: moved to stack: malloc(8)
    volatile int *p = malloc(8);
    *p = i;
    sum += *p;
    free((void *)p);
  }
  return sum;
}

// 12. It is kept in a variable declared outside.
int outlives_iteration(int n) {
  int sum = 0;
  volatile int *older = 0;
  for (int i = 0; i < n; i++) {
    // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:23: malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration)
    volatile int *p = malloc(8);
    *p = i;
    if (older)
      sum += *older;
    older = p;
  }
  return sum;
}

// 15. 64 KiB.
int below_limit(int i) {
  // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:22: moved to stack: malloc(65535)
  volatile char *s = malloc(65535);
  s[i] = (char)i;
  int v = s[5];
  free((void *)s);
  return v;
}
int at_limit(int i) {
  // CHECK: {{.*}}seeds.c:[[#@LINE+1]]:22: malloc(65536) escapes to heap: too large for stack (limit 65535)
  volatile char *s = malloc(65536);
  s[i] = (char)i;
  int v = s[5];
  free((void *)s);
  return v;
}
