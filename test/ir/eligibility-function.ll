; Eligibility of the function: some may not be changed, whatever they allocate.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<sanitized;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=SANITIZED

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare i32 @my_setjmp(ptr) returns_twice
declare i32 @my_fork(i32)
declare i32 @__CxxFrameHandler3(...)
declare void @throws()

; CHECK-LABEL: define {{.*}}@ordinary(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in ordinary(): moved to stack: malloc(8)
define void @ordinary() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@not_optimised(
; CHECK: @malloc(i64 8
; VERDICT: in not_optimised(): malloc(8) escapes to heap: function is not optimised (optnone){{$}}
define void @not_optimised() noinline optnone {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; noinline alone says nothing about its body.
; CHECK-LABEL: define {{.*}}@not_inlined(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in not_inlined(): moved to stack: malloc(8)
define void @not_inlined() noinline {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@without_frame(
; CHECK: @malloc(i64 8
; VERDICT: in without_frame(): malloc(8) escapes to heap: function is naked{{$}}
define void @without_frame() naked {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; After splitting, frame and stack are two things.
; CHECK-LABEL: define {{.*}}@coroutine(
; CHECK: @malloc(i64 8
; VERDICT: in coroutine(): malloc(8) escapes to heap: function is a coroutine that is not split yet{{$}}
define void @coroutine() presplitcoroutine {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@collected(
; CHECK: @malloc(i64 8
; VERDICT: in collected(): malloc(8) escapes to heap: function is under a garbage collector's strategy{{$}}
define void @collected() gc "statepoint-example" {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; setjmp comes back with registers restored and memory not: the slot's content would be neither.
; CHECK-LABEL: define {{.*}}@returns_twice(
; CHECK: @malloc(i64 8
; VERDICT: in returns_twice(): malloc(8) escapes to heap: function calls setjmp or the like{{$}}
define void @returns_twice(ptr %buffer) {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %r = call i32 @my_setjmp(ptr %buffer)
  ret void
}

; The attribute may stand at the call.
; CHECK-LABEL: define {{.*}}@returns_twice_at_call(
; CHECK: @malloc(i64 8
; VERDICT: in returns_twice_at_call(): malloc(8) escapes to heap: function calls setjmp or the like{{$}}
define void @returns_twice_at_call() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %r = call i32 @my_fork(i32 1) returns_twice
  ret void
}

; CHECK-LABEL: define {{.*}}@funclets(
; CHECK: @malloc(i64 8
; VERDICT: in funclets(): malloc(8) escapes to heap: function uses Windows exception handling{{$}}
define void @funclets() personality ptr @__CxxFrameHandler3 {
entry:
  %p = call ptr @malloc(i64 8)
  invoke void @throws() to label %normal unwind label %pad
normal:
  ret void
pad:
  %c = cleanuppad within none []
  call void @look(ptr %p) [ "funclet"(token %c) ]
  cleanupret from %c unwind to caller
}

; CHECK-LABEL: define {{.*}}@asm_goto(
; CHECK: @malloc(i64 8
; VERDICT: in asm_goto(): malloc(8) escapes to heap: function uses asm goto{{$}}
define void @asm_goto() {
entry:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  callbr void asm sideeffect "", "!i"() to label %normal [label %other]
normal:
  ret void
other:
  ret void
}

; SANITIZED: in sanitized_address(): moved to stack: malloc(8)
; CHECK-LABEL: define {{.*}}@sanitized_address(
; CHECK: @malloc(i64 8
; VERDICT: in sanitized_address(): malloc(8) escapes to heap: function is built with a sanitizer{{$}}
define void @sanitized_address() sanitize_address {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; SANITIZED: in sanitized_hwaddress(): moved to stack: malloc(8)
; CHECK-LABEL: define {{.*}}@sanitized_hwaddress(
; CHECK: @malloc(i64 8
; VERDICT: in sanitized_hwaddress(): malloc(8) escapes to heap: function is built with a sanitizer{{$}}
define void @sanitized_hwaddress() sanitize_hwaddress {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; SANITIZED: in sanitized_memory(): moved to stack: malloc(8)
; CHECK-LABEL: define {{.*}}@sanitized_memory(
; CHECK: @malloc(i64 8
; VERDICT: in sanitized_memory(): malloc(8) escapes to heap: function is built with a sanitizer{{$}}
define void @sanitized_memory() sanitize_memory {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; SANITIZED: in sanitized_memtag(): moved to stack: malloc(8)
; CHECK-LABEL: define {{.*}}@sanitized_memtag(
; CHECK: @malloc(i64 8
; VERDICT: in sanitized_memtag(): malloc(8) escapes to heap: function is built with a sanitizer{{$}}
define void @sanitized_memtag() sanitize_memtag {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}

; SANITIZED: in sanitized_thread(): moved to stack: malloc(8)
; CHECK-LABEL: define {{.*}}@sanitized_thread(
; CHECK: @malloc(i64 8
; VERDICT: in sanitized_thread(): malloc(8) escapes to heap: function is built with a sanitizer{{$}}
define void @sanitized_thread() sanitize_thread {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}
