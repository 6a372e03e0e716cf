; Release of a pointer that may be a promoted object or another one: the call stays, and is passed by for the slot.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @_ZdlPvm(ptr, i64)
declare ptr @_Znwm(i64)
declare i32 @custom_close(ptr allocptr) allockind("free") "alloc-family"="custom"
declare void @custom_free(ptr allocptr) allockind("free") "alloc-family"="custom"
declare ptr @custom_alloc(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="custom"
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define {{.*}}@ours_or_argument(
; CHECK: [[SLOT:%.*]] = alloca [8 x i8]
; CHECK-NOT: @malloc(
; CHECK: [[Q:%.*]] = phi ptr
; CHECK: [[IS:%.*]] = icmp eq ptr [[Q]], [[SLOT]]
; CHECK: br i1 [[IS]], label %[[IN:.*]], label %[[HEAP:.*]]
; CHECK: [[IN]]:
; CHECK-NEXT: br label %[[NEXT:.*]]
; CHECK: [[HEAP]]:
; CHECK-NEXT: call void @free(ptr [[Q]])
; CHECK-NEXT: br label %[[NEXT]]
; CHECK: [[NEXT]]:
; CHECK-NEXT: ret void
; VERDICT: in ours_or_argument(): moved to stack: malloc(8)
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

; Two promoted objects and one that is not.
; CHECK-LABEL: define {{.*}}@two_and_a_kept_one(
; CHECK: [[Q:%.*]] = phi ptr
; CHECK: [[FIRST:%.*]] = icmp eq ptr [[Q]],
; CHECK: [[SECOND:%.*]] = icmp eq ptr [[Q]],
; CHECK: [[IS:%.*]] = or i1 [[SECOND]], [[FIRST]]
; CHECK: br i1 [[IS]], label %in.slot, label %release
; CHECK: release:
; CHECK-NEXT: call void @free(ptr [[Q]])
; VERDICT: in two_and_a_kept_one(): moved to stack: malloc(8)
; VERDICT: in two_and_a_kept_one(): moved to stack: malloc(16)
; VERDICT: in two_and_a_kept_one(): malloc(65536) escapes to heap: too large for stack (limit 65535)
define void @two_and_a_kept_one(i32 %n) {
entry:
  switch i32 %n, label %large [ i32 1, label %first
                                i32 2, label %second ]
first:
  %p = call ptr @malloc(i64 8)
  br label %join
second:
  %q = call ptr @malloc(i64 16)
  br label %join
large:
  %r = call ptr @malloc(i64 65536)
  br label %join
join:
  %s = phi ptr [ %p, %first ], [ %q, %second ], [ %r, %large ]
  call void @look(ptr %s)
  call void @free(ptr %s)
  ret void
}

; Two promoted objects and nothing else: no call.
; CHECK-LABEL: define {{.*}}@two(
; CHECK-NOT: @free(
; VERDICT: in two(): moved to stack: malloc(8)
; VERDICT: in two(): moved to stack: malloc(16)
define void @two(i1 %c) {
entry:
  br i1 %c, label %first, label %second
first:
  %p = call ptr @malloc(i64 8)
  br label %join
second:
  %q = call ptr @malloc(i64 16)
  br label %join
join:
  %s = phi ptr [ %p, %first ], [ %q, %second ]
  call void @look(ptr %s)
  call void @free(ptr %s)
  ret void
}

; What is said of the operand still holds. (clang marks that of delete as nonnull after its null check.)
; CHECK-LABEL: define {{.*}}@operand_marked_nonnull(
; CHECK: release:
; CHECK-NEXT: call void @_ZdlPvm(ptr noundef nonnull align 16 dereferenceable(8) %q, i64 8)
; VERDICT: in operand_marked_nonnull(): moved to stack: operator new(8)
define void @operand_marked_nonnull(i1 %c, ptr %a) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @_Znwm(i64 8) builtin
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  call void @look(ptr %q)
  call void @_ZdlPvm(ptr noundef nonnull align 16 dereferenceable(8) %q, i64 8) builtin
  ret void
}

; A deallocator need not ignore null: it is not called.
; CHECK-LABEL: define {{.*}}@null_not_ignored(
; CHECK-NOT: @custom_alloc(
; CHECK: br i1 {{.*}}, label %in.slot, label %release
; CHECK: release:
; CHECK-NEXT: call void @custom_free(ptr %q)
; VERDICT: in null_not_ignored(): moved to stack: custom_alloc(8)
define void @null_not_ignored(i1 %c, ptr %a) {
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

; But what it yields would be missing.
; CHECK-LABEL: define {{.*}}@result_missing(
; CHECK: @custom_alloc(
; VERDICT: in result_missing(): custom_alloc(8) escapes to heap: released in a way that cannot be rewritten
define i32 @result_missing(i1 %c, ptr %a) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @custom_alloc(i64 8)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  call void @look(ptr %q)
  %status = call i32 @custom_close(ptr %q)
  ret i32 %status
}

; Where it can only get ours, nobody needs to be asked.
; CHECK-LABEL: define {{.*}}@null_does_not_matter(
; CHECK-NOT: @custom_alloc(
; CHECK-NOT: @custom_free(
; VERDICT: in null_does_not_matter(): moved to stack: custom_alloc(8)
define void @null_does_not_matter() {
  %p = call ptr @custom_alloc(i64 8)
  call void @look(ptr %p)
  call void @custom_free(ptr %p)
  ret void
}

; One of the objects is of another family: the release fits neither, and guarding one leaves the other.
; CHECK-LABEL: define {{.*}}@one_of_another_family(
; CHECK-DAG: @_Znwm(
; CHECK-DAG: @malloc(
; VERDICT: in one_of_another_family(): malloc(8) escapes to heap: released in a way that cannot be rewritten
; VERDICT: in one_of_another_family(): operator new(8) escapes to heap: released in a way that cannot be rewritten
define void @one_of_another_family(i1 %c) {
entry:
  br i1 %c, label %first, label %second
first:
  %p = call ptr @malloc(i64 8)
  br label %join
second:
  %q = call ptr @_Znwm(i64 8) builtin
  br label %join
join:
  %s = phi ptr [ %p, %first ], [ %q, %second ]
  call void @look(ptr %s)
  call void @free(ptr %s)
  ret void
}

; An invoke of the release is guarded like a call.
; CHECK-LABEL: define {{.*}}@guarded_invoke(
; CHECK: br i1 {{.*}}, label %in.slot, label %[[HEAP:.*]]
; CHECK: in.slot:
; CHECK-NEXT: br label %[[DONE:.*]]
; CHECK: [[HEAP]]:
; CHECK-NEXT: invoke void @_ZdlPvm(ptr %q, i64 8)
; CHECK-NEXT: to label %[[DONE]] unwind label %pad
; VERDICT: in guarded_invoke(): moved to stack: operator new(8)
define void @guarded_invoke(i1 %c, ptr %a) personality ptr @__gxx_personality_v0 {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @_Znwm(i64 8) builtin
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ %a, %entry ]
  invoke void @_ZdlPvm(ptr %q, i64 8) builtin to label %done unwind label %pad
done:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}
