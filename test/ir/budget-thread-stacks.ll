; A module that gives threads small stacks adds less to frames and chains: half of the smallest. The size of 64
; KiB is a constant, and that of the signal stack is not known.
;
; RUN: split-file %s %t
; RUN: %h2s_m1 %t/thread.ll | FileCheck %t/thread.ll --implicit-check-not="moved to stack" --implicit-check-not="escapes to heap"
; RUN: %h2s_m1 %t/signal.ll | FileCheck %t/signal.ll --implicit-check-not="moved to stack" --implicit-check-not="escapes to heap"

;--- thread.ll
; CHECK-DAG: in below(): moved to stack: malloc(16000)
; CHECK-DAG: in above(): malloc(20000) escapes to heap: stack would grow too large along a chain of calls
; CHECK-DAG: in large(): malloc(40000) escapes to heap: frame would grow too large
; CHECK-DAG: in small(): moved to stack: malloc(16)
declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare i32 @pthread_attr_setstacksize(ptr, i64)
define void @start(ptr %attributes) {
  %big = call i32 @pthread_attr_setstacksize(ptr %attributes, i64 1048576)
  %least = call i32 @pthread_attr_setstacksize(ptr %attributes, i64 65536)
  ret void
}
define void @below() {
  %p = call ptr @malloc(i64 16000)
  call void @look(ptr %p)
  ret void
}
define void @above() {
  %p = call ptr @malloc(i64 20000)
  call void @look(ptr %p)
  call void @below()
  ret void
}
define void @large() {
  %p = call ptr @malloc(i64 40000)
  call void @look(ptr %p)
  ret void
}
define void @small() {
  %p = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  call void @below()
  ret void
}

;--- signal.ll
; CHECK-DAG: in fits(): moved to stack: malloc(8192)
; CHECK-DAG: in large(): malloc(8208) escapes to heap: frame would grow too large
declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare i32 @sigaltstack(ptr, ptr)
define void @start(ptr %stack) {
  %r = call i32 @sigaltstack(ptr %stack, ptr null)
  ret void
}
define void @fits() {
  %p = call ptr @malloc(i64 8192)
  call void @look(ptr %p)
  ret void
}
define void @large() {
  %p = call ptr @malloc(i64 8208)
  call void @look(ptr %p)
  ret void
}
