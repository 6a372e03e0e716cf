; A function called malloc with another prototype is another function.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | count 0

declare ptr @malloc(i32)
declare ptr @calloc(i64)
declare ptr @aligned_alloc(i64, i64, ...)
declare i64 @memalign(i64, i64)
declare void @look(ptr nocapture) nofree

; CHECK-LABEL: define {{.*}}@narrow_size(
; CHECK: call ptr @malloc(i32 8)
define void @narrow_size() {
  %p = call ptr @malloc(i32 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@too_few(
; CHECK: call ptr @calloc(i64 8)
define void @too_few() {
  %p = call ptr @calloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@variadic(
; CHECK: @aligned_alloc(i64 64, i64 64, i64 0)
define void @variadic() {
  %p = call ptr (i64, i64, ...) @aligned_alloc(i64 64, i64 64, i64 0)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@no_pointer(
; CHECK: call i64 @memalign(
define void @no_pointer() {
  %n = call i64 @memalign(i64 64, i64 64)
  %p = inttoptr i64 %n to ptr
  call void @look(ptr %p)
  ret void
}
