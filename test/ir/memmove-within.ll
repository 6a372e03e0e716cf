; Content that moves within one object, by a length that is not known: the front of an array is opened for a new
; element. It takes no time to speak of (the RUN line has a limit of its own), and everything in the array may be
; anywhere in it.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<max-work=20000;m=1>' -disable-output %s 2>&1 | FileCheck %s

declare ptr @malloc(i64)
declare void @keep(ptr)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK: in all_local(): moved to stack: malloc(800)
; CHECK: in all_local(): moved to stack: malloc(8)
define void @all_local(i64 %n) {
  %a = call ptr @malloc(i64 800)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %up = getelementptr i8, ptr %a, i64 8
  call void @llvm.memmove.p0.p0.i64(ptr %up, ptr %a, i64 %n, i1 false)
  ret void
}

; CHECK: in last_one_kept(): moved to stack: malloc(800)
; CHECK: in last_one_kept(): malloc(8) escapes to heap: passed to a function that may keep it
define void @last_one_kept(i64 %n) {
  %a = call ptr @malloc(i64 800)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %up = getelementptr i8, ptr %a, i64 8
  call void @llvm.memmove.p0.p0.i64(ptr %up, ptr %a, i64 %n, i1 false)
  %last = getelementptr i8, ptr %a, i64 792
  %q = load ptr, ptr %last
  call void @keep(ptr %q)
  ret void
}
