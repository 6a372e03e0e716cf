; A function that releases with the operator delete that fits the alignment it is told, as libc++'s allocators do: an
; object of either operator new may be handed to it. That of an array, or malloc's, may not.
;
; RUN: %h2s %s 2>&1 | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @_Znwm(i64)
declare ptr @_Znam(i64)
declare ptr @_ZnwmSt11align_val_t(i64, i64)
declare ptr @malloc(i64)
declare void @_ZdlPv(ptr)
declare void @_ZdaPv(ptr)
declare void @_ZdlPvSt11align_val_t(ptr, i64)

define internal void @release(ptr %p, i64 %alignment) noinline {
  %over = icmp ugt i64 %alignment, 16
  br i1 %over, label %aligned, label %plain
aligned:
  call void @_ZdlPvSt11align_val_t(ptr %p, i64 %alignment)
  ret void
plain:
  call void @_ZdlPv(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@plain(
; CHECK: call void @release.h2s(
; VERDICT: in plain(): moved to stack: operator new(8), not released in clone release.h2s
define i8 @plain() {
  %p = call ptr @_Znwm(i64 8) builtin
  store i8 1, ptr %p
  %v = load i8, ptr %p
  call void @release(ptr %p, i64 8)
  ret i8 %v
}

; CHECK-LABEL: define {{.*}}@aligned(
; CHECK: call void @release.h2s(
; VERDICT: in aligned(): moved to stack: operator new(8, 64), not released in clone release.h2s
define i8 @aligned() {
  %p = call ptr @_ZnwmSt11align_val_t(i64 8, i64 64) builtin
  store i8 1, ptr %p
  %v = load i8, ptr %p
  call void @release(ptr %p, i64 64)
  ret i8 %v
}

; VERDICT: in array(): operator new[](8) escapes to heap: passed to a function that may free it
define i8 @array() {
  %p = call ptr @_Znam(i64 8) builtin
  store i8 1, ptr %p
  %v = load i8, ptr %p
  call void @release(ptr %p, i64 8)
  ret i8 %v
}

; VERDICT: in of_malloc(): malloc(8) escapes to heap: passed to a function that may free it
define i8 @of_malloc() {
  %p = call ptr @malloc(i64 8)
  store i8 1, ptr %p
  %v = load i8, ptr %p
  call void @release(ptr %p, i64 8)
  ret i8 %v
}

; CHECK-LABEL: define {{.*}}@release.h2s(
; CHECK: aligned:
; CHECK: br i1 %is.slot{{.*}}, label %in.slot{{.*}}, label %[[RELEASE:.*]]
; CHECK: [[RELEASE]]:
; CHECK-NEXT: call void @_ZdlPvSt11align_val_t(ptr %p,
; CHECK: plain:
; CHECK: br i1 %is.slot{{.*}}, label %in.slot{{.*}}, label %[[RELEASE:.*]]
; CHECK: [[RELEASE]]:
; CHECK-NEXT: call void @_ZdlPv(ptr %p)
