; A pointer that was moved forward by an unknown number of bytes is behind where it began: what is stored through it
; leaves alone what lies in front, and what is loaded through it is not found there.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)

%string = type { ptr, i64, [16 x i8] }
@known = global ptr null

; --- which moves are forward ---

; CHECK-DAG: in unsigned(): moved to stack: malloc(8)
define i64 @unsigned(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in extended(): moved to stack: malloc(9)
define i64 @extended(i32 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 9)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = zext i32 %n to i64
  %at = getelementptr inbounds i8, ptr %text, i64 %index
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in bounded(): moved to stack: malloc(10)
define i64 @bounded(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 10)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = and i64 %n, 1023
  %at = getelementptr inbounds i8, ptr %text, i64 %index
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in checked(): moved to stack: malloc(11)
define i64 @checked(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 11)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %small = icmp ult i64 %n, 9
  br i1 %small, label %inside, label %outside
inside:
  %at = getelementptr inbounds i8, ptr %text, i64 %n
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
outside:
  call void @free(ptr %p)
  ret i64 0
}

; An index may be negative, ...
; CHECK-DAG: in signed(): malloc(12) escapes to heap: returned to the caller
define i64 @signed(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 12)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr inbounds i8, ptr %text, i64 %n
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in sign_extended(): malloc(13) escapes to heap: returned to the caller
define i64 @sign_extended(i32 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 13)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = sext i32 %n to i64
  %at = getelementptr inbounds i8, ptr %text, i64 %index
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; ... counts as signed whatever its width, ...
; CHECK-DAG: in narrow(): malloc(14) escapes to heap: returned to the caller
define i64 @narrow(i8 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 14)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = or i8 %n, -16
  %at = getelementptr inbounds i8, ptr %text, i8 %index
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; ... and several moves may come round where nothing says that they do not.
; CHECK-DAG: in wraps(): malloc(15) escapes to heap: returned to the caller
define i64 @wraps(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 15)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = lshr i64 %n, 1
  %once = getelementptr i8, ptr %text, i64 %index
  %twice = getelementptr i8, ptr %once, i64 %index
  %r = load i64, ptr %twice
  call void @free(ptr %p)
  ret i64 %r
}

; One index of several may be negative.
; CHECK-DAG: in one_of_two(): malloc(16) escapes to heap: returned to the caller
define i64 @one_of_two(i32 %n, i64 %m) {
  %s = alloca %string
  %p = call ptr @malloc(i64 16)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = zext i32 %n to i64
  %at = getelementptr inbounds [4 x i8], ptr %text, i64 %index, i64 %m
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; --- back and forth ---

; Forward, back by less than it was away from the pointer, ...
; CHECK-DAG: in back_a_little(): moved to stack: malloc(17)
define i64 @back_a_little(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 17)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %back = getelementptr i8, ptr %at, i64 -8
  %r = load i64, ptr %back
  call void @free(ptr %p)
  ret i64 %r
}

; ... by more, ...
; CHECK-DAG: in back_too_far(): malloc(18) escapes to heap: returned to the caller
define i64 @back_too_far(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 18)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %back = getelementptr i8, ptr %at, i64 -9
  %r = load i64, ptr %back
  call void @free(ptr %p)
  ret i64 %r
}

; ... in one step with the unknown number, ...
; CHECK-DAG: in back_at_once(): malloc(19) escapes to heap: returned to the caller
define i64 @back_at_once(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 19)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %index = and i64 %n, 31
  %at = getelementptr inbounds [8 x i8], ptr %text, i64 %index, i64 -9
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; ... or by another unknown number.
; CHECK-DAG: in back_by_unknown(): malloc(20) escapes to heap: returned to the caller
define i64 @back_by_unknown(i64 %n, i64 %m) {
  %s = alloca %string
  %p = call ptr @malloc(i64 20)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %less = sub i64 0, %m
  %back = getelementptr inbounds i8, ptr %at, i64 %less
  %r = load i64, ptr %back
  call void @free(ptr %p)
  ret i64 %r
}

; --- loops ---

; Upwards, ...
; CHECK-DAG: in upwards(): moved to stack: malloc(21)
define i64 @upwards(ptr %end) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 21)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 8
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %next, %loop ]
  %r = load i64, ptr %at
  %next = getelementptr inbounds i8, ptr %at, i64 8
  %done = icmp eq ptr %next, %end
  br i1 %done, label %out, label %loop
out:
  call void @free(ptr %p)
  ret i64 %r
}

; ... downwards, ...
; CHECK-DAG: in downwards(): malloc(22) escapes to heap: returned to the caller
define i64 @downwards(ptr %end) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 22)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 24
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %next, %loop ]
  %r = load i64, ptr %at
  %next = getelementptr inbounds i8, ptr %at, i64 -8
  %done = icmp eq ptr %next, %end
  br i1 %done, label %out, label %loop
out:
  call void @free(ptr %p)
  ret i64 %r
}

; ... and upwards by unknown steps, but from the pointer itself the next time.
; CHECK-DAG: in from_the_start(): malloc(23) escapes to heap: returned to the caller
define i64 @from_the_start(i64 %n, i1 %again) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 23)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %from, %loop ]
  %r = load i64, ptr %at
  %next = getelementptr inbounds nuw i8, ptr %at, i64 %n
  %from = select i1 %again, ptr %s, ptr %next
  %done = icmp eq i64 %r, 0
  br i1 %done, label %out, label %loop
out:
  call void @free(ptr %p)
  ret i64 %r
}

; --- stores ---

; What is stored behind is not what is loaded in front, ...
; CHECK-DAG: in stored_behind(): moved to stack: malloc(24)
define i64 @stored_behind(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 24)
  %text = getelementptr i8, ptr %s, i64 16
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %count = getelementptr i8, ptr %s, i64 8
  store i64 1, ptr %count
  store ptr %p, ptr %at
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; ... but behind, at a place that is known or not, ...
; CHECK-DAG: in loaded_behind(): malloc(25) escapes to heap: returned to the caller
define i64 @loaded_behind(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 25)
  %text = getelementptr i8, ptr %s, i64 16
  %last = getelementptr i8, ptr %s, i64 24
  %first = load i64, ptr %last
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  store ptr %p, ptr %at
  %r = load i64, ptr %last
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in loaded_further_behind(): malloc(26) escapes to heap: returned to the caller
define i64 @loaded_further_behind(i64 %n, i64 %m) {
  %s = alloca %string
  %p = call ptr @malloc(i64 26)
  %text = getelementptr i8, ptr %s, i64 16
  %last = getelementptr i8, ptr %s, i64 24
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  store ptr %p, ptr %at
  %other = getelementptr inbounds nuw i8, ptr %last, i64 %m
  %r = load i64, ptr %other
  call void @free(ptr %p)
  ret i64 %r
}

; ... and one that begins in the last byte of a word covers part of it.
; CHECK-DAG: in last_byte(): malloc(27) escapes to heap: returned to the caller
define i8 @last_byte(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 27)
  %text = getelementptr i8, ptr %s, i64 15
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  store ptr %p, ptr %at
  %last = getelementptr i8, ptr %s, i64 15
  %r = load i8, ptr %last
  call void @free(ptr %p)
  ret i8 %r
}

; A pointer that is exact on one path and behind on another.
; CHECK-DAG: in exact_or_behind(): malloc(28) escapes to heap: returned to the caller
define i64 @exact_or_behind(i64 %n, i1 %c) {
  %s = alloca %string
  %p = call ptr @malloc(i64 28)
  %text = getelementptr i8, ptr %s, i64 16
  %count = getelementptr i8, ptr %s, i64 8
  %behind = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %at = select i1 %c, ptr %behind, ptr %count
  store ptr %p, ptr %at
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; A byte that is overwritten behind a pointer leaves it alone.
; CHECK-DAG: in byte_behind(): moved to stack: malloc(29)
define i64 @byte_behind(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 29)
  store ptr %p, ptr %p
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 8
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  store i8 0, ptr %at
  %q = load ptr, ptr %s
  %member = getelementptr i8, ptr %q, i64 8
  %r = load i64, ptr %member
  call void @free(ptr %p)
  ret i64 %r
}

; --- copies ---

; From behind to behind, ...
; CHECK-DAG: in copied_behind(): moved to stack: malloc(31)
define i64 @copied_behind(i64 %n, i64 %m, i64 %length) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 31)
  store ptr %p, ptr %s
  %s.text = getelementptr i8, ptr %s, i64 16
  %t.text = getelementptr i8, ptr %t, i64 16
  %from = getelementptr inbounds nuw i8, ptr %s.text, i64 %n
  %to = getelementptr inbounds nuw i8, ptr %t.text, i64 %m
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %length, i1 false)
  %r = load i64, ptr %t.text
  call void @free(ptr %p)
  ret i64 %r
}

; ... where the pointer is in what is copied, ...
; CHECK-DAG: in copied_pointer(): malloc(32) escapes to heap: returned to the caller
define i64 @copied_pointer(i64 %n, i64 %m, i64 %length) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 32)
  %s.last = getelementptr i8, ptr %s, i64 24
  store ptr %p, ptr %s.last
  %s.text = getelementptr i8, ptr %s, i64 16
  %t.text = getelementptr i8, ptr %t, i64 16
  %from = getelementptr inbounds nuw i8, ptr %s.text, i64 %n
  %to = getelementptr inbounds nuw i8, ptr %t.text, i64 %m
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %length, i1 false)
  %r = load i64, ptr %t.text
  call void @free(ptr %p)
  ret i64 %r
}

; ... and not in front of where it is copied to.
; CHECK-DAG: in copied_but_not_here(): moved to stack: malloc(33)
define i64 @copied_but_not_here(i64 %n, i64 %m, i64 %length) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 33)
  %s.last = getelementptr i8, ptr %s, i64 24
  store ptr %p, ptr %s.last
  %s.text = getelementptr i8, ptr %s, i64 16
  %t.text = getelementptr i8, ptr %t, i64 16
  %from = getelementptr inbounds nuw i8, ptr %s.text, i64 %n
  %to = getelementptr inbounds nuw i8, ptr %t.text, i64 %m
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %length, i1 false)
  %count = getelementptr i8, ptr %t, i64 8
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; Backwards in one object: a known number of bytes goes anywhere behind where it is moved to, ...
; CHECK-DAG: in moved_back(): malloc(34) escapes to heap: returned to the caller
define i64 @moved_back(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 34)
  %text = getelementptr i8, ptr %s, i64 16
  store ptr %p, ptr %text
  %count = getelementptr i8, ptr %s, i64 8
  %to = getelementptr inbounds nuw i8, ptr %count, i64 %n
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %text, i64 8, i1 false)
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; ... an unknown number from behind to an exact place, too, ...
; CHECK-DAG: in moved_to_count(): malloc(35) escapes to heap: returned to the caller
define i64 @moved_to_count(i64 %n, i64 %length) {
  %s = alloca %string
  %p = call ptr @malloc(i64 35)
  %text = getelementptr i8, ptr %s, i64 16
  store ptr %p, ptr %text
  %from = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %count = getelementptr i8, ptr %s, i64 8
  call void @llvm.memmove.p0.p0.i64(ptr %count, ptr %from, i64 %length, i1 false)
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; ... and leaves what is in front of that.
; CHECK-DAG: in moved_to_text(): moved to stack: malloc(36)
define i64 @moved_to_text(i64 %n, i64 %length) {
  %s = alloca %string
  %p = call ptr @malloc(i64 36)
  %text = getelementptr i8, ptr %s, i64 16
  store ptr %p, ptr %text
  %count = getelementptr i8, ptr %s, i64 8
  store i64 %n, ptr %count
  %from = getelementptr inbounds nuw i8, ptr %text, i64 %n
  call void @llvm.memmove.p0.p0.i64(ptr %text, ptr %from, i64 %length, i1 false)
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; --- calls ---

; Places are told apart likewise: a callee that reads from where a word of its parameter leads to on, ...
define internal i64 @read_text(ptr %s, i64 %n) noinline {
  %text = load ptr, ptr %s
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  %r = load i64, ptr %at
  ret i64 %r
}

; ... which is behind the pointer, ...
; CHECK-DAG: in reads_behind(): moved to stack: malloc(37)
define i64 @reads_behind(i64 %n) {
  %s = alloca { ptr, ptr, [16 x i8] }
  %p = call ptr @malloc(i64 37)
  %text = getelementptr i8, ptr %s, i64 16
  store ptr %text, ptr %s
  %second = getelementptr i8, ptr %s, i64 8
  store ptr %p, ptr %second
  %r = call i64 @read_text(ptr %s, i64 %n)
  call void @free(ptr %p)
  ret i64 %r
}

; ... or it itself.
; CHECK-DAG: in reads_pointer(): malloc(38) escapes to heap: returned to the caller
define i64 @reads_pointer(i64 %n) {
  %s = alloca { ptr, ptr, [16 x i8] }
  %p = call ptr @malloc(i64 38)
  %second = getelementptr i8, ptr %s, i64 8
  store ptr %second, ptr %s
  store ptr %p, ptr %second
  %r = call i64 @read_text(ptr %s, i64 %n)
  call void @free(ptr %p)
  ret i64 %r
}

; A callee that stores behind its parameter, ...
define internal void @store_behind(ptr %s, i64 %n, ptr %p) noinline {
  %text = getelementptr i8, ptr %s, i64 8
  %at = getelementptr inbounds nuw i8, ptr %text, i64 %n
  store ptr %p, ptr %at
  ret void
}

; ... where nobody looks, ...
; CHECK-DAG: in passed_front(): moved to stack: malloc(39)
define i64 @passed_front(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 39)
  store i64 %n, ptr %s
  call void @store_behind(ptr %s, i64 %n, ptr %p)
  %r = load i64, ptr %s
  call void @free(ptr %p)
  ret i64 %r
}

; ... where somebody does, ...
; CHECK-DAG: in passed_behind(): malloc(40) escapes to heap: returned to the caller
define i64 @passed_behind(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 40)
  call void @store_behind(ptr %s, i64 %n, ptr %p)
  %text = getelementptr i8, ptr %s, i64 16
  %r = load i64, ptr %text
  call void @free(ptr %p)
  ret i64 %r
}

; ... or of the middle of an object.
; CHECK-DAG: in passed_middle(): malloc(41) escapes to heap: returned to the caller
define i64 @passed_middle(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 41)
  %text = getelementptr i8, ptr %s, i64 16
  %earlier = getelementptr i8, ptr %text, i64 -16
  call void @store_behind(ptr %earlier, i64 %n, ptr %p)
  %count = getelementptr i8, ptr %s, i64 8
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; What a callee moves forward is forward from where the argument is, ...
define internal ptr @forward(ptr %at, i64 %n) noinline {
  %moved = getelementptr inbounds nuw i8, ptr %at, i64 %n
  ret ptr %moved
}

; CHECK-DAG: in returned_forward(): moved to stack: malloc(42)
define i64 @returned_forward(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 42)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = call ptr @forward(ptr %text, i64 %n)
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; ... back is not.
define internal ptr @backward(ptr %at, i64 %n) noinline {
  %moved = getelementptr inbounds i8, ptr %at, i64 %n
  ret ptr %moved
}

; CHECK-DAG: in returned_backward(): malloc(43) escapes to heap: returned to the caller
define i64 @returned_backward(i64 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 43)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  %at = call ptr @backward(ptr %text, i64 %n)
  %r = load i64, ptr %at
  call void @free(ptr %p)
  ret i64 %r
}

; --- whatever comes first in the fix-point ---

define internal ptr @second_of(ptr %s) noinline {
  %place = getelementptr i8, ptr %s, i64 8
  %p = load ptr, ptr %place
  ret ptr %p
}

define internal ptr @itself(ptr %s) noinline {
  ret ptr %s
}

; A call has read the place when something is found to be stored behind one in front of it.
; CHECK-DAG: in stored_late(): malloc(70) escapes to heap
define void @stored_late(i32 %n, i1 %again) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 70)
  br label %loop

loop:
  %q = call ptr @second_of(ptr %s)
  store ptr %q, ptr @known
  %t = call ptr @itself(ptr %s)
  %place = getelementptr inbounds i8, ptr %t, i64 8
  %index = zext i32 %n to i64
  %at = getelementptr inbounds ptr, ptr %place, i64 %index
  store ptr %p, ptr %at
  br i1 %again, label %loop, label %done

done:
  ret void
}

; The other way round, by a load.
; CHECK-DAG: in loaded_late(): malloc(71) escapes to heap
define void @loaded_late(i32 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 71)
  %place = getelementptr inbounds i8, ptr %s, i64 8
  %index = zext i32 %n to i64
  %at = getelementptr inbounds ptr, ptr %place, i64 %index
  store ptr %p, ptr %at
  %t = call ptr @itself(ptr %s)
  %there = getelementptr i8, ptr %t, i64 16
  %q = load ptr, ptr %there
  store ptr %q, ptr @known
  ret void
}

; A load has read the place when something is found to be stored behind one in front of it.
; CHECK-DAG: in stored_after_load(): malloc(72) escapes to heap
define void @stored_after_load(i32 %n) {
  %s = alloca %string
  %p = call ptr @malloc(i64 72)
  %t = call ptr @itself(ptr %s)
  %place = getelementptr inbounds i8, ptr %t, i64 8
  %index = zext i32 %n to i64
  %at = getelementptr inbounds ptr, ptr %place, i64 %index
  store ptr %p, ptr %at
  %there = getelementptr i8, ptr %s, i64 16
  %q = load ptr, ptr %there
  store ptr %q, ptr @known
  ret void
}

; --- loops ---

; A loop that moves a pointer on by more than back is behind where it began, ...
; CHECK-DAG: in steps_on(): moved to stack: malloc(40)
define i64 @steps_on(ptr %end) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 40)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %next, %loop ]
  %r = load i64, ptr %at
  %far = getelementptr i8, ptr %at, i64 16
  %next = getelementptr i8, ptr %far, i64 -8
  %more = icmp ult ptr %next, %end
  br i1 %more, label %loop, label %end.loop
end.loop:
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in steps_on_by_choice(): moved to stack: malloc(41)
define i64 @steps_on_by_choice(ptr %end) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 41)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %next, %loop ]
  %r = load i64, ptr %at
  %found = icmp eq i64 %r, 7
  %far = getelementptr i8, ptr %at, i64 8
  %next = select i1 %found, ptr %at, ptr %far
  %more = icmp ult ptr %next, %end
  br i1 %more, label %loop, label %end.loop
end.loop:
  call void @free(ptr %p)
  ret i64 %r
}

; ... one that moves it back is not, ...
; CHECK-DAG: in steps_back(): malloc(42) escapes to heap: returned to the caller
define i64 @steps_back(ptr %end) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 42)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %next, %loop ]
  %r = load i64, ptr %at
  %next = getelementptr i8, ptr %at, i64 -8
  %more = icmp ugt ptr %next, %end
  br i1 %more, label %loop, label %end.loop
end.loop:
  call void @free(ptr %p)
  ret i64 %r
}

; ... nor one that may do either, ...
; CHECK-DAG: in steps_on_or_back(): malloc(43) escapes to heap: returned to the caller
define i64 @steps_on_or_back(ptr %end) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 43)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %next, %loop ]
  %r = load i64, ptr %at
  %found = icmp eq i64 %r, 7
  %far = getelementptr i8, ptr %at, i64 16
  %near = getelementptr i8, ptr %at, i64 -8
  %next = select i1 %found, ptr %near, ptr %far
  %more = icmp ult ptr %next, %end
  br i1 %more, label %loop, label %end.loop
end.loop:
  call void @free(ptr %p)
  ret i64 %r
}

; ... nor one whose other way round, through more than is looked at, moves it back.
; CHECK-DAG: in steps_back_far_away(): malloc(44) escapes to heap: returned to the caller
define i64 @steps_back_far_away(ptr %end, i1 %c) {
entry:
  %s = alloca %string
  %p = call ptr @malloc(i64 44)
  store ptr %p, ptr %s
  %text = getelementptr i8, ptr %s, i64 16
  br label %loop
loop:
  %at = phi ptr [ %text, %entry ], [ %on, %loop ], [ %back, %other ]
  %r = load i64, ptr %at
  %on = getelementptr i8, ptr %at, i64 8
  br i1 %c, label %loop, label %other
other:
  %a = select i1 %c, ptr %at, ptr %text
  %b = select i1 %c, ptr %a, ptr %text
  %d = select i1 %c, ptr %b, ptr %text
  %e = select i1 %c, ptr %d, ptr %text
  %f = select i1 %c, ptr %e, ptr %text
  %g = select i1 %c, ptr %f, ptr %text
  %h = select i1 %c, ptr %g, ptr %text
  %i = select i1 %c, ptr %h, ptr %text
  %j = select i1 %c, ptr %i, ptr %text
  %k = select i1 %c, ptr %j, ptr %text
  %l = select i1 %c, ptr %k, ptr %text
  %back = getelementptr i8, ptr %l, i64 -8
  %more = icmp ult ptr %back, %end
  br i1 %more, label %loop, label %end.loop
end.loop:
  call void @free(ptr %p)
  ret i64 %r
}
