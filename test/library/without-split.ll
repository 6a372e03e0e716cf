; A compiler that cannot split blocks: null is released instead of a slot, where that is known to be ignored.
; REQUIRES: library
; RUN: %clang -std=c17 -Wall -Wextra -Werror %S/Inputs/rewrite.c %library_flags -o %t
; RUN: %t %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare ptr @custom_alloc(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="custom"
declare void @custom_free(ptr allocptr) allockind("free") "alloc-family"="custom"
declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr nonnull)

; CHECK-LABEL: define {{.*}}@ours_or_argument(
; CHECK: [[SLOT:%.*]] = alloca [8 x i8]
; CHECK: [[Q:%.*]] = phi ptr
; CHECK: [[IS:%.*]] = icmp eq ptr [[Q]], [[SLOT]]
; CHECK: [[RELEASE:%.*]] = select i1 [[IS]], ptr null, ptr [[Q]]
; CHECK: call void @free(ptr [[RELEASE]])
define void @ours_or_argument(i1 %c, ptr %a) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @malloc(i64 8)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; The attributes of a release do not say that it ignores null.
; CHECK-LABEL: define {{.*}}@custom_ours_or_argument(
; CHECK-NOT: alloca
; CHECK: call ptr @custom_alloc(i64 8)
; CHECK: call void @custom_free(ptr %q)
define void @custom_ours_or_argument(i1 %c, ptr %a) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @custom_alloc(i64 8)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  call void @look(ptr %q)
  call void @custom_free(ptr %q)
  ret void
}

; It ignores null, but its declaration promises that it never receives it.
; CHECK-LABEL: define {{.*}}@never_null(
; CHECK-NOT: alloca
; CHECK: call ptr @_Znwm(i64 8)
; CHECK: call void @_ZdlPv(ptr %q)
define void @never_null(i1 %c, ptr %a) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @_Znwm(i64 8)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  call void @look(ptr %q)
  call void @_ZdlPv(ptr %q)
  ret void
}

; A slot that is only used when the object fits needs a branch.
; CHECK-LABEL: define {{.*}}@of_dynamic_size(
; CHECK: call ptr @malloc(i64 %n)
define void @of_dynamic_size(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}
