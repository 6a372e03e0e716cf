; Size: not a constant. A guarded slot is used when the object fits at run time; see guarded-slot.ll for how.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; RUN: env HEAP2STACK=dynamic-size=0 %h2s_m1 %s | FileCheck %s --check-prefix=OFF
; RUN: env HEAP2STACK=dynamic-size=16 %h2s_m1 %s | FileCheck %s --check-prefix=SMALL
; RUN: env HEAP2STACK=max-size=100 %h2s_m1 %s | FileCheck %s --check-prefix=LIMIT

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @aligned_alloc(i64, i64)
declare void @look(ptr nocapture) nofree

; CHECK-LABEL: define {{.*}}@argument(
; CHECK: alloca [256 x i8], align 16
; CHECK: @malloc(i64 %n
; VERDICT: in argument(): moved to stack when n <= 256: malloc(n){{$}}
; OFF: in argument(): malloc(n) escapes to heap: size is not constant{{$}}
; SMALL: in argument(): moved to stack when n <= 16: malloc(n){{$}}
; LIMIT: in argument(): moved to stack when n <= 100: malloc(n){{$}}
define void @argument(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@element_size(
; CHECK: alloca [256 x i8], align 16
; CHECK: @calloc(i64 1, i64 %n
; VERDICT: in element_size(): moved to stack when size <= 256: calloc(1, n){{$}}
; OFF: in element_size(): calloc(1, n) escapes to heap: size is not constant{{$}}
define void @element_size(i64 %n) {
  %p = call ptr @calloc(i64 1, i64 %n)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@element_count(
; CHECK: @calloc(i64 %n, i64 8
; VERDICT: in element_count(): moved to stack when size <= 256: calloc(n, 8){{$}}
define void @element_count(i64 %n) {
  %p = call ptr @calloc(i64 %n, i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned(
; CHECK: alloca [256 x i8], align 64
; VERDICT: in aligned(): moved to stack when n <= 256: aligned_alloc(64, n){{$}}
define void @aligned(i64 %n) {
  %p = call ptr @aligned_alloc(i64 64, i64 %n)
  call void @look(ptr %p)
  ret void
}

; VERDICT: in alignment_unknown(): aligned_alloc(n, n) escapes to heap: alignment is not a constant
define void @alignment_unknown(i64 %n) {
  %p = call ptr @aligned_alloc(i64 %n, i64 %n)
  call void @look(ptr %p)
  ret void
}

; Undefined is not a size.
; CHECK-LABEL: define {{.*}}@undefined(
; CHECK-NOT: alloca
; CHECK: @malloc(i64 {{undef|poison}}
; VERDICT: in undefined(): malloc(n) escapes to heap: size is not constant{{$}}
define void @undefined() {
  %p = call ptr @malloc(i64 undef)
  call void @look(ptr %p)
  ret void
}

; Every guarded slot counts in full against the frame: recursion leaves 32 bytes.
; VERDICT: in recursive(): malloc(n) escapes to heap: frame of a recursive function would grow too large
; SMALL: in recursive(): moved to stack when n <= 16: malloc(n)
define void @recursive(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  %less = lshr i64 %n, 1
  call void @recursive(i64 %less)
  ret void
}
