; The clean-up after rewriting: of a function of which only copies or clones are called nothing is left; a copy, in
; which nothing but calls was redirected, is not worked on.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack,verify' -S %s | FileCheck %s --implicit-check-not='define {{.*}}@gone(' --implicit-check-not='define {{.*}}@gone_too('
; RUN: %h2s %s | FileCheck %s --check-prefix=NONE

declare ptr @malloc(i64)
declare void @free(ptr)

; CHECK-LABEL: define i32 @root(
; CHECK-NOT: add i32 1, 2
; CHECK: call i32 @gone.h2s(
; NONE-LABEL: define i32 @root(
; NONE: add i32 1, 2
define i32 @root() {
  %p = call ptr @malloc(i64 4)
  store i32 7, ptr %p
  %x = call i32 @gone(ptr %p)
  %three = add i32 1, 2
  %sum = add i32 %x, %three
  call void @free(ptr %p)
  ret i32 %sum
}

; CHECK: define {{.*}}@stays(
; NONE: define {{.*}}@gone(
define linkonce_odr i32 @gone(ptr %p) noinline {
  %x = call i32 @stays(ptr %p)
  %y = call i32 @gone_too(ptr %p)
  %three = add i32 1, 2
  %sum = add i32 %x, %three
  %all = add i32 %sum, %y
  ret i32 %all
}

; NONE: define {{.*}}@gone_too(
define linkonce_odr i32 @gone_too(ptr %p) noinline {
  %x = load i32, ptr %p
  ret i32 %x
}

define linkonce_odr i32 @stays(ptr %p) noinline {
  %x = load i32, ptr %p
  ret i32 %x
}

; Its twin: what is not only called.
; CHECK-LABEL: define ptr @other(
; CHECK: ret ptr @stays
define ptr @other() {
  ret ptr @stays
}

; CHECK: define internal i32 @gone.h2s(
; CHECK: call i32 @stays.h2s(
; CHECK: call i32 @gone_too.h2s(
; CHECK: add i32 1, 2
