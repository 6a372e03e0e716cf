; Distances of pointers that are found in memory. A distance that the front end counts in elements, dividing
; exactly, is a plain number; any other is as good as the address, if the pointers may be in different objects.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @number(i64)
declare void @llvm.assume(i1)

; CHECK: in counted(): moved to stack: malloc(12)
; CHECK: in counted_in_twelves(): moved to stack: malloc(12)
; CHECK: in two_parameters(): moved to stack: malloc(12)
; CHECK: in inexact(): moved to stack: malloc(12)
; CHECK: in distance_stored(): malloc(12) escapes to heap: passed to a function that may keep it
; CHECK: in bits_checked(): malloc(12) escapes to heap: passed to a function that may keep it
; CHECK: in distance_checked(): malloc(12) escapes to heap: passed to a function that may keep it
; CHECK: in alignment_assumed(): malloc(12) escapes to heap: passed to a function that may keep it
; CHECK: in alignment_loaded(): malloc(12) escapes to heap: passed to a function that may keep it
; CHECK: in aligned_parameters(): malloc(12) escapes to heap: passed to a function that may keep it

define internal void @count(ptr %v) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %b = load ptr, ptr %v
  %e = load ptr, ptr %at
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = ashr exact i64 %distance, 2
  call void @number(i64 %n)
  ret void
}

define internal void @count_in_twelves(ptr %v) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %b = load ptr, ptr %v
  %e = load ptr, ptr %at
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = sdiv exact i64 %distance, 12
  %last = getelementptr [12 x i8], ptr %b, i64 %n
  call void @number(i64 %n)
  ret void
}

define internal void @count_parameters(ptr %b, ptr %e) noinline {
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = ashr exact i64 %distance, 2
  call void @number(i64 %n)
  ret void
}

define internal void @count_inexactly(ptr %v) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %b = load ptr, ptr %v
  %e = load ptr, ptr %at
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = ashr i64 %distance, 2
  call void @number(i64 %n)
  ret void
}

@base = global ptr null
@relative = global i64 0

; The distance itself is kept as well: a pointer relative to what everybody knows.
define internal void @keep_distance(ptr %v) noinline {
  %b = load ptr, ptr @base
  %e = load ptr, ptr %v
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = ashr exact i64 %distance, 2
  store i64 %distance, ptr @relative
  ret void
}

; InstCombine made this exact: both are known to be aligned.
define internal void @check_bits(ptr %v) noinline {
  %b = load ptr, ptr @base
  %e = load ptr, ptr %v
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %any = or i64 %end, %begin
  %low = and i64 %any, 7
  %aligned = icmp eq i64 %low, 0
  br i1 %aligned, label %go, label %stop
stop:
  unreachable
go:
  %distance = sub i64 %end, %begin
  %n = ashr exact i64 %distance, 3
  store i64 %n, ptr @relative
  ret void
}

define internal void @check_distance(ptr %v) noinline {
  %b = load ptr, ptr @base
  %e = load ptr, ptr %v
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %low = and i64 %distance, 7
  %aligned = icmp eq i64 %low, 0
  call void @llvm.assume(i1 %aligned)
  %n = lshr exact i64 %distance, 3
  store i64 %n, ptr @relative
  ret void
}

define internal void @assume_alignment(ptr %v) noinline {
  %b = load ptr, ptr @base
  %e = load ptr, ptr %v
  call void @llvm.assume(i1 true) [ "align"(ptr %e, i64 8) ]
  call void @llvm.assume(i1 true) [ "align"(ptr %b, i64 8) ]
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = udiv exact i64 %distance, 8
  store i64 %n, ptr @relative
  ret void
}

define internal void @load_alignment(ptr %v) noinline {
  %b = load ptr, ptr @base, !align !0
  %e = load ptr, ptr %v, !align !0
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = ashr exact i64 %distance, 3
  store i64 %n, ptr @relative
  ret void
}

define internal void @relate_aligned(ptr align 8 %e, ptr align 8 %b) noinline {
  %end = ptrtoint ptr %e to i64
  %begin = ptrtoint ptr %b to i64
  %distance = sub i64 %end, %begin
  %n = ashr exact i64 %distance, 3
  store i64 %n, ptr @relative
  ret void
}

!0 = !{i64 8}

define void @counted() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @count(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @counted_in_twelves() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @count_in_twelves(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @two_parameters() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @count_parameters(ptr %p, ptr %e)
  call void @free(ptr %p)
  ret void
}

define void @inexact() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @count_inexactly(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @distance_stored() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @keep_distance(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @bits_checked() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @check_bits(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @distance_checked() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @check_distance(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @alignment_assumed() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @assume_alignment(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @alignment_loaded() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  call void @load_alignment(ptr %v)
  call void @free(ptr %p)
  ret void
}

define void @aligned_parameters() {
  %v = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 12)
  %e = getelementptr i8, ptr %p, i64 12
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %e, ptr %at
  %b = load ptr, ptr @base
  call void @relate_aligned(ptr %p, ptr %b)
  call void @free(ptr %p)
  ret void
}
