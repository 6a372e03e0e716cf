// -fsave-optimization-record: one record a site, with the reason's stable name and what else is known, each as an
// argument of its own; one record a step of the flow, with its place in the source. llvm-remarkutil reads them.
//
// RUN: cd %S && %clang -g -O1 -fpass-plugin=%plugin -fsave-optimization-record=yaml -foptimization-record-passes=heap2stack -foptimization-record-file=%t.yaml -c record.c -o /dev/null
// RUN: FileCheck %s < %t.yaml
// RUN: llvm-remarkutil count --parser=yaml --pass-name=heap2stack --remark-type=passed --count-by=arg --args=Size --group-by=total %t.yaml | FileCheck %s --check-prefix=SIZES
// RUN: llvm-remarkutil count --parser=yaml --pass-name=heap2stack --rremark-name='Escapes.*' --count-by=remark-name --group-by=total %t.yaml | FileCheck %s --check-prefix=ESCAPES
// SIZES: Total,36
// ESCAPES: Total,3
//
// Other tools' form, and other passes only. (clang 19 itself cannot write bitstreams into ELF files.)
// RUN: llvm-remarkutil yaml2bitstream %t.yaml -o %t.bits
// RUN: llvm-remarkutil bitstream2yaml %t.bits -o - | FileCheck %s --check-prefix=BITS
// BITS: Name: {{ *}}MovedToStack
// BITS: Slot: {{ *}}plain
// RUN: cd %S && %clang -g -O1 -fpass-plugin=%plugin -fsave-optimization-record=yaml -foptimization-record-file=%t.none -foptimization-record-passes=inline -c record.c -o /dev/null
// RUN: not grep heap2stack %t.none
#include <stdlib.h>

struct node {
  struct node *next;
  char *name;
};
struct node *list;
void keep(struct node *);

//      CHECK: --- !Passed
// CHECK-NEXT: Pass: {{ *}}heap2stack
// CHECK-NEXT: Name: {{ *}}MovedToStack
// CHECK-NEXT: DebugLoc: {{.*}}Line: [[#@LINE+9]], Column: 21
// CHECK-NEXT: Function: {{ *}}moved
// CHECK-NEXT: Args:
// CHECK-NEXT:   - Message: {{ *}}'moved to stack: malloc(4)'
// CHECK-NEXT:   - Allocator: {{ *}}malloc
// CHECK-NEXT:   - Size: {{ *}}'4'
// CHECK-NEXT:   - Slot: {{ *}}plain
// CHECK-NEXT: ...
int moved(int n) {
  volatile int *p = malloc(4);
  *p = n;
  int result = *p;
  free((void *)p);
  return result;
}

//      CHECK: --- !Missed
// CHECK-NEXT: Pass: {{ *}}heap2stack
// CHECK-NEXT: Name: {{ *}}EscapesReturn
// CHECK-NEXT: DebugLoc: {{.*}}Line: [[#@LINE+19]], Column: 31
// CHECK-NEXT: Function: {{ *}}returned
// CHECK-NEXT: Args:
// CHECK-NEXT:   - Message: {{ *}}'malloc(8) escapes to heap: returned to the caller'
// CHECK-NEXT:   - Allocator: {{ *}}malloc
// CHECK-NEXT:   - Size: {{ *}}'8'
// CHECK-NEXT:   - Reason: {{ *}}returned to the caller
// CHECK-NEXT:   - Escape: {{ *}}{{'?}}record.c:[[#@LINE+12]]:24
// CHECK-NEXT:     DebugLoc: {{.*}}Line: [[#@LINE+11]], Column: 24
// CHECK-NEXT: ...
// CHECK-NEXT: --- !Analysis
// CHECK-NEXT: Pass: {{ *}}heap2stack
// CHECK-NEXT: Name: {{ *}}Flow
//      CHECK: Step: {{ *}}'flow: {result} = malloc(8):'
//      CHECK: --- !Analysis
//      CHECK: Step: {{ *}}'from malloc(8) (return) at {{.*}}record.c:[[#@LINE+4]]:24'
// CHECK-NEXT:     DebugLoc: {{.*}}Line: [[#@LINE+3]], Column: 24
// CHECK-NEXT: ...

void *returned(void) { return malloc(8); }

// The place where it escapes, and the function that it is given to; the step in that function is there.
static __attribute__((noinline)) void keep_in_list(struct node *q) {
  q->next = list;
  list = q;
}
//      CHECK: Name: {{ *}}EscapesCall
// CHECK-NEXT: DebugLoc: {{.*}}Line: [[#@LINE+13]], Column: 20
// CHECK-NEXT: Function: {{ *}}passed
//      CHECK:   - Reason: {{ *}}passed to a function that may keep it
// CHECK-NEXT:   - Escape: {{ *}}{{'?}}record.c:[[#@LINE+11]]:3
// CHECK-NEXT:     DebugLoc: {{.*}}Line: [[#@LINE+10]], Column: 3
// CHECK-NEXT:   - Callee: {{ *}}keep_in_list
// CHECK-NEXT:     DebugLoc: {{.*}}Line: [[#@LINE+8]], Column: 3
// CHECK-NEXT: ...
//      CHECK: Step: {{ *}}'from p (passed to keep_in_list(), parameter 1) at
// CHECK-NEXT:     DebugLoc: {{.*}}Line: [[#@LINE+5]], Column: 3
//      CHECK: Step: {{ *}}'from keep_in_list''s q (stored to global list) at
// CHECK-NEXT:     DebugLoc: {{.*}}Line: [[#@LINE-14]], Column: 8
void passed(void) {
  struct node *p = malloc(sizeof *p);
  keep_in_list(p);
}

// Clones, by the names that a profiler will show.
static __attribute__((noinline)) struct node *make(char *name) {
  struct node *n = malloc(sizeof *n);
  n->name = name;
  return n;
}
static __attribute__((noinline)) void drop(struct node *n) {
  keep(n->next);
  free(n);
}
//      CHECK: Function: {{ *}}of_clones
//      CHECK:   - Allocator: {{ *}}make
// CHECK-NEXT:   - Size: {{ *}}'16'
// CHECK-NEXT:   - Slot: {{ *}}clone
// CHECK-NEXT:   - Clone: {{ *}}make.h2s
// CHECK-NEXT:   - Releaser: {{ *}}drop.h2s
void of_clones(void) { drop(make("name")); }

static inline char *inner(void) { return calloc(2, 8); }
//      CHECK: Function: {{ *}}of_inlined
//      CHECK:   - Message: {{ *}}'moved to stack: calloc(2, 8)'
//      CHECK:   - Inlined: {{ *}}'inlined into of_inlined() at {{.*}}record.c:[[#@LINE+3]]:
// CHECK-NEXT:   - Slot: {{ *}}zeroed
int of_inlined(void) {
  volatile char *p = inner();
  p[1] = 2;
  int result = p[1] + p[2];
  free((void *)p);
  return result;
}
