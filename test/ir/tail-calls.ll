; A 'tail' call has no access to its caller's allocas: the marker goes where a slot may reach the callee, and stays
; where none can.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare void @read(ptr nocapture) memory(read) nounwind
declare void @opaque()
declare tailcc void @next(ptr nocapture) nofree
declare void @free(ptr)

; CHECK-LABEL: define {{.*}}@argument(
; CHECK: {{^}}  call void @look(
define void @argument() {
  %p = call ptr @malloc(i64 8)
  tail call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@no_argument(
; CHECK: {{^}}  call void @look(
; CHECK: tail call void @opaque(
define void @no_argument() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  tail call void @opaque()
  ret void
}

; CHECK-LABEL: define {{.*}}@another_argument(
; CHECK: tail call void @look(ptr %a)
define void @another_argument(ptr %a) {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  tail call void @look(ptr %a)
  ret void
}

; The object is kept: nothing changes.
; CHECK-LABEL: define {{.*}}@kept(
; CHECK: tail call void @look(
define ptr @kept() {
  %p = call ptr @malloc(i64 8)
  tail call void @look(ptr %p)
  ret ptr %p
}

; The callee gets a kept object, in which it finds the slot.
; CHECK-LABEL: define {{.*}}@through_memory(
; CHECK: @malloc(i64 65536)
; CHECK: {{^}}  call void @read(
; VERDICT: in through_memory(): moved to stack: malloc(8)
define void @through_memory() {
  %box = call ptr @malloc(i64 65536)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  tail call void @read(ptr %box)
  ret void
}

; The slot itself holds nothing of interest, but a pointer into the middle of it is passed.
; CHECK-LABEL: define {{.*}}@interior(
; CHECK: {{^}}  call void @look(
define void @interior() {
  %p = call ptr @malloc(i64 8)
  %q = getelementptr i8, ptr %p, i64 4
  tail call void @look(ptr %q)
  ret void
}

; Perhaps the slot.
; CHECK-LABEL: define {{.*}}@perhaps(
; CHECK: {{^}}  call void @look(
define void @perhaps(i1 %c, ptr %a) {
  %p = call ptr @malloc(i64 8)
  %q = select i1 %c, ptr %p, ptr %a
  tail call void @look(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@guarded_release(
; CHECK: call void @free(
define void @guarded_release(i1 %c, ptr %a) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  tail call void @free(ptr %q)
  ret void
}

; With tailcc the marker is a promise of bounded stack, not a hint: it stays, and so does the object.
; CHECK-LABEL: define {{.*}}@guaranteed(
; CHECK: @malloc(i64 8)
; CHECK: tail call tailcc void @next(
; VERDICT: in guaranteed(): malloc(8) escapes to heap: passed to a call that replaces the frame (musttail)
define tailcc void @guaranteed() {
  %p = call ptr @malloc(i64 8)
  tail call tailcc void @next(ptr %p)
  ret void
}
