; Objects that a function makes which is called through a pointer: where all that the pointer may be is known, the
; pointer is compared with each function that makes an object for us, and its clone is called with a slot.
;
; RUN: %h2s %s | FileCheck %s
declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree nounwind
declare i32 @__gxx_personality_v0(...)
declare void @may_throw()

@kept = global ptr null

define internal ptr @one() {
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p
  ret ptr %p
}
define internal ptr @two() {
  %p = call ptr @malloc(i64 16)
  store i64 2, ptr %p
  ret ptr %p
}
define internal ptr @keeping() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr @kept
  ret ptr %p
}
define weak ptr @replaceable() {
  %p = call ptr @malloc(i64 8)
  store i64 3, ptr %p
  ret ptr %p
}
define internal ptr @three() {
  %p = call ptr @malloc(i64 8)
  store i64 3, ptr %p
  ret ptr %p
}
define internal ptr @four() {
  %p = call ptr @malloc(i64 8)
  store i64 4, ptr %p
  ret ptr %p
}
define internal ptr @five() {
  %p = call ptr @malloc(i64 8)
  store i64 5, ptr %p
  ret ptr %p
}

; --- what is known ---

; The original call stays, though nothing else is possible: all releases are of slots.
; CHECK-LABEL: define i64 @both(
; CHECK: %[[IS:.*]] = icmp eq ptr %f, @one
; CHECK-NEXT: br i1 %[[IS]], label %[[YES:.*]], label %[[NO:.*]]
; CHECK: [[YES]]:
; CHECK-NEXT: call ptr @one.h2s(ptr %slot)
; CHECK: [[NO]]:
; CHECK: icmp eq ptr %f, @two
; CHECK: call ptr @two.h2s(ptr %slot1)
; CHECK: call ptr %f()
; CHECK: phi ptr
; CHECK-NOT: @free
; CHECK: ret i64
define i64 @both(i1 %c) {
  %f = select i1 %c, ptr @one, ptr @two
  %p = call ptr %f()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; CHECK-LABEL: define i64 @unwinding(
; CHECK: invoke ptr @{{one|two}}.h2s(ptr %slot{{1?}})
; CHECK-NEXT: to label %{{.*}} unwind label %pad
; CHECK: invoke ptr %f()
; CHECK-NEXT: to label %{{.*}} unwind label %pad
; CHECK: pad:
; CHECK-NEXT: %n = phi i64 [ 7, %{{.*}} ], [ 7, %{{.*}} ], [ 7, %{{.*}} ]
define i64 @unwinding(i1 %c) personality ptr @__gxx_personality_v0 {
  %f = select i1 %c, ptr @one, ptr @two
  %p = invoke ptr %f() to label %go unwind label %pad
go:
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
pad:
  %n = phi i64 [ 7, %0 ]
  %e = landingpad { ptr, i32 } cleanup
  ret i64 %n
}

; A constant table with an index that varies; functions of another type in it cannot be what is called.
@table = internal constant [3 x ptr] [ptr @one, ptr @two, ptr @look]
; CHECK-LABEL: define i64 @from_table(
; CHECK-DAG: call ptr @one.h2s(
; CHECK-DAG: call ptr @two.h2s(
; CHECK: ret i64
define i64 @from_table(i64 %i) {
  %at = getelementptr [3 x ptr], ptr @table, i64 0, i64 %i
  %f = load ptr, ptr %at
  %p = call ptr %f()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; Through memory that the caller hands in.
define internal void @fill_one(ptr %out) {
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p
  store ptr %p, ptr %out
  ret void
}
define internal void @fill_two(ptr %out) {
  %p = call ptr @malloc(i64 16)
  store i64 2, ptr %p
  store ptr %p, ptr %out
  ret void
}
; CHECK-LABEL: define i64 @filled(
; CHECK-DAG: call void @fill_one.h2s(ptr %out, ptr %slot
; CHECK-DAG: call void @fill_two.h2s(ptr %out, ptr %slot
; CHECK: ret i64
define i64 @filled(i1 %c) {
  %out = alloca ptr
  %f = select i1 %c, ptr @fill_one, ptr @fill_two
  call void %f(ptr %out)
  %p = load ptr, ptr %out
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; --- twins ---

; One function keeps its object: only the other one's is ours, and the release has to tell them.
; CHECK-LABEL: define i64 @one_keeps(
; CHECK-NOT: @keeping.h2s
; CHECK: call ptr @one.h2s(ptr %slot)
; CHECK-NOT: @keeping.h2s
; CHECK: icmp eq ptr %{{.*}}, %slot
; CHECK: ret i64
define i64 @one_keeps(i1 %c) {
  %f = select i1 %c, ptr @one, ptr @keeping
  %p = call ptr %f()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; Nothing is known about the pointer.
; CHECK-LABEL: define i64 @any_function(
; CHECK-NOT: h2s
; CHECK: call ptr %f()
; CHECK-NOT: h2s
; CHECK: ret i64
define i64 @any_function(ptr %f) {
  %p = call ptr %f()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; The pointer may be in memory that others write.
@changing = global ptr @one
; CHECK-LABEL: define i64 @from_variable(
; CHECK-NOT: h2s
; CHECK: ret i64
define i64 @from_variable() {
  %f = load ptr, ptr @changing
  %p = call ptr %f()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; Another body may run in place of one of them: what it makes is unknown, and so is where it comes from.
; CHECK-LABEL: define i64 @one_weak(
; CHECK-NOT: @replaceable.h2s
; CHECK: call ptr @one.h2s(ptr %slot)
; CHECK-NOT: @replaceable.h2s
; CHECK: icmp eq ptr %{{.*}}, %slot
; CHECK: ret i64
define i64 @one_weak(i1 %c) {
  %f = select i1 %c, ptr @one, ptr @replaceable
  %p = call ptr %f()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; CHECK-LABEL: define ptr @musttail(
; CHECK: musttail call ptr %f()
define ptr @musttail() {
  %f = load ptr, ptr @table
  %p = musttail call ptr %f()
  ret ptr %p
}

; Handed on: what is made through a pointer is nobody else's but this function's.
; CHECK-LABEL: define internal ptr @hands_on(
; CHECK-NOT: h2s
; CHECK: ret ptr
define internal ptr @hands_on(i1 %c) noinline {
  %f = select i1 %c, ptr @one, ptr @two
  %p = call ptr %f()
  ret ptr %p
}
; CHECK-LABEL: define i64 @handed(
; CHECK-NOT: h2s
; CHECK: ret i64
define i64 @handed(i1 %c) {
  %p = call ptr @hands_on(i1 %c)
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}

; Two objects alive at once: whichever function makes them, they are in one pool.
; CHECK-LABEL: define void @overlapping(
; CHECK: call ptr @one.h2s.2(ptr %slot, i64 32)
; CHECK: call ptr @two.h2s.2(ptr %slot, i64 32)
; CHECK: ret void
define void @overlapping(i1 %c, i64 %n) {
  %f = select i1 %c, ptr @one, ptr @two
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  %before = phi ptr [ null, %0 ], [ %p, %loop ]
  %p = call ptr %f()
  call void @look(ptr %before)
  call void @free(ptr %before)
  %next = add i64 %i, 1
  %go = icmp ult i64 %next, %n
  br i1 %go, label %loop, label %done
done:
  call void @free(ptr %p)
  ret void
}

; Four functions are compared, no more.
; CHECK-LABEL: define i64 @many(
; CHECK-COUNT-4: .h2s(ptr
; CHECK-NOT: .h2s(ptr
; CHECK: ret i64
define i64 @many(i64 %i) {
  %a = icmp eq i64 %i, 1
  %b = icmp eq i64 %i, 2
  %c = icmp eq i64 %i, 3
  %d = icmp eq i64 %i, 4
  %f1 = select i1 %a, ptr @one, ptr @two
  %f2 = select i1 %b, ptr @three, ptr %f1
  %f3 = select i1 %c, ptr @four, ptr %f2
  %f4 = select i1 %d, ptr @five, ptr %f3
  %p = call ptr %f4()
  %v = load i64, ptr %p
  call void @free(ptr %p)
  ret i64 %v
}
