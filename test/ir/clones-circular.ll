; Functions that call themselves and hand on what that call made: the clone hands its pool to the clone that it calls.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

target triple = "x86_64-unknown-linux-gnu"

@kept = global ptr null
@next = global ptr null
@told = global i64 0

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare void @free(ptr)

; --- a tree ---

define internal ptr @insert(ptr %n, i32 %key) noinline {
  %none = icmp eq ptr %n, null
  br i1 %none, label %new, label %known
new:
  %fresh = call ptr @malloc(i64 24)
  store i32 %key, ptr %fresh
  %fresh.left = getelementptr i8, ptr %fresh, i64 8
  store ptr null, ptr %fresh.left
  %fresh.right = getelementptr i8, ptr %fresh, i64 16
  store ptr null, ptr %fresh.right
  ret ptr %fresh
known:
  %here = load i32, ptr %n
  %less = icmp slt i32 %key, %here
  br i1 %less, label %left, label %right
left:
  %left.slot = getelementptr i8, ptr %n, i64 8
  %l = load ptr, ptr %left.slot
  %l.more = call ptr @insert(ptr %l, i32 %key)
  store ptr %l.more, ptr %left.slot
  ret ptr %n
right:
  %right.slot = getelementptr i8, ptr %n, i64 16
  %r = load ptr, ptr %right.slot
  %r.more = call ptr @insert(ptr %r, i32 %key)
  store ptr %r.more, ptr %right.slot
  ret ptr %n
}

define internal void @release(ptr %n) noinline {
  %none = icmp eq ptr %n, null
  br i1 %none, label %done, label %more
more:
  %left.slot = getelementptr i8, ptr %n, i64 8
  %l = load ptr, ptr %left.slot
  call void @release(ptr %l)
  %right.slot = getelementptr i8, ptr %n, i64 16
  %r = load ptr, ptr %right.slot
  call void @release(ptr %r)
  call void @free(ptr %n)
  br label %done
done:
  ret void
}

; CHECK-LABEL: define void @tree(
; CHECK: call ptr @insert.h2s(ptr %root, i32 %i, ptr %slot, i64 48)
; CHECK: call void @release.h2s(
; VERDICT: in tree(): moved to stack when one of 32 slots is free: insert() via clone insert.h2s
define void @tree() {
  br label %loop
loop:
  %i = phi i32 [ 0, %0 ], [ %i.next, %loop ]
  %root = phi ptr [ null, %0 ], [ %root.next, %loop ]
  %root.next = call ptr @insert(ptr %root, i32 %i)
  %i.next = add i32 %i, 1
  %more = icmp ult i32 %i.next, 7
  br i1 %more, label %loop, label %done
done:
  call void @release(ptr %root.next)
  ret void
}

; What both calls make escapes where one of them is: the order of instructions says nothing of the other one's.
define internal ptr @right_kept(i32 %n, i1 %side) noinline {
  %none = icmp eq i32 %n, 0
  br i1 %none, label %done, label %more
done:
  ret ptr null
more:
  %node = call ptr @calloc(i64 1, i64 24)
  %rest = sub i32 %n, 1
  br i1 %side, label %left, label %right
left:
  %l = call ptr @right_kept(i32 %rest, i1 false)
  %left.slot = getelementptr i8, ptr %node, i64 8
  store ptr %l, ptr %left.slot
  ret ptr %node
right:
  %r = call ptr @right_kept(i32 %rest, i1 true)
  store ptr %r, ptr @kept
  %right.slot = getelementptr i8, ptr %node, i64 16
  store ptr %r, ptr %right.slot
  ret ptr %node
}

; CHECK-LABEL: define void @right_kept_tree(
; CHECK: call ptr @right_kept.h2s(i32 %n, i1 true, ptr %slot)
; VERDICT-NOT: in right_kept_tree(): moved to stack when
define void @right_kept_tree(i32 %n) {
  %root = call ptr @right_kept(i32 %n, i1 true)
  call void @free(ptr %root)
  ret void
}

; The same on the other side.
define internal ptr @left_kept(i32 %n, i1 %side) noinline {
  %none = icmp eq i32 %n, 0
  br i1 %none, label %done, label %more
done:
  ret ptr null
more:
  %node = call ptr @calloc(i64 1, i64 24)
  %rest = sub i32 %n, 1
  br i1 %side, label %left, label %right
left:
  %l = call ptr @left_kept(i32 %rest, i1 false)
  store ptr %l, ptr @kept
  %left.slot = getelementptr i8, ptr %node, i64 8
  store ptr %l, ptr %left.slot
  ret ptr %node
right:
  %r = call ptr @left_kept(i32 %rest, i1 true)
  %right.slot = getelementptr i8, ptr %node, i64 16
  store ptr %r, ptr %right.slot
  ret ptr %node
}

; CHECK-LABEL: define void @left_kept_tree(
; CHECK: call ptr @left_kept.h2s(i32 %n, i1 true, ptr %slot)
; VERDICT-NOT: in left_kept_tree(): moved to stack when
define void @left_kept_tree(i32 %n) {
  %root = call ptr @left_kept(i32 %n, i1 true)
  call void @free(ptr %root)
  ret void
}

; How far the inner node is from what the caller knows is told to everybody, by the second call. That the call makes
; nodes itself does not mean that there are none before it.
; CHECK-LABEL: define void @measured(
; VERDICT-NOT: in measured(): moved to stack when
define internal ptr @measure(ptr %p, ptr %q, i32 %n) noinline {
  %p.number = ptrtoint ptr %p to i64
  %q.number = ptrtoint ptr %q to i64
  %distance = sub i64 %p.number, %q.number
  store i64 %distance, ptr @told
  %last = icmp eq i32 %n, 0
  br i1 %last, label %new, label %more
new:
  %fresh = call ptr @calloc(i64 1, i64 24)
  ret ptr %fresh
more:
  %rest = sub i32 %n, 1
  %first = call ptr @measure(ptr %q, ptr %q, i32 %rest)
  %second = call ptr @measure(ptr %first, ptr %q, i32 %rest)
  store ptr %first, ptr %second
  ret ptr %second
}

define void @measured(ptr %known) {
  %list = call ptr @measure(ptr %known, ptr %known, i32 1)
  %rest = load ptr, ptr %list
  call void @free(ptr %rest)
  call void @free(ptr %list)
  ret void
}

; --- objects of several kinds ---

; A list of nodes, each of which has a name of its own: two pools.
; VERDICT: in named(): moved to stack when one of 32 slots is free: object 1 of list_of() (malloc(16))
; VERDICT: in named(): moved to stack when one of 4 slots is free: object 2 of list_of() (malloc(200))
define internal ptr @list_of(i32 %n) noinline {
  %none = icmp eq i32 %n, 0
  br i1 %none, label %done, label %more
done:
  ret ptr null
more:
  %node = call ptr @malloc(i64 16)
  %name = call ptr @malloc(i64 200)
  store ptr %name, ptr %node
  %rest.count = sub i32 %n, 1
  %rest = call ptr @list_of(i32 %rest.count)
  %link = getelementptr i8, ptr %node, i64 8
  store ptr %rest, ptr %link
  ret ptr %node
}

define internal void @list_end(ptr %node) noinline {
  %none = icmp eq ptr %node, null
  br i1 %none, label %done, label %more
more:
  %name = load ptr, ptr %node
  call void @free(ptr %name)
  %link = getelementptr i8, ptr %node, i64 8
  %rest = load ptr, ptr %link
  call void @list_end(ptr %rest)
  call void @free(ptr %node)
  br label %done
done:
  ret void
}

; CHECK-LABEL: define void @named(
; CHECK: call ptr @list_of.h2s(i32 %n, ptr {{[^,]*}}, i64 32, ptr {{[^,]*}}, i64 224)
define void @named(i32 %n) {
  %list = call ptr @list_of(i32 %n)
  call void @list_end(ptr %list)
  ret void
}

; The inner call promises more of its result's address than malloc does: its kind has slots for that.
; CHECK-LABEL: define void @aligned(
; CHECK: alloca [{{[0-9]+}} x i8], align 64
; CHECK: call ptr @list_aligned.h2s(i32 %n, ptr {{[^,]*}}, ptr {{[^,]*}}, i64 64)
define internal ptr @list_aligned(i32 %n) noinline {
  %none = icmp eq i32 %n, 0
  br i1 %none, label %done, label %more
done:
  ret ptr null
more:
  %node = call ptr @malloc(i64 16)
  store ptr null, ptr %node
  %rest.count = sub i32 %n, 1
  %rest = call align 64 ptr @list_aligned(i32 %rest.count)
  %link = getelementptr i8, ptr %node, i64 8
  store ptr %rest, ptr %link
  ret ptr %node
}

define void @aligned(i32 %n) {
  %list = call ptr @list_aligned(i32 %n)
  call void @list_end(ptr %list)
  ret void
}

; --- calls that cannot be replaced ---

; A call that has to be a tail call takes no more arguments than its function has: there is no clone.
; CHECK-LABEL: define void @tail(
; CHECK: call ptr @last_of(i32 %n)
; VERDICT-NOT: last_of.h2s
define internal ptr @last_of(i32 %n) noinline {
  %last = icmp eq i32 %n, 0
  br i1 %last, label %done, label %more
done:
  %node = call ptr @calloc(i64 1, i64 16)
  ret ptr %node
more:
  %rest = sub i32 %n, 1
  %found = musttail call ptr @last_of(i32 %rest)
  ret ptr %found
}

define void @tail(i32 %n) {
  %list = call ptr @last_of(i32 %n)
  call void @list_end(ptr %list)
  ret void
}

; The function calls itself through a pointer.
; CHECK-LABEL: define void @by_pointer(
; VERDICT: in by_pointer(): moved to stack: list_by_pointer() via clone list_by_pointer.h2s
define ptr @list_by_pointer(i32 %n) noinline {
  %node = call ptr @malloc(i64 16)
  store ptr null, ptr %node
  %link = getelementptr i8, ptr %node, i64 8
  store ptr null, ptr %link
  %last = icmp eq i32 %n, 0
  br i1 %last, label %done, label %more
more:
  %again = load ptr, ptr @next
  %rest.count = sub i32 %n, 1
  %rest = call ptr %again(i32 %rest.count)
  store ptr %rest, ptr %link
  br label %done
done:
  ret ptr %node
}

define void @by_pointer(i32 %n) {
  store ptr @list_by_pointer, ptr @next
  %list = call ptr @list_by_pointer(i32 %n)
  call void @list_end(ptr %list)
  ret void
}

; --- functions that call each other ---

; CHECK-LABEL: define void @in_turn(
; CHECK: call ptr @even.h2s(
; VERDICT: in in_turn(): moved to stack when one of {{[0-9]+}} slots is free: even() via clone even.h2s
define internal ptr @even(i32 %n) noinline {
  %none = icmp eq i32 %n, 0
  br i1 %none, label %done, label %more
done:
  ret ptr null
more:
  %rest.count = sub i32 %n, 1
  %rest = call ptr @odd(i32 %rest.count)
  ret ptr %rest
}

define internal ptr @odd(i32 %n) noinline {
  %node = call ptr @malloc(i64 16)
  store ptr null, ptr %node
  %rest.count = sub i32 %n, 1
  %rest = call ptr @even(i32 %rest.count)
  %link = getelementptr i8, ptr %node, i64 8
  store ptr %rest, ptr %link
  ret ptr %node
}

define void @in_turn(i32 %n) {
  %list = call ptr @even(i32 %n)
  call void @list_end(ptr %list)
  ret void
}

; --- the clones ---

; CHECK-LABEL: define internal ptr @insert.h2s(ptr %n, i32 %key, ptr %0, i64 %1)
; CHECK: on.stack:
; CHECK: left:
; CHECK: call ptr @insert.h2s(ptr %l, i32 %key, ptr %0, i64 %1)
; CHECK: right:
; CHECK: call ptr @insert.h2s(ptr %r, i32 %key, ptr %0, i64 %1)

; CHECK-LABEL: define internal ptr @right_kept.h2s(
; CHECK: call ptr @right_kept(i32 %rest, i1 false)
; CHECK: call ptr @right_kept(i32 %rest, i1 true)

; CHECK-LABEL: define internal ptr @left_kept.h2s(
; CHECK: call ptr @left_kept(i32 %rest, i1 false)
; CHECK: call ptr @left_kept(i32 %rest, i1 true)

; CHECK-LABEL: define internal ptr @measure.h2s(
; CHECK: call ptr @measure(ptr %q
; CHECK: call ptr @measure(ptr %first
