// clang -fpass-plugin and -Rpass: each site has its remark at its line, and -Rpass-analysis tells the flow.
//
// RUN: %clang -O1 -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -Rpass-analysis=heap2stack -Xclang -verify -c %s -o /dev/null
// RUN: %clang -O2 -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -Rpass-analysis=heap2stack -Xclang -verify -c %s -o /dev/null
// RUN: %clang -Os -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -Rpass-analysis=heap2stack -Xclang -verify -c %s -o /dev/null
//
// -O0 is left alone, and says nothing.
// RUN: %clang -O0 -fpass-plugin=%plugin -Rpass=heap2stack -Rpass-missed=heap2stack -S -emit-llvm %s -o - 2>&1 | FileCheck %s --check-prefix=O0
// O0-NOT: remark:
// O0: define {{.*}}@moved(
// O0: call {{.*}}@malloc(
#include <stdlib.h>

void keep(void *);
extern void *global;

int moved(int n) {
  volatile int *p = malloc(4); // expected-remark {{moved to stack: malloc(4)}}
  if (!p)
    return -1;
  *p = n;
  int result = *p;
  free((void *)p);
  return result;
}

void *returned(void) {
  void *p = malloc(8);
  // expected-remark@-1 {{malloc(8) escapes to heap: returned to the caller}}
  // expected-remark@-2 {{flow: {result} = malloc(8):}}
  // expected-remark@-3 {{from malloc(8) (return) at }}
  return p;
}

void passed(void) {
  keep(malloc(16));
  // expected-remark@-1 {{malloc(16) escapes to heap: passed to a function that may keep it}}
  // expected-remark@-2 {{flow: {callee} = malloc(16):}}
  // expected-remark@-3 {{from malloc(16) (passed to keep(), parameter 1) at }}
}

static __attribute__((noinline)) void keep_in_global(void *q) { global = q; }

void passed_on(void) {
  keep_in_global(malloc(24));
  // expected-remark@-1 {{malloc(24) escapes to heap: passed to a function that may keep it}}
  // expected-remark@-2 {{flow: {heap} = malloc(24):}}
  // expected-remark@-3 {{from malloc(24) (passed to keep_in_global(), parameter 1) at }}
  // expected-remark@-4 {{from keep_in_global's parameter 1 (stored to global global) at }}
}

void stored(void) {
  global = calloc(3, 8);
  // expected-remark@-1 {{calloc(3, 8) escapes to heap: stored where it may outlive the call}}
  // expected-remark@-2 {{flow: {heap} = calloc(3, 8):}}
  // expected-remark@-3 {{from calloc(3, 8) (stored to global global) at }}
}
