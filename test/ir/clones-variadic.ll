; Clones of variadic functions: what they take besides comes before the variadic arguments, which keep their
; attributes.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @llvm.va_start.p0(ptr)
declare void @llvm.va_end.p0(ptr)
declare void @keep(ptr)

define ptr @make(i64 %n, ...) {
  %p = call ptr @malloc(i64 8)
  store i64 %n, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define i64 @attributes(
; CHECK: call ptr (i64, ptr, ...) @make.h2s(i64 noundef 1, ptr %slot, i32 signext 2, ptr byval([4 x i64]) %big, double 1.000000e+00)
; VERDICT: in attributes(): moved to stack: make() via clone make.h2s
define i64 @attributes(ptr %big) {
  %p = call ptr (i64, ...) @make(i64 noundef 1, i32 signext 2, ptr byval([4 x i64]) %big, double 1.0)
  %n = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %n
}

define ptr @make_none(...) {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @no_named_arguments(
; CHECK: call ptr (ptr, ...) @make_none.h2s(ptr %slot, i32 1)
define void @no_named_arguments() {
  %p = call ptr (...) @make_none(i32 1)
  call void @free(ptr %p)
  ret void
}

; A function of what it makes itself is called, and then by its clone with what the caller's slots take.
define ptr @outer(i64 %n, ...) {
  %own = call ptr (i64, ...) @make(i64 1, i32 2)
  call void @free(ptr %own)
  %p = call ptr (i64, ...) @make(i64 %n, i32 3)
  ret ptr %p
}

; CHECK-LABEL: define void @through(
; CHECK: call ptr (i64, ptr, ...) @outer.h2s(i64 4, ptr %slot, i32 5)
; VERDICT: in through(): moved to stack: outer() via clone outer.h2s
define void @through() {
  %p = call ptr (i64, ...) @outer(i64 4, i32 5)
  call void @free(ptr %p)
  ret void
}

; Called through a pointer.
define void @indirect(i1 %c) {
  %f = select i1 %c, ptr @make, ptr @outer
  %p = call ptr (i64, ...) %f(i64 4, i32 5)
  call void @free(ptr %p)
  ret void
}

; It may be among the variadic arguments that a function keeps what it is given.
define void @keep_all(i64 %n, ...) {
  %list = alloca [4 x i64]
  call void @llvm.va_start.p0(ptr %list)
  call void @keep(ptr %list)
  call void @llvm.va_end.p0(ptr %list)
  ret void
}

; VERDICT: in kept(): make() escapes to heap
define void @kept() {
  %p = call ptr (i64, ...) @make(i64 1)
  call void (i64, ...) @keep_all(i64 1, ptr %p)
  ret void
}

; CHECK: define internal ptr @make.h2s(i64 %n, ptr %{{.*}}, ...)
; CHECK: define internal ptr @outer.h2s(i64 %n, ptr %{{.*}}, ...)
; CHECK: call ptr (i64, ptr, ...) @make.h2s(i64 %n, ptr %{{.*}}, i32 3)
