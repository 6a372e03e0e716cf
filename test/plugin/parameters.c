// What functions do with their pointer parameters, in Go's words (seeds.md row 3). In unoptimised code the line
// and column are those of the parameter.
//
// RUN: %clang -g -O0 -Xclang -disable-O0-optnone -S -emit-llvm %s -o %t.ll
// RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1>' -disable-output %t.ll 2>&1 | FileCheck --match-full-lines %s
#include <stdlib.h>

struct user {
  char *name;
  int age;
  struct user *next;
};

struct user *global;
char *global_name;

// CHECK: {{.*}}parameters.c:[[#@LINE+1]]:29: leaking param: u to result ~r0 level=1
char *get_name(struct user *u) { return u->name; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:32: leaking param: u to result ~r0 level=0
struct user *same(struct user *u) { return u; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:34: leaking param: u to result ~r0 level=2
char *get_next_name(struct user *u) { return u->next->name; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:26: u does not escape
int get_age(struct user *u) { return u->age; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:24: leaking param: u
void keep(struct user *u) { global = u; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:29: leaking param content: u
void keep_name(struct user *u) { global_name = u->name; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+2]]:28: u does not escape
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:37: leaking param: name to *u
void set_name(struct user *u, char *name) { u->name = name; }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:27: releases param: u
void release(struct user *u) { free(u); }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:32: may release param: u
void release_some(struct user *u) {
  if (u->age > 3)
    free(u);
}

// On both ways, once by a function that always does.
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:34: releases param: u
void release_either(struct user *u) {
  if (u->age > 3)
    release(u);
  else
    free(u);
}

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:38: may release param: u
void release_by_another(struct user *u) { release_some(u); }

// By way of other functions.
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:28: leaking param: u
void keep_too(struct user *u) { keep(same(u)); }

// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:23: u does not escape
int both(struct user *u, struct user *v) { return get_age(u) + get_age(v); }
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE-1]]:39: v does not escape

// Mutual recursion.
int odd(struct user *u, int n);
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:23: u does not escape
int even(struct user *u, int n) { return n == 0 ? u->age : odd(u, n - 1); }
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:22: u does not escape
int odd(struct user *u, int n) { return n == 0 ? 0 : even(u, n - 1); }

void keep_odd(struct user *u, int n);
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:29: leaking param: u
void keep_even(struct user *u, int n) { n ? keep_odd(u, n - 1) : keep(u); }
// CHECK-NEXT: {{.*}}parameters.c:[[#@LINE+1]]:28: leaking param: u
void keep_odd(struct user *u, int n) { n ? keep_even(u, n - 1) : (void)0; }
