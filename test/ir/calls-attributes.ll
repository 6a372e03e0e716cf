; Flow into calls of code that is not in view: a callee may keep the pointer, and it may free the object. These
; are two questions, and an attribute answers one of them.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @keep(ptr)
declare void @look(ptr nocapture) nofree
declare void @nocapture_only(ptr nocapture)
declare void @nofree_only(ptr) nofree
declare void @nofree_argument(ptr nocapture nofree)
declare void @reads(ptr) memory(read) nounwind willreturn
declare void @reads_or_throws(ptr) memory(read)
declare void @readonly_argument(ptr readonly)
declare ptr @derive(ptr) memory(none) nounwind willreturn
declare ptr @first(ptr returned nocapture, ptr nocapture) nofree
declare void @variadic(ptr nocapture, ...) nofree
declare void @by_value(ptr byval([8 x i8])) nofree
declare void @by_value_of_pointers(ptr byval([2 x ptr])) nofree
declare void @result(ptr noalias sret([8 x i8]) nocapture) nofree
declare void @result_kept(ptr sret([8 x i8]))
declare void @opaque()

; CHECK-LABEL: define {{.*}}@unknown(
; CHECK: @malloc(i64 8
; VERDICT: in unknown(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @unknown() {
  %p = call ptr @malloc(i64 8)
  call void @keep(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@neither_kept_nor_freed(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in neither_kept_nor_freed(): moved to stack: malloc(8)
define void @neither_kept_nor_freed() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; Not keeping is not the same as not freeing: the callee may end the object's life.
; CHECK-LABEL: define {{.*}}@not_kept_but_freed(
; CHECK: @malloc(i64 8
; VERDICT: in not_kept_but_freed(): malloc(8) escapes to heap: passed to a function that may free it{{$}}
define void @not_kept_but_freed() {
  %p = call ptr @malloc(i64 8)
  call void @nocapture_only(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@not_freed_but_kept(
; CHECK: @malloc(i64 8
; VERDICT: in not_freed_but_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @not_freed_but_kept() {
  %p = call ptr @malloc(i64 8)
  call void @nofree_only(ptr %p)
  ret void
}

; nofree may stand at the argument.
; CHECK-LABEL: define {{.*}}@nofree_at_argument(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in nofree_at_argument(): moved to stack: malloc(8)
define void @nofree_at_argument() {
  %p = call ptr @malloc(i64 8)
  call void @nofree_argument(ptr %p)
  ret void
}

; Attributes of the call count as those of the callee.
; CHECK-LABEL: define {{.*}}@promised_at_call(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in promised_at_call(): moved to stack: malloc(8)
define void @promised_at_call() {
  %p = call ptr @malloc(i64 8)
  call void @keep(ptr nocapture %p) nofree
  ret void
}

; Attributes of another argument do not.
; CHECK-LABEL: define {{.*}}@promised_for_another_argument(
; CHECK: @malloc(i64 8
; VERDICT: in promised_for_another_argument(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @promised_for_another_argument(ptr %a) {
  %p = call ptr @malloc(i64 8)
  call void (ptr, ...) @variadic(ptr %a, ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@reads_only(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in reads_only(): moved to stack: malloc(8)
define void @reads_only() {
  %p = call ptr @malloc(i64 8)
  call void @reads(ptr %p)
  ret void
}

; It writes nothing, but the exception that it throws may hold the pointer.
; CHECK-LABEL: define {{.*}}@reads_or_throws_it(
; CHECK: @malloc(i64 8
; VERDICT: in reads_or_throws_it(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @reads_or_throws_it() {
  %p = call ptr @malloc(i64 8)
  call void @reads_or_throws(ptr %p)
  ret void
}

; readonly promises that the object is not written, not that the pointer is not.
; CHECK-LABEL: define {{.*}}@reads_object_only(
; CHECK: @malloc(i64 8
; VERDICT: in reads_object_only(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @reads_object_only() {
  %p = call ptr @malloc(i64 8)
  call void @readonly_argument(ptr %p)
  ret void
}

; A pure function can hand the pointer back.
; CHECK-LABEL: define {{.*}}@derived_is_returned(
; CHECK: @malloc(i64 8
; VERDICT: in derived_is_returned(): malloc(8) escapes to heap: returned to the caller{{$}}
define ptr @derived_is_returned() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @derive(ptr %p)
  ret ptr %q
}

; CHECK-LABEL: define {{.*}}@derived_is_dropped(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in derived_is_dropped(): moved to stack: malloc(8)
define void @derived_is_dropped() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @derive(ptr %p)
  store volatile i32 1, ptr %q
  ret void
}

; returned: the result is the first argument, whatever nocapture says of it.
; CHECK-LABEL: define {{.*}}@returned_argument(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in returned_argument(): malloc(8) escapes to heap: returned to the caller{{$}}
; VERDICT: in returned_argument(): moved to stack: malloc(16)
define ptr @returned_argument() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %r = call ptr @first(ptr %p, ptr %q)
  ret ptr %r
}

; CHECK-LABEL: define {{.*}}@indirect(
; CHECK: @malloc(i64 8
; VERDICT: in indirect(): malloc(8) escapes to heap: passed to an unknown function{{$}}
define void @indirect(ptr %f) {
  %p = call ptr @malloc(i64 8)
  call void %f(ptr %p)
  ret void
}

; Called with another type than declared: the declaration's promises are about other parameters.
; CHECK-LABEL: define {{.*}}@called_as_another_type(
; CHECK: @malloc(i64 8
; VERDICT: in called_as_another_type(): malloc(8) escapes to heap: passed to an unknown function{{$}}
define void @called_as_another_type() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr null, ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@assembly(
; CHECK: @malloc(i64 8
; VERDICT: in assembly(): malloc(8) escapes to heap: passed to inline assembly{{$}}
define void @assembly() {
  %p = call ptr @malloc(i64 8)
  call void asm sideeffect "", "r"(ptr %p)
  ret void
}

; Even where the assembly gets the memory and not the pointer.
; CHECK-LABEL: define {{.*}}@assembly_memory(
; CHECK: @malloc(i64 8
; VERDICT: in assembly_memory(): malloc(8) escapes to heap: passed to inline assembly{{$}}
define void @assembly_memory() {
  %p = call ptr @malloc(i64 8)
  call void asm sideeffect "", "=*m"(ptr elementtype(i64) %p)
  ret void
}

; Assembly that clobbers memory does not know where the object is.
; CHECK-LABEL: define {{.*}}@assembly_elsewhere(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in assembly_elsewhere(): moved to stack: malloc(8)
define void @assembly_elsewhere() {
  %p = call ptr @malloc(i64 8)
  store volatile i32 1, ptr %p
  call void asm sideeffect "", "~{memory}"()
  ret void
}

; Variable arguments have no parameter whose attributes could promise anything.
; CHECK-LABEL: define {{.*}}@variable_argument(
; CHECK: @malloc(i64 8
; VERDICT: in variable_argument(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @variable_argument() {
  %p = call ptr @malloc(i64 8)
  call void (ptr, ...) @variadic(ptr null, i32 1, ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@variable_argument_with_promise(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in variable_argument_with_promise(): moved to stack: malloc(8)
define void @variable_argument_with_promise() {
  %p = call ptr @malloc(i64 8)
  call void (ptr, ...) @variadic(ptr null, i32 1, ptr nocapture %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@fixed_argument_of_variadic(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in fixed_argument_of_variadic(): moved to stack: malloc(8)
define void @fixed_argument_of_variadic() {
  %p = call ptr @malloc(i64 8)
  call void (ptr, ...) @variadic(ptr %p, i32 1)
  ret void
}

; byval: the callee gets a copy of the object ...
; CHECK-LABEL: define {{.*}}@passed_by_value(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in passed_by_value(): moved to stack: malloc(8)
define void @passed_by_value() {
  %p = call ptr @malloc(i64 8)
  store volatile i32 1, ptr %p
  call void @by_value(ptr byval([8 x i8]) %p)
  ret void
}

; ... and with it the pointers in it.
; CHECK-LABEL: define {{.*}}@content_passed_by_value(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 8
; VERDICT: in content_passed_by_value(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
; VERDICT: in content_passed_by_value(): moved to stack: malloc(16)
define void @content_passed_by_value() {
  %p = call ptr @malloc(i64 8)
  %box = call ptr @malloc(i64 16)
  store ptr %p, ptr %box
  call void @by_value_of_pointers(ptr byval([2 x ptr]) %box)
  ret void
}

; CHECK-LABEL: define {{.*}}@result_slot(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in result_slot(): moved to stack: malloc(8)
define void @result_slot() {
  %p = call ptr @malloc(i64 8)
  call void @result(ptr sret([8 x i8]) %p)
  ret void
}

; sret alone promises nothing.
; CHECK-LABEL: define {{.*}}@result_slot_kept(
; CHECK: @malloc(i64 8
; VERDICT: in result_slot_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @result_slot_kept() {
  %p = call ptr @malloc(i64 8)
  call void @result_kept(ptr sret([8 x i8]) %p)
  ret void
}

; Operands of a bundle go to whoever understands the bundle.
; CHECK-LABEL: define {{.*}}@in_bundle(
; CHECK: @malloc(i64 8
; VERDICT: in in_bundle(): malloc(8) escapes to heap: used in a way the analysis does not follow{{$}}
define void @in_bundle() {
  %p = call ptr @malloc(i64 8)
  call void @opaque() [ "deopt"(i32 1, ptr %p) ]
  ret void
}

; A musttail call has the frame replaced by the callee's: the slot would be gone, whatever the callee promises.
; CHECK-LABEL: define {{.*}}@must_tail(
; CHECK: @malloc(i64 8
; VERDICT: in must_tail(): malloc(8) escapes to heap: passed to a call that replaces the frame (musttail){{$}}
define void @must_tail(ptr %unused) {
  %p = call ptr @malloc(i64 8)
  musttail call void @look(ptr %p)
  ret void
}

; A musttail call that does not get the pointer is no obstacle.
; CHECK-LABEL: define {{.*}}@must_tail_without(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in must_tail_without(): moved to stack: malloc(8)
define void @must_tail_without(ptr %a) {
  %p = call ptr @malloc(i64 8)
  store volatile i32 1, ptr %p
  musttail call void @look(ptr %a)
  ret void
}

; Passing the number is passing the pointer.
; CHECK-LABEL: define {{.*}}@as_number(
; CHECK: @malloc(i64 8
; VERDICT: in as_number(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @as_number() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  call void @keep_number(i64 %n)
  ret void
}
declare void @keep_number(i64)
