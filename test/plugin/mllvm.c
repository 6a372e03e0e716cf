// -mllvm -heap2stack-...: a misspelt one stops the compile.
//
// RUN: %clang -O1 -fpass-plugin=%plugin -Xclang -load -Xclang %plugin -mllvm -heap2stack-m=1 -mllvm -heap2stack-max-size=3 -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK: malloc(4) escapes to heap: too large for stack (limit 3)
// RUN: not %clang -O1 -fpass-plugin=%plugin -Xclang -load -Xclang %plugin -mllvm -heap2stack-m=one -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=MALFORMED
// MALFORMED: heap2stack: 'one' {{.*}}is not a number from 0 to 2 (for 'm')
// RUN: not %clang -O1 -fpass-plugin=%plugin -Xclang -load -Xclang %plugin -mllvm -heap2stack-maxsize=3 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: unknown option 'maxsize'
// RUN: %clang -O1 -fpass-plugin=%plugin -Xclang -load -Xclang %plugin -mllvm -heap2stack-stats -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=TABLE
// TABLE: 1 sites
// TABLE-NEXT: 1 moved to stack
//
// LLVM's own -stats has the numbers where LLVM was built with statistics; releases say that they were not.
// RUN: %clang -O1 -fpass-plugin=%plugin -mllvm -stats -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=STATISTIC
// STATISTIC: {{Statistics are disabled|1 heap2stack .*- Number of allocation sites seen}}
#include <stdlib.h>

int moved(int n) {
  volatile int *p = malloc(4);
  *p = n;
  int result = *p;
  free((void *)p);
  return result;
}
