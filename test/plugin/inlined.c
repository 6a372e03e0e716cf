// Inlined code has the line that the programmer wrote. Copies of it in many places are one line; where they differ,
// each line says which copies it is about.
//
// RUN: env HEAP2STACK=m=1 %clang -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s --match-full-lines
// RUN: env HEAP2STACK=m=2 %clang -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=FLOW
//
// Without positions each copy is told by its function.
// RUN: env HEAP2STACK=m=1 %clang -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=BARE --match-full-lines
#include <stdlib.h>

struct node {
  struct node *next;
  int value;
};
struct node *list;

static inline struct node *same_everywhere(int value) {
  //      CHECK:{{.*}}inlined.c:[[#@LINE+1]]:20: malloc(16) escapes to heap: returned to the caller
  struct node *p = malloc(sizeof *p);
  p->value = value;
  return p;
}
struct node *first(void) { return same_everywhere(1); }
//      FLOW: :[[#@LINE-5]]:20: malloc(16) escapes to heap: returned to the caller{{$}}
// FLOW-NEXT:   flow: {result} = p:
// FLOW-NEXT:   from p (return) at {{.*}}:[[#@LINE-3]]:28
// FLOW-NEXT:   inlined into first() at {{.*}}:[[#@LINE-4]]:35
// FLOW-NEXT:   flow: {result} = p:
// FLOW-NEXT:   from p (return) at {{.*}}:[[#@LINE+2]]:29
// FLOW-NEXT:   inlined into second() at {{.*}}:[[#@LINE+1]]:36
struct node *second(void) { return same_everywhere(2); }

static inline struct node *different(int value) {
  // CHECK-NEXT:{{.*}}inlined.c:[[#@LINE+3]]:20: malloc(24) escapes to heap: returned to the caller (inlined into kept() at {{.*}}:[[#@LINE+7]]:34)
  // CHECK-NEXT:{{.*}}inlined.c:[[#@LINE+2]]:20: malloc(24) escapes to heap: stored where it may outlive the call (inlined into kept_otherwise() at {{.*}}:[[#@LINE+7]]:36, and 1 more)
  // CHECK-NEXT:{{.*}}inlined.c:[[#@LINE+1]]:20: moved to stack: malloc(24) (inlined into moved() at {{.*}}:[[#@LINE+9]]:29, and 1 more)
  struct node *p = malloc(24);
  p->value = value;
  return p;
}
struct node *kept(void) { return different(1); }
void kept_otherwise(void) { list = different(1); }
void kept_once_more(void) { list = different(2); }
int moved(void) {
  struct node *volatile p = different(3);
  int v = p->value;
  free(p);
  return v;
}
static inline struct node *deeper(void) { return different(4); }
int moved_too(void) {
  struct node *volatile p = deeper();
  int v = p->value;
  free(p);
  return v;
}
// FLOW-NEXT: returned to the caller (inlined into kept() at
// FLOW-NEXT:   flow: {result} = p:
// FLOW-NEXT:   from p (return) at
// FLOW-NEXT: stored where it may outlive the call (inlined into kept_otherwise() at {{.*}}, and 1 more)
// FLOW-NEXT:   flow: {heap} = p:
// FLOW-NEXT:   from p (stored to global list) at
// FLOW-NEXT:   inlined into kept_otherwise() at
// FLOW-NEXT:   flow: {heap} = p:
// FLOW-NEXT:   from p (stored to global list) at
// FLOW-NEXT:   inlined into kept_once_more() at
// FLOW-NEXT: moved to stack: malloc(24) (inlined into moved() at {{.*}}, and 1 more)
// FLOW-NEXT:   inlined into moved() at
// FLOW-NEXT:   inlined at {{.*}}:[[#@LINE-19]]:50, into moved_too() at {{.*}}:[[#@LINE-17]]:29
// FLOW-NOT: inlined.c

//      BARE:{{.*}}inlined.c: in first(): malloc(16) escapes to heap: returned to the caller
// BARE-NEXT:{{.*}}inlined.c: in second(): malloc(16) escapes to heap: returned to the caller
// BARE-NEXT:{{.*}}inlined.c: in kept(): malloc(24) escapes to heap: returned to the caller
// BARE-NEXT:{{.*}}inlined.c: in kept_otherwise(): malloc(24) escapes to heap: stored where it may outlive the call
// BARE-NEXT:{{.*}}inlined.c: in kept_once_more(): malloc(24) escapes to heap: stored where it may outlive the call
// BARE-NEXT:{{.*}}inlined.c: in moved(): moved to stack: malloc(24)
// BARE-NEXT:{{.*}}inlined.c: in moved_too(): moved to stack: malloc(24)
