; A foreign pointer may be copied as a number. What a library function copies or follows from there is as foreign as a
; pointer would be.
;
; RUN: %h2s_m1 %s | FileCheck %s
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @bcopy(ptr, ptr, i64)
declare void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr, ptr)
@global = global ptr null
; CHECK: in copied(): malloc(8) escapes to heap: stored where it may outlive the call
define void @copied() {
  %src = alloca i64
  %dst = alloca ptr
  %n = load i64, ptr @global
  store i64 %n, ptr %src
  call void @bcopy(ptr %src, ptr %dst, i64 8)
  %q = load ptr, ptr %dst
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %q
  ret void
}
; CHECK: in linked(): malloc(24) escapes to heap: passed to a function that may keep it
define void @linked() {
  %head = alloca [2 x i64]
  %n = load i64, ptr @global
  store i64 %n, ptr %head
  %second = getelementptr i64, ptr %head, i64 1
  store i64 %n, ptr %second
  %p = call ptr @malloc(i64 24)
  call void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr %p, ptr %head)
  ret void
}
