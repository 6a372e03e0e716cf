; A copy of known length between known offsets whose distance is not a multiple of a pointer's size: what was
; in one granule is in two, and nowhere else.
;
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<m=1;no-cleanup>,verify" -disable-output %s 2>&1 | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @keep(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; A node: a key of four bytes, a value of eight, a link. The link is what it was.
; VERDICT: in value_behind_a_key(): moved to stack: malloc(24){{$}}
; VERDICT: in value_behind_a_key(): moved to stack: malloc(8){{$}}
define void @value_behind_a_key(ptr %value) {
  %node = call ptr @malloc(i64 24)
  %linked = call ptr @malloc(i64 8)
  %link = getelementptr i8, ptr %node, i64 16
  store ptr %linked, ptr %link
  %place = getelementptr i8, ptr %node, i64 4
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %value, i64 8, i1 false)
  %again = load ptr, ptr %link
  store ptr %node, ptr %again
  call void @free(ptr %linked)
  call void @free(ptr %node)
  ret void
}

; The copy reaches the link's first bytes: it may be anything.
; VERDICT: in value_over_the_link(): malloc(24) escapes to heap: stored where it may outlive the call{{$}}
; VERDICT: in value_over_the_link(): malloc(8) escapes to heap: stored in an object that escapes{{$}}
define void @value_over_the_link(ptr %value) {
  %node = call ptr @malloc(i64 24)
  %linked = call ptr @malloc(i64 8)
  %link = getelementptr i8, ptr %node, i64 16
  store ptr %linked, ptr %link
  %place = getelementptr i8, ptr %node, i64 9
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %value, i64 8, i1 false)
  %again = load ptr, ptr %link
  store ptr %node, ptr %again
  call void @free(ptr %linked)
  call void @free(ptr %node)
  ret void
}

; There and back again.
; VERDICT: in there_and_back(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @there_and_back() {
  %a = alloca [8 x i8], align 8
  %b = alloca [16 x i8], align 8
  %c = alloca [8 x i8], align 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %place = getelementptr i8, ptr %b, i64 4
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %a, i64 8, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr %c, ptr %place, i64 8, i1 false)
  %q = load ptr, ptr %c
  call void @keep(ptr %q)
  ret void
}

; In pieces: by its first half, and by its second.
; VERDICT: in first_half(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @first_half(ptr %out) {
  %a = alloca [8 x i8], align 8
  %b = alloca [16 x i8], align 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %place = getelementptr i8, ptr %b, i64 4
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %a, i64 8, i1 false)
  %q = load i64, ptr %b
  store i64 %q, ptr %out
  ret void
}

; VERDICT: in second_half(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @second_half(ptr %out) {
  %a = alloca [8 x i8], align 8
  %b = alloca [16 x i8], align 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %place = getelementptr i8, ptr %b, i64 4
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %a, i64 8, i1 false)
  %second = getelementptr i8, ptr %b, i64 8
  %q = load i64, ptr %second
  store i64 %q, ptr %out
  ret void
}

; VERDICT: in neither_half(): moved to stack: malloc(8){{$}}
define void @neither_half(ptr %out) {
  %a = alloca [8 x i8], align 8
  %b = alloca [24 x i8], align 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %place = getelementptr i8, ptr %b, i64 4
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %a, i64 8, i1 false)
  %third = getelementptr i8, ptr %b, i64 16
  %q = load i64, ptr %third
  store i64 %q, ptr %out
  ret void
}

; Only part of the pointer is copied, and lands in the second granule alone.
; VERDICT: in upper_half_copied(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @upper_half_copied(ptr %out) {
  %a = alloca [8 x i8], align 8
  %b = alloca [16 x i8], align 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %upper = getelementptr i8, ptr %a, i64 4
  %place = getelementptr i8, ptr %b, i64 10
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %upper, i64 4, i1 false)
  %second = getelementptr i8, ptr %b, i64 8
  %q = load i64, ptr %second
  store i64 %q, ptr %out
  ret void
}

; VERDICT: in beside_the_upper_half(): moved to stack: malloc(8){{$}}
define void @beside_the_upper_half(ptr %out) {
  %a = alloca [8 x i8], align 8
  %b = alloca [16 x i8], align 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %upper = getelementptr i8, ptr %a, i64 4
  %place = getelementptr i8, ptr %b, i64 10
  call void @llvm.memcpy.p0.p0.i64(ptr %place, ptr %upper, i64 4, i1 false)
  %q = load i64, ptr %b
  store i64 %q, ptr %out
  ret void
}
