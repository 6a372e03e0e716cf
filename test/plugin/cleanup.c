// What runs on changed functions after the pass: SROA where the rest of the compiler's pipeline follows, all of the
// clean-up at the end of the link, nothing on other functions.
//
// RUN: %clang -O2 -fpass-plugin=%plugin -Xclang -fdebug-pass-manager -c %s -o %t.o 2>&1 | FileCheck %s --check-prefixes=CHECK,COMPILE
// RUN: %clang -O2 -flto -c %s -o %t.full.o
// RUN: %lld --load-pass-plugin=%plugin --lto-debug-pass-manager -shared %t.full.o -o %t.so 2>&1 | FileCheck %s --check-prefixes=CHECK,LINK
#include <stdlib.h>

// CHECK: Running pass: {{.*}}Heap2StackPass on [module]
// CHECK-NOT: Running pass: {{.*}} on unchanged
// CHECK: Running pass: SROAPass on changed
// COMPILE-NOT: Running pass: {{EarlyCSEPass|InstCombinePass|SimplifyCFGPass}}
// COMPILE: Running pass: Float2IntPass on changed
// LINK: Running pass: EarlyCSEPass on changed
// LINK: Running pass: InstCombinePass on changed
// LINK: Running pass: SimplifyCFGPass on changed
// LINK-NOT: Running pass: {{.*}} on unchanged
// LINK: Running pass: AnnotationRemarksPass
__attribute__((noinline)) static void fill(int *p) { *p = 1; }

int changed(void) {
  int *p = malloc(4);
  fill(p);
  int s = *p;
  free(p);
  return s;
}

int unchanged(int *p) {
  fill(p);
  return *p;
}
