; calloc: the slot is zeroed where the site is, each time it runs.
;
; RUN: %h2s %s | FileCheck %s

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare void @look(ptr nocapture) nofree

; CHECK-LABEL: define {{.*}}@once(
; CHECK: [[SLOT:%.*]] = alloca [24 x i8], align 16
; CHECK: lifetime.start
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr align 16 [[SLOT]], i8 0, i64 24, i1 false)
; CHECK-NEXT: call void @look(ptr [[SLOT]])
define void @once() {
  %p = call ptr @calloc(i64 3, i64 8)
  call void @look(ptr %p)
  ret void
}

; Zeroed in the loop: the iteration before wrote to the slot.
; CHECK-LABEL: define {{.*}}@each_time(
; CHECK: entry:
; CHECK-NOT: memset
; CHECK: loop:
; CHECK: call void @llvm.memset
; CHECK-NEXT: call void @look(
define void @each_time(i1 %c) {
entry:
  br label %loop
loop:
  %p = call ptr @calloc(i64 1, i64 8)
  call void @look(ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; malloc's memory is anything.
; CHECK-LABEL: define {{.*}}@uninitialised(
; CHECK-NOT: memset
; CHECK: ret void
define void @uninitialised() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@no_bytes(
; CHECK-NOT: memset
; CHECK: ret void
define void @no_bytes() {
  %p = call ptr @calloc(i64 0, i64 8)
  call void @look(ptr %p)
  ret void
}

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
