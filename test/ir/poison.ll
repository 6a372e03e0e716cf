; Option poison: a slot is filled with 0xA5 where an object's life begins and ends in it, and where its function
; returns. There are no lifetime markers then.
;
; RUN: split-file %s %t
; RUN: %opt -load-pass-plugin=%plugin -verify-each '-passes=heap2stack<no-cleanup;poison>,verify' -S %t/input.ll | FileCheck %t/input.ll
; RUN: %opt -load-pass-plugin=%plugin -verify-each '-passes=heap2stack<no-cleanup>,verify' -S %t/input.ll | FileCheck %s --check-prefix=OFF
;
; OFF: llvm.lifetime.start
; OFF-NOT: i8 -91

;--- input.ll
target datalayout = "e-p:64:64"

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @realloc(ptr, i64)
declare void @free(ptr)
declare i32 @use(ptr nocapture) nofree
declare void @may_throw()
declare i32 @__gxx_personality_v0(...)

; CHECK-NOT: llvm.lifetime

; CHECK-LABEL: define i32 @plain(
; CHECK: [[SLOT:%.*]] = alloca [24 x i8], align 16
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 24, i1 true)
; CHECK: [[X:%.*]] = call i32 @use(ptr [[SLOT]])
; CHECK: [[IS:%.*]] = icmp eq ptr [[SLOT]], [[SLOT]]
; CHECK: [[SIZE:%.*]] = select i1 [[IS]], i64 24, i64 0
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 [[SIZE]], i1 true)
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 24, i1 true)
; CHECK-NEXT: ret i32 [[X]]
define i32 @plain() {
  %p = call ptr @malloc(i64 24)
  %x = call i32 @use(ptr %p)
  call void @free(ptr %p)
  ret i32 %x
}

; The zeros come after it.
; CHECK-LABEL: define i32 @zeroed(
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT:%.*]], i8 -91, i64 8, i1 true)
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr {{.*}}[[SLOT]], i8 0, i64 8, i1 false)
define i32 @zeroed() {
  %p = call ptr @calloc(i64 1, i64 8)
  %x = call i32 @use(ptr %p)
  call void @free(ptr %p)
  ret i32 %x
}

; The whole slot, when the object is in it.
; CHECK-LABEL: define i32 @guarded(
; CHECK: [[SLOT:%.*]] = alloca [256 x i8], align 16
; CHECK: on.stack:
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 256, i1 true)
; CHECK: [[P:%.*]] = phi ptr
; CHECK: [[IS:%.*]] = icmp eq ptr [[P]], [[SLOT]]
; CHECK: [[SIZE:%.*]] = select i1 [[IS]], i64 256, i64 0
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 [[SIZE]], i1 true)
; CHECK: call void @free(
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 256, i1 true)
; CHECK-NEXT: ret
define i32 @guarded(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  %x = call i32 @use(ptr %p)
  call void @free(ptr %p)
  ret i32 %x
}

; What realloc has moved away from.
; CHECK-LABEL: define i32 @resized(
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr align 1 [[NEW:%.*]], ptr align 1 [[OLD:%.*]], i64
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr [[OLD]], i8 -91, i64 {{.*}}, i1 true)
define i32 @resized() {
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p
  %q = call ptr @realloc(ptr %p, i64 16)
  %x = call i32 @use(ptr %q)
  call void @free(ptr %q)
  ret i32 %x
}

; By unwinding as well.
; CHECK-LABEL: define i32 @unwound(
; CHECK: landingpad
; CHECK: call void @llvm.memset.p0.i64(ptr {{.*}}, i8 -91, i64 32, i1 true)
; CHECK-NEXT: resume
define i32 @unwound() personality ptr @__gxx_personality_v0 {
  %p = call ptr @malloc(i64 32)
  %x = call i32 @use(ptr %p)
  invoke void @may_throw() to label %normal unwind label %pad
normal:
  call void @free(ptr %p)
  ret i32 %x
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @free(ptr %p)
  resume { ptr, i32 } %e
}

; Nothing may come between a musttail call and the return.
; CHECK-LABEL: define i32 @replaced(
; CHECK: select
; CHECK: call void @llvm.memset.p0.i64(ptr {{.*}}, i8 -91, i64 24, i1 true)
; CHECK-NEXT: [[R:%.*]] = musttail call i32 @plain()
; CHECK-NEXT: ret i32 [[R]]
define i32 @replaced() {
  %p = call ptr @malloc(i64 24)
  %x = call i32 @use(ptr %p)
  call void @free(ptr %p)
  %r = musttail call i32 @plain()
  ret i32 %r
}

; A clone finds the size in front of the slot, and 0 for what is no slot.
; CHECK-LABEL: define i32 @released_by_callee(
; CHECK: [[SLOTS:%.*]] = alloca [32 x i8], align 16
; CHECK: [[SLOT:%.*]] = getelementptr inbounds i8, ptr [[SLOTS]], i64 16
; CHECK: [[HEADER:%.*]] = getelementptr inbounds i8, ptr [[SLOTS]], i64 8
; CHECK: store i64 16, ptr [[HEADER]]
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT]], i8 -91, i64 16, i1 true)
; CHECK: call void @destroy.h2s(ptr [[SLOT]],
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr [[SLOTS]], i8 -91, i64 32, i1 true)
; CHECK-NEXT: ret
define i32 @released_by_callee() {
  %p = call ptr @malloc(i64 16)
  %x = call i32 @use(ptr %p)
  call void @destroy(ptr %p)
  ret i32 %x
}

define internal void @destroy(ptr %p) noinline {
  call void @free(ptr %p)
  ret void
}

; A constructor's clone fills what it is given.
define i32 @made_by_callee() {
  %p = call ptr @create()
  %x = call i32 @use(ptr %p)
  call void @free(ptr %p)
  ret i32 %x
}

define internal ptr @create() noinline {
  %p = call ptr @malloc(i64 40)
  store i64 0, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define {{.*}}@destroy.h2s(
; CHECK: in.slot:
; CHECK: [[HEADER:%.*]] = getelementptr i8, ptr %p, i64 -8
; CHECK: [[SIZE:%.*]] = load i64, ptr [[HEADER]], align 1
; CHECK: call void @llvm.memset.p0.i64(ptr %p, i8 -91, i64 [[SIZE]], i1 true)
; CHECK: release:
; CHECK-NEXT: call void @free(

; CHECK-LABEL: define {{.*}}@create.h2s(
; CHECK: call void @llvm.memset.p0.i64(ptr [[SLOT:%.*]], i8 -91, i64 40, i1 true)
; CHECK-NEXT: store i64 0, ptr [[SLOT]]
