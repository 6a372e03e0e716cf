// The report sorted by what a run of the program allocated. It may be the build without the plugin: what is moved
// does not count.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -O1 -g %s -o %t/plain
// RUN: %clang -O1 -g -fpass-plugin=%plugin -fsave-optimization-record -foptimization-record-file=%t/a.opt.yaml %s \
// RUN:   -o %t/moved
// RUN: %counter --save %t/plain.counts -- %t/plain 2> %t/plain.txt
// RUN: %counter --save %t/moved.counts -- %t/moved 2> %t/moved.txt
// RUN: %report %t/a.opt.yaml --counts %t/plain.counts | FileCheck %s
// RUN: %report %t/a.opt.yaml --counts %t/moved.counts --html %t/html | FileCheck %s
// RUN: cat %t/html/*-counts.c.html | FileCheck --check-prefix=HTML %s
// RUN: not %report %t/a.opt.yaml --counts %s 2>&1 | FileCheck --check-prefix=BAD %s
#include <stdlib.h>
void *volatile kept;
__attribute__((noinline)) static void often(void) { kept = malloc(5); }  // line 15
__attribute__((noinline)) static void seldom(void) { kept = malloc(6); } // line 16
__attribute__((noinline)) static void moved(void) {
  volatile char *p = malloc(7);
  *p = 1;
  free((void *)p);
}
int main(void) {
  seldom();
  for (int i = 0; i < 20; i++)
    often();
  for (int i = 0; i < 3000; i++)
    moved();
  return 0;
}
// CHECK: sites lines allocations kept because
// CHECK-NEXT: 2 2 21 stored where it may outlive the call (EscapesStore)
// CHECK: Files{{.*}}, by heap allocations in the counted run:
// CHECK-NEXT: allocations kept moved file
// CHECK-NEXT: 21 2 1
// CHECK: allocations kept moved line
// CHECK-NEXT: 20 1 0 {{.*}}counts.c:15
// CHECK-NEXT: 1 1 0 {{.*}}counts.c:16
// CHECK-NOT: counts.c:18
// HTML: <tr id="L15" class="marked"><td class="number">15</td><td class="number">20</td>
// BAD: heap2stack-report: error: {{.*}}counts.c:1: not a file that heap2stack-count --save wrote
