; LLVM 21 and later say what of a pointer is captured: its address can tell something, but not lead to the object.
;
; REQUIRES: llvm-22
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @address(ptr captures(address)) nofree
declare void @provenance(ptr captures(address, provenance)) nofree
declare void @read_provenance(ptr captures(address, read_provenance)) nofree
declare ptr @through_result(ptr captures(ret: address, provenance)) nofree

; CHECK-LABEL: define {{.*}}@address_captured(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in address_captured(): moved to stack: malloc(8)
define void @address_captured() {
  %p = call ptr @malloc(i64 8)
  call void @address(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@provenance_captured(
; CHECK: @malloc(i64 8
; VERDICT: in provenance_captured(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @provenance_captured() {
  %p = call ptr @malloc(i64 8)
  call void @provenance(ptr %p)
  ret void
}

; Whoever can read the object later can still reach it.
; CHECK-LABEL: define {{.*}}@read_provenance_captured(
; CHECK: @malloc(i64 8
; VERDICT: in read_provenance_captured(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @read_provenance_captured() {
  %p = call ptr @malloc(i64 8)
  call void @read_provenance(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@captured_by_result_only(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in captured_by_result_only(): moved to stack: malloc(8)
define void @captured_by_result_only() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @through_result(ptr %p)
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@captured_by_result_and_returned(
; CHECK: @malloc(i64 8
; VERDICT: in captured_by_result_and_returned(): malloc(8) escapes to heap: returned to the caller{{$}}
define ptr @captured_by_result_and_returned() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @through_result(ptr %p)
  ret ptr %q
}
