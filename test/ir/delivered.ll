; posix_memalign: the object's pointer is stored through an argument, and the result is 0.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare i32 @posix_memalign(ptr, i64, i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
@global = global ptr null

; CHECK-LABEL: define i32 @constant(
; CHECK: [[SLOT:%.*]] = alloca [24 x i8], align 32
; CHECK: store ptr [[SLOT]], ptr %out
; CHECK-NOT: @free(
; CHECK: ret i32 0
; VERDICT: in constant(): moved to stack: posix_memalign(32, 24)
define i32 @constant() {
  %out = alloca ptr
  %error = call i32 @posix_memalign(ptr %out, i64 32, i64 24)
  %p = load ptr, ptr %out
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret i32 %error
}

; CHECK-LABEL: define i32 @dynamic(
; CHECK: on.stack:
; CHECK: store ptr [[SLOT:%.*]], ptr %out
; CHECK: on.heap:
; CHECK-NEXT: %error = call i32 @posix_memalign(ptr %out, i64 32, i64 %n)
; CHECK: phi i32 [ 0, %on.stack ], [ %error, %on.heap ]
; CHECK: icmp eq ptr %p, [[SLOT]]
; CHECK: call void @free(
; VERDICT: in dynamic(): moved to stack when n <= 256: posix_memalign(32, n)
define i32 @dynamic(i64 %n) {
  %out = alloca ptr
  %error = call i32 @posix_memalign(ptr %out, i64 32, i64 %n)
  %p = load ptr, ptr %out
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret i32 %error
}

; VERDICT: in alignment_too_small(): posix_memalign(4, 8) escapes to heap: alignment
define void @alignment_too_small() {
  %out = alloca ptr
  %error = call i32 @posix_memalign(ptr %out, i64 4, i64 8)
  ret void
}

; VERDICT: in to_argument(): posix_memalign(16, 8) escapes to heap: stored where it may outlive the call
define void @to_argument(ptr %out) {
  %error = call i32 @posix_memalign(ptr %out, i64 16, i64 8)
  ret void
}

; VERDICT: in to_global(): posix_memalign(16, 8) escapes to heap: stored where it may outlive the call
define void @to_global() {
  %error = call i32 @posix_memalign(ptr @global, i64 16, i64 8)
  ret void
}

; VERDICT: in to_unknown(): posix_memalign(16, 8) escapes to heap: stored where it may outlive the call
define void @to_unknown() {
  %out = load ptr, ptr @global
  %error = call i32 @posix_memalign(ptr %out, i64 16, i64 8)
  ret void
}

; VERDICT: in returned(): posix_memalign(16, 8) escapes to heap: returned to the caller
define ptr @returned() {
  %out = alloca ptr
  %error = call i32 @posix_memalign(ptr %out, i64 16, i64 8)
  %p = load ptr, ptr %out
  ret ptr %p
}

; In a loop, the variable is overwritten where the next one is made.
; VERDICT: in again(): moved to stack: posix_memalign(16, 8)
define void @again(i1 %c) {
entry:
  %out = alloca ptr
  br label %loop
loop:
  %error = call i32 @posix_memalign(ptr %out, i64 16, i64 8)
  %p = load ptr, ptr %out
  call void @look(ptr %p)
  call void @free(ptr %p)
  br i1 %c, label %loop, label %done
done:
  ret void
}

; Here they are collected.
; VERDICT: in collected(): posix_memalign(16, 8) escapes to heap: still in use when the allocation runs again
define void @collected(i64 %n, i64 %count) {
entry:
  %table = alloca [4 x ptr]
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %out = getelementptr [4 x ptr], ptr %table, i64 0, i64 %i
  %error = call i32 @posix_memalign(ptr %out, i64 16, i64 8)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %count
  br i1 %more, label %loop, label %done
done:
  %last = getelementptr [4 x ptr], ptr %table, i64 0, i64 %n
  %p = load ptr, ptr %last
  call void @look(ptr %p)
  ret void
}

; And here the last one is used after the next one was made.
; VERDICT: in previous(): posix_memalign(16, 8) escapes to heap: still in use when the allocation runs again
define void @previous(i1 %c) {
entry:
  %out = alloca ptr
  store ptr null, ptr %out
  br label %loop
loop:
  %old = load ptr, ptr %out
  %error = call i32 @posix_memalign(ptr %out, i64 16, i64 8)
  call void @look(ptr %old)
  br i1 %c, label %loop, label %done
done:
  ret void
}
