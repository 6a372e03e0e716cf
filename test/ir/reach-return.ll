; Reach: an object may not be reached after its function returned, through the result or by unwinding.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @opaque()
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define {{.*}}@returned(
; CHECK: @malloc(i64 8
; VERDICT: in returned(): malloc(8) escapes to heap: returned to the caller{{$}}
define ptr @returned() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; Only what it held is returned.
; CHECK-LABEL: define {{.*}}@content_returned(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in content_returned(): moved to stack: malloc(8)
define i32 @content_returned() {
  %p = call ptr @malloc(i64 8)
  store volatile i32 7, ptr %p
  %v = load volatile i32, ptr %p
  ret i32 %v
}

; CHECK-LABEL: define {{.*}}@returned_on_one_path(
; CHECK: @malloc(i64 8
; VERDICT: in returned_on_one_path(): malloc(8) escapes to heap: returned to the caller{{$}}
define ptr @returned_on_one_path(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  br i1 %c, label %yes, label %no
yes:
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ null, %entry ]
  ret ptr %q
}

; The other value of the phi is returned.
; CHECK-LABEL: define {{.*}}@null_returned(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in null_returned(): moved to stack: malloc(8)
define ptr @null_returned(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  store volatile i32 7, ptr %p
  br i1 %c, label %yes, label %no
yes:
  br label %no
no:
  %q = phi ptr [ null, %yes ], [ null, %entry ]
  ret ptr %q
}

; CHECK-LABEL: define {{.*}}@returned_in_aggregate(
; CHECK: @malloc(i64 8
; VERDICT: in returned_in_aggregate(): malloc(8) escapes to heap: returned to the caller{{$}}
define { i64, ptr } @returned_in_aggregate() {
  %p = call ptr @malloc(i64 8)
  %r = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
  ret { i64, ptr } %r
}

; CHECK-LABEL: define {{.*}}@returned_as_number(
; CHECK: @malloc(i64 8
; VERDICT: in returned_as_number(): malloc(8) escapes to heap: returned to the caller{{$}}
define i64 @returned_as_number() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  ret i64 %n
}

; A pointer into the middle keeps the object alive as well.
; CHECK-LABEL: define {{.*}}@interior_returned(
; CHECK: @malloc(i64 8
; VERDICT: in interior_returned(): malloc(8) escapes to heap: returned to the caller{{$}}
define ptr @interior_returned() {
  %p = call ptr @malloc(i64 8)
  %q = getelementptr i8, ptr %p, i64 4
  ret ptr %q
}

; A comparison tells about the address, but does not let anybody reach the object.
; CHECK-LABEL: define {{.*}}@comparison_returned(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in comparison_returned(): moved to stack: malloc(8)
define i1 @comparison_returned(ptr %other) {
  %p = call ptr @malloc(i64 8)
  store volatile i32 7, ptr %p
  %same = icmp eq ptr %p, %other
  ret i1 %same
}

; The caller's result slot is the caller's memory.
; CHECK-LABEL: define {{.*}}@returned_through_sret(
; CHECK: @malloc(i64 8
; VERDICT: in returned_through_sret(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @returned_through_sret(ptr sret(ptr) %result) {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %result
  ret void
}

; Unwinding carries a pointer out of the frame too.
; CHECK-LABEL: define {{.*}}@carried_by_exception(
; CHECK: @malloc(i64 8
; VERDICT: in carried_by_exception(): malloc(8) escapes to heap: used in a way the analysis does not follow{{$}}
define void @carried_by_exception() personality ptr @__gxx_personality_v0 {
entry:
  %p = call ptr @malloc(i64 8)
  invoke void @opaque() to label %normal unwind label %pad
normal:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  %thrown = insertvalue { ptr, i32 } %e, ptr %p, 0
  resume { ptr, i32 } %thrown
}

; The exception that passes through is not ours.
; CHECK-LABEL: define {{.*}}@dies_while_unwinding(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in dies_while_unwinding(): moved to stack: malloc(8)
define void @dies_while_unwinding() personality ptr @__gxx_personality_v0 {
entry:
  %p = call ptr @malloc(i64 8)
  store volatile i32 7, ptr %p
  invoke void @opaque() to label %normal unwind label %pad
normal:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; No return, nobody to outlive.
; CHECK-LABEL: define {{.*}}@never_returns(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in never_returns(): moved to stack: malloc(8)
define void @never_returns() {
  %p = call ptr @malloc(i64 8)
  store volatile i32 7, ptr %p
  call void @opaque()
  unreachable
}
