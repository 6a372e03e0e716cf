; Distances of pointers that parameters lead to: whether both are in one object is known to callers only.
;
; RUN: %h2s_m1 %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<m=2>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=FLOW
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @number(i64)
@global = global ptr null

; The number of bytes between them decides, bit by bit.
define internal i64 @measure(ptr %begin, ptr %end) noinline {
  %e = ptrtoint ptr %end to i64
  %b = ptrtoint ptr %begin to i64
  %distance = sub i64 %e, %b
  %half = lshr i64 %distance, 1
  call void @number(i64 %half)
  ret i64 %half
}

; CHECK: in one_object(): moved to stack: malloc(24)
define void @one_object() {
  %p = call ptr @malloc(i64 24)
  %end = getelementptr i8, ptr %p, i64 24
  %n = call i64 @measure(ptr %p, ptr %end)
  ret void
}

; CHECK: in two_objects(): malloc(24) escapes to heap: passed to a function that may keep it
; CHECK: in two_objects(): malloc(32) escapes to heap: passed to a function that may keep it
define void @two_objects() {
  %p = call ptr @malloc(i64 24)
  %q = call ptr @malloc(i64 32)
  %n = call i64 @measure(ptr %p, ptr %q)
  ret void
}

; CHECK: in to_foreign(): malloc(24) escapes to heap: passed to a function that may keep it
define void @to_foreign() {
  %p = call ptr @malloc(i64 24)
  %q = load ptr, ptr @global
  %n = call i64 @measure(ptr %p, ptr %q)
  ret void
}

; Through one more function.
define internal void @outer(ptr %v) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %begin = load ptr, ptr %v
  %end = load ptr, ptr %at
  %n = call i64 @measure(ptr %begin, ptr %end)
  ret void
}

; CHECK: in one_vector(): moved to stack: malloc(24)
define void @one_vector() {
  %v = alloca [2 x ptr]
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %v
  %at = getelementptr i8, ptr %v, i64 8
  %end = getelementptr i8, ptr %p, i64 24
  store ptr %end, ptr %at
  call void @outer(ptr %v)
  ret void
}

; CHECK: in two_vectors(): malloc(24) escapes to heap: passed to a function that may keep it
; CHECK: in two_vectors(): malloc(32) escapes to heap: passed to a function that may keep it
define void @two_vectors() {
  %v = alloca [2 x ptr]
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %v
  %at = getelementptr i8, ptr %v, i64 8
  %q = call ptr @malloc(i64 32)
  store ptr %q, ptr %at
  call void @outer(ptr %v)
  ret void
}

; --- beside what the callee makes and stores where it looked before ---

; Grows a vector {begin, end}: the new block takes as much as lies in front of `position`, and 8 bytes.
define internal void @grow(ptr %v, ptr %position) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %begin = load ptr, ptr %v
  %p = ptrtoint ptr %position to i64
  %b = ptrtoint ptr %begin to i64
  %used = sub i64 %p, %b
  %new = call ptr @malloc(i64 64)
  %end = getelementptr i8, ptr %new, i64 %used
  store ptr %new, ptr %v
  store ptr %end, ptr %at
  ret void
}

define internal void @grow_at_end(ptr %v) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %end = load ptr, ptr %at
  call void @grow(ptr %v, ptr %end)
  ret void
}

; What is measured is older than the new block, in the callee and in its caller.
; CHECK: in grown(): moved to stack: grow_at_end() via clone
define void @grown() {
  %v = alloca [2 x ptr]
  %at = getelementptr i8, ptr %v, i64 8
  store ptr null, ptr %v
  store ptr null, ptr %at
  call void @grow_at_end(ptr %v)
  ret void
}

; In a loop it is not: what is loaded in front of it is older than each new block, but not what is found later.
define internal void @grow_often(ptr %v, i64 %n) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  %first = load ptr, ptr %at
  br label %loop

loop:
  %i = phi i64 [ 0, %0 ], [ %next, %loop ]
  call void @grow(ptr %v, ptr %first)
  %next = add i64 %i, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %exit, label %loop

exit:
  ret void
}

; CHECK: in grown_often(): malloc(32) escapes to heap: passed to a function that may keep it
define void @grown_often(i64 %n) {
  %v = alloca [2 x ptr]
  %p = call ptr @malloc(i64 32)
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store ptr %p, ptr %at
  call void @grow_often(ptr %v, i64 %n)
  ret void
}

; Measured after the new block is stored, by another way to it.
define internal void @grow_first(ptr %v, ptr %same, ptr %position) noinline {
  %new = call ptr @malloc(i64 64)
  store ptr %new, ptr %v
  %begin = load ptr, ptr %same
  %p = ptrtoint ptr %position to i64
  %b = ptrtoint ptr %begin to i64
  %used = sub i64 %p, %b
  call void @number(i64 %used)
  ret void
}

; CHECK: in grown_first(): malloc(32) escapes to heap: passed to a function that may keep it
define void @grown_first() {
  %v = alloca ptr
  %p = call ptr @malloc(i64 32)
  store ptr %p, ptr %v
  call void @grow_first(ptr %v, ptr %v, ptr %p)
  ret void
}

; Measured in a callee that comes after another block, which is stored by another way to where the callee looks.
define internal void @store_and_grow(ptr %v, ptr %same, ptr %position) noinline {
  %other = call ptr @malloc(i64 48)
  store ptr %other, ptr %same
  call void @grow(ptr %v, ptr %position)
  ret void
}

; CHECK: in stored_and_grown(): malloc(32) escapes to heap: passed to a function that may keep it
define void @stored_and_grown() {
  %v = alloca [2 x ptr]
  %p = call ptr @malloc(i64 32)
  store ptr %p, ptr %v
  call void @store_and_grow(ptr %v, ptr %v, ptr %p)
  ret void
}

; Two objects are two, whatever the callee makes.
; CHECK: in grown_elsewhere(): malloc(32) escapes to heap: passed to a function that may keep it
; CHECK: in grown_elsewhere(): malloc(40) escapes to heap: passed to a function that may keep it
define void @grown_elsewhere() {
  %v = alloca [2 x ptr]
  %p = call ptr @malloc(i64 32)
  %q = call ptr @malloc(i64 40)
  store ptr %p, ptr %v
  call void @grow(ptr %v, ptr %q)
  ret void
}

; The second object comes later than the call is looked at first.
; CHECK: in later(): malloc(24) escapes to heap: passed to a function that may keep it
; CHECK: in later(): malloc(32) escapes to heap: passed to a function that may keep it
define void @later() {
  %v = alloca [2 x ptr]
  %p = call ptr @malloc(i64 24)
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  call void @outer(ptr %v)
  %q = call ptr @malloc(i64 32)
  call void @set(ptr %v, ptr %q)
  ret void
}
define internal void @set(ptr %v, ptr %q) noinline {
  %at = getelementptr i8, ptr %v, i64 8
  store ptr %q, ptr %at
  ret void
}

; A pointer relative to another block's address comes out of a function, and is one again.
define internal i64 @relative(ptr %from, ptr %to) noinline {
  %t = ptrtoint ptr %to to i64
  %f = ptrtoint ptr %from to i64
  %distance = sub i64 %t, %f
  ret i64 %distance
}

; CHECK: in self_relative(): malloc(24) escapes to heap: passed to a function that may keep it
define void @self_relative(ptr %base) {
  %p = call ptr @malloc(i64 24)
  %n = call i64 @relative(ptr %base, ptr %p)
  %q = getelementptr i8, ptr %base, i64 %n
  store ptr %q, ptr @global
  ret void
}

; The function that takes the distance is called by a pointer.
define internal void @apply(ptr %f, ptr %a, ptr %b) noinline {
  %n = call i64 %f(ptr %a, ptr %b)
  ret void
}

; CHECK: in by_pointer(): malloc(24) escapes to heap: passed to an unknown function
define void @by_pointer() {
  %p = call ptr @malloc(i64 24)
  %q = alloca i64
  call void @apply(ptr @measure, ptr %p, ptr %q)
  ret void
}
; CHECK: in by_pointer_inside(): moved to stack: malloc(24)
define void @by_pointer_inside() {
  %p = call ptr @malloc(i64 24)
  %q = getelementptr i8, ptr %p, i64 8
  call void @apply(ptr @measure, ptr %p, ptr %q)
  ret void
}

; The difference of two parts of one address is no distance.
; CHECK: in parts(): malloc(24) escapes to heap: used in a way the analysis does not follow
define i1 @parts() {
  %p = call ptr @malloc(i64 24)
  %n = ptrtoint ptr %p to i64
  %high = and i64 %n, 1044480
  %low = and i64 %n, 8191
  %d = sub i64 %high, %low
  %c = icmp ugt i64 %d, 99999
  ret i1 %c
}

; Of a callee with such a fact, other facts are explained (m=2: the flow inside keep_and_measure).
define internal i64 @keep_and_measure(ptr %begin, ptr %end) noinline {
  store ptr %begin, ptr @global
  %n = call i64 @measure(ptr %begin, ptr %end)
  ret i64 %n
}
; CHECK: in kept_and_measured(): malloc(24) escapes to heap: passed to a function that may keep it
; FLOW: {{.*}}: in kept_and_measured():   flow: {heap} = p:
; FLOW-NEXT: {{.*}}: in kept_and_measured():     from p (passed to keep_and_measure(), parameter 1)
; FLOW-NEXT: {{.*}}: in kept_and_measured():     from keep_and_measure's begin (stored to global global)
define void @kept_and_measured() {
  %p = call ptr @malloc(i64 24)
  %end = getelementptr i8, ptr %p, i64 24
  %n = call i64 @keep_and_measure(ptr %p, ptr %end)
  ret void
}
