; Alignment: what the allocator promises, not what the accesses happen to need.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare ptr @aligned_alloc(i64, i64)
declare ptr @memalign(i64, i64)
declare ptr @_ZnwmSt11align_val_t(i64, i64)
declare ptr @generous(i64) allockind("alloc,uninitialized") allocsize(0)
declare void @look(ptr nocapture) nofree

; malloc promises 16 bytes, and the program may test it.
; CHECK-LABEL: define {{.*}}@byte(
; CHECK: alloca [1 x i8], align 16
define i64 @byte() {
  %p = call ptr @malloc(i64 1)
  store volatile i8 1, ptr %p, align 1
  %n = ptrtoint ptr %p to i64
  %low = and i64 %n, 15
  %ok = icmp eq i64 %low, 0
  %r = zext i1 %ok to i64
  ret i64 %r
}

; CHECK-LABEL: define {{.*}}@asked_for(
; CHECK: alloca [128 x i8], align 64
define void @asked_for() {
  %p = call ptr @aligned_alloc(i64 64, i64 128)
  call void @look(ptr %p)
  ret void
}

; Less than what malloc promises anyway.
; CHECK-LABEL: define {{.*}}@asked_for_less(
; CHECK: alloca [128 x i8], align 16
define void @asked_for_less() {
  %p = call ptr @memalign(i64 4, i64 128)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new(
; CHECK: alloca [128 x i8], align 128
define void @aligned_new() {
  %p = call ptr @_ZnwmSt11align_val_t(i64 128, i64 128) builtin
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@page(
; CHECK: alloca [4096 x i8], align 4096
define void @page() {
  %p = call ptr @aligned_alloc(i64 4096, i64 4096)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@more_than_a_page(
; CHECK: @aligned_alloc(
; VERDICT: in more_than_a_page(): aligned_alloc(8192, 8192) escapes to heap: alignment is not a constant power of two up to 4096{{$}}
define void @more_than_a_page() {
  %p = call ptr @aligned_alloc(i64 8192, i64 8192)
  call void @look(ptr %p)
  ret void
}

; aligned_alloc fails for it; the program may test for that.
; CHECK-LABEL: define {{.*}}@no_power_of_two(
; CHECK: @aligned_alloc(
; VERDICT: in no_power_of_two(): aligned_alloc(24, 48) escapes to heap: alignment is not a constant power of two up to 4096{{$}}
define void @no_power_of_two() {
  %p = call ptr @aligned_alloc(i64 24, i64 48)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@zero(
; CHECK: @aligned_alloc(
; VERDICT: in zero(): aligned_alloc(0, 48) escapes to heap: alignment is not a constant power of two up to 4096{{$}}
define void @zero() {
  %p = call ptr @aligned_alloc(i64 0, i64 48)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@not_constant(
; CHECK: @aligned_alloc(
; VERDICT: in not_constant(): aligned_alloc(a, 48) escapes to heap: alignment is not a constant power of two up to 4096{{$}}
define void @not_constant(i64 %a) {
  %p = call ptr @aligned_alloc(i64 %a, i64 48)
  call void @look(ptr %p)
  ret void
}

; The call promises more (-fnew-alignment, assume_aligned), and what follows relies on it.
; CHECK-LABEL: define {{.*}}@promised_by_call(
; CHECK: alloca [128 x i8], align 64
define void @promised_by_call() {
  %p = call align 64 ptr @malloc(i64 128)
  store volatile <16 x float> zeroinitializer, ptr %p, align 64
  ret void
}

; CHECK-LABEL: define {{.*}}@promised_by_attributed_call(
; CHECK: alloca [128 x i8], align 32
define void @promised_by_attributed_call() {
  %p = call align 32 ptr @generous(i64 128)
  call void @look(ptr %p)
  ret void
}

; A frame that may not be realigned has no place for it ...
; CHECK-LABEL: define {{.*}}@frame_not_realigned(
; CHECK: @aligned_alloc(
; VERDICT: in frame_not_realigned(): aligned_alloc(64, 128) escapes to heap: alignment is not a constant power of two up to 4096{{$}}
define void @frame_not_realigned() "no-realign-stack" {
  %p = call ptr @aligned_alloc(i64 64, i64 128)
  call void @look(ptr %p)
  ret void
}

; ... but for what needs no more than every frame has.
; CHECK-LABEL: define {{.*}}@naturally_aligned(
; CHECK: alloca [128 x i8], align 16
define void @naturally_aligned() "no-realign-stack" {
  %p = call ptr @malloc(i64 128)
  call void @look(ptr %p)
  ret void
}
