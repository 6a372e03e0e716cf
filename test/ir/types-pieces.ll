; A word that is written in pieces: the pointers read from it may point anywhere into their objects, unless the
; piece is of a type that loads of pointers do not meet (access.h).
; In each function the object %o holds another one in its first word. What is returned, from the second word, is
; that one only if the offset of the pointer to %o got lost on the way. (Of a variable's own accesses less is
; believed: these go through a pointer to it.)
;
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1>,verify' -disable-output %s 2>&1 | FileCheck %s

target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define internal ptr @same(ptr %p) noinline {
  ret ptr %p
}

; CHECK: in number(): moved to stack: malloc(8)
define ptr @number() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  store i32 1, ptr %word, !tbaa !11
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_untyped_store(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_untyped_store() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  store i32 1, ptr %word
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_character(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_character() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  store i8 1, ptr %word, !tbaa !12
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_untyped_load(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_untyped_load() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word
  store i32 1, ptr %word, !tbaa !11
  %p = load ptr, ptr %word
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; Both kinds of pieces.
; CHECK: in twin_two_pieces(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_two_pieces() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  store i32 1, ptr %word, !tbaa !11
  store i8 1, ptr %word, !tbaa !12
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; A copy is of no type.
; CHECK: in twin_copied(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_copied() {
  %copy = alloca ptr
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word
  store i32 1, ptr %word, !tbaa !11
  call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %word, i64 8, i1 false)
  %p = load ptr, ptr %copy
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; The same in functions that are called.

define internal void @count(ptr %word) noinline {
  store i32 1, ptr %word, !tbaa !11
  ret void
}

define internal void @set_byte(ptr %word) noinline {
  store i8 1, ptr %word, !tbaa !12
  ret void
}

define internal void @set_both(ptr %word) noinline {
  store i32 1, ptr %word, !tbaa !11
  store i8 1, ptr %word, !tbaa !12
  ret void
}

; CHECK: in called_number(): moved to stack: malloc(8)
define ptr @called_number() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  call void @count(ptr %word)
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_called_untyped_load(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_called_untyped_load() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word
  call void @count(ptr %word)
  %p = load ptr, ptr %word
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_called_character(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_called_character() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  call void @set_byte(ptr %word)
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_called_both(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_called_both() {
  %variable = alloca ptr
  %word = call ptr @same(ptr %variable)
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  store ptr %o, ptr %word, !tbaa !10
  call void @set_both(ptr %word)
  %p = load ptr, ptr %word, !tbaa !10
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; A count behind some pointers, one of which is looked up: that may be where the count is.

define internal ptr @look_up(ptr %words, i64 %index) noinline {
  %count = getelementptr i8, ptr %words, i64 8
  store i32 1, ptr %count, !tbaa !11
  %word = getelementptr ptr, ptr %words, i64 %index
  %p = load ptr, ptr %word, !tbaa !10
  ret ptr %p
}

define internal ptr @look_up_untyped(ptr %words, i64 %index) noinline {
  %count = getelementptr i8, ptr %words, i64 8
  store i32 1, ptr %count, !tbaa !11
  %word = getelementptr ptr, ptr %words, i64 %index
  %p = load ptr, ptr %word
  ret ptr %p
}

; CHECK: in looked_up(): moved to stack: malloc(8)
define ptr @looked_up(i64 %index) {
  %words = alloca [2 x ptr]
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  %word = getelementptr i8, ptr %words, i64 8
  store ptr %o, ptr %word
  %p = call ptr @look_up(ptr %words, i64 %index)
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

; The second word of what is found there, all the same.
; CHECK: in twin_looked_up(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_looked_up(i64 %index) {
  %words = alloca [2 x ptr]
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  %second = getelementptr i8, ptr %o, i64 8
  store ptr %held, ptr %second, !tbaa !10
  %word = getelementptr i8, ptr %words, i64 8
  store ptr %o, ptr %word
  %p = call ptr @look_up(ptr %words, i64 %index)
  %found = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %found, !tbaa !10
  ret ptr %v
}

; CHECK: in twin_looked_up_untyped(): malloc(8) escapes to heap: returned to the caller
define ptr @twin_looked_up_untyped(i64 %index) {
  %words = alloca [2 x ptr]
  %o = alloca [2 x ptr]
  %held = call ptr @malloc(i64 8)
  store ptr %held, ptr %o, !tbaa !10
  %word = getelementptr i8, ptr %words, i64 8
  store ptr %o, ptr %word
  %p = call ptr @look_up_untyped(ptr %words, i64 %index)
  %second = getelementptr i8, ptr %p, i64 8
  %v = load ptr, ptr %second, !tbaa !10
  ret ptr %v
}

!0 = !{!"Simple C/C++ TBAA"}
!1 = !{!"omnipotent char", !0, i64 0}
!2 = !{!"any pointer", !1, i64 0}
!3 = !{!"int", !1, i64 0}
!10 = !{!2, !2, i64 0}
!11 = !{!3, !3, i64 0}
!12 = !{!1, !1, i64 0}
