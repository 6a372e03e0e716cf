; realloc: it takes an object and makes another one with its content.
;
; RUN: env HEAP2STACK=pool-size=512 %h2s %s | FileCheck %s
; RUN: env HEAP2STACK=pool-size=512 %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; RUN: sed s/linux-gnu/linux-musl/ %s | env HEAP2STACK=pool-size=512 %h2s | FileCheck %s --check-prefix=MUSL

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @realloc(ptr, i64)
declare ptr @reallocarray(ptr, i64, i64)
declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @keep(ptr)
declare i32 @__gxx_personality_v0(...)

; From slot to slot: the smaller of both sizes is copied.
; CHECK-LABEL: define {{.*}}@larger(
; CHECK: [[NEW:%.*]] = alloca [16 x i8], align 16
; CHECK: [[OLD:%.*]] = alloca [8 x i8], align 16
; CHECK: [[IS:%.*]] = icmp eq ptr [[OLD]], [[OLD]]
; CHECK: [[AVAILABLE:%.*]] = select i1 [[IS]], i64 8, i64 0
; CHECK: lifetime.start{{.*}}[[NEW]]
; CHECK: [[LESS:%.*]] = icmp ult i64 16, [[AVAILABLE]]
; CHECK: [[COPIED:%.*]] = select i1 [[LESS]], i64 16, i64 [[AVAILABLE]]
; CHECK: memcpy{{.*}}(ptr align 1 [[NEW]], ptr align 1 [[OLD]], i64 [[COPIED]]
; CHECK-NEXT: call void @look(ptr [[NEW]])
; CHECK-NOT: call void @free(
; VERDICT: in larger(): moved to stack: malloc(8)
; VERDICT: in larger(): moved to stack: realloc(16)
define void @larger() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %q = call ptr @realloc(ptr %p, i64 16)
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; The result escapes: the same function allocates when it is given the slot.
; CHECK-LABEL: define {{.*}}@result_escapes(
; CHECK: br i1 {{%.*}}, label %[[SLOT:.*]], label %[[HEAP:.*]]
; CHECK: [[SLOT]]:
; CHECK-NEXT: %moved = call ptr @realloc(ptr null, i64 16)
; CHECK-NEXT: %failed = icmp eq ptr %moved, null
; CHECK-NEXT: %readable = select i1 %failed, i64 0, i64 %available
; CHECK: memcpy{{.*}}(ptr align 1 %moved,
; CHECK: [[HEAP]]:
; CHECK-NEXT: %q = call ptr @realloc(ptr %slot, i64 16)
; CHECK: %resized = phi ptr [ %q, %[[HEAP]] ], [ %moved, %[[SLOT]] ]
; CHECK-NEXT: ret ptr %resized
; VERDICT: in result_escapes(): moved to stack: malloc(8)
; VERDICT: in result_escapes(): realloc(16) escapes to heap: returned to the caller
define ptr @result_escapes() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %q = call ptr @realloc(ptr %p, i64 16)
  ret ptr %q
}

; A size of 0 releases on glibc, and is a size like any other on musl.
; CHECK-LABEL: define {{.*}}@size_unknown(
; CHECK: %empty = icmp eq i64 [[SIZE:%.*]], 0
; CHECK: from.stack:
; CHECK-NEXT: br i1 %empty, label %[[JOIN:.*]], label %move
; CHECK: [[JOIN]]:
; CHECK-NEXT: %resized = phi ptr [ %q, %from.heap ], [ %moved, %move ], [ null, %from.stack ]
; MUSL-LABEL: define {{.*}}@size_unknown(
; MUSL-NOT: %empty
; MUSL: %resized = phi ptr [ %q, %from.heap ], [ %moved, %from.stack ]
define ptr @size_unknown(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @realloc(ptr %p, i64 %n)
  ret ptr %q
}

; A guarded slot for the result: 0 does not fit.
; CHECK-LABEL: define {{.*}}@guarded(
; CHECK: [[FITS:%.*]] = icmp ule i64 [[SIZE:%.*]], 256
; CHECK: [[SOME:%.*]] = icmp ne i64 [[SIZE]], 0
; CHECK: and i1 [[FITS]], [[SOME]]
; CHECK: on.stack:
; CHECK: memcpy
; CHECK: on.heap:
; CHECK: from.stack:
; CHECK: from.heap:
; MUSL-LABEL: define {{.*}}@guarded(
; MUSL-NOT: icmp ne
; MUSL: on.stack:
; VERDICT: in guarded(): moved to stack: calloc(1, 8)
; VERDICT: in guarded(): moved to stack when n <= 256: realloc(n)
define void @guarded(i64 %n) {
  %p = call ptr @calloc(i64 1, i64 8)
  %q = call ptr @realloc(ptr %p, i64 %n)
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@product(
; CHECK: umul.with.overflow.i64
; VERDICT: in product(): moved to stack when size <= 256: reallocarray(n, m)
define void @product(i64 %n, i64 %m) {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @reallocarray(ptr %p, i64 %n, i64 %m)
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; Given null it is malloc.
; CHECK-LABEL: define {{.*}}@of_null(
; CHECK-NOT: @realloc(
; CHECK: ret void
; VERDICT: in of_null(): moved to stack: realloc(8)
define void @of_null() {
  %p = call ptr @realloc(ptr null, i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; A constant 0 only releases on glibc.
; VERDICT: in to_nothing(): moved to stack: malloc(8)
; VERDICT: in to_nothing(): realloc(0) escapes to heap: resized by realloc
define void @to_nothing() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @realloc(ptr %p, i64 0)
  call void @look(ptr %p)
  call void @look(ptr %q)
  ret void
}

; What it is given has to be released: the result is on the heap, whatever becomes of it.
; VERDICT: in given_argument(): realloc(8) escapes to heap: realloc may be given memory of the heap
define void @given_argument(ptr %p) {
  %q = call ptr @realloc(ptr %p, i64 8)
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; A slot for a slot; what is on the heap stays there.
; CHECK-LABEL: define {{.*}}@given_guarded(
; CHECK: %[[FROM:.*]] = alloca [256 x i8]
; CHECK: %[[P:.*]] = phi ptr [ %[[FROM]],
; CHECK: %[[GIVEN:.*]] = icmp eq ptr %[[P]], %[[FROM]]
; CHECK: %[[SLOT:.*]] = or i1 %[[GIVEN]], false
; CHECK: %[[NULL:.*]] = icmp eq ptr %[[P]], null
; CHECK: %movable = or i1 %[[NULL]], %[[SLOT]]
; CHECK: %[[USABLE:.*]] = and i1 %any.free, %movable
; CHECK: %usable = or i1 %{{.*}}, %[[USABLE]]
; CHECK: %fits = and i1 true, %usable
; CHECK: br i1 %fits, label %on.stack, label %on.heap
; CHECK: call ptr @realloc(ptr null, i64 8)
; CHECK: call ptr @realloc(ptr %[[P]], i64 8)
; VERDICT: in given_guarded(): moved to stack when n <= 256: malloc(n)
; VERDICT: in given_guarded(): moved to stack when its slot is free: realloc(8)
define void @given_guarded(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  %q = call ptr @realloc(ptr %p, i64 8)
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

@block = global [8 x i8] zeroinitializer
; VERDICT: in given_global(): realloc(8) escapes to heap: realloc may be given memory of the heap
define void @given_global() {
  %q = call ptr @realloc(ptr @block, i64 8)
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; One of two, and another of which nobody knows.
; Both slots live as long as the frame: otherwise they could share an address, and with it the size.
; CHECK-LABEL: define {{.*}}@one_of_three(
; CHECK-NOT: lifetime
; CHECK: %r = phi ptr
; CHECK: icmp eq ptr %r,
; CHECK: icmp eq ptr %r,
; CHECK: select i1 {{%.*}}, i64 16,
; CHECK: call ptr @realloc(ptr null, i64 64)
; CHECK: call ptr @realloc(ptr %r, i64 64)
; VERDICT: in one_of_three(): moved to stack: malloc(8)
; VERDICT: in one_of_three(): moved to stack: malloc(16)
; VERDICT: in one_of_three(): moved to stack when its slot is free: realloc(64)
define void @one_of_three(i32 %n, ptr %a) {
entry:
  switch i32 %n, label %join [ i32 1, label %one
                               i32 2, label %two ]
one:
  %p = call ptr @malloc(i64 8)
  br label %join
two:
  %q = call ptr @malloc(i64 16)
  br label %join
join:
  %r = phi ptr [ %a, %entry ], [ %p, %one ], [ %q, %two ]
  %s = call ptr @realloc(ptr %r, i64 64)
  call void @look(ptr %s)
  call void @free(ptr %s)
  ret void
}

; A failed realloc leaves the object as it was: no end of its life there.
; CHECK-LABEL: define {{.*}}@fails(
; CHECK-NOT: lifetime.end
; CHECK: bad:
; CHECK-NEXT: call void @look(ptr %slot)
; VERDICT: in fails(): moved to stack: malloc(8)
define void @fails() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @realloc(ptr %p, i64 100000)
  %failed = icmp eq ptr %q, null
  br i1 %failed, label %bad, label %good
bad:
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
good:
  call void @look(ptr %q)
  call void @free(ptr %q)
  ret void
}

; It is given its own last result, which stays where it is. What it is given first does not.
; VERDICT: in grows(): moved to stack: malloc(8)
; VERDICT: in grows(): moved to stack when size <= 256 and one of 2 slots is free: realloc(size)
define void @grows(i64 %n) {
entry:
  %p = call ptr @malloc(i64 8)
  br label %loop
loop:
  %size = phi i64 [ 8, %entry ], [ %more, %loop ]
  %q = phi ptr [ %p, %entry ], [ %r, %loop ]
  %r = call ptr @realloc(ptr %q, i64 %size)
  %more = add i64 %size, 8
  %again = icmp ult i64 %more, %n
  br i1 %again, label %loop, label %done
done:
  call void @free(ptr %r)
  ret void
}

; The content goes along, and escapes with the result.
; VERDICT: in content_escapes(): malloc(8) escapes to heap: {{returned|stored}}
; VERDICT: in content_escapes(): moved to stack: malloc(16)
define ptr @content_escapes() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  %larger = call ptr @realloc(ptr %box, i64 32)
  %q = load ptr, ptr %larger
  ret ptr %q
}

; VERDICT: in content_kept(): malloc(8) escapes to heap: stored in an object that escapes
; VERDICT: in content_kept(): moved to stack: malloc(16)
; VERDICT: in content_kept(): realloc(32) escapes to heap: passed to a function that may keep it
define void @content_kept() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  %larger = call ptr @realloc(ptr %box, i64 32)
  call void @keep(ptr %larger)
  ret void
}

; An older object of the loop is found in the new memory: made of the box, not fresh.
; VERDICT: in content_outlives(): moved to stack: malloc(16)
; VERDICT: in content_outlives(): malloc(8) escapes to heap: still in use when the allocation runs again
define void @content_outlives(i1 %c) {
entry:
  %box = call ptr @malloc(i64 16)
  store ptr null, ptr %box
  br label %loop
loop:
  %larger = call ptr @realloc(ptr %box, i64 32)
  %p = call ptr @malloc(i64 8)
  %old = load ptr, ptr %larger
  call void @look(ptr %old)
  store ptr %p, ptr %box
  br i1 %c, label %loop, label %done
done:
  ret void
}

; Not the way back from an invoke, nor out of another family.
; VERDICT: in invoked(): malloc(8) escapes to heap: resized by realloc
define ptr @invoked() personality ptr @__gxx_personality_v0 {
  %p = call ptr @malloc(i64 8)
  %q = invoke ptr @realloc(ptr %p, i64 16) to label %done unwind label %pad
done:
  ret ptr %q
pad:
  %e = landingpad { ptr, i32 } cleanup
  ret ptr null
}

; VERDICT: in of_another_family(): operator new(8) escapes to heap: resized by realloc
define ptr @of_another_family() {
  %p = call ptr @_Znwm(i64 8) builtin
  %q = call ptr @realloc(ptr %p, i64 16)
  ret ptr %q
}

@kept = global ptr null

; The same in a function that the block is passed to.
define internal ptr @resize_by_invoke(ptr %p) noinline personality ptr @__gxx_personality_v0 {
  %q = invoke ptr @realloc(ptr %p, i64 16) to label %done unwind label %pad
done:
  ret ptr %q
pad:
  %e = landingpad { ptr, i32 } cleanup
  ret ptr null
}

; VERDICT: in invoked_by_callee(): malloc(8) escapes to heap
define void @invoked_by_callee() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @resize_by_invoke(ptr %p)
  call void @free(ptr %q)
  ret void
}

; The content goes along there as well, and escapes where the new block does.
define internal void @resize_first(ptr %list) noinline {
  %p = load ptr, ptr %list
  %q = call ptr @realloc(ptr %p, i64 24)
  store ptr %q, ptr %list
  ret void
}

define internal void @resize_and_keep(ptr %list) noinline {
  %p = load ptr, ptr %list
  %q = call ptr @realloc(ptr %p, i64 24)
  store ptr %q, ptr @kept
  ret void
}

; VERDICT: in content_goes_along(): moved to stack: malloc(16)
; VERDICT: in content_goes_along(): moved to stack: malloc(8)
define void @content_goes_along() {
  %list = alloca ptr
  %p = call ptr @malloc(i64 16)
  store ptr %p, ptr %list
  %content = call ptr @malloc(i64 8)
  store ptr %content, ptr %p
  call void @resize_first(ptr %list)
  %q = load ptr, ptr %list
  %released = load ptr, ptr %q
  call void @free(ptr %released)
  call void @free(ptr %q)
  ret void
}

; VERDICT: in content_kept_by_callee(): malloc(7) escapes to heap
define void @content_kept_by_callee() {
  %list = alloca ptr
  %p = call ptr @malloc(i64 16)
  store ptr %p, ptr %list
  %content = call ptr @malloc(i64 7)
  store ptr %content, ptr %p
  call void @resize_and_keep(ptr %list)
  ret void
}
