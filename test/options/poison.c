/* The option poison makes a wrong promotion visible. It takes a lie to get one: a row of effects says that keep()
 * does not keep what it is given.
 *
 * RUN: split-file %s %t
 * RUN: %clang -O0 -Xclang -disable-O0-optnone -emit-llvm -c %t/program.c -o %t/program.bc
 * RUN: %clang -O0 -c %t/other.c -o %t/other.o
 * RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup;effects=%t/rows;poison>' %t/program.bc -o %t/poison.bc
 * RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup;poison>' %t/program.bc -o %t/kept.bc
 * RUN: %clang -O0 %t/poison.bc %t/other.o -o %t/poison
 * RUN: %clang -O0 %t/kept.bc %t/other.o -o %t/kept
 * RUN: %t/poison | FileCheck %s --check-prefix=LIE
 * RUN: %t/kept | FileCheck %s --check-prefix=TRUTH
 *
 * LIE: in the next iteration: a5a5a5a5
 * LIE: after the return: a5a5a5a5
 * TRUTH: in the next iteration: 1
 * TRUTH: after the return: 3
 */
//--- rows
keep v(p)
//--- program.c
#include <stdio.h>
#include <stdlib.h>

void keep(unsigned *number);
unsigned kept(void);

static void repeated(void) {
  for (unsigned i = 0; i < 2; i++) {
    unsigned *number = malloc(sizeof *number);
    if (i > 0)
      printf("in the next iteration: %x\n", kept());
    *number = i + 1;
    keep(number);
  }
}

static void returned(void) {
  unsigned *number = malloc(sizeof *number);
  *number = 3;
  keep(number);
}

int main(void) {
  repeated();
  returned();
  printf("after the return: %x\n", kept());
  return 0;
}
//--- other.c
static unsigned *pointer;
void keep(unsigned *number) { pointer = number; }
unsigned kept(void) { return *pointer; }
