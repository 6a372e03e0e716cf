; Deciding by the bits of an address may spell it out; deciding by a number that lies where a pointer might is nothing.
;
; RUN: %h2s_m1 %s | FileCheck %s
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
@global = global ptr null

; CHECK: in select_by_bit(): malloc(8) escapes to heap: used in a way the analysis does not follow
define i64 @select_by_bit() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %shifted = lshr i64 %n, 20
  %bit = trunc i64 %shifted to i1
  %copy = select i1 %bit, i64 1048576, i64 0
  ret i64 %copy
}

; CHECK: in branch_by_bit(): malloc(8) escapes to heap: used in a way the analysis does not follow
define i64 @branch_by_bit() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %shifted = lshr i64 %n, 20
  %bit = trunc i64 %shifted to i1
  br i1 %bit, label %one, label %zero
one:
  ret i64 1048576
zero:
  ret i64 0
}

; A flag beside the links.
define internal i32 @is_marked(ptr %node) noinline {
  %at = getelementptr i8, ptr %node, i64 8
  %flag = load i8, ptr %at
  %marked = trunc i8 %flag to i1
  br i1 %marked, label %yes, label %no
yes:
  ret i32 1
no:
  %other = getelementptr i8, ptr %node, i64 9
  %flag2 = load i8, ptr %other
  %marked2 = trunc i8 %flag2 to i1
  %result = select i1 %marked2, i32 2, i32 0
  ret i32 %result
}

; CHECK: in flagged(): moved to stack: malloc(16)
define i32 @flagged() {
  %p = call ptr @malloc(i64 16)
  store ptr null, ptr %p
  %at = getelementptr i8, ptr %p, i64 8
  store i64 1, ptr %at
  %marked = call i32 @is_marked(ptr %p)
  ret i32 %marked
}
