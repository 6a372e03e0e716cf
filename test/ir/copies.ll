; A body that the linker may replace proves nothing about the one that will run. Under C++'s one-definition rule
; it means the same as any other, so a private copy of it can be called instead; a weak function may be anything.
;
; RUN: %h2s %s | FileCheck %s
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @keep(ptr)

@global = global ptr null
@calls = internal global i32 0

define linkonce_odr void @init(ptr %p) {
  store i8 1, ptr %p
  ret void
}

; CHECK-LABEL: define void @inline_function()
; CHECK-NOT: @malloc
; CHECK: call void @init.h2s(ptr %slot)
; CHECK-NOT: @free
define void @inline_function() {
  %p = call ptr @malloc(i64 8)
  call void @init(ptr %p)
  call void @free(ptr %p)
  ret void
}

; The copy is made once and shared; calls that no promotion relies on stay as they were: the function is
; also called through a pointer, so that it is not gone without them.
; CHECK-LABEL: define void @shared(ptr %q)
; CHECK: call void @init.h2s(ptr %slot)
; CHECK: call void @init(ptr %q)
define void @shared(ptr %q) {
  %p = call ptr @malloc(i64 8)
  call void @init(ptr %p)
  call void @init(ptr %q)
  ret void
}

define weak_odr void @weak_inline(ptr %p) {
  store i8 2, ptr %p
  ret void
}

; CHECK-LABEL: define void @weak_odr()
; CHECK: call void @weak_inline.h2s(ptr %slot)
define void @weak_odr() {
  %p = call ptr @malloc(i64 8)
  call void @weak_inline(ptr %p)
  ret void
}

define available_externally void @elsewhere(ptr %p) {
  store i8 3, ptr %p
  ret void
}

; CHECK-LABEL: define void @external_body()
; CHECK: call void @elsewhere.h2s(ptr %slot)
define void @external_body() {
  %p = call ptr @malloc(i64 8)
  call void @elsewhere(ptr %p)
  ret void
}

define weak void @replaceable(ptr %p) {
  store i8 4, ptr %p
  ret void
}

; CHECK-LABEL: define void @weak()
; CHECK: call ptr @malloc(i64 8)
; CHECK: call void @replaceable(ptr %p)
define void @weak() {
  %p = call ptr @malloc(i64 8)
  call void @replaceable(ptr %p)
  ret void
}

define linkonce void @linkonce_function(ptr %p) {
  store i8 5, ptr %p
  ret void
}

; CHECK-LABEL: define void @linkonce()
; CHECK: call ptr @malloc(i64 8)
; CHECK: call void @linkonce_function(ptr %p)
define void @linkonce() {
  %p = call ptr @malloc(i64 8)
  call void @linkonce_function(ptr %p)
  ret void
}

define linkonce_odr void @keeps(ptr %p) {
  call void @keep(ptr %p)
  ret void
}

; No copy is made of what keeps its argument.
; CHECK-LABEL: define void @kept()
; CHECK: call ptr @malloc(i64 8)
; CHECK: call void @keeps(ptr %p)
define void @kept() {
  %p = call ptr @malloc(i64 8)
  call void @keeps(ptr %p)
  ret void
}

; What an exact body relies on is copied too: the call in @outer is redirected.
; CHECK-LABEL: define internal void @outer(ptr %p)
; CHECK: call void @inner.h2s(ptr %p)
define internal void @outer(ptr %p) {
  call void @inner(ptr %p)
  ret void
}

; A copy calls copies: of itself, and of what it calls.
define linkonce_odr void @inner(ptr %p) {
  %n = load i32, ptr @calls
  %again = icmp eq i32 %n, 0
  store i32 1, ptr @calls
  br i1 %again, label %recurse, label %done
recurse:
  call void @inner(ptr %p)
  br label %done
done:
  call void @init(ptr %p)
  ret void
}

; CHECK-LABEL: define void @nested()
; CHECK: call void @outer(ptr %slot)
define void @nested() {
  %p = call ptr @malloc(i64 8)
  call void @outer(ptr %p)
  ret void
}

; A call through a pointer is redirected by comparing it.
; CHECK-LABEL: define void @through_pointer(i1 %c)
; CHECK-NOT: @malloc
; CHECK: icmp eq ptr %f, @init
; CHECK: call void @init.h2s(ptr %slot)
; CHECK: icmp eq ptr %f, @weak_inline
; CHECK: call void @weak_inline.h2s(ptr %slot)
define void @through_pointer(i1 %c) {
  %p = call ptr @malloc(i64 8)
  %f = select i1 %c, ptr @init, ptr @weak_inline
  call void %f(ptr %p)
  ret void
}

; A function whose result is called decides what happens to the object: it is copied as well.
define linkonce_odr ptr @choose() {
  ret ptr @quiet
}
define internal void @quiet(ptr %p) {
  store i8 6, ptr %p
  ret void
}
; CHECK-LABEL: define void @chosen()
; CHECK: %f = call ptr @choose.h2s()
; CHECK: call void %f(ptr %slot)
define void @chosen() {
  %p = call ptr @malloc(i64 8)
  %f = call ptr @choose()
  call void %f(ptr %p)
  ret void
}

; Of a function that is called by name only nothing is left: all calls go to the copy, its own too.
define linkonce_odr void @called_only(ptr %p, i32 %n) {
  store i32 %n, ptr %p
  %less = sub i32 %n, 1
  %again = icmp sgt i32 %n, 0
  br i1 %again, label %recurse, label %done
recurse:
  call void @called_only(ptr %p, i32 %less)
  br label %done
done:
  ret void
}
; CHECK-LABEL: define void @relies()
; CHECK: call void @called_only.h2s(ptr %slot, i32 1)
; CHECK: call void @in_two_places.h2s(ptr %slot, i32 1)
; CHECK: call void @handed_on.h2s(ptr %slot, ptr null)
; CHECK: call void @used.h2s(ptr %slot)
; CHECK: call void @emitted.h2s(ptr %slot)
define void @relies() {
  %p = call ptr @malloc(i64 8)
  call void @called_only(ptr %p, i32 1)
  call void @in_two_places(ptr %p, i32 1)
  call void @handed_on(ptr %p, ptr null)
  call void @used(ptr %p)
  call void @emitted(ptr %p)
  ret void
}
; CHECK-LABEL: define void @need_not(ptr %q)
; CHECK: call void @called_only.h2s(ptr %q, i32 2)
; CHECK: invoke void @called_only.h2s(ptr %q, i32 3)
define void @need_not(ptr %q) personality ptr null {
  call void @called_only(ptr %q, i32 2)
  invoke void @called_only(ptr %q, i32 3) to label %done unwind label %pad
done:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  ret void
}

; Twins: what stays anyway is called as before. In the order of the calls: through another type, handed to
; itself, named in llvm.used, and what this file has to have.
; CHECK-LABEL: define void @stay(ptr %q)
; CHECK: call void @in_two_places(ptr %q)
; CHECK: call void @in_two_places(ptr %q, i32 2)
; CHECK: call void @handed_on(ptr %q, ptr @handed_on)
; CHECK: call void @used(ptr %q)
; CHECK: call void @emitted(ptr %q)
define void @stay(ptr %q) {
  call void @in_two_places(ptr %q)
  call void @in_two_places(ptr %q, i32 2)
  call void @handed_on(ptr %q, ptr @handed_on)
  call void @used(ptr %q)
  call void @emitted(ptr %q)
  ret void
}
define linkonce_odr void @in_two_places(ptr %p, i32 %n) {
  store i32 %n, ptr %p
  ret void
}
define linkonce_odr void @handed_on(ptr %p, ptr %f) {
  store i8 7, ptr %p
  ret void
}
define linkonce_odr void @used(ptr %p) {
  store i8 8, ptr %p
  ret void
}
define weak_odr void @emitted(ptr %p) {
  store i8 9, ptr %p
  ret void
}
@llvm.used = appending global [1 x ptr] [ptr @used], section "llvm.metadata"

; CHECK: define internal void @init.h2s(ptr %p)
; CHECK-LABEL: define internal void @called_only.h2s(
; CHECK: call void @called_only.h2s(ptr %p, i32 %less)
; CHECK: define internal void @inner.h2s(ptr %p)
; CHECK: call void @inner.h2s(ptr %p)
; CHECK: call void @init.h2s(ptr %p)
