; Size: not a constant. (These verdicts change with guarded slots of dynamic size.)
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare void @look(ptr nocapture) nofree

; CHECK-LABEL: define {{.*}}@argument(
; CHECK: @malloc(i64 {{%.*|undef}}
; VERDICT: in argument(): malloc(n) escapes to heap: size is not constant{{$}}
define void @argument(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@element_size(
; CHECK: @calloc(i64 1, i64 {{%.*|undef}}
; VERDICT: in element_size(): calloc(1, n) escapes to heap: size is not constant{{$}}
define void @element_size(i64 %n) {
  %p = call ptr @calloc(i64 1, i64 %n)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@element_count(
; CHECK: @calloc(i64 {{%.*|undef}}, i64 8
; VERDICT: in element_count(): calloc(n, 8) escapes to heap: size is not constant{{$}}
define void @element_count(i64 %n) {
  %p = call ptr @calloc(i64 %n, i64 8)
  call void @look(ptr %p)
  ret void
}

; Undefined is not a size.
; CHECK-LABEL: define {{.*}}@undefined(
; CHECK: @malloc(i64 {{%.*|undef}}
; VERDICT: in undefined(): malloc(n) escapes to heap: size is not constant{{$}}
define void @undefined() {
  %p = call ptr @malloc(i64 undef)
  call void @look(ptr %p)
  ret void
}
