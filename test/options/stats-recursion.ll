; stats: the worst chain of calls where calls go round, each function once.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<stats>' -disable-output %s 2>&1 | FileCheck %s
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
@table = global [2 x ptr] [ptr @end, ptr @through_pointer]

; CHECK: 80 bytes of slots
; CHECK-NEXT: 48 in end()
; CHECK-NEXT: 16 in through_pointer()
; CHECK-NEXT: 16 in directly()
; CHECK-NEXT: 80 at most along a chain of calls: directly() -> through_pointer() -> end()
define void @end(ptr %x) {
  %p = call ptr @malloc(i64 48)
  call void @look(ptr %p)
  ret void
}

define void @through_pointer(ptr %callee) {
  %p = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  call void %callee(ptr %callee)
  ret void
}

define void @directly(ptr %callee) {
  %p = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  call void @through_pointer(ptr %callee)
  call void @directly(ptr %callee)
  ret void
}
