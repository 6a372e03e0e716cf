// Before and after, of two commands and of two saved runs; the two builds lie in different folders. With the records,
// every site has its verdict.
// RUN: rm -rf %t && mkdir -p %t/before %t/after && cp %s %t/before && cp %s %t/after
// RUN: %clang -O1 -g %t/before/compare.c -o %t/before/run
// RUN: %clang -O1 -g -fpass-plugin=%plugin -fsave-optimization-record -foptimization-record-file=%t/after/run.opt.yaml \
// RUN:   %t/after/compare.c -o %t/after/run
// RUN: echo 12345 | %counter --callers 2 --records %t/after --compare %t/before/run -- %t/after/run 2>&1 | FileCheck %s
// RUN: echo 12345 | %counter --callers 2 --save %t/before.counts %t/before/run 2> %t/before.txt
// RUN: echo 12345 | %counter --callers 2 --save %t/after.counts %t/after/run 2> %t/after.txt
// RUN: %counter --records %t/after --compare %t/before.counts %t/after.counts 2>&1 | FileCheck --check-prefix=SITES %s
// RUN: %counter --show %t/after.counts 2>&1 | FileCheck --check-prefix=SHOW %s
// RUN: %counter --records %t/after --show %t/before.counts 2>&1 | FileCheck --check-prefix=PLAIN %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct box { int value; };
void *volatile kept;

__attribute__((noinline)) static struct box *box_new(int value) {
  struct box *box = malloc(sizeof *box); // line 21
  box->value = value;
  return box;
}
__attribute__((noinline)) static void box_free(struct box *box) { free(box); }

__attribute__((noinline)) static size_t copy_length(const char *text, size_t size) {
  char *copy = malloc(size); // line 28
  memcpy(copy, text, size);
  size_t length = strlen(copy);
  free(copy);
  return length;
}

int main(void) {
  char line[1000] = "";
  if (!fgets(line, sizeof line, stdin))
    return 1;
  struct box *box = box_new(line[0]); // line 39
  size_t length = box->value + copy_length(line, strlen(line) + 1) + copy_length(line, 999);
  box_free(box);
  kept = malloc(length); // line 42
  printf("%zu\n", length);
  return 0;
}
// Both read the same standard input.
// CHECK-COUNT-2: {{^61$}}
// CHECK: before: 4 heap allocations ({{[0-9,]+}} bytes) by the program's own code
// CHECK: after: 2 heap allocations ({{[0-9,]+}} bytes) by the program's own code
// SITES: before after bytes before bytes after site verdict
// SITES-DAG: 2 1 1,006 999 {{.*}}compare.c:28 copy_length moved when it fits
// SITES-DAG: 1 1 61 61 {{.*}}compare.c:42 main kept: stored where it may outlive the call
// SITES: 1 0 4 0 {{.*}}compare.c:21 box_new moved by a clone for compare.c:39
// SHOW: 2 heap allocations
// SHOW-NOT: verdict
// PLAIN: 1 61 {{.*}}compare.c:42 main kept: stored where it may outlive the call
