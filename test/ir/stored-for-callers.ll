; What one parameter leads to is stored in memory that another one leads to. The function itself does not look at what
; it stored there: callers do, whichever way it is read again.
;
; RUN: %h2s_m1 %s | FileCheck %s
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @keep(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
@global = global ptr null

define internal void @store_and_keep(ptr %p, ptr %q) noinline {
  %f = getelementptr i8, ptr %p, i64 8
  store ptr %q, ptr %f
  %r = load ptr, ptr %f
  store ptr %r, ptr @global
  ret void
}
; CHECK: in kept(): malloc(8) escapes to heap
define void @kept() {
  %box = alloca [2 x ptr]
  %p = call ptr @malloc(i64 8)
  call void @store_and_keep(ptr %box, ptr %p)
  ret void
}

define internal ptr @store_and_return(ptr %p, ptr %q) noinline {
  %f = getelementptr i8, ptr %p, i64 8
  store ptr %q, ptr %f
  %r = load ptr, ptr %f
  ret ptr %r
}
; CHECK: in returned(): malloc(8) escapes to heap
define void @returned() {
  %box = alloca [2 x ptr]
  %p = call ptr @malloc(i64 8)
  %r = call ptr @store_and_return(ptr %box, ptr %p)
  call void @keep(ptr %r)
  ret void
}
; CHECK: in returned_only(): moved to stack: malloc(8)
define void @returned_only() {
  %box = alloca [2 x ptr]
  %p = call ptr @malloc(i64 8)
  %r = call ptr @store_and_return(ptr %box, ptr %p)
  store i64 1, ptr %r
  ret void
}

; Two ways to one block.
define internal void @store_here_keep_there(ptr %p, ptr %again, ptr %q) noinline {
  store ptr %q, ptr %p
  %r = load ptr, ptr %again
  call void @keep(ptr %r)
  ret void
}
; CHECK: in two_ways(): malloc(8) escapes to heap
define void @two_ways() {
  %box = alloca ptr
  %p = call ptr @malloc(i64 8)
  call void @store_here_keep_there(ptr %box, ptr %box, ptr %p)
  ret void
}
; CHECK: in two_blocks(): moved to stack: malloc(8)
define void @two_blocks() {
  %box = alloca ptr
  %other = alloca ptr
  store ptr null, ptr %other
  %p = call ptr @malloc(i64 8)
  call void @store_here_keep_there(ptr %box, ptr %other, ptr %p)
  ret void
}

; What was stored is stored through again.
define internal void @store_further(ptr %p, ptr %q, ptr %v) noinline {
  store ptr %q, ptr %p
  %r = load ptr, ptr %p
  %in = getelementptr i8, ptr %r, i64 16
  store ptr %v, ptr %in
  ret void
}
; CHECK: in stored_further(): malloc(8) escapes to heap
define void @stored_further() {
  %box = alloca ptr
  %q = alloca [3 x ptr]
  %v = call ptr @malloc(i64 8)
  call void @store_further(ptr %box, ptr %q, ptr %v)
  %in = getelementptr i8, ptr %q, i64 16
  %r = load ptr, ptr %in
  call void @keep(ptr %r)
  ret void
}
; CHECK: in stored_further_outside(): malloc(8) escapes to heap
define void @stored_further_outside() {
  %box = alloca ptr
  %q = load ptr, ptr @global
  %v = call ptr @malloc(i64 8)
  call void @store_further(ptr %box, ptr %q, ptr %v)
  ret void
}

; Copied, and read from the copy.
define internal void @copy_and_keep(ptr %to, ptr %from) noinline {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 16, i1 false)
  %f = getelementptr i8, ptr %to, i64 8
  %r = load ptr, ptr %f
  call void @keep(ptr %r)
  ret void
}
; CHECK: in copied(): malloc(8) escapes to heap
define void @copied() {
  %to = alloca [2 x ptr]
  %from = alloca [2 x ptr]
  %p = call ptr @malloc(i64 8)
  %f = getelementptr i8, ptr %from, i64 8
  store ptr %p, ptr %f
  call void @copy_and_keep(ptr %to, ptr %from)
  ret void
}
; CHECK: in copied_the_other(): moved to stack: malloc(8)
define void @copied_the_other() {
  %to = alloca [2 x ptr]
  %from = alloca [2 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %from
  %f = getelementptr i8, ptr %from, i64 8
  store ptr null, ptr %f
  call void @copy_and_keep(ptr %to, ptr %from)
  ret void
}

; Stored as a number, and read as a pointer.
define internal void @store_number(ptr %p, ptr %q) noinline {
  %n = ptrtoint ptr %q to i64
  store i64 %n, ptr %p
  %r = load ptr, ptr %p
  call void @keep(ptr %r)
  ret void
}
; CHECK: in as_number(): malloc(8) escapes to heap
define void @as_number() {
  %box = alloca ptr
  %p = call ptr @malloc(i64 8)
  call void @store_number(ptr %box, ptr %p)
  ret void
}

; Through a block that the function makes and leaves.
define internal ptr @wrap(ptr %q) noinline {
  %box = call ptr @malloc(i64 16)
  store ptr %q, ptr %box
  store ptr %box, ptr @wrapped
  %r = load ptr, ptr %box
  store ptr %r, ptr @global
  ret ptr %box
}
@wrapped = internal global ptr null
; CHECK: in wrapped_up(): malloc(8) escapes to heap
define void @wrapped_up() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @wrap(ptr %p)
  ret void
}
define internal void @wrap_into(ptr %out, ptr %q) noinline {
  %box = call ptr @malloc(i64 16)
  store ptr %q, ptr %box
  store ptr %box, ptr %out
  %again = load ptr, ptr %out
  %r = load ptr, ptr %again
  call void @keep(ptr %r)
  ret void
}
; CHECK: in wrapped_into(): malloc(8) escapes to heap
define void @wrapped_into() {
  %out = alloca ptr
  %p = call ptr @malloc(i64 8)
  call void @wrap_into(ptr %out, ptr %p)
  ret void
}
