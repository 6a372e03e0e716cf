// -heap2stack-m=2: the way of each pointer from its site to where it escapes, across calls, with the variables and
// positions of the source; in unoptimised code and in the middle of the -O2 pipeline.
//
// RUN: %clang -g -O0 -Xclang -disable-O0-optnone -S -emit-llvm %s -o %t.ll
// RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=2>' -disable-output %t.ll 2>&1 | FileCheck %s --check-prefixes=CHECK,O0
// RUN: env HEAP2STACK=m=2 %clang -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s 
//
// Without debug info: no positions and no variables, but still the same way.
// RUN: env HEAP2STACK=m=2 %clang -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=BARE
// The IR's own names stand for variables where there is no debug info.
// RUN: %clang -O0 -Xclang -disable-O0-optnone -fno-discard-value-names -S -emit-llvm %s -o %t.ll
// RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=2>' -disable-output %t.ll 2>&1 | FileCheck %s --check-prefix=NAMES
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct node {
  struct node *next;
  char *name;
};
struct node *list;

// CHECK:      flow.c:[[#@LINE+3]]:{{.*}}leaking param: q
// CHECK-NEXT:   flow: {heap} = q:
// CHECK-NEXT:   from q (stored to global list) at {{.*}}flow.c:[[#@LINE+3]]:8
static NOINLINE void keep(struct node *q) {
  q->next = list;
  list = q;
}

// CHECK:      flow.c:[[#@LINE+4]]:{{.*}}leaking param: r
// CHECK-NEXT:   flow: {heap} = r:
// CHECK-NEXT:   from r (passed to keep(), parameter 1) at {{.*}}flow.c:[[#@LINE+4]]:5
// CHECK-NEXT:   from keep's q (stored to global list) at {{.*}}flow.c:[[#@LINE-6]]:8
static NOINLINE void keep_some(int n, struct node *r) {
  if (n)
    keep(r);
}

// CHECK:      flow.c:[[#@LINE+7]]:20: malloc(16) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = p:
// O0-NEXT:      from malloc(16) (assigned to p) at {{.*}}flow.c:[[#@LINE+5]]:16
// CHECK-NEXT:   from p (passed to keep_some(), parameter 2) at {{.*}}flow.c:[[#@LINE+5]]:3
// CHECK-NEXT:   from keep_some's r (passed to keep(), parameter 1) at {{.*}}flow.c:[[#@LINE-7]]:5
// CHECK-NEXT:   from keep's q (stored to global list) at {{.*}}flow.c:[[#@LINE-17]]:8
void two_calls(int n) {
  struct node *p = malloc(sizeof *p);
  keep_some(n, p);
}

// An object goes where the one goes that it is stored in.
// CHECK:      flow.c:[[#@LINE+6]]:13: malloc(n * 8 + 1) escapes to heap: stored in an object that escapes
// CHECK-NEXT:   flow: {result} = c:
// CHECK-NEXT:   from malloc(n * 8 + 1) (stored in *c) at {{.*}}flow.c:[[#@LINE+4]]:11
// CHECK-NEXT:   from c (return) at {{.*}}flow.c:[[#@LINE+4]]:3
struct node *in_container(int n) {
  struct node *c = malloc(sizeof *c);
  c->name = malloc(n * 8 + 1);
  return c;
}

// The optimiser sees through the next two.
// O0:      flow.c:[[#@LINE+5]]:44: malloc(22) escapes to heap: returned to the caller
// O0-NEXT:   flow: {result} = same():
// O0-NEXT:   from malloc(22) (returned by same()) at {{.*}}flow.c:[[#@LINE+3]]:39
// O0-NEXT:   from same() (return) at {{.*}}flow.c:[[#@LINE+2]]:32
static NOINLINE struct node *same(struct node *q) { return q; }
struct node *by_result(void) { return same(malloc(22)); }

// O0:      flow.c:[[#@LINE+5]]:31: malloc(23) escapes to heap: passed to an unknown function
// O0-NEXT:   flow: {heap} = malloc(23):
// O0-NEXT:   from malloc(23) (passed by apply() to keep(), parameter 1) at {{.*}}flow.c:[[#@LINE+3]]:19
// O0-NEXT:   from keep's q (stored to global list) at
static NOINLINE void apply(void (*f)(struct node *), struct node *x) { f(x); }
void told(void) { apply(keep, malloc(23)); }

// BARE:      in two_calls(): malloc(16) escapes to heap: passed to a function that may keep it
// BARE-NEXT:   flow: {heap} = malloc(16):
// BARE-NEXT:   from malloc(16) (passed to keep_some(), parameter 2){{$}}
// BARE-NEXT:   from keep_some's parameter 2 (passed to keep(), parameter 1){{$}}
// BARE-NEXT:   from keep's parameter 1 (stored to global list){{$}}

// NAMES:      in two_calls(): malloc(16) escapes to heap: passed to a function that may keep it
// NAMES-NEXT:   flow: {heap} = p:
// NAMES:        from p (passed to keep_some(), parameter 2){{$}}
// NAMES-NEXT:   from keep_some's r (passed to keep(), parameter 1){{$}}
// NAMES-NEXT:   from keep's q (stored to global list){{$}}
