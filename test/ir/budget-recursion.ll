; Budget of recursive functions, whose frame may exist many times: a small one, whichever way the cycle goes.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<recursion-budget=32;m=1>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<recursion-budget=1000;reentry-budget=1000;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=PLENTY

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree nocallback
declare void @unknown(ptr, ptr)

@table = internal constant [1 x ptr] [ptr @through_table]
@hook = global ptr null

; PLENTY-NOT: escapes to heap

; CHECK: in direct(): malloc(64) escapes to heap: frame of a recursive function would grow too large{{$}}
define void @direct(i64 %n) {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  %again = sub i64 %n, 1
  call void @direct(i64 %again)
  ret void
}

; CHECK: in direct_but_small(): moved to stack: malloc(32)
define void @direct_but_small(i64 %n) {
  %p = call ptr @malloc(i64 32)
  call void @look(ptr %p)
  %again = sub i64 %n, 1
  call void @direct_but_small(i64 %again)
  ret void
}

; CHECK: in not_recursive(): moved to stack: malloc(64)
define void @not_recursive(i64 %n) {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  call void @direct(i64 %n)
  ret void
}

; CHECK: in mutual_even(): malloc(64) escapes to heap: frame of a recursive function would grow too large{{$}}
define void @mutual_even(i64 %n) {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  call void @mutual_odd(i64 %n)
  ret void
}
define void @mutual_odd(i64 %n) {
  call void @mutual_even(i64 %n)
  ret void
}

; Through a pointer in a table.
; CHECK: in through_table(): malloc(64) escapes to heap: frame of a recursive function would grow too large{{$}}
define void @through_table(i32 %unused, i64 %n) {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  %where = getelementptr ptr, ptr @table, i64 %n
  %f = load ptr, ptr %where
  call void %f(i32 0, i64 %n)
  ret void
}

; Given to a function outside the module, which may call it back, as qsort does.
; CHECK: in called_back(): malloc(64) escapes to heap: frame of a {{.*}} would grow too large{{$}}
define i32 @called_back(ptr %a, ptr %b) {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  call void @unknown(ptr %a, ptr @called_back)
  ret i32 0
}

; An indirect call cannot reach it: its address is not taken.
; CHECK: in address_not_taken(): moved to stack: malloc(64)
define internal void @address_not_taken(i16 %n) {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  %f = load ptr, ptr @hook
  call void %f(i16 %n)
  ret void
}
define void @calls_it(i16 %n) {
  call void @address_not_taken(i16 %n)
  ret void
}
