; Re-execution, in registers: when a site runs again its slot is used again, so no pointer to an older object may
; still be in use then.
;
; RUN: env HEAP2STACK=pool-size=0 %h2s %s | FileCheck %s
; RUN: env HEAP2STACK=pool-size=0 %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @throws()
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define {{.*}}@local_to_iteration(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in local_to_iteration(): moved to stack: malloc(8)
define void @local_to_iteration(i1 %c) {
entry:
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; CHECK-LABEL: define {{.*}}@carried_by_phi(
; CHECK: @malloc(i64 8
; VERDICT: in carried_by_phi(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @carried_by_phi(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The older object is used for the last time before the site runs again.
; CHECK-LABEL: define {{.*}}@carried_but_used_before(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in carried_but_used_before(): moved to stack: malloc(8)
define void @carried_but_used_before(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  call void @look(ptr %older)
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Only the newest object is used after the loop.
; CHECK-LABEL: define {{.*}}@last_one_used_after(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in last_one_used_after(): moved to stack: malloc(8)
define void @last_one_used_after(i1 %c) {
entry:
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  br i1 %c, label %loop, label %exit
exit:
  call void @look(ptr %p)
  ret void
}

; The one before the newest is used after the loop.
; CHECK-LABEL: define {{.*}}@last_but_one_used_after(
; CHECK: @malloc(i64 8
; VERDICT: in last_but_one_used_after(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @last_but_one_used_after(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 8)
  br i1 %c, label %loop, label %exit
exit:
  call void @look(ptr %older)
  ret void
}

; The first object is used again and again.
; CHECK-LABEL: define {{.*}}@first_one_used_after(
; CHECK: @malloc(i64 8
; VERDICT: in first_one_used_after(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @first_one_used_after(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %first = phi ptr [ null, %entry ], [ %chosen, %loop ]
  %p = call ptr @malloc(i64 8)
  %none = icmp eq ptr %first, null
  %chosen = select i1 %none, ptr %p, ptr %first
  br i1 %c, label %loop, label %exit
exit:
  call void @look(ptr %chosen)
  ret void
}

; Two objects that are alive at once have different addresses: the older one is only compared.
; CHECK-LABEL: define {{.*}}@compared_with_older(
; CHECK: @malloc(i64 8
; VERDICT: in compared_with_older(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define i1 @compared_with_older(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 8)
  %same = icmp eq ptr %older, %p
  br i1 %c, label %loop, label %exit
exit:
  ret i1 %same
}

; As a number it is still a pointer to the older object.
; CHECK-LABEL: define {{.*}}@carried_as_number(
; CHECK: @malloc(i64 8
; VERDICT: in carried_as_number(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @carried_as_number(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi i64 [ 0, %entry ], [ %n, %loop ]
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %q = inttoptr i64 %older to ptr
  store volatile i32 1, ptr %q
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Carried is a number that was read from it.
; CHECK-LABEL: define {{.*}}@content_carried(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in content_carried(): moved to stack: malloc(8)
define void @content_carried(i1 %c) {
entry:
  br label %loop
loop:
  %sum = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = call ptr @malloc(i64 8)
  store volatile i32 %sum, ptr %p
  %v = load volatile i32, ptr %p
  %next = add i32 %v, 1
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A list: each object holds a pointer to the one before.
; CHECK-LABEL: define {{.*}}@linked_list(
; CHECK: @malloc(i64 16
; VERDICT: in linked_list(): malloc(16) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define i32 @linked_list(i1 %c) {
entry:
  br label %loop
loop:
  %head = phi ptr [ null, %entry ], [ %node, %loop ]
  %node = call ptr @malloc(i64 16)
  store ptr %head, ptr %node
  br i1 %c, label %loop, label %walk
walk:
  %next = load ptr, ptr %node
  %value = getelementptr i8, ptr %next, i64 8
  %v = load volatile i32, ptr %value
  ret i32 %v
}

; A list of two, whose nodes come from two sites.
; CHECK-LABEL: define {{.*}}@list_of_two(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-DAG: alloca [24 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK-NOT: @malloc(i64 24
; VERDICT: in list_of_two(): moved to stack: malloc(16)
; VERDICT: in list_of_two(): moved to stack: malloc(24)
define i32 @list_of_two() {
  %first = call ptr @malloc(i64 16)
  %second = call ptr @malloc(i64 24)
  store ptr %first, ptr %second
  %next = load ptr, ptr %second
  store volatile i32 1, ptr %next
  %v = load volatile i32, ptr %next
  ret i32 %v
}

; The inner loop runs the site many times for one pass of the outer one, which holds on to the pointer.
; CHECK-LABEL: define {{.*}}@carried_by_inner_loop(
; CHECK: @malloc(i64 8
; VERDICT: in carried_by_inner_loop(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @carried_by_inner_loop(i1 %c, i1 %d) {
entry:
  br label %outer
outer:
  br label %inner
inner:
  %older = phi ptr [ null, %outer ], [ %p, %inner ]
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %older)
  br i1 %c, label %inner, label %next
next:
  br i1 %d, label %outer, label %exit
exit:
  ret void
}

; Allocated in the outer loop, used throughout the inner one.
; CHECK-LABEL: define {{.*}}@outlives_inner_loop(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in outlives_inner_loop(): moved to stack: malloc(8)
define void @outlives_inner_loop(i1 %c, i1 %d) {
entry:
  br label %outer
outer:
  %p = call ptr @malloc(i64 8)
  br label %inner
inner:
  call void @look(ptr %p)
  br i1 %c, label %inner, label %next
next:
  br i1 %d, label %outer, label %exit
exit:
  ret void
}

; Not a loop in the source's sense, with two entries; the rule is about control flow.
; CHECK-LABEL: define {{.*}}@carried_in_irreducible_loop(
; CHECK: @malloc(i64 8
; VERDICT: in carried_in_irreducible_loop(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @carried_in_irreducible_loop(i1 %c, i1 %d, i1 %e) {
entry:
  br i1 %c, label %left, label %right
left:
  %older = phi ptr [ null, %entry ], [ %newer, %right ]
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %older)
  br i1 %d, label %right, label %exit
right:
  %newer = phi ptr [ null, %entry ], [ %p, %left ]
  br i1 %e, label %left, label %exit
exit:
  ret void
}

; CHECK-LABEL: define {{.*}}@local_in_irreducible_loop(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in local_in_irreducible_loop(): moved to stack: malloc(8)
define void @local_in_irreducible_loop(i1 %c, i1 %d, i1 %e) {
entry:
  br i1 %c, label %left, label %right
left:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br i1 %d, label %right, label %exit
right:
  %newer = phi ptr [ null, %entry ], [ %p, %left ]
  call void @look(ptr %newer)
  br i1 %e, label %left, label %exit
exit:
  ret void
}

; The site is skipped in some iterations: the object of an earlier one lives on, but the site has not run again.
; CHECK-LABEL: define {{.*}}@reused_until_renewed(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in reused_until_renewed(): moved to stack: malloc(8)
define void @reused_until_renewed(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %current = phi ptr [ null, %entry ], [ %newer, %latch ]
  br i1 %d, label %renew, label %latch
renew:
  %p = call ptr @malloc(i64 8)
  br label %latch
latch:
  %newer = phi ptr [ %current, %loop ], [ %p, %renew ]
  call void @look(ptr %newer)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The same, but the older one is looked at after the renewal.
; CHECK-LABEL: define {{.*}}@used_after_renewal(
; CHECK: @malloc(i64 8
; VERDICT: in used_after_renewal(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @used_after_renewal(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %current = phi ptr [ null, %entry ], [ %newer, %latch ]
  br i1 %d, label %renew, label %latch
renew:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %current)
  br label %latch
latch:
  %newer = phi ptr [ %current, %loop ], [ %p, %renew ]
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Made in one block, carried past the site in another, used in a third.
; CHECK-LABEL: define {{.*}}@carried_past_block_of_site(
; CHECK: @malloc(i64 8
; VERDICT: in carried_past_block_of_site(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @carried_past_block_of_site(i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %newer, %latch ]
  br i1 %d, label %renew, label %latch
renew:
  %p = call ptr @malloc(i64 8)
  br label %latch
latch:
  %newer = phi ptr [ %older, %loop ], [ %p, %renew ]
  call void @look(ptr %older)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Two sites take turns, each is used while the other runs, never while it runs itself.
; CHECK-LABEL: define {{.*}}@two_sites_take_turns(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 8
; CHECK-NOT: @malloc(i64 16
; VERDICT: in two_sites_take_turns(): moved to stack: malloc(8)
; VERDICT: in two_sites_take_turns(): moved to stack: malloc(16)
define void @two_sites_take_turns(i1 %c) {
entry:
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %q = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The older object is used where the loop is left by an exception.
; CHECK-LABEL: define {{.*}}@used_while_unwinding(
; CHECK: @malloc(i64 8
; VERDICT: in used_while_unwinding(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @used_while_unwinding(i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %p, %latch ]
  %p = call ptr @malloc(i64 8)
  invoke void @throws() to label %latch unwind label %pad
latch:
  br i1 %c, label %loop, label %exit
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @look(ptr %older)
  resume { ptr, i32 } %e
exit:
  ret void
}

; CHECK-LABEL: define {{.*}}@newest_used_while_unwinding(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in newest_used_while_unwinding(): moved to stack: malloc(8)
define void @newest_used_while_unwinding(i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  invoke void @throws() to label %latch unwind label %pad
latch:
  br i1 %c, label %loop, label %exit
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @look(ptr %p)
  resume { ptr, i32 } %e
exit:
  ret void
}

; The release of the older one comes after the newer one was made: at that moment both exist.
; CHECK-LABEL: define {{.*}}@older_released_later(
; CHECK: @malloc(i64 8
; VERDICT: in older_released_later(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
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
  ret void
}
