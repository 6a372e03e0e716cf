// Build systems give flags twice. The pass runs once all the same: one line for the site.
// RUN: %clang -O2 -gline-tables-only -fpass-plugin=%plugin -fpass-plugin=%plugin -c %s -o %t.o 2>&1 | count 0
// RUN: env HEAP2STACK=m=1 %clang -O2 -gline-tables-only -fpass-plugin=%plugin -fpass-plugin=%plugin -c %s \
// RUN:   -o %t.o 2>&1 | FileCheck %s
#include <stdlib.h>

// CHECK: loaded-twice.c:[[@LINE+2]]:{{[0-9]+}}: malloc(8) escapes to heap: returned to the caller
// CHECK-NOT: malloc(8)
void *make(void) { return malloc(8); }
