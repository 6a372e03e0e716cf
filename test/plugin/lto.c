// ld.lld --load-pass-plugin: with full LTO the plugin sees the whole program, with thin LTO each module. The linker
// cannot pass options; the environment does.
//
// RUN: %clang -O2 -flto -c %s -o %t.full.o
// RUN: env HEAP2STACK=m=1 %lld --load-pass-plugin=%plugin -shared %t.full.o -o %t.so 2>&1 | FileCheck %s
// RUN: %clang -O2 -flto=thin -c %s -o %t.thin.o
// RUN: env HEAP2STACK=m=1 %lld --load-pass-plugin=%plugin -shared %t.thin.o -o %t.so 2>&1 | FileCheck %s
// RUN: env HEAP2STACK=m=x not %lld --load-pass-plugin=%plugin -shared %t.full.o -o %t.so 2>&1 | FileCheck %s --check-prefix=ERROR
// ERROR: heap2stack: 'x' at character 3 of the options is not a number from 0 to 2 (for 'm') (environment variable HEAP2STACK)
//
// -O0 at link time is left alone as well.
// RUN: env HEAP2STACK=m=1 %lld --load-pass-plugin=%plugin --lto-O0 -shared %t.full.o -o %t.so 2>&1 | count 0
#include <stdlib.h>

// CHECK: in moved(): moved to stack: malloc(4)
int moved(int n) {
  volatile int *p = malloc(4);
  *p = n;
  int result = *p;
  free((void *)p);
  return result;
}

// CHECK: in returned(): malloc(8) escapes to heap: returned to the caller
void *returned(void) { return malloc(8); }
