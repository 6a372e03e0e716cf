; Destructors: a private clone of the function that releases takes the range of addresses in which its caller's
; slots lie, and releases null instead of what is in there. Everything else it releases as before.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
declare noalias ptr @malloc(i64)
declare noalias ptr @realloc(ptr, i64)
declare void @free(ptr)
declare noalias ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @look(ptr nocapture) nofree nounwind
declare ptr @custom_alloc(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="custom" nounwind
declare i32 @custom_close(ptr allocptr) allockind("free") "alloc-family"="custom" nounwind
declare void @custom_free(ptr allocptr) allockind("free") "alloc-family"="custom" nounwind

define void @drop(ptr %p) {
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @released_by_callee()
; CHECK: [[SLOTS:%.*]] = alloca [8 x i8], align 16
; CHECK: [[END:%.*]] = getelementptr inbounds i8, ptr [[SLOTS]], i64 8
; CHECK-NOT: @malloc
; CHECK: call void @drop.h2s(ptr {{%.*}}, ptr [[SLOTS]], ptr [[END]])
; VERDICT: in released_by_callee(): moved to stack: malloc(8), not released in clone drop.h2s (2 instructions)
define void @released_by_callee() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @drop(ptr %p)
  ret void
}

; What is known not to be released there needs no clone.
; CHECK-LABEL: define void @two_calls(
; CHECK: call void @drop.h2s(ptr {{%.*}}, ptr %slots, ptr %slots.end)
; CHECK: call void @drop(ptr %q)
define void @two_calls(ptr %q) {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @drop(ptr %p)
  call void @drop(ptr %q)
  ret void
}

; Recognised objects lie side by side, aligned; others have slots of their own.
; CHECK-LABEL: define void @group()
; CHECK-DAG: [[SLOTS:%.*]] = alloca [24 x i8], align 16
; CHECK-DAG: [[OTHER:%.*]] = alloca [4 x i8], align 16
; CHECK-DAG: getelementptr inbounds i8, ptr [[SLOTS]], i64 24
; CHECK-DAG: getelementptr inbounds i8, ptr [[SLOTS]], i64 0
; CHECK-DAG: getelementptr inbounds i8, ptr [[SLOTS]], i64 16
; CHECK: ret void
define void @group() {
  %p = call ptr @malloc(i64 2)
  %q = call ptr @malloc(i64 8)
  %r = call ptr @malloc(i64 4)
  call void @look(ptr %r)
  call void @drop(ptr %p)
  call void @drop(ptr %q)
  call void @free(ptr %r)
  ret void
}

; The same clone does for an object that is in a slot and for one that is not.
; CHECK-LABEL: define void @slot_or_heap(
; CHECK: call ptr @malloc(i64 100000)
; CHECK: phi
; CHECK: call void @drop.h2s(ptr %p, ptr %slots, ptr %slots.end)
define void @slot_or_heap(i1 %c) {
entry:
  br i1 %c, label %small, label %large
small:
  %a = call ptr @malloc(i64 8)
  br label %join
large:
  %b = call ptr @malloc(i64 100000)
  br label %join
join:
  %p = phi ptr [ %a, %small ], [ %b, %large ]
  call void @look(ptr %p)
  call void @drop(ptr %p)
  ret void
}

; --- what a parameter leads to ---

define void @drop_both(ptr %n) {
  %inner = load ptr, ptr %n
  call void @free(ptr %inner)
  call void @free(ptr %n)
  ret void
}

; CHECK-LABEL: define void @nested_objects()
; CHECK: %slots = alloca [24 x i8]
; CHECK: call void @drop_both.h2s(
; CHECK-NOT: @free
; CHECK: ret void
; VERDICT: in nested_objects(): moved to stack: malloc(16), not released in clone drop_both.h2s
; VERDICT: in nested_objects(): moved to stack: malloc(8), not released in clone drop_both.h2s
define void @nested_objects() {
  %n = call ptr @malloc(i64 16)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %n
  call void @drop_both(ptr %n)
  ret void
}

; A list, by recursion: the clone calls itself.
define void @drop_list(ptr %n) {
entry:
  %none = icmp eq ptr %n, null
  br i1 %none, label %done, label %more
more:
  %next = load ptr, ptr %n
  call void @drop_list(ptr %next)
  call void @free(ptr %n)
  br label %done
done:
  ret void
}

; CHECK-LABEL: define void @list()
; CHECK: %slots = alloca [32 x i8]
; CHECK: call void @drop_list.h2s(
define void @list() {
  %a = call ptr @malloc(i64 16)
  %b = call ptr @malloc(i64 16)
  store ptr null, ptr %b
  store ptr %b, ptr %a
  call void @drop_list(ptr %a)
  ret void
}

; --- made and released in one call ---

define ptr @replace(ptr %old) {
  %new = call ptr @malloc(i64 8)
  store i64 1, ptr %new
  call void @free(ptr %old)
  ret ptr %new
}

; CHECK-LABEL: define void @exchange()
; CHECK: %slots = alloca [24 x i8]
; CHECK: call ptr @replace.h2s(ptr {{%.*}}, ptr %slots, ptr %slots.end, ptr %slot{{[0-9]*}})
; CHECK: call void @drop.h2s(
; VERDICT: in exchange(): moved to stack: malloc(8), not released in clone replace.h2s
; VERDICT: in exchange(): moved to stack: replace() via clone replace.h2s (4 instructions), not released in clone drop.h2s (2 instructions)
define void @exchange() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %q = call ptr @replace(ptr %p)
  call void @drop(ptr %q)
  ret void
}

; A constructor that gives up releases what it made.
define ptr @make_or_fail(i1 %fails) {
entry:
  %p = call ptr @malloc(i64 8)
  br i1 %fails, label %fail, label %done
fail:
  call void @free(ptr %p)
  br label %done
done:
  %r = phi ptr [ null, %fail ], [ %p, %entry ]
  ret ptr %r
}

; CHECK-LABEL: define void @error_path(
; CHECK: call ptr @make_or_fail.h2s(i1 %fails, ptr %slots, ptr %slots.end, ptr %slot)
; CHECK-NOT: @free
; CHECK: ret void
define void @error_path(i1 %fails) {
  %p = call ptr @make_or_fail(i1 %fails)
  call void @free(ptr %p)
  ret void
}

; --- a function with slots of its own that is cloned itself ---

define void @middle(ptr %theirs) {
  %own = call ptr @malloc(i64 32)
  store ptr %theirs, ptr %own
  call void @drop_both(ptr %own)
  ret void
}

; CHECK-LABEL: define void @outer()
; CHECK: call void @middle.h2s(ptr {{%.*}}, ptr %slots, ptr %slots.end)
define void @outer() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @middle(ptr %p)
  ret void
}

; --- releases that cannot be told ---

define void @delete(ptr %p) {
  call void @_ZdlPv(ptr %p) builtin
  ret void
}

; CHECK-LABEL: define void @same_family()
; CHECK: call void @delete.h2s(
; VERDICT: in same_family(): moved to stack: operator new(8), not released in clone delete.h2s
define void @same_family() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @delete(ptr %p)
  ret void
}

; CHECK-LABEL: define void @other_family()
; CHECK: call ptr @malloc(
; VERDICT: in other_family(): malloc(8) escapes to heap: passed to a function that may free it
define void @other_family() {
  %p = call ptr @malloc(i64 8)
  call void @delete(ptr %p)
  ret void
}

define void @drop_by_either(ptr %p, i1 %c) {
entry:
  br i1 %c, label %delete, label %free
delete:
  call void @_ZdlPv(ptr %p) builtin
  ret void
free:
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @either_family(
; CHECK: call ptr @malloc(
; VERDICT: in either_family(): malloc(8) escapes to heap: passed to a function that may free it
define void @either_family(i1 %c) {
  %p = call ptr @malloc(i64 8)
  call void @drop_by_either(ptr %p, i1 %c)
  ret void
}

; Attributes tell that it releases, not that it ignores null: it need not.
define void @drop_custom(ptr %p) {
  call void @custom_free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @null_may_matter()
; CHECK-NOT: @custom_alloc(
; CHECK: call void @drop_custom.h2s(
; VERDICT: in null_may_matter(): moved to stack: custom_alloc(8), not released in clone drop_custom.h2s
define void @null_may_matter() {
  %p = call ptr @custom_alloc(i64 8)
  call void @drop_custom(ptr %p)
  ret void
}

; The clone would have to yield what the release does.
define i32 @close_custom(ptr %p) {
  %status = call i32 @custom_close(ptr %p)
  ret i32 %status
}

; CHECK-LABEL: define i32 @result_matters()
; CHECK: call ptr @custom_alloc(
; VERDICT: in result_matters(): custom_alloc(8) escapes to heap: passed to a function that may free it
define i32 @result_matters() {
  %p = call ptr @custom_alloc(i64 8)
  %status = call i32 @close_custom(ptr %p)
  ret i32 %status
}

; One that resizes finds the capacity of the slot in front of it. What realloc yields here stays on the heap.
@kept = global ptr null
define ptr @grow(ptr %p) {
  %q = call ptr @realloc(ptr %p, i64 16)
  store ptr %q, ptr @kept
  ret ptr %q
}

; CHECK-LABEL: define void @resized()
; CHECK: [[SLOTS:%.*]] = alloca [24 x i8]
; CHECK-DAG: [[SLOT:%.*]] = getelementptr inbounds i8, ptr [[SLOTS]], i64 16
; CHECK-DAG: [[CAPACITY:%.*]] = getelementptr inbounds i8, ptr [[SLOTS]], i64 8
; CHECK: store i64 8, ptr [[CAPACITY]]
; CHECK: call ptr @grow.h2s(ptr [[SLOT]], ptr [[SLOTS]], ptr {{%.*}})
; VERDICT: in resized(): moved to stack: malloc(8), not released in clone grow.h2s (3 instructions)
define void @resized() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @grow(ptr %p)
  call void @free(ptr %q)
  ret void
}

; CHECK-LABEL: define void @released_by_pointer(
; CHECK: call ptr @malloc(
; VERDICT: in released_by_pointer(): malloc(8) escapes to heap:
define void @released_by_pointer(i1 %c) {
  %f = select i1 %c, ptr @drop, ptr @look
  %p = call ptr @malloc(i64 8)
  call void %f(ptr %p)
  ret void
}

; --- the clones ---

; CHECK-LABEL: define internal void @drop.h2s(
; CHECK-SAME: ptr %p, ptr [[BEGIN:%.*]], ptr [[END:%.*]]) {
; CHECK-NEXT: [[ABOVE:%.*]] = icmp uge ptr %p, [[BEGIN]]
; CHECK-NEXT: [[BELOW:%.*]] = icmp ult ptr %p, [[END]]
; CHECK-NEXT: [[IS:%.*]] = and i1 [[ABOVE]], [[BELOW]]
; CHECK-NEXT: br i1 [[IS]], label %in.slot, label %release
; CHECK: in.slot:
; CHECK-NEXT: br label %[[REST:.*]]
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %p)
; CHECK-NEXT: br label %[[REST]]
; CHECK: [[REST]]:
; CHECK-NEXT: ret void

; CHECK-LABEL: define internal void @drop_both.h2s(
; CHECK-SAME: ptr %n, ptr [[BEGIN:%.*]], ptr [[END:%.*]]) {
; CHECK: icmp uge ptr %inner, [[BEGIN]]
; CHECK: release{{.*}}:
; CHECK-NEXT: call void @free(ptr %inner)
; CHECK: icmp uge ptr %n, [[BEGIN]]
; CHECK: release{{.*}}:
; CHECK-NEXT: call void @free(ptr %n)

; CHECK-LABEL: define internal void @drop_list.h2s(
; CHECK-SAME: ptr %n, ptr [[BEGIN:%.*]], ptr [[END:%.*]]) {
; CHECK: call void @drop_list.h2s(ptr %next, ptr [[BEGIN]], ptr [[END]])
; CHECK: icmp uge ptr %n, [[BEGIN]]
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %n)

; CHECK-LABEL: define internal ptr @replace.h2s(
; CHECK-SAME: ptr %old, ptr [[BEGIN:%.*]], ptr [[END:%.*]], ptr [[SLOT:%.*]]) {
; CHECK-NEXT: store i64 1, ptr [[SLOT]]
; CHECK: icmp uge ptr %old, [[BEGIN]]
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %old)
; CHECK: ret ptr [[SLOT]]

; CHECK-LABEL: define internal ptr @make_or_fail.h2s(
; CHECK-SAME: i1 %fails, ptr [[BEGIN:%.*]], ptr [[END:%.*]], ptr [[SLOT:%.*]]) {
; CHECK: fail:
; CHECK: icmp uge ptr [[SLOT]], [[BEGIN]]
; CHECK: release:
; CHECK-NEXT: call void @free(ptr [[SLOT]])
; CHECK: phi ptr [ null, %{{.*}} ], [ [[SLOT]], %entry ]

; Both frames' slots: from the lower begin to the higher end.
; CHECK-LABEL: define internal void @middle.h2s(
; CHECK-SAME: ptr %theirs, ptr [[BEGIN:%.*]], ptr [[END:%.*]]) {
; CHECK: [[OWN:%.*]] = alloca [32 x i8]
; CHECK: [[OWN_END:%.*]] = getelementptr inbounds i8, ptr [[OWN]], i64 32
; CHECK: [[LOWER:%.*]] = icmp ult ptr [[OWN]], [[BEGIN]]
; CHECK: [[HIGHER:%.*]] = icmp ugt ptr [[OWN_END]], [[END]]
; CHECK: [[FIRST:%.*]] = select i1 [[LOWER]], ptr [[OWN]], ptr [[BEGIN]]
; CHECK: [[LAST:%.*]] = select i1 [[HIGHER]], ptr [[OWN_END]], ptr [[END]]
; CHECK: call void @drop_both.h2s(ptr {{%.*}}, ptr [[FIRST]], ptr [[LAST]])

; CHECK-LABEL: define internal void @delete.h2s(
; CHECK: icmp uge ptr %p, %0
; CHECK: release{{.*}}:
; CHECK-NEXT: call void @_ZdlPv(ptr %p)
