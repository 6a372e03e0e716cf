; Clones that take no range call clones that do.
;
; RUN: %h2s %s | FileCheck %s
declare noalias ptr @malloc(i64)
declare void @free(ptr)
@global = global ptr null

; What renew() may release is nothing of wrapper()'s, nor of whoever calls that: no range is known there.
; (Found by the mutator: the module was invalid.)
define internal void @renew(ptr %out, ptr %old) noinline {
  call void @free(ptr %old)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %out
  ret void
}
define internal ptr @wrapper() noinline {
  %out = alloca ptr
  %old = load ptr, ptr @global
  store ptr null, ptr @global
  call void @renew(ptr %out, ptr %old)
  %p = load ptr, ptr %out
  ret ptr %p
}
; CHECK-LABEL: define i64 @without_range(
; CHECK: call ptr @wrapper.h2s(ptr %slot)
define i64 @without_range() {
  %p = call ptr @wrapper()
  store i64 1, ptr %p
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; Here it releases the function's own object, whose slot is all that the range has.
; CHECK-LABEL: define internal ptr @renewing(
; CHECK: call void @renew.h2s.2(ptr %out, ptr %slot, ptr %slots, ptr %slots.end)
define internal ptr @renewing() noinline {
  %out = alloca ptr
  %old = call ptr @malloc(i64 24)
  store i64 3, ptr %old
  call void @renew(ptr %out, ptr %old)
  %p = load ptr, ptr %out
  ret ptr %p
}
; CHECK-LABEL: define i64 @with_own_range(
; CHECK: call ptr @renewing.h2s(ptr %slot)
define i64 @with_own_range() {
  %p = call ptr @renewing()
  store i64 1, ptr %p
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; CHECK-LABEL: define internal ptr @wrapper.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]])
; CHECK: call void @renew.h2s(ptr %out, ptr %old, ptr null, ptr null, ptr [[SLOT]])

; CHECK-LABEL: define internal ptr @renewing.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]])
; CHECK: [[END:%.*]] = getelementptr inbounds i8, ptr [[OWN:%.*]], i64
; CHECK: call void @renew.h2s(ptr %out, ptr %slot, ptr [[OWN]], ptr [[END]], ptr [[SLOT]])
