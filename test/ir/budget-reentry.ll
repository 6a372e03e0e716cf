; Budget of functions that code outside the module may call again while they run: their address is taken, and they
; call functions that are not known not to call back.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<reentry-budget=100;m=1>' -disable-output %s 2>&1 | FileCheck %s

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare void @opaque()
declare void @apply(ptr)
@table = constant [2 x ptr] [ptr @in_table, ptr @small_in_table]

; CHECK: in in_table(): malloc(60000) escapes to heap: frame of a function that may be called back would grow too large{{$}}
define void @in_table(i64 %n) {
  %p = call ptr @malloc(i64 60000)
  call void @look(ptr %p)
  %again = load ptr, ptr @table
  call void @apply(ptr %again)
  ret void
}

; CHECK: in small_in_table(): moved to stack: malloc(96)
define void @small_in_table(i64 %n) {
  %p = call ptr @malloc(i64 96)
  call void @look(ptr %p)
  call void @opaque()
  ret void
}

; CHECK: in selected(): malloc(60000) escapes to heap: frame of a function that may be called back would grow too large{{$}}
define void @selected(i1 %c) {
  %p = call ptr @malloc(i64 60000)
  call void @look(ptr %p)
  %back = select i1 %c, ptr @selected, ptr null
  call void @apply(ptr %back)
  ret void
}

; Nobody outside can have its address.
; CHECK: in not_reentrant(): moved to stack: malloc(60000)
define internal void @not_reentrant() {
  %p = call ptr @malloc(i64 60000)
  call void @look(ptr %p)
  call void @opaque()
  ret void
}
define void @calls_it() {
  call void @not_reentrant()
  ret void
}
