; Eligibility of the call: it has to be the library's allocator, and the caller may not forbid to know that.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @_Znwm(i64)
declare ptr @_Znam(i64)
declare ptr @aligned_alloc(i64, i64)
declare ptr @memalign(i64, i64)
declare ptr @my_malloc(i64)
declare void @look(ptr nocapture) nofree

; CHECK-LABEL: define {{.*}}@known_calloc(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @calloc(i64 2, i64 8
; VERDICT: in known_calloc(): moved to stack: calloc(2, 8)
define void @known_calloc() {
  %p = call ptr @calloc(i64 2, i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@known_memalign(
; CHECK-DAG: alloca [64 x i8], align 
; CHECK-NOT: @memalign(i64 32, i64 64
; VERDICT: in known_memalign(): moved to stack: memalign(32, 64)
define void @known_memalign() {
  %p = call ptr @memalign(i64 32, i64 64)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@new_expression(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @_Znwm(i64 8
; VERDICT: in new_expression(): moved to stack: operator new(8)
define void @new_expression() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@new_array_expression(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @_Znam(i64 8
; VERDICT: in new_array_expression(): moved to stack: operator new[](8)
define void @new_array_expression() {
  %p = call ptr @_Znam(i64 8) builtin
  call void @look(ptr %p)
  ret void
}

; A direct call of operator new is a call of a function that the program may have replaced.
; CHECK-LABEL: define {{.*}}@operator_new_called(
; CHECK: @_Znwm(i64 8)
; VERDICT-NOT: in operator_new_called()
define void @operator_new_called() {
  %p = call ptr @_Znwm(i64 8)
  call void @look(ptr %p)
  ret void
}

; A name means nothing.
; CHECK-LABEL: define {{.*}}@another_name(
; CHECK: @my_malloc(
; VERDICT-NOT: in another_name()
define void @another_name() {
  %p = call ptr @my_malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@nobuiltin_call(
; CHECK: @malloc(i64 8)
; VERDICT-NOT: in nobuiltin_call()
define void @nobuiltin_call() {
  %p = call ptr @malloc(i64 8) nobuiltin
  call void @look(ptr %p)
  ret void
}

; -fno-builtin
; CHECK-LABEL: define {{.*}}@no_builtins(
; CHECK: @malloc(i64 8)
; VERDICT-NOT: in no_builtins()
define void @no_builtins() "no-builtins" {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; -fno-builtin-malloc forbids malloc ...
; CHECK-LABEL: define {{.*}}@no_builtin_malloc(
; CHECK: @malloc(i64 8)
; VERDICT-NOT: in no_builtin_malloc(): moved to stack: malloc
define void @no_builtin_malloc() "no-builtin-malloc" {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; ... and nothing else.
; CHECK-LABEL: define {{.*}}@no_builtin_malloc_but_calloc(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @calloc(i64 1, i64 8
; VERDICT: in no_builtin_malloc_but_calloc(): moved to stack: calloc(1, 8)
define void @no_builtin_malloc_but_calloc() "no-builtin-malloc" {
  %p = call ptr @calloc(i64 1, i64 8)
  call void @look(ptr %p)
  ret void
}

; Called through a pointer it is not known.
; CHECK-LABEL: define {{.*}}@called_through_pointer(
; CHECK: call ptr %f(i64 8)
; VERDICT-NOT: in called_through_pointer()
define void @called_through_pointer(ptr %f) {
  %p = call ptr %f(i64 8)
  call void @look(ptr %p)
  ret void
}

; Called with another type than its own.
; CHECK-LABEL: define {{.*}}@called_as_another_type(
; CHECK: call ptr @malloc(i32 8)
; VERDICT-NOT: in called_as_another_type()
define void @called_as_another_type() {
  %p = call ptr @malloc(i32 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@with_bundle(
; CHECK: @malloc(i64 8
; VERDICT: in with_bundle(): malloc(8) escapes to heap: allocation call has an operand bundle{{$}}
define void @with_bundle() {
  %p = call ptr @malloc(i64 8) [ "unknown"(i32 1) ]
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@by_musttail(
; CHECK: @malloc(i64 8
; VERDICT: in by_musttail(): malloc(8) escapes to heap: allocation call is musttail{{$}}
define ptr @by_musttail(i64 %n) {
  %p = musttail call ptr @malloc(i64 8)
  ret ptr %p
}
