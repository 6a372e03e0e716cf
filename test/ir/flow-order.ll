; A value that is computed where control does not come from an object's site is no pointer to it, though the memory that
; it is loaded from holds one later on.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
declare i1 @more()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK: in earlier_block(): moved to stack: malloc(24)
define ptr @earlier_block(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %load, label %none

load:
  %old = load ptr, ptr %slot
  br label %make

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  call void @free(ptr %p)
  ret ptr %old

none:
  ret ptr null
}

; CHECK: in earlier_in_block(): moved to stack: malloc(24)
define ptr @earlier_in_block(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %make, label %none

make:
  %old = load ptr, ptr %slot
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  call void @free(ptr %p)
  ret ptr %old

none:
  ret ptr null
}

; CHECK: in later_in_block(): malloc(24) escapes to heap: returned to the caller
define ptr @later_in_block(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %make, label %none

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  %new = load ptr, ptr %slot
  ret ptr %new

none:
  ret ptr null
}

; CHECK: in later_block(): malloc(24) escapes to heap: returned to the caller
define ptr @later_block(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %make, label %load

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  br label %load

load:
  %new = load ptr, ptr %slot
  ret ptr %new
}

; The block comes round: the load finds what it made last time.
; CHECK: in same_block_again(): malloc(24) escapes to heap: returned to the caller
define ptr @same_block_again() {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br label %loop

loop:
  %old = load ptr, ptr %slot
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  %again = call i1 @more()
  br i1 %again, label %loop, label %exit

exit:
  ret ptr %old
}

; The same through other blocks, of a loop with two entries.
; CHECK: in other_block_again(): malloc(24) escapes to heap: returned to the caller
define ptr @other_block_again(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %load, label %make

load:
  %old = load ptr, ptr %slot
  %enough = call i1 @more()
  br i1 %enough, label %make, label %exit

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  br label %load

exit:
  ret ptr %old
}

; A loop comes in front of the object.
; CHECK: in earlier_loop(): moved to stack: malloc(24)
define ptr @earlier_loop() {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br label %loop

loop:
  %old = load ptr, ptr %slot
  %again = call i1 @more()
  br i1 %again, label %loop, label %make

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  call void @free(ptr %p)
  ret ptr %old
}

; The other one of two ways.
; CHECK: in sibling_block(): moved to stack: malloc(24)
define ptr @sibling_block(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %make, label %load

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  call void @free(ptr %p)
  br label %exit

load:
  %old = load ptr, ptr %slot
  br label %exit

exit:
  %either = phi ptr [ null, %make ], [ %old, %load ]
  ret ptr %either
}

; The same with the ways exchanged in layout and in the branch.
; CHECK: in sibling_block_first(): moved to stack: malloc(24)
define ptr @sibling_block_first(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br i1 %a, label %load, label %make

load:
  %old = load ptr, ptr %slot
  br label %exit

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  call void @free(ptr %p)
  br label %exit

exit:
  %either = phi ptr [ %old, %load ], [ null, %make ]
  ret ptr %either
}

; In a loop each comes after the other.
; CHECK: in siblings_again(): malloc(24) escapes to heap: returned to the caller
define ptr @siblings_again(i1 %a) {
  %slot = alloca ptr
  store ptr null, ptr %slot
  br label %loop

loop:
  %again = call i1 @more()
  br i1 %again, label %make, label %load

make:
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %slot
  br label %loop

load:
  %old = load ptr, ptr %slot
  %enough = call i1 @more()
  br i1 %enough, label %exit, label %loop

exit:
  ret ptr %old
}

; --- in a callee, whose object leaves ---

; A vector {begin, end, limit} grows by one element. Its beginning and its end are loaded in different blocks, both in
; front of what they become.
define internal void @push(ptr %vector, i64 %element) noinline {
  %end.at = getelementptr i8, ptr %vector, i64 8
  %limit.at = getelementptr i8, ptr %vector, i64 16
  %end = load ptr, ptr %end.at
  %limit = load ptr, ptr %limit.at
  %full = icmp eq ptr %end, %limit
  br i1 %full, label %grow, label %store

grow:
  %begin = load ptr, ptr %vector
  %end.number = ptrtoint ptr %end to i64
  %begin.number = ptrtoint ptr %begin to i64
  %used = sub i64 %end.number, %begin.number
  %size = add i64 %used, 8
  %new = call ptr @malloc(i64 %size)
  call void @llvm.memcpy.p0.p0.i64(ptr %new, ptr %begin, i64 %used, i1 false)
  call void @free(ptr %begin)
  store ptr %new, ptr %vector
  %new.end = getelementptr i8, ptr %new, i64 %used
  %new.limit = getelementptr i8, ptr %new, i64 %size
  store ptr %new.end, ptr %end.at
  store ptr %new.limit, ptr %limit.at
  br label %store

store:
  %where = load ptr, ptr %end.at
  store i64 %element, ptr %where
  %after = getelementptr i8, ptr %where, i64 8
  store ptr %after, ptr %end.at
  ret void
}

; CHECK: in pushed_once(): moved to stack{{.*}}: push() via clone push.h2s
define i64 @pushed_once() {
  %vector = alloca [3 x ptr]
  %end.at = getelementptr i8, ptr %vector, i64 8
  %limit.at = getelementptr i8, ptr %vector, i64 16
  store ptr null, ptr %vector
  store ptr null, ptr %end.at
  store ptr null, ptr %limit.at
  call void @push(ptr %vector, i64 7)
  %begin = load ptr, ptr %vector
  %element = load i64, ptr %begin
  call void @free(ptr %begin)
  ret i64 %element
}
