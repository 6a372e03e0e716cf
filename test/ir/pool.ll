; Objects that may be alive when their site runs again: a few slots with a mark for each that is free.
;
; RUN: env HEAP2STACK=pool-size=512 %h2s %s | FileCheck %s
; RUN: env HEAP2STACK=pool-size=512 %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=DEFAULT
; RUN: env HEAP2STACK=pool-size=0 %h2s_m1 %s | FileCheck %s --check-prefix=OFF
; RUN: env HEAP2STACK=pool-size=31 %h2s_m1 %s | FileCheck %s --check-prefix=SMALL
;
; OFF-NOT: slots
; OFF: in older_released_later(): malloc(8) escapes to heap: still in use when the allocation runs again
; OFF-NOT: slots
; SMALL: in older_released_later(): malloc(8) escapes to heap: still in use when the allocation runs again
; SMALL: in grows(): realloc(n) escapes to heap: still in use when the allocation runs again

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @aligned_alloc(i64, i64)
declare ptr @realloc(ptr, i64)
declare ptr @strdup(ptr)
declare void @free(ptr)
declare ptr @_Znwm(i64)
declare void @_ZdlPvm(ptr, i64)
declare void @look(ptr nocapture) nofree
declare void @keep(ptr)
declare i32 @__gxx_personality_v0(...)

; 16 bytes for each: 32 slots in 512 bytes. The lowest free one is taken if there is any; a release sets its mark.
; CHECK-LABEL: define {{.*}}@older_released_later(
; CHECK: [[MARKS:%.*]] = alloca i32
; CHECK: store i32 -1, ptr [[MARKS]]
; CHECK: [[POOL:%.*]] = alloca [512 x i8], align 16
; CHECK: loop:
; CHECK: [[FREE:%.*]] = load i32, ptr [[MARKS]]
; CHECK: call i32 @llvm.cttz.i32(i32 [[FREE]], i1 true)
; CHECK: icmp ne i32 [[FREE]], 0
; CHECK: [[OTHERS:%.*]] = sub i32 [[FREE]], 1
; CHECK: [[REST:%.*]] = and i32 [[FREE]], [[OTHERS]]
; CHECK: br i1 {{.*}}, label %on.stack, label %on.heap
; CHECK: on.stack:
; CHECK-NEXT: store i32 [[REST]], ptr [[MARKS]]
; CHECK: on.heap:
; CHECK-NEXT: call ptr @malloc(i64 8)
; CHECK: [[P:%.*]] = phi ptr [ {{.*}}, %on.stack ], [ {{.*}}, %on.heap ]
; CHECK: call void @look(ptr [[P]])
; CHECK: icmp uge ptr %older, [[POOL]]
; CHECK: icmp ult ptr %older,
; CHECK: br i1 {{.*}}, label %[[IN:.*]], label %[[HEAP:.*]]
; CHECK: [[IN]]:
; CHECK: udiv i64 %{{.*}}, 16
; CHECK: shl i32 1,
; CHECK: [[NOW:%.*]] = or i32 %free{{.*}}, %mark
; CHECK-NEXT: store i32 [[NOW]], ptr [[MARKS]]
; CHECK: [[HEAP]]:
; CHECK-NEXT: call void @free(ptr %older)
; CHECK-NOT: lifetime
; VERDICT: in older_released_later(): moved to stack when one of 32 slots is free: malloc(8)
define void @older_released_later(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  call void @free(ptr %p)
  ret void
}

; Two slots are told apart without turning addresses into numbers.
; CHECK-LABEL: define {{.*}}@dynamic(
; CHECK: store i32 3, ptr %slots.free
; CHECK: alloca [512 x i8], align 16
; CHECK: %fits = icmp ule i64 %size, 256
; CHECK-NOT: ptrtoint
; CHECK: ret void
; VERDICT: in dynamic(): moved to stack when n <= 256 and one of 2 slots is free: operator new(n)
; DEFAULT: in dynamic(): moved to stack when n <= 256 and one of 4 slots is free: operator new(n)
define void @dynamic(i64 %n, i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %next ]
  %p = invoke ptr @_Znwm(i64 %n) builtin to label %next unwind label %pad
next:
  call void @look(ptr %p)
  call void @_ZdlPvm(ptr %older, i64 %n) builtin
  br i1 %c, label %loop, label %exit
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @_ZdlPvm(ptr %older, i64 %n) builtin
  resume { ptr, i32 } %e
exit:
  call void @_ZdlPvm(ptr %p, i64 %n) builtin
  ret void
}

; The content that the allocator promises is made each time a slot is taken.
; CHECK-LABEL: define {{.*}}@zeroed(
; CHECK: on.stack:
; CHECK-NEXT: call void @llvm.memset{{.*}}(ptr align 16 %slot{{[0-9]+}}, i8 0, i64 24, i1 false)
; VERDICT: in zeroed(): moved to stack when one of 16 slots is free: calloc(1, 24)
define void @zeroed(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @calloc(i64 1, i64 24)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Slots are as far apart as the alignment asks for.
; CHECK-LABEL: define {{.*}}@aligned(
; CHECK: alloca [512 x i8], align 64
; VERDICT: in aligned(): moved to stack when one of 8 slots is free: aligned_alloc(64, 64)
define void @aligned(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @aligned_alloc(i64 64, i64 64)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Objects of no bytes have addresses of their own.
; CHECK-LABEL: define {{.*}}@empty(
; CHECK: alloca [512 x i8], align 16
; VERDICT: in empty(): moved to stack when one of 32 slots is free: malloc(0)
define void @empty(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 0)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; An object that grows stays where it is as long as it fits, and goes to a slot only from a slot or from nothing.
; What leaves the pool gives its slot back.
; CHECK-LABEL: define {{.*}}@grows(
; CHECK: loop:
; CHECK: [[MOVABLE:%.*]] = icmp eq ptr %q, null
; CHECK: %movable = or i1 [[MOVABLE]],
; CHECK: %usable = or i1 %[[STAYS:.*]], %{{.*}}
; CHECK: select i1 %[[STAYS]], ptr %q, ptr %slot
; CHECK: select i1 %[[STAYS]], i32 %{{.*}}, i32 %rest
; CHECK: on.stack:
; CHECK: select i1 %[[STAYS]], i64 0, i64 %available
; CHECK: on.heap:
; CHECK: from.stack:
; CHECK: call ptr @realloc(ptr null, i64 %n)
; CHECK: from.heap:
; CHECK: call ptr @realloc(ptr %q, i64 %n)
; CHECK: %object = phi
; CHECK: icmp ne ptr %object, null
; CHECK: icmp ne ptr %object, %q
; CHECK: store i32
; VERDICT: in grows(): moved to stack when n <= 256 and one of 2 slots is free: realloc(n)
define void @grows(i1 %c) {
entry:
  br label %loop
loop:
  %q = phi ptr [ null, %entry ], [ %r, %loop ]
  %n = phi i64 [ 1, %entry ], [ %more, %loop ]
  %r = call ptr @realloc(ptr %q, i64 %n)
  call void @look(ptr %r)
  %more = add i64 %n, 40
  br i1 %c, label %loop, label %exit
exit:
  call void @free(ptr %r)
  ret void
}

; A release may receive objects of two sites.
; CHECK-LABEL: define {{.*}}@two_sites(
; CHECK: call void @look(ptr %x)
; CHECK: icmp eq ptr %x, %slot
; CHECK: icmp uge ptr %x,
; CHECK: call void @free(
; VERDICT: in two_sites(): moved to stack: malloc(8)
; VERDICT: in two_sites(): moved to stack when one of 16 slots is free: malloc(32)
define void @two_sites(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %one = call ptr @malloc(i64 8)
  call void @look(ptr %one)
  %p = call ptr @malloc(i64 32)
  call void @look(ptr %p)
  %x = select i1 %d, ptr %one, ptr %older
  call void @look(ptr %x)
  call void @free(ptr %x)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Two sites share a pool: its slots are recognised once, and one mark is set.
; CHECK-LABEL: define {{.*}}@one_pool_for_two(
; CHECK: call void @look(ptr %older)
; CHECK: icmp uge ptr %older, %slot
; CHECK-NEXT: icmp ult ptr %older,
; CHECK-NEXT: %is.slot = and i1
; CHECK-NEXT: br i1 %is.slot, label %in.slot, label %release
; CHECK: in.slot:
; CHECK: store i32 %{{.*}}, ptr %slots.free
; CHECK-NEXT: br label
define void @one_pool_for_two(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %x, %join ]
  br i1 %d, label %one, label %other
one:
  %p = call ptr @malloc(i64 32)
  br label %join
other:
  %q = call ptr @malloc(i64 32)
  br label %join
join:
  %x = phi ptr [ %p, %one ], [ %q, %other ]
  call void @look(ptr %older)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Two pools that a clone knows: the slot itself tells where its marks are.
; CHECK-LABEL: define {{.*}}@two_pools(
; CHECK: call void @look(ptr %older)
; CHECK: %is.slot{{.*}} = or i1 %is.slot{{.*}}, %is.slot
; CHECK: in.slot:
; CHECK: [[P:%.*]] = getelementptr i8, ptr %older, i64 -16
; CHECK: %mark = load i32, ptr [[P]]
; CHECK: [[P:%.*]] = getelementptr i8, ptr %older, i64 -12
; CHECK: %distance = load i32, ptr [[P]]
; CHECK: [[BACK:%.*]] = sext i32 %distance to i64
; CHECK: [[MARKS:%.*]] = getelementptr i8, ptr %older, i64 [[BACK]]
; CHECK: %free = load i32, ptr [[MARKS]]
; CHECK-NEXT: [[NOW:%.*]] = or i32 %free, %mark
; CHECK-NEXT: store i32 [[NOW]], ptr [[MARKS]]
; CHECK-NEXT: br label
; CHECK: call void @drop.h2s(ptr %last,
define void @two_pools(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %x, %join ]
  br i1 %d, label %one, label %other
one:
  %p = call ptr @malloc(i64 32)
  br label %join
other:
  %q = call ptr @malloc(i64 96)
  br label %join
join:
  %x = phi ptr [ %p, %one ], [ %q, %other ]
  call void @look(ptr %older)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  %last = phi ptr [ %x, %join ]
  call void @drop(ptr %last)
  ret void
}

; The objects are released once all of them have been made: a pool serves the first ones.
; CHECK-LABEL: define {{.*}}@released_after_the_loop(
; CHECK: alloca [512 x i8], align 16
; VERDICT: in released_after_the_loop(): moved to stack when one of 32 slots is free: malloc(16)
define void @released_after_the_loop(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 16)
  store ptr %older, ptr %p
  br i1 %c, label %loop, label %release
release:
  %q = phi ptr [ %p, %loop ], [ %next, %release ]
  %next = load ptr, ptr %q
  call void @free(ptr %q)
  %end = icmp eq ptr %next, null
  br i1 %end, label %exit, label %release
exit:
  ret void
}

; A value that the loop compares with a constant is no counter if it is not counted: how many rounds there are is
; unknown.
; VERDICT: in letters(): moved to stack when one of 8 slots is free: malloc(64)
define void @letters(ptr %text) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %at = phi ptr [ %text, %entry ], [ %after, %loop ]
  %letter = phi i8 [ 97, %entry ], [ %following, %loop ]
  %p = call ptr @malloc(i64 64)
  store ptr %older, ptr %p
  %after = getelementptr i8, ptr %at, i64 1
  %following = load i8, ptr %after
  %last = icmp eq i8 %following, 0
  br i1 %last, label %release, label %loop
release:
  %q = phi ptr [ %p, %loop ], [ %next, %release ]
  %next = load ptr, ptr %q
  call void @free(ptr %q)
  %end = icmp eq ptr %next, null
  br i1 %end, label %exit, label %release
exit:
  ret void
}

; The same in a loop around both.
; VERDICT: in released_before_the_next(): moved to stack when one of 32 slots is free: malloc(16)
define void @released_before_the_next(i1 %c, i1 %d) {
entry:
  br label %outer
outer:
  br label %loop
loop:
  %older = phi ptr [ null, %outer ], [ %p, %loop ]
  %p = call ptr @malloc(i64 16)
  store ptr %older, ptr %p
  br i1 %c, label %loop, label %release
release:
  %q = phi ptr [ %p, %loop ], [ %next, %release ]
  %next = load ptr, ptr %q
  call void @free(ptr %q)
  %end = icmp eq ptr %next, null
  br i1 %end, label %latch, label %release
latch:
  br i1 %d, label %outer, label %exit
exit:
  ret void
}

; VERDICT: in never_released(): malloc(16) escapes to heap: still in use when the allocation runs again
define void @never_released(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 16)
  call void @look(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A pool is no way out of anything else.
; VERDICT: in escapes(): malloc(16) escapes to heap: passed to a function that may keep it
define void @escapes(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 16)
  call void @keep(ptr %older)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; VERDICT: in too_large(): malloc(300) escapes to heap: still in use when the allocation runs again
define void @too_large(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 300)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; VERDICT: in rarely(): malloc(16) escapes to heap: still in use when the allocation runs again
define void @rarely(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %newer, %latch ]
  br i1 %d, label %make, label %latch, !prof !0
make:
  %p = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br label %latch
latch:
  %newer = phi ptr [ %older, %loop ], [ %p, %make ]
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; In a recursive function a pool gets what the budget leaves: two slots of 16 bytes.
; VERDICT: in recursive(): moved to stack when one of 2 slots is free: malloc(16)
define void @recursive(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 16)
  call void @recursive(i1 %d, i1 %c)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; VERDICT: in recursive_larger(): malloc(32) escapes to heap: still in use when the allocation runs again
define void @recursive_larger(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 32)
  call void @recursive_larger(i1 %d, i1 %c)
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A callee's clone sets the mark, which it finds by what is stored in front of the slot. So does the function.
; CHECK-LABEL: define {{.*}}@released_by_callee(
; CHECK: [[SLOTS:%.*]] = alloca [1056 x i8], align 16
; CHECK: %slot = getelementptr inbounds i8, ptr [[SLOTS]], i64 32
; CHECK: [[MARKS:%.*]] = getelementptr i8, ptr %slot, i64 -32
; CHECK: store i32 -1, ptr [[MARKS]]
; CHECK: [[TAKEN:%slot[0-9]+]] = getelementptr i8, ptr %slot, i64 [[BYTES:%.*]]
; CHECK: %rest = and i32
; CHECK: [[MARK:%.*]] = xor i32 [[FREE:%.*]], %rest
; CHECK: [[BACK:%.*]] = sub i64 -32, [[BYTES]]
; CHECK: [[DISTANCE:%.*]] = trunc i64 [[BACK]] to i32
; CHECK: on.stack:
; CHECK: store i32 %rest, ptr [[MARKS]]
; CHECK: [[P:%.*]] = getelementptr i8, ptr [[TAKEN]], i64 -16
; CHECK: store i32 [[MARK]], ptr [[P]]
; CHECK: [[P:%.*]] = getelementptr i8, ptr [[TAKEN]], i64 -12
; CHECK: store i32 [[DISTANCE]], ptr [[P]]
; CHECK: [[P:%.*]] = getelementptr i8, ptr [[TAKEN]], i64 -8
; CHECK: store i64 16, ptr [[P]]
; CHECK: call void @drop.h2s(ptr %older, ptr [[SLOTS]], ptr %slots.end)
; CHECK: here:
; CHECK: in.slot:
; CHECK: [[P:%.*]] = getelementptr i8, ptr %older, i64 -16
; CHECK: %mark = load i32, ptr [[P]]
; CHECK: [[NOW:%.*]] = or i32 %free, %mark
; CHECK: store i32 [[NOW]], ptr [[MARKS]]
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %older)
; VERDICT: in released_by_callee(): moved to stack when one of 32 slots is free: malloc(8), not released in clone drop.h2s
define void @released_by_callee(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %join ]
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br i1 %d, label %callee, label %here
callee:
  call void @drop(ptr %older)
  br label %join
here:
  call void @free(ptr %older)
  br label %join
join:
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

define internal void @drop(ptr %p) noinline {
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in released_by_callee_only(): moved to stack when one of 32 slots is free: malloc(8), not released in clone drop.h2s
define void @released_by_callee_only(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @drop(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; What a callee's realloc yields is in a slot as long as it fits: it stays there, or comes there from a smaller one.
; CHECK-LABEL: define {{.*}}@enlarged_by_callee(
; CHECK: call void @enlarge.h2s(ptr %cell, i64 %n, ptr %slots, ptr %slots.end, ptr %slot, i64 272)
; VERDICT: in enlarged_by_callee(): moved to stack when n <= 256 and one of 2 slots is free: enlarge() via clone enlarge.h2s
define void @enlarged_by_callee(i64 %n, i1 %c) {
entry:
  %cell = alloca ptr
  store ptr null, ptr %cell
  br label %loop
loop:
  call void @enlarge(ptr %cell, i64 %n)
  br i1 %c, label %loop, label %exit
exit:
  %p = load ptr, ptr %cell
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

define internal void @enlarge(ptr %cell, i64 %n) noinline {
  %p = load ptr, ptr %cell
  %q = call ptr @realloc(ptr %p, i64 %n)
  store ptr %q, ptr %cell
  ret void
}

; Another site's slot is decided as if this one stayed on the heap: the box holds objects of older iterations.
; VERDICT: in box(): moved to stack when one of 32 slots is free: malloc(16)
; VERDICT: in box(): malloc(8) escapes to heap: still in use when the allocation runs again
define void @box(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %box, %latch ]
  %box = call ptr @malloc(i64 16)
  store ptr null, ptr %box
  br i1 %d, label %fill, label %latch
fill:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  br label %latch
latch:
  %q = load ptr, ptr %older
  call void @look(ptr %q)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; An object's accesses do not move in front of those of others that had its slot before, whatever types and scopes
; say, also once functions that have such accesses are inlined: a barrier, which becomes no code.
; CHECK-LABEL: define {{.*}}@two_types(
; CHECK: loop:
; CHECK-NEXT: phi
; CHECK-NEXT: fence syncscope("singlethread") seq_cst
; CHECK: br i1 %d
define void @two_types(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %join ]
  %p = call ptr @malloc(i64 8)
  br i1 %d, label %long, label %float
long:
  store i64 1, ptr %p, !tbaa !1
  br label %join
float:
  store float 1.0, ptr %p, !tbaa !3
  br label %join
join:
  call void @look(ptr %p)
  call void @free(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Made in one loop, released in another: not if the loop tells that there are many (rounds.h).
; VERDICT: in few(): moved to stack when one of 32 slots is free: malloc(8)
; VERDICT: in down(): moved to stack when one of 32 slots is free: malloc(8)
; VERDICT: in halved(): moved to stack when one of 32 slots is free: malloc(8)
; VERDICT: in many(): malloc(8) escapes to heap: still in use when the allocation runs again
; VERDICT: in clamped(): moved to stack when one of 32 slots is free: malloc(8)
; VERDICT: in unknown(): moved to stack when one of 32 slots is free: malloc(8)
; VERDICT: in nested(): moved to stack when one of 32 slots is free: malloc(8)

define void @few() {
entry:
  br label %make
make:
  %i = phi i64 [ 0, %entry ], [ %next, %make ]
  %head = phi ptr [ null, %entry ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = add i64 %i, 1
  %c = icmp ult i64 %next, 256
  br i1 %c, label %make, label %release
release:
  %q = phi ptr [ %p, %make ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

define void @down() {
entry:
  br label %make
make:
  %i = phi i64 [ 5, %entry ], [ %next, %make ]
  %head = phi ptr [ null, %entry ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = add i64 %i, -1
  %c = icmp sgt i64 %i, 0
  br i1 %c, label %make, label %release
release:
  %q = phi ptr [ %p, %make ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

define void @halved() {
entry:
  br label %make
make:
  %i = phi i64 [ 300, %entry ], [ %next, %make ]
  %head = phi ptr [ null, %entry ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = lshr i64 %i, 1
  %c = icmp ugt i64 %i, 1
  br i1 %c, label %make, label %release
release:
  %q = phi ptr [ %p, %make ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

define void @many() {
entry:
  br label %make
make:
  %i = phi i64 [ 0, %entry ], [ %next, %make ]
  %head = phi ptr [ null, %entry ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = add i64 %i, 1
  %c = icmp ult i64 %next, 257
  br i1 %c, label %make, label %release
release:
  %q = phi ptr [ %p, %make ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

define void @clamped(i64 %n) {
entry:
  %limit = and i64 %n, 127
  br label %make
make:
  %i = phi i64 [ 0, %entry ], [ %next, %make ]
  %head = phi ptr [ null, %entry ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = add i64 %i, 1
  %c = icmp ne i64 %limit, %next
  br i1 %c, label %make, label %release
release:
  %q = phi ptr [ %p, %make ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

define void @unknown(i64 %n) {
entry:
  br label %make
make:
  %i = phi i64 [ 0, %entry ], [ %next, %make ]
  %head = phi ptr [ null, %entry ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = add i64 %i, 1
  %c = icmp ne i64 %next, %n
  br i1 %c, label %make, label %release
release:
  %q = phi ptr [ %p, %make ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

define void @nested(i64 %n) {
entry:
  br label %outer
outer:
  %o = phi i64 [ 0, %entry ], [ %onext, %latch ]
  %first = phi ptr [ null, %entry ], [ %p, %latch ]
  br label %make
make:
  %i = phi i64 [ 0, %outer ], [ %next, %make ]
  %head = phi ptr [ %first, %outer ], [ %p, %make ]
  %p = call ptr @malloc(i64 8)
  store ptr %head, ptr %p
  %next = add i64 %i, 1
  %c = icmp ult i64 %next, %n
  br i1 %c, label %make, label %latch
latch:
  %onext = add i64 %o, 1
  %d = icmp ult i64 %onext, 2
  br i1 %d, label %outer, label %release
release:
  %q = phi ptr [ %p, %latch ], [ %tail, %release ]
  %tail = load ptr, ptr %q
  call void @free(ptr %q)
  %more = icmp ne ptr %tail, null
  br i1 %more, label %release, label %exit
exit:
  ret void
}

!0 = !{!"branch_weights", i32 1, i32 100000}
!1 = !{!2, !2, i64 0}
!2 = !{!"long", !5}
!3 = !{!4, !4, i64 0}
!4 = !{!"float", !5}
!5 = !{!"omnipotent char", !6}
!6 = !{!"Simple C/C++ TBAA"}

; What gives a slot back finds its mark and the marks of its pool by the numbers in front of it.
; CHECK-LABEL: define {{.*}}@drop.h2s(
; CHECK: br i1 %is.slot, label %in.slot, label %release
; CHECK: in.slot:
; CHECK: [[PLACE:%.*]] = getelementptr i8, ptr %p, i64 -16
; CHECK: %mark = load i32, ptr [[PLACE]]
; CHECK: [[PLACE:%.*]] = getelementptr i8, ptr %p, i64 -12
; CHECK: %distance = load i32, ptr [[PLACE]]
; CHECK: [[BACK:%.*]] = sext i32 %distance to i64
; CHECK: [[MARKS:%.*]] = getelementptr i8, ptr %p, i64 [[BACK]]
; CHECK: %free = load i32, ptr [[MARKS]]
; CHECK: [[NOW:%.*]] = or i32 %free, %mark
; CHECK: store i32 [[NOW]], ptr [[MARKS]]
; CHECK-NOT: call
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %p)

; CHECK-LABEL: define {{.*}}@enlarge.h2s(ptr %cell, i64 %n, ptr %0, ptr %1, ptr %2, i64 %3)
; CHECK: %none = alloca [16 x i8], align 16
; CHECK-NEXT: %none.end = getelementptr i8, ptr %none, i64 16
; CHECK-NEXT: [[MARK:%.*]] = getelementptr i8, ptr %none.end, i64 -16
; CHECK-NEXT: store i32 0, ptr [[MARK]]
; CHECK-NEXT: [[DISTANCE:%.*]] = getelementptr i8, ptr %none.end, i64 -12
; CHECK-NEXT: store i32 -16, ptr [[DISTANCE]]
; CHECK-NEXT: [[CAPACITY:%.*]] = getelementptr i8, ptr %none.end, i64 -8
; CHECK-NEXT: store i64 0, ptr [[CAPACITY]]
; CHECK: %movable = or i1
; CHECK: [[PLACE:%.*]] = getelementptr i8, ptr %2, i64 -28
; CHECK: %all = load i32, ptr [[PLACE]]
; CHECK: [[OTHERS:%.*]] = xor i32 %all, -1
; CHECK: [[COUNT:%.*]] = call i32 @llvm.cttz.i32(i32 [[OTHERS]], i1 false)
; CHECK: %stays = and i1
; CHECK: [[MEMORY:%.*]] = select i1 %stays, ptr %p, ptr
; CHECK: on.stack:
; CHECK: [[PLACE:%.*]] = getelementptr i8, ptr [[MEMORY]], i64 -16
; CHECK-NEXT: [[BEFORE:%.*]] = load i32, ptr [[PLACE]]
; CHECK-NEXT: [[KEPT:%.*]] = select i1 %stays, i32 [[BEFORE]], i32
; CHECK-NEXT: store i32 [[KEPT]], ptr [[PLACE]]
; CHECK-NEXT: [[PLACE:%.*]] = getelementptr i8, ptr [[MEMORY]], i64 -12
; CHECK-NEXT: [[BEFORE:%.*]] = load i32, ptr [[PLACE]]
; CHECK-NEXT: [[KEPT:%.*]] = select i1 %stays, i32 [[BEFORE]], i32
; CHECK-NEXT: store i32 [[KEPT]], ptr [[PLACE]]
; CHECK: on.heap:
; CHECK: br i1 %is.slot, label %from.stack, label %from.heap
; CHECK: from.heap:
; CHECK: call ptr @realloc(ptr %p, i64 %n)
; CHECK: %moved{{.*}} = and i1
; CHECK: [[GIVEN_BACK:%.*]] = select i1 %moved{{.*}}, ptr {{.*}}, ptr %none.end
; CHECK: getelementptr i8, ptr [[GIVEN_BACK]], i64 -16
