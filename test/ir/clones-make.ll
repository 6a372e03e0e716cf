; Constructors: an object that leaves the function which makes it goes to a slot of the caller's, by a private
; clone that takes the slot as one more parameter.
;
; RUN: env HEAP2STACK=pool-size=512 %h2s %s | FileCheck %s
; RUN: env HEAP2STACK=pool-size=512 %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare i32 @posix_memalign(ptr, i64, i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree nounwind
declare void @keep(ptr)

@global = global ptr null

; --- by result ---

define ptr @new() {
  %p = call ptr @malloc(i64 24)
  store i64 1, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define void @result()
; CHECK: [[SLOT:%.*]] = alloca [24 x i8], align 16
; CHECK: call void @llvm.lifetime.start{{.*}}(
; CHECK-NEXT: [[P:%.*]] = call ptr @new.h2s(ptr [[SLOT]])
; CHECK-NEXT: call void @look(ptr [[P]])
; CHECK-NEXT: ret void
; VERDICT: in result(): moved to stack: new() via clone new.h2s (3 instructions){{$}}
define void @result() {
  %p = call ptr @new()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; The only object of a function that calls itself: it is known only once the call was looked at.
; CHECK-LABEL: define i64 @in_a_cycle(
; CHECK: call ptr @new.h2s(
; VERDICT: in in_a_cycle(): moved to stack: new() via clone new.h2s (3 instructions){{$}}
define i64 @in_a_cycle(ptr %list) {
  %link = getelementptr i8, ptr %list, i64 8
  %rest = load ptr, ptr %link
  %p = call ptr @new()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  %last = icmp eq ptr %rest, null
  br i1 %last, label %end, label %more
more:
  %w = call i64 @in_a_cycle(ptr %rest)
  ret i64 %w
end:
  ret i64 %v
}

; The function itself stays as it was, for everybody else.
; CHECK-LABEL: define void @result_leaks()
; CHECK: call ptr @new()
; VERDICT: in result_leaks(): new() escapes to heap: passed to a function that may keep it
define void @result_leaks() {
  %p = call ptr @new()
  call void @keep(ptr %p)
  ret void
}

; --- by a structure of results ---

define { ptr, i64 } @new_pair() {
  %p = call ptr @malloc(i64 8)
  %first = insertvalue { ptr, i64 } poison, ptr %p, 0
  %pair = insertvalue { ptr, i64 } %first, i64 8, 1
  ret { ptr, i64 } %pair
}

; CHECK-LABEL: define void @part_of_result()
; CHECK: call { ptr, i64 } @new_pair.h2s(ptr %slot)
; CHECK-NOT: @free
; VERDICT: in part_of_result(): moved to stack: new_pair() via clone new_pair.h2s
define void @part_of_result() {
  %pair = call { ptr, i64 } @new_pair()
  %p = extractvalue { ptr, i64 } %pair, 0
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; --- by out-parameter ---

define i32 @parse(ptr %out) {
  %p = call ptr @malloc(i64 40)
  store ptr %p, ptr %out
  ret i32 0
}

; CHECK-LABEL: define void @out_parameter()
; CHECK: [[SLOT:%.*]] = alloca [40 x i8]
; CHECK: call i32 @parse.h2s(ptr %out, ptr [[SLOT]])
; CHECK-NOT: @free
; VERDICT: in out_parameter(): moved to stack: parse() via clone parse.h2s
define void @out_parameter() {
  %out = alloca ptr
  %error = call i32 @parse(ptr %out)
  %p = load ptr, ptr %out
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @out_is_global()
; CHECK: call i32 @parse(ptr @global)
; VERDICT: in out_is_global(): parse() escapes to heap: passed to a function that may keep it
define void @out_is_global() {
  %error = call i32 @parse(ptr @global)
  ret void
}

; CHECK-LABEL: define void @out_is_a_parameter(
; CHECK: call i32 @parse(ptr %q)
; VERDICT: in out_is_a_parameter(): parse() escapes to heap: stored where it may outlive the call
define void @out_is_a_parameter(ptr %q) {
  %error = call i32 @parse(ptr %q)
  ret void
}

; The object's own out-parameter: posix_memalign.
define i32 @aligned(ptr %out) {
  %error = call i32 @posix_memalign(ptr %out, i64 64, i64 40)
  ret i32 %error
}

; CHECK-LABEL: define void @delivered()
; CHECK: alloca [40 x i8], align 64
; CHECK: call i32 @aligned.h2s(ptr %out, ptr %slot)
; VERDICT: in delivered(): moved to stack: aligned() via clone aligned.h2s
define void @delivered() {
  %out = alloca ptr
  %error = call i32 @aligned(ptr %out)
  %p = load ptr, ptr %out
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; --- alignment ---

define align 64 ptr @new_aligned() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; What is said of the result has to hold for the slot.
; CHECK-LABEL: define void @alignment_of_result()
; CHECK: [[SLOT:%.*]] = alloca [8 x i8], align 64
; CHECK: call align 64 ptr @new_aligned.h2s(ptr [[SLOT]])
define void @alignment_of_result() {
  %p = call align 64 ptr @new_aligned()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @alignment_by_function()
; CHECK: alloca [8 x i8], align 64
define void @alignment_by_function() {
  %p = call ptr @new_aligned()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; --- several objects ---

define ptr @new_two() {
  %p = call ptr @malloc(i64 16)
  %q = call ptr @malloc(i64 32)
  store ptr %q, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define void @two()
; CHECK-DAG: [[OUTER:%.*]] = alloca [16 x i8]
; CHECK-DAG: [[INNER:%.*]] = alloca [32 x i8]
; CHECK: call ptr @new_two.h2s(ptr [[OUTER]], ptr [[INNER]])
; CHECK-NOT: @free
; VERDICT: in two(): moved to stack: object 1 of new_two() (malloc(16)) via clone new_two.h2s
; VERDICT: in two(): moved to stack: object 2 of new_two() (malloc(32)) via clone new_two.h2s
define void @two() {
  %p = call ptr @new_two()
  %q = load ptr, ptr %p
  call void @free(ptr %q)
  call void @free(ptr %p)
  ret void
}

; Another variant of the clone for another set of slots.
; CHECK-LABEL: define void @one_of_two()
; CHECK: call ptr @new_two.h2s.2(ptr %slot)
; CHECK: call void @keep(ptr %q)
; CHECK-NOT: @free
; VERDICT: in one_of_two(): moved to stack: object 1 of new_two() (malloc(16)) via clone new_two.h2s.2
; VERDICT: in one_of_two(): object 2 of new_two() (malloc(32)) escapes to heap: passed to a function that may keep it
define void @one_of_two() {
  %p = call ptr @new_two()
  %q = load ptr, ptr %p
  call void @keep(ptr %q)
  call void @free(ptr %p)
  ret void
}

; The first variant serves everybody who asks for the same.
; CHECK-LABEL: define void @shared()
; CHECK: call ptr @new_two.h2s(ptr
define void @shared() {
  %p = call ptr @new_two()
  %q = load ptr, ptr %p
  call void @look(ptr %q)
  ret void
}

; --- wrappers ---

define ptr @xmalloc(i64 %n) {
entry:
  %p = call ptr @malloc(i64 %n)
  %none = icmp eq ptr %p, null
  br i1 %none, label %fail, label %done
fail:
  call void @exit()
  unreachable
done:
  ret ptr %p
}
declare void @exit() noreturn

; CHECK-LABEL: define void @constant_size()
; CHECK: alloca [48 x i8]
; CHECK: call ptr @xmalloc.h2s(i64 48, ptr %slot, i64 48)
; CHECK-NOT: @free
; VERDICT: in constant_size(): moved to stack: xmalloc() via clone xmalloc.h2s
define void @constant_size() {
  %p = call ptr @xmalloc(i64 48)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; One clone for all sizes; the release is guarded, since a large object is on the heap.
; CHECK-LABEL: define void @dynamic_size(
; CHECK: [[SLOT:%.*]] = alloca [256 x i8]
; CHECK: [[P:%.*]] = call ptr @xmalloc.h2s(i64 %n, ptr [[SLOT]], i64 256)
; CHECK: [[IS:%.*]] = icmp eq ptr [[P]], [[SLOT]]
; CHECK-NEXT: br i1 [[IS]], label %in.slot, label %release
; CHECK: release:
; CHECK-NEXT: call void @free(ptr [[P]])
; VERDICT: in dynamic_size(): moved to stack when n <= 256: xmalloc() via clone xmalloc.h2s
define void @dynamic_size(i64 %n) {
  %p = call ptr @xmalloc(i64 %n)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @bounded_size(
; CHECK: [[SLOT:%.*]] = alloca [100 x i8]
; CHECK: call ptr @xmalloc.h2s(i64 %n, ptr [[SLOT]], i64 100)
; CHECK-NOT: @free
; VERDICT: in bounded_size(): moved to stack: xmalloc(), at most 100 bytes via clone xmalloc.h2s
define void @bounded_size(i64 %m) {
  %n = call i64 @llvm.umin.i64(i64 %m, i64 100)
  %p = call ptr @xmalloc(i64 %n)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}
declare i64 @llvm.umin.i64(i64, i64)

; CHECK-LABEL: define void @large_size()
; CHECK: call ptr @xmalloc(i64 65536)
; VERDICT: in large_size(): xmalloc() escapes to heap: too large for stack (limit 65535)
define void @large_size() {
  %p = call ptr @xmalloc(i64 65536)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; A wrapper's wrapper. Its own size is a constant, the inner clone has a capacity all the same.
define ptr @new_by_wrapper() {
  %p = call ptr @xmalloc(i64 8)
  store i64 3, ptr %p
  ret ptr %p
}

; CHECK-LABEL: define void @nested()
; CHECK: call ptr @new_by_wrapper.h2s(ptr %slot)
; CHECK-NOT: @free
; VERDICT: in nested(): moved to stack: new_by_wrapper() via clone new_by_wrapper.h2s
define void @nested() {
  %p = call ptr @new_by_wrapper()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; --- content ---

define ptr @zeroed() {
  %p = call ptr @calloc(i64 3, i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @calloc_in_clone(
; CHECK: call ptr @zeroed.h2s(ptr %slot)
; CHECK-NOT: memset
; CHECK: ret void
define void @calloc_in_clone() {
  %p = call ptr @zeroed()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

define ptr @zeroed_array(i64 %n) {
  %p = call ptr @calloc(i64 %n, i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @dynamic_calloc(
; CHECK: call ptr @zeroed_array.h2s(i64 %n, ptr %slot, i64 256)
; CHECK: br i1 %is.slot, label %in.slot, label %release
; CHECK: release:
; CHECK-NEXT: call void @free(
define void @dynamic_calloc(i64 %n) {
  %p = call ptr @zeroed_array(i64 %n)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; --- what the result may be ---

define ptr @argument_or_new(ptr %q, i1 %c) {
entry:
  br i1 %c, label %new, label %done
new:
  %p = call ptr @malloc(i64 8)
  br label %done
done:
  %r = phi ptr [ %p, %new ], [ %q, %entry ]
  ret ptr %r
}

; CHECK-LABEL: define void @guarded_release(
; CHECK: [[P:%.*]] = call ptr @argument_or_new.h2s(ptr %q, i1 %c, ptr [[SLOT:%.*]])
; CHECK: [[IS:%.*]] = icmp eq ptr [[P]], [[SLOT]]
; CHECK: br i1 [[IS]], label %in.slot, label %release
; CHECK: release:
; CHECK-NEXT: call void @free(ptr [[P]])
; VERDICT: in guarded_release(): moved to stack: argument_or_new() via clone argument_or_new.h2s
define void @guarded_release(ptr %q, i1 %c) {
  %p = call ptr @argument_or_new(ptr %q, i1 %c)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; The callee's result is not the object for certain: its release does not end the slot's life.
define ptr @new_and_argument(ptr %out, ptr %q, i1 %c) {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %out
  %r = select i1 %c, ptr %p, ptr %q
  ret ptr %r
}

; CHECK-LABEL: define void @other_released(
; CHECK: call ptr @new_and_argument.h2s(
; CHECK-NOT: @llvm.lifetime.end
; CHECK: call void @look(ptr %p)
define void @other_released(ptr %q, i1 %c) {
  %out = alloca ptr
  %r = call ptr @new_and_argument(ptr %out, ptr %q, i1 %c)
  call void @free(ptr %r)
  %p = load ptr, ptr %out
  call void @look(ptr %p)
  ret void
}

; --- also somewhere else ---

define ptr @registered() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr @global
  ret ptr %p
}

; CHECK-LABEL: define void @also_in_a_global()
; CHECK: call ptr @registered()
; CHECK: call void @free(
; VERDICT: in registered(): malloc(8) escapes to heap: stored where it may outlive the call
define void @also_in_a_global() {
  %p = call ptr @registered()
  call void @free(ptr %p)
  ret void
}

; What is stored by one parameter comes back by the other, and leaks.
define void @through_both(ptr %a, ptr %b) {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %q = load ptr, ptr %b
  store ptr %q, ptr @global
  ret void
}

; CHECK-LABEL: define void @aliasing_parameters()
; CHECK: call void @through_both(ptr %x, ptr %x)
; VERDICT: in aliasing_parameters(): through_both() escapes to heap
define void @aliasing_parameters() {
  %x = alloca ptr
  call void @through_both(ptr %x, ptr %x)
  ret void
}

; CHECK-LABEL: define void @distinct_parameters(
; CHECK: call void @through_both.h2s(ptr %x, ptr %y, ptr %slot)
; VERDICT: in distinct_parameters(): moved to stack: through_both() via clone through_both.h2s
define void @distinct_parameters() {
  %x = alloca ptr
  %y = alloca ptr
  store ptr null, ptr %y
  call void @through_both(ptr %x, ptr %y)
  ret void
}

; --- loops ---

define void @many(ptr %out, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %out
  %next = add i32 %i, 1
  %again = icmp ult i32 %next, %n
  br i1 %again, label %loop, label %done
done:
  ret void
}

; A constructor that makes many objects by one site.
; CHECK-LABEL: define void @loop_in_constructor()
; CHECK: call void @many.h2s(ptr %out, i32 3, ptr %slot, i64 32)
; VERDICT: in loop_in_constructor(): moved to stack when one of 32 slots is free: many() via clone many.h2s
define void @loop_in_constructor() {
  %out = alloca ptr
  call void @many(ptr %out, i32 3)
  ret void
}

; CHECK-LABEL: define void @slot_is_reused(
; CHECK: loop:
; CHECK: call void @llvm.lifetime.start{{.*}}(
; CHECK-NEXT: call ptr @new.h2s(ptr %slot)
; VERDICT: in slot_is_reused(): moved to stack: new() via clone new.h2s
define void @slot_is_reused(i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = call ptr @new()
  call void @look(ptr %p)
  call void @free(ptr %p)
  %next = add i32 %i, 1
  %again = icmp ult i32 %next, %n
  br i1 %again, label %loop, label %done
done:
  ret void
}

; CHECK-LABEL: define void @older_one_alive(
; CHECK: call ptr @new.h2s.2(ptr %slot, i64 48)
; VERDICT: in older_one_alive(): moved to stack when one of 16 slots is free: new() via clone new.h2s.2
define void @older_one_alive(i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @new()
  call void @look(ptr %older)
  call void @free(ptr %older)
  %next = add i32 %i, 1
  %again = icmp ult i32 %next, %n
  br i1 %again, label %loop, label %done
done:
  ret void
}

; The callee makes an object only if there is none: it may use the older one.
define ptr @cached(ptr %cell) {
entry:
  %old = load ptr, ptr %cell
  %none = icmp eq ptr %old, null
  br i1 %none, label %new, label %done
new:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  br label %done
done:
  %r = phi ptr [ %p, %new ], [ %old, %entry ]
  ret ptr %r
}

; CHECK-LABEL: define void @made_once(
; CHECK: call ptr @cached(ptr %cell)
; VERDICT: in made_once(): cached() escapes to heap: still in use when the allocation runs again
define void @made_once(i32 %n) {
entry:
  %cell = alloca ptr
  store ptr null, ptr %cell
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = call ptr @cached(ptr %cell)
  call void @look(ptr %p)
  %next = add i32 %i, 1
  %again = icmp ult i32 %next, %n
  br i1 %again, label %loop, label %done
done:
  ret void
}

; --- calls that nobody can redirect ---

; CHECK-LABEL: define void @indirect(
; CHECK: call ptr %f()
define void @indirect(i1 %c) {
  %f = select i1 %c, ptr @new, ptr @registered
  %p = call ptr %f()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; --- the clones ---

; CHECK-LABEL: define internal ptr @new.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]]) {
; CHECK-NEXT: store i64 1, ptr [[SLOT]]
; CHECK-NEXT: ret ptr [[SLOT]]

; CHECK-LABEL: define internal { ptr, i64 } @new_pair.h2s(ptr
; CHECK-NOT: @malloc

; CHECK-LABEL: define internal i32 @parse.h2s(
; CHECK-SAME: ptr %out, ptr [[SLOT:%.*]]) {
; CHECK-NEXT: store ptr [[SLOT]], ptr %out
; CHECK-NEXT: ret i32 0

; CHECK-LABEL: define internal i32 @aligned.h2s(
; CHECK-SAME: ptr %out, ptr [[SLOT:%.*]]) {
; CHECK-NEXT: store ptr [[SLOT]], ptr %out
; CHECK-NEXT: ret i32 0

; CHECK-LABEL: define internal align 64 ptr @new_aligned.h2s(ptr

; CHECK-LABEL: define internal ptr @new_two.h2s(
; CHECK-SAME: ptr [[OUTER:%.*]], ptr [[INNER:%.*]]) {
; CHECK-NEXT: store ptr [[INNER]], ptr [[OUTER]]
; CHECK-NEXT: ret ptr [[OUTER]]

; CHECK-LABEL: define internal ptr @new_two.h2s.2(
; CHECK-SAME: ptr [[OUTER:%.*]]) {
; CHECK-NEXT: [[INNER:%.*]] = call ptr @malloc(i64 32)
; CHECK-NEXT: store ptr [[INNER]], ptr [[OUTER]]

; CHECK-LABEL: define internal ptr @xmalloc.h2s(
; CHECK-SAME: i64 %n, ptr [[SLOT:%.*]], i64 [[CAPACITY:%.*]]) {
; CHECK: [[FITS:%.*]] = icmp ule i64 {{%.*}}, [[CAPACITY]]
; CHECK: br i1 [[FITS]], label %on.stack, label %on.heap
; CHECK: on.heap:
; CHECK: [[P:%.*]] = call ptr @malloc(i64 %n)
; CHECK: phi ptr [ [[SLOT]], %on.stack ], [ [[P]], %on.heap ]

; CHECK-LABEL: define internal ptr @new_by_wrapper.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]]) {
; CHECK: call ptr @xmalloc.h2s(i64 8, ptr [[SLOT]], i64 8)

; Every time, not once at the entry of whoever has the slot.
; CHECK-LABEL: define internal ptr @zeroed.h2s(
; CHECK-SAME: ptr [[SLOT:%.*]]) {
; CHECK-NEXT: call void @llvm.memset{{.*}}(ptr align 16 [[SLOT]], i8 0, i64 24, i1 false)
; CHECK-NEXT: ret ptr [[SLOT]]

; CHECK-LABEL: define internal ptr @zeroed_array.h2s(
; CHECK-SAME: i64 %n, ptr [[SLOT:%.*]], i64
; CHECK: @llvm.umul.with.overflow.i64
; CHECK: on.stack:
; CHECK: call void @llvm.memset{{.*}}(ptr align 16 [[SLOT]], i8 0, i64 %bytes
; CHECK: on.heap:
; CHECK: call ptr @calloc(i64 %n, i64 8)

; CHECK-LABEL: define internal ptr @argument_or_new.h2s(
; CHECK-SAME: ptr %q, i1 %c, ptr [[SLOT:%.*]]) {
; CHECK: phi ptr [ [[SLOT]], %new ], [ %q, %entry ]
