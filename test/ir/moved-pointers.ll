; A member that is a pointer is moved on as a number of its size, by a load and a store that have a pointer's tag.
; That is no plain number while nothing is known to be in the member, as in the first round over functions that
; call each other; what is a number there is one all the same.
;
; RUN: %h2s_m1 %s | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare void @free(ptr)
declare i1 @fails()

%node = type { ptr, ptr, ptr }

define internal void @drop(ptr %node) {
entry:
  %place = getelementptr %node, ptr %node, i32 0, i32 1
  %next = load ptr, ptr %place, !tbaa !0
  %none = icmp eq ptr %next, null
  br i1 %none, label %end, label %inner
inner:
  %f = load ptr, ptr %next, !tbaa !0
  call void %f(ptr %next)
  br label %end
end:
  call void @free(ptr %node)
  ret void
}

define internal void @make(ptr noalias sret(ptr) %result, i32 %n) {
entry:
  %owner = alloca ptr
  %last = icmp slt i32 %n, 1
  br i1 %last, label %leaf, label %inner
leaf:
  %l = call ptr @malloc(i64 24)
  store ptr @drop, ptr %l, !tbaa !0
  %l.place = getelementptr %node, ptr %l, i32 0, i32 1
  store ptr null, ptr %l.place, !tbaa !0
  store ptr %l, ptr %result, !tbaa !0
  ret void
inner:
  %less = sub i32 %n, 1
  call void @make(ptr sret(ptr) %owner, i32 %less)
  %failed = call i1 @fails()
  br i1 %failed, label %failure, label %join
failure:
  %child = load ptr, ptr %owner, !tbaa !0
  %f = load ptr, ptr %child, !tbaa !0
  call void %f(ptr %child)
  store ptr null, ptr %result, !tbaa !0
  ret void
join:
  %o = call ptr @malloc(i64 24)
  store ptr @drop, ptr %o, !tbaa !0
  %moved = load i64, ptr %owner, !tbaa !0
  %o.place = getelementptr %node, ptr %o, i32 0, i32 1
  store i64 %moved, ptr %o.place, !tbaa !0
  store ptr %o, ptr %result, !tbaa !0
  ret void
}

; CHECK: in chain(): moved to stack when one of 8 slots is free: make() via clone make.h2s
define void @chain() {
entry:
  %owner = alloca ptr
  call void @make(ptr sret(ptr) %owner, i32 3)
  %node = load ptr, ptr %owner, !tbaa !0
  %none = icmp eq ptr %node, null
  br i1 %none, label %end, label %release
release:
  call void @drop(ptr %node)
  br label %end
end:
  ret void
}

; Twin: the member holds a number.
@code = external global i32
; CHECK: in number(): malloc(200) escapes to heap
define void @number() {
  %code = load i32, ptr @code
  %n = zext i32 %code to i64
  %from = alloca i64
  %to = alloca i64
  %p = call ptr @malloc(i64 200)
  store i64 %n, ptr %from, !tbaa !0
  %moved = load i64, ptr %from, !tbaa !0
  store i64 %moved, ptr %to, !tbaa !0
  %address = load ptr, ptr %to, !tbaa !0
  store ptr %p, ptr %address, !tbaa !0
  ret void
}

; Twin: the same by way of a copy, and of a part.
; CHECK: in copied(): malloc(201) escapes to heap
define void @copied() {
  %code = load i32, ptr @code
  %n = zext i32 %code to i64
  %from = alloca i64
  %there = alloca i64
  %to = alloca i64
  %p = call ptr @malloc(i64 201)
  store i64 %n, ptr %from, !tbaa !0
  call void @llvm.memcpy.p0.p0.i64(ptr %there, ptr %from, i64 8, i1 false)
  %moved = load i64, ptr %there, !tbaa !0
  store i64 %moved, ptr %to, !tbaa !0
  %address = load ptr, ptr %to, !tbaa !0
  store ptr %p, ptr %address, !tbaa !0
  ret void
}
; CHECK: in part(): malloc(202) escapes to heap
define void @part() {
  %n = load i32, ptr @code
  %from = alloca i64
  %to = alloca i64
  %p = call ptr @malloc(i64 202)
  store i64 0, ptr %from, !tbaa !0
  store i32 %n, ptr %from, !tbaa !6
  %moved = load i64, ptr %from, !tbaa !0
  store i64 %moved, ptr %to, !tbaa !0
  %address = load ptr, ptr %to, !tbaa !0
  store ptr %p, ptr %address, !tbaa !0
  ret void
}

; Twin: from memory of the caller, and from memory that anybody writes.
; CHECK: in of_caller(): malloc(203) escapes to heap
define void @of_caller(ptr %from) {
  %to = alloca i64
  %p = call ptr @malloc(i64 203)
  %moved = load i64, ptr %from, !tbaa !0
  store i64 %moved, ptr %to, !tbaa !0
  %address = load ptr, ptr %to, !tbaa !0
  store ptr %p, ptr %address, !tbaa !0
  ret void
}
@global = external global i64
; CHECK: in of_anybody(): malloc(204) escapes to heap
define void @of_anybody() {
  %to = alloca i64
  %p = call ptr @malloc(i64 204)
  %moved = load i64, ptr @global, !tbaa !0
  store i64 %moved, ptr %to, !tbaa !0
  %address = load ptr, ptr %to, !tbaa !0
  store ptr %p, ptr %address, !tbaa !0
  ret void
}

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

!0 = !{!1, !1, i64 0}
!1 = !{!"any pointer", !2, i64 0}
!2 = !{!"omnipotent char", !3, i64 0}
!3 = !{!"Simple C++ TBAA"}
!6 = !{!2, !2, i64 0}
