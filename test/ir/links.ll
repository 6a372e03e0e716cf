; Library functions that link blocks with each other (the layout of effects.h), in functions of their own: the caller
; learns which blocks are linked with which, through which words.
;
; RUN: split-file %s %t
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1;effects=%t/rows>,verify' -disable-output %t/input.ll 2>&1 | FileCheck %s

;--- rows
# a block's words 0 and 1 link; word 2 is the block's own
hook v(pml0-1, prml0-1)
next p=0=*0(prl0-1*r**r***r)
;--- input.ll
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @hook(ptr, ptr)
declare ptr @next(ptr)
declare void @keep(ptr)
@global = global ptr null

define internal void @push(ptr %list) noinline {
  %n = call ptr @malloc(i64 24)
  %payload = getelementptr i8, ptr %n, i64 16
  store i64 7, ptr %payload
  call void @hook(ptr %n, ptr %list)
  ret void
}

define internal void @clear(ptr %list) noinline {
  %first = load ptr, ptr %list
  %none = icmp eq ptr %first, %list
  br i1 %none, label %done, label %loop
loop:
  %n = phi ptr [ %first, %0 ], [ %next, %loop ]
  %next = load ptr, ptr %n
  call void @free(ptr %n)
  %last = icmp eq ptr %next, %list
  br i1 %last, label %done, label %loop
done:
  ret void
}

; CHECK: in push(): malloc(24) escapes to heap: stored where it may outlive the call
; CHECK: in local(): moved to stack: push() via clone push.h2s{{.*}}not released in clone clear.h2s
define void @local() {
  %list = alloca [2 x ptr]
  store ptr %list, ptr %list
  %back = getelementptr ptr, ptr %list, i64 1
  store ptr %list, ptr %back
  call void @push(ptr %list)
  call void @clear(ptr %list)
  ret void
}

; The list is known to everybody.
; CHECK: in foreign(): push() escapes to heap: passed to a function that may keep it
define void @foreign() {
  %list = load ptr, ptr @global
  call void @push(ptr %list)
  ret void
}

; The block is found again through the list.
; CHECK: in found(): push() escapes to heap: passed to a function that may keep it
define void @found() {
  %list = alloca [2 x ptr]
  call void @push(ptr %list)
  %n = load ptr, ptr %list
  call void @keep(ptr %n)
  ret void
}

; CHECK: in found_by_next(): push() escapes to heap: stored in an object that escapes
define void @found_by_next() {
  %list = alloca [2 x ptr]
  call void @push(ptr %list)
  %n = call ptr @next(ptr %list)
  call void @keep(ptr %n)
  ret void
}

; Two lists become one in a function: what one holds, the other one's owner may keep.
define internal void @join(ptr %a, ptr %b) noinline {
  call void @hook(ptr %a, ptr %b)
  ret void
}

; CHECK: in joined(): malloc(24) escapes to heap: stored in an object that escapes
define void @joined() {
  %list = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %list
  %other = load ptr, ptr @global
  call void @join(ptr %list, ptr %other)
  ret void
}

; CHECK: in joined_locally(): moved to stack: malloc(24)
define void @joined_locally() {
  %list = alloca [2 x ptr]
  %other = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %list
  call void @join(ptr %list, ptr %other)
  ret void
}

; CHECK: in joined_and_kept(): malloc(24) escapes to heap: stored in an object that escapes
define void @joined_and_kept() {
  %list = alloca [2 x ptr]
  %other = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %list
  call void @join(ptr %list, ptr %other)
  %back = getelementptr ptr, ptr %other, i64 1
  %m = load ptr, ptr %back
  call void @keep(ptr %m)
  ret void
}

; Through a block of the function's own in between.
define internal void @join_by_local(ptr %a, ptr %b) noinline {
  %between = alloca [3 x ptr]
  call void @hook(ptr %between, ptr %a)
  %first = load ptr, ptr %between
  call void @hook(ptr %first, ptr %b)
  ret void
}

; CHECK: in joined_by_local(): malloc(24) escapes to heap: stored in an object that escapes
define void @joined_by_local() {
  %list = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %list
  %other = load ptr, ptr @global
  call void @join_by_local(ptr %list, ptr %other)
  ret void
}

; What was linked is further away, and so is the other list.
define internal void @join_inner(ptr %a, ptr %b) noinline {
  %inner = getelementptr i8, ptr %a, i64 40
  %p = load ptr, ptr %inner
  %q = load ptr, ptr %b
  call void @hook(ptr %p, ptr %q)
  ret void
}

; CHECK: in joined_inside(): malloc(24) escapes to heap: stored in an object that escapes
define void @joined_inside() {
  %outer = alloca [6 x ptr]
  %list = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %list
  %inner = getelementptr i8, ptr %outer, i64 40
  store ptr %list, ptr %inner
  call void @join_inner(ptr %outer, ptr @global)
  ret void
}

; CHECK: in not_joined(): moved to stack: malloc(24)
define void @not_joined() {
  %outer = alloca [6 x ptr]
  %list = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %outer
  %inner = getelementptr i8, ptr %outer, i64 40
  store ptr %list, ptr %inner
  call void @join_inner(ptr %outer, ptr @global)
  ret void
}

; The block's own word does not link, but what it holds is reached through the list.
; CHECK: in payload(): moved to stack: malloc(8)
define void @payload() {
  %list = alloca [2 x ptr]
  %other = alloca [2 x ptr]
  %n = alloca [3 x ptr]
  %p = call ptr @malloc(i64 8)
  %word = getelementptr i8, ptr %n, i64 16
  store ptr %p, ptr %word
  call void @join(ptr %n, ptr %list)
  %first = load ptr, ptr %list
  %again = getelementptr i8, ptr %first, i64 16
  %q = load ptr, ptr %again
  %v = load i64, ptr %q
  ret void
}

; CHECK: in payload_kept(): malloc(8) escapes to heap: passed to a function that may keep it
define void @payload_kept() {
  %list = alloca [2 x ptr]
  %n = alloca [3 x ptr]
  %p = call ptr @malloc(i64 8)
  %word = getelementptr i8, ptr %n, i64 16
  store ptr %p, ptr %word
  call void @join(ptr %n, ptr %list)
  %first = load ptr, ptr %list
  %again = getelementptr i8, ptr %first, i64 16
  %q = load ptr, ptr %again
  call void @keep(ptr %q)
  ret void
}

; A recursive function moves on through the list.
define internal void @push_last(ptr %list, i32 %depth) noinline {
  %next = load ptr, ptr %list
  %end = icmp eq i32 %depth, 0
  br i1 %end, label %here, label %further
here:
  %n = call ptr @malloc(i64 24)
  call void @hook(ptr %n, ptr %next)
  ret void
further:
  %less = sub i32 %depth, 1
  call void @push_last(ptr %next, i32 %less)
  ret void
}

; CHECK: in kept_by_recursion(): malloc(16) escapes to heap: stored in an object that escapes
define void @kept_by_recursion() {
  %list = alloca [2 x ptr]
  %other = call ptr @malloc(i64 16)
  %first = alloca [2 x ptr]
  store ptr %first, ptr %list
  store ptr %other, ptr %first
  call void @push_last(ptr %list, i32 2)
  %third = load ptr, ptr %other
  %back = getelementptr ptr, ptr %third, i64 1
  %m = load ptr, ptr %back
  call void @keep(ptr %m)
  ret void
}

; A block that lies inside another one, whose own words are at other offsets.
define internal void @join_beside(ptr %a) noinline {
  %inside = getelementptr i8, ptr %a, i64 16
  %word = getelementptr i8, ptr %a, i64 8
  %q = load ptr, ptr %word
  call void @hook(ptr %inside, ptr %q)
  ret void
}

; CHECK: in joined_beside(): malloc(24) escapes to heap: stored in an object that escapes
define void @joined_beside() {
  %box = alloca [4 x ptr]
  %n = call ptr @malloc(i64 24)
  %inside = getelementptr i8, ptr %box, i64 16
  store ptr %n, ptr %inside
  %other = load ptr, ptr @global
  %word = getelementptr i8, ptr %box, i64 8
  store ptr %other, ptr %word
  call void @join_beside(ptr %box)
  ret void
}

; CHECK: in joined_beside_locally(): moved to stack: malloc(24)
define void @joined_beside_locally() {
  %box = alloca [4 x ptr]
  %other = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  %inside = getelementptr i8, ptr %box, i64 16
  store ptr %n, ptr %inside
  %word = getelementptr i8, ptr %box, i64 8
  store ptr %other, ptr %word
  call void @join_beside(ptr %box)
  ret void
}

; The next one may be any block of the list.
define internal void @mark(ptr %list, ptr %v) noinline {
  %some = call ptr @next(ptr %list)
  %payload = getelementptr i8, ptr %some, i64 16
  store ptr %v, ptr %payload
  ret void
}

; CHECK: in marked(): malloc(24) escapes to heap: passed to a function that may keep it
define void @marked() {
  %list = alloca [3 x ptr]
  %n = alloca [3 x ptr]
  store ptr %n, ptr %list
  %v = call ptr @malloc(i64 24)
  call void @mark(ptr %list, ptr %v)
  %payload = getelementptr i8, ptr %n, i64 16
  %w = load ptr, ptr %payload
  call void @keep(ptr %w)
  ret void
}

; The other block is found from the same one, but not by links alone.
define internal void @join_far(ptr %a) noinline {
  %first = load ptr, ptr %a
  %second = load ptr, ptr %first
  %payload = getelementptr i8, ptr %second, i64 16
  %other = load ptr, ptr %payload
  %far = load ptr, ptr %other
  call void @hook(ptr %a, ptr %far)
  ret void
}

; CHECK: in joined_far(): malloc(24) escapes to heap: stored in an object that escapes
define void @joined_far() {
  %list = alloca [3 x ptr]
  %first = alloca [3 x ptr]
  %second = alloca [3 x ptr]
  %other = alloca [3 x ptr]
  %n = call ptr @malloc(i64 24)
  %back = getelementptr i8, ptr %list, i64 8
  store ptr %n, ptr %back
  store ptr %first, ptr %list
  store ptr %second, ptr %first
  %payload = getelementptr i8, ptr %second, i64 16
  store ptr %other, ptr %payload
  %far = load ptr, ptr @global
  store ptr %far, ptr %other
  call void @join_far(ptr %list)
  ret void
}
