; Cycles of the call graph that only calls through pointers close, which might be of anything of their type: in them, a
; function called by name is known as exactly as elsewhere. And the twins: where control does go round.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)

@dropping = internal constant [1 x ptr] [ptr @drop]
@anything = global [1 x ptr] [ptr @end]
@kept = global ptr null

define internal void @drop(ptr %o) {
  call void @free(ptr %o)
  ret void
}
; Of the type of what end_member() calls through a pointer, and its address is known to everybody.
define internal void @end(ptr %holder) {
  %member = getelementptr i8, ptr %holder, i64 8
  call void @end_member(ptr %member)
  ret void
}
define internal void @end_member(ptr %member) {
  %o = load ptr, ptr %member
  %table = load ptr, ptr %o
  %f = load ptr, ptr %table
  call void %f(ptr %o)
  ret void
}

; CHECK: in by_name(): moved to stack: malloc(16)
define void @by_name(i64 %n) {
  %holder = alloca { i64, ptr }
  store i64 %n, ptr %holder
  %member = getelementptr i8, ptr %holder, i64 8
  %o = call ptr @malloc(i64 16)
  store ptr @dropping, ptr %o
  store ptr %o, ptr %member
  call void @end(ptr %holder)
  ret void
}

; Each call of itself goes one word further.
define internal void @walk(ptr %p, i32 %n) {
entry:
  %more = icmp ne i32 %n, 0
  br i1 %more, label %step, label %there
step:
  %next = getelementptr i8, ptr %p, i64 8
  %less = sub i32 %n, 1
  call void @walk(ptr %next, i32 %less)
  ret void
there:
  %o = load ptr, ptr %p
  store ptr %o, ptr @kept
  ret void
}
; CHECK: in round_by_name(): malloc(8) escapes to heap
define void @round_by_name() {
  %all = alloca [4 x ptr]
  %last = getelementptr i8, ptr %all, i64 24
  %o = call ptr @malloc(i64 8)
  store ptr %o, ptr %last
  call void @walk(ptr %all, i32 3)
  ret void
}

; The same, but it calls what it is given, which is itself.
define internal void @walk_by(ptr %p, i32 %n, ptr %step) {
entry:
  %more = icmp ne i32 %n, 0
  br i1 %more, label %step.on, label %there
step.on:
  %next = getelementptr i8, ptr %p, i64 8
  %less = sub i32 %n, 1
  call void %step(ptr %next, i32 %less, ptr %step)
  ret void
there:
  %o = load ptr, ptr %p
  store ptr %o, ptr @kept
  ret void
}
; CHECK: in round_by_pointer(): malloc(8) escapes to heap
define void @round_by_pointer() {
  %all = alloca [4 x ptr]
  %last = getelementptr i8, ptr %all, i64 24
  %o = call ptr @malloc(i64 8)
  store ptr %o, ptr %last
  call void @walk_by(ptr %all, i32 3, ptr @walk_by)
  ret void
}

; Two of them, each of which knows the other: by name one way, through a constant pointer the other.
@back = internal constant [1 x ptr] [ptr @there]
define internal void @there(ptr %p, i32 %n) {
entry:
  %more = icmp ne i32 %n, 0
  br i1 %more, label %on, label %here
on:
  %next = getelementptr i8, ptr %p, i64 8
  %less = sub i32 %n, 1
  call void @and_back(ptr %next, i32 %less)
  ret void
here:
  %o = load ptr, ptr %p
  store ptr %o, ptr @kept
  ret void
}
define internal void @and_back(ptr %p, i32 %n) {
  %f = load ptr, ptr @back
  call void %f(ptr %p, i32 %n)
  ret void
}
; CHECK: in round_by_both(): malloc(8) escapes to heap
define void @round_by_both() {
  %all = alloca [40 x ptr]
  %last = getelementptr i8, ptr %all, i64 312
  %o = call ptr @malloc(i64 8)
  store ptr %o, ptr %last
  call void @there(ptr %all, i32 39)
  ret void
}
