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

; Of several at once. A factor, a sum or some bits less do not matter: the lowest bits depend on the lowest ones.
; VERDICT: in all(): moved to stack: malloc(2)
; VERDICT: in all(): moved to stack: malloc(3)
define i1 @all() {
  %p = call ptr @malloc(i64 2)
  %q = call ptr @malloc(i64 3)
  store volatile i8 1, ptr %p, align 1
  store volatile i8 1, ptr %q, align 1
  %m = ptrtoint ptr %p to i64
  %n = ptrtoint ptr %q to i64
  %tripled = mul i64 %m, 3
  %either = or i64 %tripled, %n
  %narrow = trunc i64 %either to i32
  %low = and i32 %narrow, 15
  %ok = icmp eq i32 %low, 0
  ret i1 %ok
}

; Nothing but the lowest bits? Not where all are compared,
; VERDICT: in all_compared(): malloc(4) escapes to heap: used in a way the analysis does not follow
; VERDICT: in all_compared(): malloc(5) escapes to heap: used in a way the analysis does not follow
define i1 @all_compared() {
  %p = call ptr @malloc(i64 4)
  %q = call ptr @malloc(i64 5)
  %m = ptrtoint ptr %p to i64
  %n = ptrtoint ptr %q to i64
  %either = or i64 %m, %n
  %low = and i64 %either, 15
  %aligned = icmp eq i64 %low, 0
  %high = icmp ugt i64 %either, 4096
  %ok = and i1 %aligned, %high
  ret i1 %ok
}

; more bits of them are looked at,
; VERDICT: in all_pages(): malloc(6) escapes to heap: used in a way the analysis does not follow
; VERDICT: in all_pages(): malloc(7) escapes to heap: used in a way the analysis does not follow
define i1 @all_pages() {
  %p = call ptr @malloc(i64 6)
  %q = call ptr @malloc(i64 7)
  %m = ptrtoint ptr %p to i64
  %n = ptrtoint ptr %q to i64
  %either = or i64 %m, %n
  %low = and i64 %either, 8191
  %ok = icmp eq i64 %low, 0
  ret i1 %ok
}

; or higher ones come down first.
; VERDICT: in all_moved(): malloc(8) escapes to heap: used in a way the analysis does not follow
; VERDICT: in all_moved(): malloc(9) escapes to heap: used in a way the analysis does not follow
define i1 @all_moved() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 9)
  %m = ptrtoint ptr %p to i64
  %n = ptrtoint ptr %q to i64
  %either = or i64 %m, %n
  %moved = lshr i64 %either, 4
  %low = and i64 %moved, 15
  %ok = icmp eq i64 %low, 0
  ret i1 %ok
}

; VERDICT: in all_divided(): malloc(10) escapes to heap: used in a way the analysis does not follow
; VERDICT: in all_divided(): malloc(11) escapes to heap: used in a way the analysis does not follow
define i1 @all_divided() {
  %p = call ptr @malloc(i64 10)
  %q = call ptr @malloc(i64 11)
  %m = ptrtoint ptr %p to i64
  %n = ptrtoint ptr %q to i64
  %either = or i64 %m, %n
  %low = urem i64 %either, 12
  %ok = icmp eq i64 %low, 0
  ret i1 %ok
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
