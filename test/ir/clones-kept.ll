; Functions that are not cloned, each beside the reason: what they make or release stays on the heap.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=.h2s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare i32 @setjmp(ptr) returns_twice
declare i32 @__gxx_personality_v0(...)
declare i32 @__CxxFrameHandler3(...)
declare void @may_throw()

define ptr @unoptimized() optnone noinline {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_optnone(
; CHECK: call ptr @unoptimized()
define void @call_optnone() {
  %p = call ptr @unoptimized()
  call void @free(ptr %p)
  ret void
}

define ptr @bare() naked {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_naked(
; CHECK: call ptr @bare()
define void @call_naked() {
  %p = call ptr @bare()
  call void @free(ptr %p)
  ret void
}

define ptr @coroutine() presplitcoroutine {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_coroutine(
; CHECK: call ptr @coroutine()
define void @call_coroutine() {
  %p = call ptr @coroutine()
  call void @free(ptr %p)
  ret void
}

define ptr @sanitized() sanitize_address {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_sanitized(
; CHECK: call ptr @sanitized()
define void @call_sanitized() {
  %p = call ptr @sanitized()
  call void @free(ptr %p)
  ret void
}

; Its frames lie anywhere: addresses of one stack's range say nothing.
define void @split(ptr %p) "split-stack" {
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @call_split(
; CHECK: call ptr @malloc(
; CHECK: call void @split(ptr %p)
; VERDICT: in call_split(): malloc(8) escapes to heap: passed to a function that may free it
define void @call_split() {
  %p = call ptr @malloc(i64 8)
  call void @split(ptr %p)
  ret void
}

@table = internal constant ptr blockaddress(@jumps, %there)

define ptr @jumps() {
  %p = call ptr @malloc(i64 8)
  %to = load ptr, ptr @table
  indirectbr ptr %to, [label %there]
there:
  ret ptr %p
}

; CHECK-LABEL: define void @call_blockaddress(
; CHECK: call ptr @jumps()
define void @call_blockaddress() {
  %p = call ptr @jumps()
  call void @free(ptr %p)
  ret void
}

define ptr @returns_twice(ptr %buffer) {
  %p = call ptr @malloc(i64 8)
  %again = call i32 @setjmp(ptr %buffer) returns_twice
  ret ptr %p
}

; CHECK-LABEL: define void @call_returns_twice(
; CHECK: call ptr @returns_twice(
define void @call_returns_twice(ptr %buffer) {
  %p = call ptr @returns_twice(ptr %buffer)
  call void @free(ptr %p)
  ret void
}

define ptr @collected() gc "statepoint-example" {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_collected(
; CHECK: call ptr @collected()
define void @call_collected() {
  %p = call ptr @collected()
  call void @free(ptr %p)
  ret void
}

define void @funclets(ptr %p) personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @may_throw() to label %done unwind label %pad
done:
  call void @free(ptr %p)
  ret void
pad:
  %cleanup = cleanuppad within none []
  cleanupret from %cleanup unwind to caller
}

; CHECK-LABEL: define void @call_funclets(
; CHECK: call ptr @malloc(
define void @call_funclets() {
  %p = call ptr @malloc(i64 8)
  call void @funclets(ptr %p)
  ret void
}

; A guaranteed tail call needs the parameters of the function it is in.
define void @free_last(ptr %p) {
  musttail call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @call_musttail(
; CHECK: call ptr @malloc(
define void @call_musttail() {
  %p = call ptr @malloc(i64 8)
  call void @free_last(ptr %p)
  ret void
}

define ptr @new() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

define ptr @new_by_musttail() {
  %p = musttail call ptr @new()
  ret ptr %p
}

; CHECK-LABEL: define void @call_new_by_musttail(
; CHECK: call ptr @new_by_musttail()
define void @call_new_by_musttail() {
  %p = call ptr @new_by_musttail()
  call void @free(ptr %p)
  ret void
}

; Conventions that promise tail calls, or have an idea of their own of what a function is given.
define tailcc ptr @tail_convention() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_tailcc(
; CHECK: call tailcc ptr @tail_convention()
define void @call_tailcc() {
  %p = call tailcc ptr @tail_convention()
  call void @free(ptr %p)
  ret void
}

; Has to stay the last parameter.
define ptr @last_parameter(ptr inalloca({ i64 }) %a) {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @call_inalloca(
; CHECK: call ptr @last_parameter(ptr inalloca({ i64 }) %a)
define void @call_inalloca() {
  %a = alloca inalloca { i64 }
  %p = call ptr @last_parameter(ptr inalloca({ i64 }) %a)
  call void @free(ptr %p)
  ret void
}

; --- calls ---

; CHECK-LABEL: define void @call_with_bundle(
; CHECK: call ptr @new() [ "deopt"(i32 1) ]
define void @call_with_bundle() {
  %p = call ptr @new() [ "deopt"(i32 1) ]
  call void @free(ptr %p)
  ret void
}

define void @drop(ptr %p) {
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @release_with_bundle(
; CHECK: call ptr @malloc(
; VERDICT: in release_with_bundle(): malloc(8) escapes to heap: passed to a function that may keep it
define void @release_with_bundle() {
  %p = call ptr @malloc(i64 8)
  call void @drop(ptr %p) [ "deopt"(i32 1) ]
  ret void
}

; --- sites ---

declare ptr @of_any_size() allockind("alloc,uninitialized") "alloc-family"="malloc"
declare ptr @of_wide_size(i128) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="malloc"

; The clone could not compare their sizes with the slot's.
define ptr @new_of_any_size() {
  %p = call ptr @of_any_size()
  ret ptr %p
}

define ptr @new_of_wide_size(i128 %n) {
  %p = call ptr @of_wide_size(i128 %n)
  ret ptr %p
}

; CHECK-LABEL: define void @sizes(
; CHECK: call ptr @new_of_any_size()
; CHECK: call ptr @new_of_wide_size(
define void @sizes(i128 %n) {
  %p = call ptr @new_of_any_size()
  %q = call ptr @new_of_wide_size(i128 %n)
  call void @free(ptr %p)
  call void @free(ptr %q)
  ret void
}

declare void @barrier() noduplicate

define ptr @not_twice() {
  call void @barrier()
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; A noduplicate call must not be in two functions.
; CHECK-LABEL: define void @call_noduplicate(
; CHECK: call ptr @not_twice()
define void @call_noduplicate() {
  %p = call ptr @not_twice()
  call void @free(ptr %p)
  ret void
}
