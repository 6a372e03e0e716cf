; What has escaped is as good as foreign to a call (flow_set.c), but for the function that a callee calls.
;
; RUN: %opt -load-pass-plugin=%plugin -verify-each '-passes=heap2stack<m=2;no-cleanup>,verify' -disable-output %s 2>&1 | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare void @keep(ptr)

@known = global ptr null
@looks = internal constant { ptr, ptr } { ptr @look, ptr @look }
@table = internal constant { ptr, ptr } { ptr @look, ptr @publish }

define internal void @look(ptr %p) noinline {
  store i8 1, ptr %p
  ret void
}

define internal void @publish(ptr %p) noinline {
  store ptr %p, ptr @known
  ret void
}

define internal void @call(ptr %f, ptr %p) noinline {
  call void %f(ptr %p)
  ret void
}

; --- functions ---

define internal void @known_callback(ptr %f, ptr %p) noinline {
  store ptr %f, ptr @known
  call void @call(ptr %f, ptr %p)
  ret void
}

; Everybody knows the function, but the caller knows as well which one it is.
; CHECK: in known_callback_looks(): moved to stack: malloc(8)
define void @known_callback_looks() {
  %p = call ptr @malloc(i64 8)
  call void @known_callback(ptr @look, ptr %p)
  ret void
}

; CHECK: in known_callback_publishes(): malloc(9) escapes to heap: passed to an unknown function
define void @known_callback_publishes() {
  %p = call ptr @malloc(i64 9)
  call void @known_callback(ptr @publish, ptr %p)
  ret void
}

define internal void @either_callback(i1 %c, ptr %f, ptr %g, ptr %p) noinline {
  store ptr %f, ptr @known
  store ptr %g, ptr @known
  %h = select i1 %c, ptr %f, ptr %g
  call void @call(ptr %h, ptr %p)
  ret void
}

; CHECK: in either_callback_looks(): moved to stack: malloc(10)
define void @either_callback_looks(i1 %c) {
  %p = call ptr @malloc(i64 10)
  call void @either_callback(i1 %c, ptr @look, ptr @look, ptr %p)
  ret void
}

; CHECK: in either_callback_publishes(): malloc(11) escapes to heap: passed to an unknown function
define void @either_callback_publishes(i1 %c) {
  %p = call ptr @malloc(i64 11)
  call void @either_callback(i1 %c, ptr @look, ptr @publish, ptr %p)
  ret void
}

; --- tables of functions ---

define internal void @call_second(ptr %t, ptr %p) noinline {
  %place = getelementptr i8, ptr %t, i64 8
  %f = load ptr, ptr %place
  call void %f(ptr %p)
  ret void
}

define internal void @either_table(i1 %c, ptr %t, ptr %u, ptr %p) noinline {
  store ptr %t, ptr @known
  store ptr %u, ptr @known
  %h = select i1 %c, ptr %t, ptr %u
  call void @call_second(ptr %h, ptr %p)
  ret void
}

; CHECK: in either_table_publishes(): malloc(13) escapes to heap: passed to a function that may keep it
define void @either_table_publishes(i1 %c) {
  %p = call ptr @malloc(i64 13)
  call void @either_table(i1 %c, ptr @looks, ptr @table, ptr %p)
  ret void
}

; --- what a callee stores ---

define internal void @put(ptr %box, ptr %p) noinline {
  store ptr %p, ptr %box
  ret void
}

; The verdict says where it is stored, and how that has become known.
; CHECK: in stored_in_known(): malloc(14) escapes to heap: passed to a function that may keep it
; CHECK: in stored_in_known(): malloc(15) escapes to heap: stored in an object that escapes
; CHECK-NEXT: flow: {callee} = box:
; CHECK-NEXT: from box (passed to keep(), parameter 1)
define void @stored_in_known() {
  %box = call ptr @malloc(i64 14)
  call void @keep(ptr %box)
  %cell = alloca ptr
  store ptr %box, ptr %cell
  %p = call ptr @malloc(i64 15)
  call void @put_there(ptr %cell, ptr %p)
  ret void
}

define internal void @put_there(ptr %cell, ptr %p) noinline {
  %box = load ptr, ptr %cell
  call void @put(ptr %box, ptr %p)
  ret void
}

define internal ptr @choose(i1 %c, ptr %a, ptr %b) noinline {
  %p = select i1 %c, ptr %a, ptr %b
  ret ptr %p
}

; What is chosen among known ones and one of ours may be ours.
; CHECK: in chosen(): malloc(16) escapes to heap
; CHECK: in chosen(): malloc(17) escapes to heap
define ptr @chosen(i1 %c) {
  %known = call ptr @malloc(i64 16)
  call void @keep(ptr %known)
  %p = call ptr @malloc(i64 17)
  %q = call ptr @choose(i1 %c, ptr %known, ptr %p)
  ret ptr %q
}

; --- distances ---

define internal i64 @distance(ptr %a, ptr %b) noinline {
  %i = ptrtoint ptr %a to i64
  %k = ptrtoint ptr %b to i64
  %d = sub i64 %i, %k
  ret i64 %d
}

; From one that is known to one of ours: what is as far away leads back to ours.
; CHECK: in far_away(): malloc(18) escapes to heap
; CHECK: in far_away(): malloc(19) escapes to heap: passed to a function that may keep it
define void @far_away(i1 %c) {
  %known = call ptr @malloc(i64 18)
  call void @keep(ptr %known)
  %p = call ptr @malloc(i64 19)
  %q = select i1 %c, ptr %known, ptr %p
  %d = call i64 @distance(ptr %q, ptr %p)
  %back = sub i64 0, %d
  %place = getelementptr i8, ptr %known, i64 %back
  store ptr %place, ptr @known
  ret void
}
