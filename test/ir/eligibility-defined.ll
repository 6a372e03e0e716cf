; An allocator that this module itself defines is not the C library's: it may have any effect.
;
; RUN: %h2s %s | FileCheck %s

declare void @look(ptr nocapture) nofree
@arena = internal global [4096 x i8] zeroinitializer
@calls = global i64 0

define ptr @malloc(i64 %n) {
  %before = load i64, ptr @calls
  %after = add i64 %before, %n
  store i64 %after, ptr @calls
  %p = getelementptr i8, ptr @arena, i64 %before
  ret ptr %p
}

; CHECK-LABEL: define {{.*}}@user(
; CHECK: call ptr @malloc(i64 8)
define void @user() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; Only this module's: calloc is still the library's.
; CHECK-LABEL: define {{.*}}@other_user(
; CHECK-NOT: @calloc(
declare ptr @calloc(i64, i64)
define void @other_user() {
  %p = call ptr @calloc(i64 1, i64 8)
  call void @look(ptr %p)
  ret void
}

; An internal definition is nobody else's.
; CHECK-LABEL: define {{.*}}@internal_user(
; CHECK: call ptr @memalign(
define internal ptr @memalign(i64 %a, i64 %n) {
  %p = getelementptr i8, ptr @arena, i64 %n
  ret ptr %p
}
define void @internal_user() {
  %p = call ptr @memalign(i64 32, i64 64)
  call void @look(ptr %p)
  ret void
}
