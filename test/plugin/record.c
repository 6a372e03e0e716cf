// -fsave-optimization-record: one record a site, with the reason's stable name and the size.
//
// RUN: %clang -O1 -fpass-plugin=%plugin -fsave-optimization-record=yaml -foptimization-record-file=%t.yaml -c %s -o /dev/null
// RUN: FileCheck %s < %t.yaml
//      CHECK: --- !Passed
// CHECK-NEXT: Pass: {{ *}}heap2stack
// CHECK-NEXT: Name: {{ *}}MovedToStack
//      CHECK: Function: {{ *}}moved
//      CHECK: Message: {{ *}}'moved to stack: malloc(4)'
//      CHECK: Size: {{ *}}'4'
//      CHECK: --- !Missed
// CHECK-NEXT: Pass: {{ *}}heap2stack
// CHECK-NEXT: Name: {{ *}}EscapesReturn
//      CHECK: Function: {{ *}}returned
#include <stdlib.h>

int moved(int n) {
  volatile int *p = malloc(4);
  *p = n;
  int result = *p;
  free((void *)p);
  return result;
}

void *returned(void) { return malloc(8); }
