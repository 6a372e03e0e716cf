; Budget of one frame: sites are taken from the smallest up until the frame is full.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<frame-budget=100;chain-budget=100000;m=1>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<frame-budget=100000;chain-budget=100000;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=PLENTY

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare ptr @aligned_alloc(i64, i64)

; CHECK: in fits(): moved to stack: malloc(96)
define void @fits() {
  %p = call ptr @malloc(i64 96)
  call void @look(ptr %p)
  ret void
}

; PLENTY: in does_not_fit(): moved to stack: malloc(101)
; CHECK: in does_not_fit(): malloc(101) escapes to heap: frame would grow too large{{$}}
define void @does_not_fit() {
  %p = call ptr @malloc(i64 101)
  call void @look(ptr %p)
  ret void
}

; Together they are too many; the smallest go first, whatever their order.
; CHECK: in smallest_first(): malloc(72) escapes to heap: frame would grow too large
; CHECK: in smallest_first(): moved to stack: malloc(24)
; CHECK: in smallest_first(): moved to stack: malloc(40)
; PLENTY: in smallest_first(): moved to stack: malloc(72)
define void @smallest_first() {
  %p = call ptr @malloc(i64 72)
  %q = call ptr @malloc(i64 24)
  %r = call ptr @malloc(i64 40)
  call void @look(ptr %p)
  call void @look(ptr %q)
  call void @look(ptr %r)
  ret void
}

; A site in a loop has one slot, however often it runs.
; CHECK: in loop(): moved to stack: malloc(64)
define void @loop(i1 %c) {
entry:
  br label %loop
loop:
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; What is kept for another reason takes nothing.
; CHECK: in kept_one_takes_nothing(): malloc(80) escapes to heap: returned to the caller
; CHECK: in kept_one_takes_nothing(): moved to stack: malloc(88)
define ptr @kept_one_takes_nothing() {
  %p = call ptr @malloc(i64 80)
  %q = call ptr @malloc(i64 88)
  call void @look(ptr %q)
  ret ptr %p
}

; Alignment takes room as well.
; CHECK: in alignment_counts(): aligned_alloc(64, 64) escapes to heap: frame would grow too large
; PLENTY: in alignment_counts(): moved to stack: aligned_alloc(64, 64)
define void @alignment_counts() {
  %p = call ptr @aligned_alloc(i64 64, i64 64)
  call void @look(ptr %p)
  ret void
}
