; Checks whether the allocation succeeded: it did.
;
; RUN: %h2s %s | FileCheck %s

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree

; CHECK-LABEL: define {{.*}}@is_null(
; CHECK: br i1 false, label %failed, label %ok
define void @is_null() {
entry:
  %p = call ptr @malloc(i64 8)
  %null = icmp eq ptr %p, null
  br i1 %null, label %failed, label %ok
failed:
  ret void
ok:
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@is_not_null(
; CHECK: br i1 true, label %ok, label %failed
define void @is_not_null() {
entry:
  %p = call ptr @malloc(i64 8)
  %some = icmp ne ptr null, %p
  br i1 %some, label %ok, label %failed
failed:
  ret void
ok:
  call void @look(ptr %p)
  ret void
}

; Another pointer is not null, nor equal to the slot for all we know here.
; CHECK-LABEL: define {{.*}}@is_other(
; CHECK: [[SLOT:%.*]] = alloca
; CHECK: icmp eq ptr [[SLOT]], %a
define i1 @is_other(ptr %a) {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %same = icmp eq ptr %p, %a
  ret i1 %same
}

; The check of a phi may still fail.
; CHECK-LABEL: define {{.*}}@perhaps_null(
; CHECK: [[Q:%.*]] = phi ptr
; CHECK: icmp eq ptr [[Q]], null
define i1 @perhaps_null(i1 %c) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ null, %entry ]
  %null = icmp eq ptr %q, null
  ret i1 %null
}

; A kept site may fail.
; CHECK-LABEL: define {{.*}}@kept(
; CHECK: [[P:%.*]] = call ptr @malloc(
; CHECK: icmp eq ptr [[P]], null
define ptr @kept(ptr %a) {
  %p = call ptr @malloc(i64 8)
  %null = icmp eq ptr %p, null
  %r = select i1 %null, ptr %a, ptr %p
  ret ptr %r
}
