; Reach: a pointer stored in memory that may outlive the call keeps its object; memory that dies with the call,
; or that nobody reads, does not.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @keep(ptr)
declare void @look(ptr nocapture) nofree
declare void @read(ptr nocapture) memory(read) nounwind

@global = global ptr null
@thread = thread_local global ptr null
@array = global [4 x ptr] zeroinitializer

; CHECK-LABEL: define {{.*}}@in_global(
; CHECK: @malloc(i64 8
; VERDICT: in in_global(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_global() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr @global
  ret void
}

; Even if it is taken out again at once: another thread may have seen it.
; CHECK-LABEL: define {{.*}}@in_global_for_a_while(
; CHECK: @malloc(i64 8
; VERDICT: in in_global_for_a_while(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_global_for_a_while() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr @global
  store ptr null, ptr @global
  ret void
}

; CHECK-LABEL: define {{.*}}@in_thread_local(
; CHECK: @malloc(i64 8
; VERDICT: in in_thread_local(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_thread_local() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr @thread
  ret void
}

; CHECK-LABEL: define {{.*}}@in_global_element(
; CHECK: @malloc(i64 8
; VERDICT: in in_global_element(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_global_element(i64 %i) {
  %p = call ptr @malloc(i64 8)
  %where = getelementptr [4 x ptr], ptr @array, i64 0, i64 %i
  store ptr %p, ptr %where
  ret void
}

; CHECK-LABEL: define {{.*}}@in_argument(
; CHECK: @malloc(i64 8
; VERDICT: in in_argument(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_argument(ptr %a) {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  ret void
}

; CHECK-LABEL: define {{.*}}@in_loaded_pointer(
; CHECK: @malloc(i64 8
; VERDICT: in in_loaded_pointer(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_loaded_pointer(ptr %a) {
  %p = call ptr @malloc(i64 8)
  %where = load ptr, ptr %a
  store ptr %p, ptr %where
  ret void
}

; CHECK-LABEL: define {{.*}}@in_number(
; CHECK: @malloc(i64 8
; VERDICT: in in_number(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_number(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %where = inttoptr i64 %n to ptr
  store ptr %p, ptr %where
  ret void
}

; The address may be the local one or the global one.
; CHECK-LABEL: define {{.*}}@in_local_or_global(
; CHECK: @malloc(i64 8
; VERDICT: in in_local_or_global(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @in_local_or_global(i1 %c) {
  %local = alloca ptr
  %p = call ptr @malloc(i64 8)
  %where = select i1 %c, ptr %local, ptr @global
  store ptr %p, ptr %where
  ret void
}

; CHECK-LABEL: define {{.*}}@in_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in in_local(): moved to stack: malloc(8)
define void @in_local() {
  %local = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %local
  ret void
}

; Storing through a pointer is not storing the pointer.
; CHECK-LABEL: define {{.*}}@through_itself(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in through_itself(): moved to stack: malloc(8)
define void @through_itself(ptr %a) {
  %p = call ptr @malloc(i64 8)
  store ptr %a, ptr %p
  ret void
}

; An object that holds its own address is no less local.
; CHECK-LABEL: define {{.*}}@in_itself(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in in_itself(): moved to stack: malloc(8)
define void @in_itself() {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %p
  ret void
}

; What is stored in an object that escapes, escapes.
; CHECK-LABEL: define {{.*}}@in_escaping_object(
; CHECK: @malloc(i64 8
; CHECK: @malloc(i64 16
; VERDICT: in in_escaping_object(): malloc(8) escapes to heap: stored in an object that escapes{{$}}
; VERDICT: in in_escaping_object(): malloc(16) escapes to heap: returned to the caller{{$}}
define ptr @in_escaping_object() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  ret ptr %box
}

; The same with the order turned round: flow does not care about order.
; CHECK-LABEL: define {{.*}}@in_escaped_local(
; CHECK: @malloc(i64 8
; VERDICT: in in_escaped_local(): malloc(8) escapes to heap: stored in an object that escapes{{$}}
define void @in_escaped_local() {
  %local = alloca ptr
  %p = call ptr @malloc(i64 8)
  call void @keep(ptr %local)
  store ptr %p, ptr %local
  ret void
}

; Three boxes deep.
; CHECK-LABEL: define {{.*}}@in_box_in_box(
; CHECK: @malloc(i64 8
; CHECK: @malloc(i64 16
; CHECK: @malloc(i64 24
; VERDICT: in in_box_in_box(): malloc(8) escapes to heap: stored in an object that escapes{{$}}
; VERDICT: in in_box_in_box(): malloc(16) escapes to heap: stored in an object that escapes{{$}}
; VERDICT: in in_box_in_box(): malloc(24) escapes to heap: stored where it may outlive the call{{$}}
define void @in_box_in_box() {
  %p = call ptr @malloc(i64 8)
  %inner = call ptr @malloc(i64 16)
  %outer = call ptr @malloc(i64 24)
  store ptr %p, ptr %inner
  store ptr %inner, ptr %outer
  store ptr %outer, ptr @global
  ret void
}

; CHECK-LABEL: define {{.*}}@in_local_box_in_box(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-DAG: alloca [24 x i8], align 
; CHECK-NOT: @malloc(i64 8
; CHECK-NOT: @malloc(i64 16
; CHECK-NOT: @malloc(i64 24
; VERDICT: in in_local_box_in_box(): moved to stack: malloc(8)
; VERDICT: in in_local_box_in_box(): moved to stack: malloc(16)
; VERDICT: in in_local_box_in_box(): moved to stack: malloc(24)
define void @in_local_box_in_box() {
  %p = call ptr @malloc(i64 8)
  %inner = call ptr @malloc(i64 16)
  %outer = call ptr @malloc(i64 24)
  store ptr %p, ptr %inner
  store ptr %inner, ptr %outer
  call void @look(ptr %p)
  ret void
}

; nocapture speaks of the container; what it holds may be kept.
; CHECK-LABEL: define {{.*}}@in_looked_at_object(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in in_looked_at_object(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
; VERDICT: in in_looked_at_object(): moved to stack: malloc(16)
define void @in_looked_at_object() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  call void @look(ptr %box)
  ret void
}

; A function that writes nothing, returns nothing and cannot throw has nowhere to put it.
; CHECK-LABEL: define {{.*}}@in_read_object(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 8
; CHECK-NOT: @malloc(i64 16
; VERDICT: in in_read_object(): moved to stack: malloc(8)
; VERDICT: in in_read_object(): moved to stack: malloc(16)
define void @in_read_object() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  call void @read(ptr %box)
  ret void
}
