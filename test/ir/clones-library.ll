; A copy of text needs a function that measures it; here that name is taken.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=.h2s
declare ptr @strdup(ptr)
declare void @free(ptr)

define i64 @strlen(i32 %x) {
  ret i64 0
}

define ptr @copy(ptr %s) {
  %p = call ptr @strdup(ptr %s)
  ret ptr %p
}

; CHECK-LABEL: define void @copied(
; CHECK: call ptr @copy(ptr %s)
define void @copied(ptr %s) {
  %p = call ptr @copy(ptr %s)
  call void @free(ptr %p)
  ret void
}
