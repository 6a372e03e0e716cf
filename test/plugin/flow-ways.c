// -heap2stack-m=2: the ways that a pointer may take, each with its own words.
//
// RUN: env HEAP2STACK=m=2 %clang -g -O2 -fpass-plugin=%plugin -c %s -o /dev/null 2>&1 | FileCheck %s
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct node {
  struct node *next;
  char *name;
};
struct node *list;
static __thread struct node *mine;
extern void (*hook)(struct node *);

// What a parameter's memory holds.
static NOINLINE void keep_next(struct node *q) { list = q->next; }
// CHECK:      :[[#@LINE+7]]:13: malloc(32) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = *c:
// CHECK-NEXT:   from malloc(32) (stored in *c) at {{.*}}:[[#@LINE+5]]:11
// CHECK-NEXT:   from *c (reached by keep_next(), parameter 1) at {{.*}}:[[#@LINE+5]]:3
// CHECK-NEXT:   from keep_next's *q (stored to global list) at {{.*}}:[[#@LINE-5]]:55
void content(void) {
  struct node *c = malloc(sizeof *c);
  c->next = malloc(32);
  keep_next(c);
  free(c);
}

// A function that another one is told to call.
static NOINLINE void keep(struct node *q) { list = q; }
static NOINLINE void apply(void (*f)(struct node *), struct node *x) { f(x); }
// CHECK:      :[[#@LINE+4]]:31: malloc(16) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = malloc(16):
// CHECK-NEXT:   from malloc(16) (passed {{to|by}} apply()
// CHECK:        from keep's q (stored to global list) at {{.*}}:[[#@LINE-5]]:50
void told(void) { apply(keep, malloc(16)); }

// Functions that call themselves.
static NOINLINE void recursive(int n, struct node *q) {
  if (n)
    recursive(n - 1, q->next);
  list = q;
}
// CHECK:      :[[#@LINE+4]]:{{.*}}: malloc(17) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = malloc(17):
// CHECK-NEXT:   from malloc(17) (passed to recursive(), parameter 2) at {{.*}}:[[#@LINE+2]]:28
// CHECK-NEXT:   from recursive's q (stored to global list) at {{.*}}:[[#@LINE-5]]:8
void calls_itself(int n) { recursive(n, malloc(17)); }

// Functions that call each other.
static NOINLINE void odd(struct node *o, int n);
static NOINLINE void even(struct node *e, int n) {
  if (n > 3)
    odd(e, n - 1);
  if (n == 17)
    list = e;
}
static NOINLINE void odd(struct node *o, int n) {
  if (n > 2)
    even(o, n - 1);
}
// CHECK:      malloc(26) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = malloc(26):
// CHECK-NEXT:   from malloc(26) (passed to odd(), parameter 1) at
// CHECK-NEXT:   from odd's o (passed to even(), parameter 1) at
// CHECK-NEXT:   from even's e (stored to global list) at
// CHECK-NOT: from
void call_each_other(int n) { odd(malloc(26), n); }

// CHECK:      malloc(18) escapes to heap: stored where it may outlive the call
// CHECK-NEXT:   flow: {heap} = malloc(18):
// CHECK-NEXT:   from malloc(18) (stored to thread-local mine) at
void of_thread(void) { mine = malloc(18); }

// CHECK:      malloc(19) escapes to heap: passed to an unknown function
// CHECK-NEXT:   flow: {callee} = malloc(19):
// CHECK-NEXT:   from malloc(19) (passed to the function pointer hook, parameter 1) at
void by_pointer(void) { hook(malloc(19)); }

// CHECK:      malloc(20) escapes to heap: passed to inline assembly
// CHECK-NEXT:   flow: {callee} = p:
// CHECK-NEXT:   from p (passed to inline assembly) at
void by_asm(void) {
  char *p = malloc(20);
  __asm__ volatile("" ::"r"(p) : "memory");
}

// A callee stores it in memory that the caller does not know.
static NOINLINE void set_name(struct node *to, char *name) { to->name = name; }
// CHECK:      malloc(21) escapes to heap: passed to a function that may keep it
// CHECK-NEXT:   flow: {heap} = malloc(21):
// CHECK-NEXT:   from malloc(21) (passed to set_name(), parameter 2) at
// CHECK-NEXT:   from set_name's name (stored in *to) at
void in_list(void) { set_name(list, malloc(21)); }

// The releases of parameters, which callers can do without.
// CHECK:      releases param: p
// CHECK-NEXT:   flow: {release} = p:
// CHECK-NEXT:   from p (passed to free(), parameter 1) at {{.*}}:[[#@LINE+3]]:3
static NOINLINE void release(struct node *p) {
  list = p->next;
  free(p);
}
// CHECK:      may release param: r
// CHECK-NEXT:   flow: {release} = r:
// CHECK-NEXT:   from r (passed to release(), parameter 1) at
// CHECK-NEXT:   from release's p (passed to free(), parameter 1) at
static NOINLINE void release_some(int n, struct node *r) {
  if (n)
    release(r);
}
// CHECK: moved to stack: malloc(24), not released in clone release_some.h2s
void released(int n) { release_some(n, malloc(24)); }

// Where the object is still in use when the next one is made.
// CHECK:      malloc(25) escapes to heap: still in use when the allocation runs again (outlives the loop iteration)
// CHECK-NEXT:   flow: {next iteration} = *last:
// CHECK:        from last (stored in *last) at
void in_loop(void) {
  struct node *last = NULL;
  for (int i = 0; i < 1000; i++) {
    struct node *p = malloc(25);
    p->next = last;
    last = p;
  }
  while (last) {
    struct node *next = last->next;
    free(last);
    last = next;
  }
}
