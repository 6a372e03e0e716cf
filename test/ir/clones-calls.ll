; What becomes of the call and of the clone's own attributes: true statements are kept, and those that speak of
; a function which makes its memory itself go.
;
; RUN: %h2s %s | FileCheck %s
declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree nounwind
declare i32 @__gxx_personality_v0(...)
declare void @may_throw()

; --- attributes ---

define noalias nonnull align 8 ptr @new(i64 signext %n, ptr nocapture readonly %from) nofree nounwind willreturn memory(argmem: read, inaccessiblemem: readwrite) allocsize(0) "alloc-family"="mine" "frame-pointer"="all" {
  %p = call ptr @malloc(i64 8)
  %v = load i64, ptr %from
  store i64 %v, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define i64 @attributes(
; CHECK: call nonnull align 8 ptr @new.h2s(i64 signext 1, ptr {{.*}}readonly {{.*}}%q, ptr %slot) [[CALL:#[0-9]+]], !mine
define i64 @attributes(ptr %q) {
  %p = call noalias nonnull align 8 ptr @new(i64 signext 1, ptr nocapture readonly %q) nofree nounwind memory(read, inaccessiblemem: readwrite) "mine"="1", !mine !0
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

define noundef ptr @speculated() speculatable {
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define i64 @speculated_call(
; CHECK: call noundef ptr @speculated.h2s(ptr %slot){{$}}
define i64 @speculated_call() {
  %p = call noundef ptr @speculated() speculatable
  %v = load i64, ptr %p
  ret i64 %v
}

; A destructor's claims about its argument hold for the clone's call, and in the clone.
define void @drop(ptr nonnull dereferenceable(8) %p) {
  call void @free(ptr nonnull dereferenceable(8) %p)
  ret void
}

; CHECK-LABEL: define void @released()
; CHECK: call void @drop.h2s(ptr nonnull dereferenceable(8) {{%.*}}, ptr %slots, ptr %slots.end)
define void @released() {
  %p = call ptr @malloc(i64 8)
  call void @drop(ptr nonnull dereferenceable(8) %p)
  ret void
}

; --- tail calls and calling conventions ---

define fastcc ptr @fast_new() {
  %p = tail call ptr @malloc(i64 8)
  store i64 1, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define i64 @fast(
; CHECK: {{^ +}}%{{.*}} = call fastcc ptr @fast_new.h2s(ptr %slot)
; CHECK-NOT: tail call
define i64 @fast() {
  %p = tail call fastcc ptr @fast_new()
  %v = load i64, ptr %p
  tail call void @free(ptr %p)
  ret i64 %v
}

; CHECK-LABEL: define void @tail_release(
; CHECK: {{^ +}}call void @drop.h2s(
define void @tail_release() {
  %p = call ptr @malloc(i64 8)
  tail call void @drop(ptr %p)
  ret void
}

; Inside the clone the slot is its caller's, so `tail` may stay.
define ptr @looking() {
  %p = call ptr @malloc(i64 8)
  tail call void @look(ptr %p)
  ret ptr %p
}

; CHECK-LABEL: define void @looked_at(
; CHECK: call ptr @looking.h2s(ptr %slot)
define void @looked_at() {
  %p = call ptr @looking()
  call void @free(ptr %p)
  ret void
}

; --- invoke ---

define ptr @throwing_new() {
  %p = call ptr @malloc(i64 8)
  call void @may_throw()
  ret ptr %p
}

define void @throwing_drop(ptr %p) {
  call void @may_throw()
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define i32 @unwinding(
; CHECK: invoke ptr @throwing_new.h2s(ptr %slot)
; CHECK-NEXT: to label %made unwind label %failed
; CHECK: made:
; CHECK: invoke void @throwing_drop.h2s(ptr {{%.*}}, ptr %slots, ptr %slots.end)
; CHECK-NEXT: to label %done unwind label %pad
; CHECK: failed:
; CHECK-NEXT: %which = phi i32 [ 1, %entry ]
; CHECK-NEXT: landingpad
define i32 @unwinding() personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @throwing_new() to label %made unwind label %failed
made:
  invoke void @throwing_drop(ptr %p) to label %done unwind label %pad
done:
  ret i32 0
failed:
  %which = phi i32 [ 1, %entry ]
  %exception = landingpad { ptr, i32 } catch ptr null
  ret i32 %which
pad:
  %other = landingpad { ptr, i32 } catch ptr null
  call void @throwing_drop(ptr %p)
  ret i32 2
}

; A constructor with a landing pad of its own: what it releases there may be the slot.
define ptr @cleaning_new() personality ptr @__gxx_personality_v0 {
entry:
  %p = call ptr @malloc(i64 8)
  invoke void @may_throw() to label %done unwind label %pad
done:
  ret ptr %p
pad:
  %exception = landingpad { ptr, i32 } cleanup
  call void @free(ptr %p)
  resume { ptr, i32 } %exception
}

; CHECK-LABEL: define void @cleaned(
; CHECK: call ptr @cleaning_new.h2s(ptr %slots, ptr %slots.end, ptr %slot)
define void @cleaned() {
  %p = call ptr @cleaning_new()
  call void @free(ptr %p)
  ret void
}

; --- a call that is redirected for two reasons ---

; The outer function's own object and its caller's are made by one callee.
define void @make_two(ptr %a, ptr %b) {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %q = call ptr @malloc(i64 16)
  store ptr %q, ptr %b
  ret void
}

define ptr @keeps_one() {
  %a = alloca ptr
  %b = alloca ptr
  call void @make_two(ptr %a, ptr %b)
  %p = load ptr, ptr %a
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  ret ptr %p
}

; CHECK-LABEL: define void @two_frames(
; CHECK: call ptr @keeps_one.h2s(ptr %slot)
define void @two_frames() {
  %p = call ptr @keeps_one()
  call void @look(ptr %p)
  ret void
}

; The same with releases: the call in the middle was replaced before its function is cloned.
define void @drop_list(ptr %n) {
  %next = load ptr, ptr %n
  call void @free(ptr %next)
  call void @free(ptr %n)
  ret void
}

define void @lends(ptr %theirs) {
  %own = call ptr @malloc(i64 8)
  store ptr %theirs, ptr %own
  call void @drop_list(ptr %own)
  ret void
}

; CHECK-LABEL: define void @lent(
; CHECK: call void @lends.h2s(ptr {{%.*}}, ptr %slots, ptr %slots.end)
define void @lent() {
  %p = call ptr @malloc(i64 8)
  call void @lends(ptr %p)
  ret void
}

; --- the clones ---

; CHECK-LABEL: define internal nonnull align 8 ptr @new.h2s(
; CHECK-SAME: i64 signext %n, ptr {{.*}}readonly {{.*}}%from, ptr {{%.*}}) [[NEW:#[0-9]+]] {

; CHECK-LABEL: define internal noundef ptr @speculated.h2s(ptr {{%.*}}) {

; CHECK-LABEL: define internal void @drop.h2s(ptr nonnull dereferenceable(8) %p, ptr {{%.*}}, ptr {{%.*}}) {
; CHECK: release:
; CHECK-NEXT: call void @free(ptr nonnull dereferenceable(8) %p)

; CHECK-LABEL: define internal fastcc ptr @fast_new.h2s(ptr

; CHECK-LABEL: define internal ptr @looking.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]]) {
; CHECK-NEXT: tail call void @look(ptr [[SLOT]])

; CHECK-LABEL: define internal ptr @cleaning_new.h2s(
; CHECK-SAME: ptr [[BEGIN:%.*]], ptr [[END:%.*]], ptr [[SLOT:%.*]]) personality ptr @__gxx_personality_v0 {
; CHECK: pad:
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %2)
; CHECK: resume

; CHECK-LABEL: define internal ptr @keeps_one.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]]) {
; CHECK: [[OWN:%.*]] = alloca [16 x i8]
; CHECK: call void @make_two.h2s{{.*}}(ptr %a, ptr %b, ptr [[SLOT]], ptr [[OWN]])

; CHECK-LABEL: define internal void @lends.h2s(
; CHECK-SAME: ptr %theirs, ptr [[BEGIN:%.*]], ptr [[END:%.*]]) {
; CHECK: call void @drop_list.h2s(ptr {{%.*}}, ptr %begin, ptr %end)

; CHECK: attributes [[NEW]] = { nounwind willreturn "frame-pointer"="all" }
; CHECK: attributes [[CALL]] = { nounwind }

!0 = !{!"kept"}
