; Budget of a chain of calls: what promotion adds to all frames of the deepest chain is bounded.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<frame-budget=3000;reentry-budget=3000;chain-budget=5000;m=1>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<frame-budget=3000;reentry-budget=3000;chain-budget=50000;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=PLENTY

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree

; PLENTY-NOT: escapes to heap

; Functions are decided from the callees up; here the caller comes first in the file.
; CHECK: in top(): malloc(2000) escapes to heap: stack would grow too large along a chain of calls{{$}}
define void @top() {
  %p = call ptr @malloc(i64 2000)
  call void @look(ptr %p)
  call void @middle()
  ret void
}

; CHECK: in middle(): moved to stack: malloc(2000)
define void @middle() {
  %p = call ptr @malloc(i64 2000)
  call void @look(ptr %p)
  call void @bottom()
  ret void
}

; CHECK: in bottom(): moved to stack: malloc(2000)
define void @bottom() {
  %p = call ptr @malloc(i64 2000)
  call void @look(ptr %p)
  ret void
}

; Two calls one after the other are not a chain.
; CHECK: in two_in_turn(): moved to stack: malloc(2000)
define void @two_in_turn() {
  %p = call ptr @malloc(i64 2000)
  call void @look(ptr %p)
  call void @bottom()
  call void @bottom()
  ret void
}

; The chain goes through a function that promotes nothing itself.
; CHECK: in through_another(): malloc(2000) escapes to heap: stack would grow too large along a chain of calls{{$}}
define void @through_another() {
  %p = call ptr @malloc(i64 2000)
  call void @look(ptr %p)
  call void @passes_on()
  ret void
}
define void @passes_on() {
  call void @middle()
  ret void
}

; And through a pointer to the function.
; CHECK: in through_pointer(): malloc(2000) escapes to heap: stack would grow too large along a chain of calls{{$}}
define void @through_pointer(ptr %f, i128 %n) {
  %p = call ptr @malloc(i64 2000)
  call void @look(ptr %p)
  call void %f(i128 %n)
  ret void
}
define internal void @pointed_to(i128 %n) {
  call void @middle()
  ret void
}
@pointer = global ptr @pointed_to
