; Re-execution, in memory: a pointer to an older object may wait in a container until it is read, unless it is
; overwritten first or the container is gone.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare void @read(ptr nocapture) memory(read) nounwind willreturn
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK-LABEL: define {{.*}}@carried_by_local(
; CHECK: @malloc(i64 8
; VERDICT: in carried_by_local(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @carried_by_local(i1 %c) {
entry:
  %kept = alloca ptr
  store ptr null, ptr %kept
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  %older = load ptr, ptr %kept
  call void @look(ptr %older)
  store ptr %p, ptr %kept
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Overwritten right after the site, before it is read: what -O0 makes of a variable of the loop body.
; CHECK-LABEL: define {{.*}}@overwritten_first(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in overwritten_first(): moved to stack: malloc(8)
define void @overwritten_first(i1 %c) {
entry:
  %variable = alloca ptr
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %variable
  %q = load ptr, ptr %variable
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Overwritten on one path only.
; CHECK-LABEL: define {{.*}}@overwritten_on_one_path(
; CHECK: @malloc(i64 8
; VERDICT: in overwritten_on_one_path(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @overwritten_on_one_path(i1 %c, i1 %d) {
entry:
  %variable = alloca ptr
  store ptr null, ptr %variable
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  br i1 %d, label %store, label %read
store:
  store ptr %p, ptr %variable
  br label %read
read:
  %q = load ptr, ptr %variable
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Overwritten in part: four bytes of the older pointer are left.
; CHECK-LABEL: define {{.*}}@overwritten_in_part(
; CHECK: @malloc(i64 8
; VERDICT: in overwritten_in_part(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @overwritten_in_part(i1 %c) {
entry:
  %variable = alloca ptr
  store ptr null, ptr %variable
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  store i32 0, ptr %variable
  %q = load ptr, ptr %variable
  call void @look(ptr %q)
  store ptr %p, ptr %variable
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Cleared at the end of the iteration.
; CHECK-LABEL: define {{.*}}@cleared_before(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in cleared_before(): moved to stack: malloc(8)
define void @cleared_before(i1 %c) {
entry:
  %variable = alloca ptr
  store ptr null, ptr %variable
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  %q = load ptr, ptr %variable
  call void @look(ptr %q)
  store ptr %p, ptr %variable
  %r = load ptr, ptr %variable
  call void @look(ptr %r)
  store ptr null, ptr %variable
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The store may go to either of two variables, so neither is overwritten for certain.
; CHECK-LABEL: define {{.*}}@overwritten_perhaps(
; CHECK: @malloc(i64 8
; VERDICT: in overwritten_perhaps(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @overwritten_perhaps(i1 %c, i1 %d) {
entry:
  %a = alloca ptr
  %b = alloca ptr
  store ptr null, ptr %a
  store ptr null, ptr %b
  %where = select i1 %d, ptr %a, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  store ptr null, ptr %where
  %q = load ptr, ptr %a
  call void @look(ptr %q)
  store ptr %p, ptr %a
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; An array that collects the objects.
; CHECK-LABEL: define {{.*}}@collected(
; CHECK: @malloc(i64 8
; VERDICT: in collected(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @collected(i64 %n) {
entry:
  %all = alloca [16 x ptr]
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %p = call ptr @malloc(i64 8)
  %where = getelementptr [16 x ptr], ptr %all, i64 0, i64 %i
  store ptr %p, ptr %where
  %next = add i64 %i, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %read, label %loop
read:
  %q = load ptr, ptr %all
  call void @look(ptr %q)
  ret void
}

; Read through a call that gets the container, which could also hand on what is in it.
; CHECK-LABEL: define {{.*}}@container_passed(
; CHECK: @malloc(i64 8
; VERDICT: in container_passed(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @container_passed(i1 %c) {
entry:
  %kept = alloca ptr
  store ptr null, ptr %kept
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %kept)
  store ptr %p, ptr %kept
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Read by the callee, which can do nothing else with it.
; CHECK-LABEL: define {{.*}}@container_read_by_call(
; CHECK: @malloc(i64 8
; VERDICT: in container_read_by_call(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @container_read_by_call(i1 %c) {
entry:
  %kept = alloca ptr
  store ptr null, ptr %kept
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @read(ptr %kept)
  store ptr %p, ptr %kept
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; CHECK-LABEL: define {{.*}}@container_overwritten_and_read_by_call(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in container_overwritten_and_read_by_call(): moved to stack: malloc(8)
define void @container_overwritten_and_read_by_call(i1 %c) {
entry:
  %kept = alloca ptr
  store ptr null, ptr %kept
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %kept
  call void @read(ptr %kept)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Overwriting a field leaves its neighbour.
; CHECK-LABEL: define {{.*}}@neighbour_overwritten(
; CHECK: @malloc(i64 8
; VERDICT: in neighbour_overwritten(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @neighbour_overwritten(i1 %c) {
entry:
  %pair = alloca { ptr, ptr }
  %second = getelementptr { ptr, ptr }, ptr %pair, i64 0, i32 1
  store ptr null, ptr %second
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  store ptr null, ptr %pair
  %q = load ptr, ptr %second
  call void @look(ptr %q)
  store ptr %p, ptr %second
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A store that is wide enough overwrites both.
; CHECK-LABEL: define {{.*}}@both_overwritten(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in both_overwritten(): moved to stack: malloc(8)
define void @both_overwritten(i1 %c) {
entry:
  %pair = alloca { ptr, ptr }
  %second = getelementptr { ptr, ptr }, ptr %pair, i64 0, i32 1
  store ptr null, ptr %second
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  store { ptr, ptr } zeroinitializer, ptr %pair
  %q = load ptr, ptr %second
  call void @look(ptr %q)
  store ptr %p, ptr %second
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A container that is allocated anew in each iteration cannot hold older objects.
; CHECK-LABEL: define {{.*}}@container_renewed(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK-NOT: @malloc(i64 8
; VERDICT: in container_renewed(): moved to stack: malloc(16)
; VERDICT: in container_renewed(): moved to stack: malloc(8)
define void @container_renewed(i1 %c) {
entry:
  br label %loop
loop:
  %box = call ptr @malloc(i64 16)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  %q = load ptr, ptr %box
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The same container all along.
; CHECK-LABEL: define {{.*}}@container_from_outside(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in container_from_outside(): moved to stack: malloc(16)
; VERDICT: in container_from_outside(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @container_from_outside(i1 %c, i64 %i) {
entry:
  %box = call ptr @malloc(i64 16)
  store ptr null, ptr %box
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  %q = load ptr, ptr %box
  call void @look(ptr %q)
  store ptr %p, ptr %box
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The older container outlives the iteration, and what is in it does so too.
; CHECK-LABEL: define {{.*}}@container_carried(
; CHECK: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in container_carried(): malloc(16) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
; VERDICT: in container_carried(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @container_carried(i1 %c) {
entry:
  br label %loop
loop:
  %older = phi ptr [ null, %entry ], [ %box, %loop ]
  %box = call ptr @malloc(i64 16)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  %q = load ptr, ptr %older
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The older container's content is read after the content's site ran, but before the container's own site does.
; CHECK-LABEL: define {{.*}}@content_of_older_container(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in content_of_older_container(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
; VERDICT: in content_of_older_container(): moved to stack: malloc(16)
define void @content_of_older_container(i1 %c) {
entry:
  %none = alloca ptr
  store ptr null, ptr %none
  br label %loop
loop:
  %older = phi ptr [ %none, %entry ], [ %box, %loop ]
  %p = call ptr @malloc(i64 8)
  %q = load ptr, ptr %older
  call void @look(ptr %q)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The container is renewed in the outer loop, the content in the inner one.
; CHECK-LABEL: define {{.*}}@container_renewed_outside(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in container_renewed_outside(): moved to stack: malloc(16)
; VERDICT: in container_renewed_outside(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @container_renewed_outside(i1 %c, i1 %d) {
entry:
  br label %outer
outer:
  %box = call ptr @malloc(i64 16)
  store ptr null, ptr %box
  br label %inner
inner:
  %p = call ptr @malloc(i64 8)
  %q = load ptr, ptr %box
  call void @look(ptr %q)
  store ptr %p, ptr %box
  br i1 %c, label %inner, label %next
next:
  br i1 %d, label %outer, label %exit
exit:
  ret void
}

; Handed from one local to another by memcpy, and read in the next iteration.
; CHECK-LABEL: define {{.*}}@handed_on(
; CHECK: @malloc(i64 8
; VERDICT: in handed_on(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @handed_on(i1 %c) {
entry:
  %newest = alloca ptr
  %older = alloca ptr
  store ptr null, ptr %newest
  store ptr null, ptr %older
  br label %loop
loop:
  call void @llvm.memcpy.p0.p0.i64(ptr %older, ptr %newest, i64 8, i1 false)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %newest
  %q = load ptr, ptr %older
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; An alloca outside the entry block: its older copies are not overwritten by a store to the newest.
; CHECK-LABEL: define {{.*}}@container_multiplies(
; CHECK: @malloc(i64 8
; VERDICT: in container_multiplies(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @container_multiplies(i1 %c) {
entry:
  %none = alloca ptr
  store ptr null, ptr %none
  br label %loop
loop:
  %older = phi ptr [ %none, %entry ], [ %box, %loop ]
  %box = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  %q = load ptr, ptr %older
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A store to a container of the outer loop overwrites what is there: whoever has a pointer to it means the newest one.
; CHECK-LABEL: define {{.*}}@container_of_outer_loop(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: call ptr @malloc(
; VERDICT: in container_of_outer_loop(): moved to stack: malloc(16)
; VERDICT: in container_of_outer_loop(): moved to stack: malloc(8)
define void @container_of_outer_loop(i1 %c, i1 %d) {
entry:
  br label %outer
outer:
  %box = call ptr @malloc(i64 16)
  store ptr null, ptr %box
  br label %inner
inner:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  br i1 %c, label %inner, label %next
next:
  %q = load ptr, ptr %box
  call void @look(ptr %q)
  br i1 %d, label %outer, label %exit
exit:
  ret void
}

; It may be an older one that is stored to: the other ones still hold what they held.
; CHECK-LABEL: define {{.*}}@several_containers(
; CHECK-NOT: alloca
; CHECK: call ptr @malloc(i64 16)
; CHECK: call ptr @malloc(i64 8)
; VERDICT: in several_containers(): malloc(16) escapes to heap: still in use when the allocation runs again
; VERDICT: in several_containers(): malloc(8) escapes to heap: still in use when the allocation runs again
define void @several_containers(i1 %c, i1 %d) {
entry:
  br label %outer
outer:
  %older = phi ptr [ null, %entry ], [ %box, %next ]
  %box = call ptr @malloc(i64 16)
  store ptr null, ptr %box
  br label %inner
inner:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  br i1 %c, label %inner, label %next
next:
  %any = select i1 %c, ptr %box, ptr %older
  %q = load ptr, ptr %any
  call void @look(ptr %q)
  br i1 %d, label %outer, label %exit
exit:
  ret void
}
