; Size: what a small function returns for the arguments of a call bounds a size as well. Beside each rule stands
; what must not pass for it.
;
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<m=1;no-cleanup;dynamic-size=0>,verify" -disable-output %s 2>&1 | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare i64 @number()

define internal i64 @least(i64 %a, i64 %b) {
  %c = icmp ult i64 %a, %b
  br i1 %c, label %first, label %second
first:
  ret i64 %a
second:
  ret i64 %b
}

define internal i64 @greatest(i64 %a, i64 %b) {
  %c = icmp ult i64 %a, %b
  br i1 %c, label %second, label %first
first:
  ret i64 %a
second:
  ret i64 %b
}

; VERDICT: in bounded(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @bounded(i64 %size) {
  %n = call i64 @least(i64 %size, i64 100)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in the_other_way_round(): malloc(n) escapes to heap: size is not constant{{$}}
define void @the_other_way_round(i64 %size) {
  %n = call i64 @greatest(i64 %size, i64 100)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; Each call by its own arguments.
; VERDICT: in arguments_of_another_call(): moved to stack: malloc(n), at most 40 bytes{{$}}
; VERDICT: in arguments_of_another_call(): malloc(m) escapes to heap: size is not constant{{$}}
define void @arguments_of_another_call(i64 %x, i64 %y) {
  %n = call i64 @least(i64 %x, i64 40)
  %m = call i64 @least(i64 %x, i64 %y)
  %p = call ptr @malloc(i64 %n)
  %q = call ptr @malloc(i64 %m)
  call void @free(ptr %p)
  call void @free(ptr %q)
  ret void
}

; As clang leaves `static size_t minimum(size_t a, size_t b) { return a < b ? a : b; }` without optimisation.
define internal i64 @minimum(i64 %a, i64 %b) {
  %a.addr = alloca i64
  %b.addr = alloca i64
  store i64 %a, ptr %a.addr
  store i64 %b, ptr %b.addr
  %x = load i64, ptr %a.addr
  %y = load i64, ptr %b.addr
  %c = icmp ult i64 %x, %y
  br i1 %c, label %first, label %second
first:
  %f = load i64, ptr %a.addr
  br label %end
second:
  %s = load i64, ptr %b.addr
  br label %end
end:
  %r = phi i64 [ %f, %first ], [ %s, %second ]
  ret i64 %r
}

; VERDICT: in unoptimised(): moved to stack: malloc(size), at most 1001 bytes{{$}}
define void @unoptimised(i64 %n) {
  %length.addr = alloca i64
  %length = call i64 @minimum(i64 %n, i64 1000)
  store i64 %length, ptr %length.addr
  %l = load i64, ptr %length.addr
  %size = add i64 %l, 1
  %p = call ptr @malloc(i64 %size)
  call void @free(ptr %p)
  ret void
}

; What the caller knows of the arguments.
define internal i64 @bytes(i64 %count) {
  %n = mul nuw i64 %count, 8
  ret i64 %n
}

; VERDICT: in argument_with_a_bound(): moved to stack: malloc(n), at most 400 bytes{{$}}
define void @argument_with_a_bound(i64 %count) {
  %c = icmp ule i64 %count, 50
  br i1 %c, label %few, label %done
few:
  %n = call i64 @bytes(i64 %count)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in argument_without_one(): malloc(n) escapes to heap: size is not constant{{$}}
define void @argument_without_one(i64 %count) {
  %n = call i64 @bytes(i64 %count)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; Calls inside of calls, and what comes back to itself.
define internal i64 @clamped(i64 %n) {
  %l = call i64 @least(i64 %n, i64 64)
  %b = call i64 @bytes(i64 %l)
  ret i64 %b
}

; VERDICT: in nested(): moved to stack: malloc(n), at most 512 bytes{{$}}
define void @nested(i64 %count) {
  %n = call i64 @clamped(i64 %count)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

define internal i64 @grows(i64 %n, i1 %again) {
  br i1 %again, label %more, label %enough
more:
  %m = add i64 %n, 16
  %c = call i1 @decide()
  %r = call i64 @grows(i64 %m, i1 %c)
  ret i64 %r
enough:
  ret i64 %n
}

declare i1 @decide()

; VERDICT: in calls_itself(): malloc(n) escapes to heap: size is not constant{{$}}
define void @calls_itself(i1 %again) {
  %n = call i64 @grows(i64 16, i1 %again)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; One of several returns has no bound.
define internal i64 @number_or(i64 %n, i1 %c) {
  br i1 %c, label %any, label %given
any:
  %r = call i64 @number()
  ret i64 %r
given:
  ret i64 %n
}

; VERDICT: in one_of_two_returns(): malloc(n) escapes to heap: size is not constant{{$}}
define void @one_of_two_returns(i1 %c) {
  %n = call i64 @number_or(i64 16, i1 %c)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; The body may be another one when the program runs.
define weak i64 @replaceable(i64 %n) {
  ret i64 16
}

; VERDICT: in weak_body(): malloc(n) escapes to heap: size is not constant{{$}}
define void @weak_body(i64 %x) {
  %n = call i64 @replaceable(i64 %x)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

define linkonce_odr i64 @inline_function(i64 %n) {
  ret i64 16
}

; VERDICT: in inline_body(): malloc(n) escapes to heap: size is not constant{{$}}
define void @inline_body(i64 %x) {
  %n = call i64 @inline_function(i64 %x)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; Its body is not what it does.
define internal i64 @naked() naked {
  call void asm sideeffect "ret", ""()
  ret i64 16
}

; VERDICT: in naked_body(): malloc(n) escapes to heap: size is not constant{{$}}
define void @naked_body() {
  %n = call i64 @naked()
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; Nor does what it returns tell that it returns nothing else.
define internal i64 @returns_elsewhere() naked {
  call void asm sideeffect "ret", ""()
  unreachable
}

; VERDICT: in naked_or_number(): malloc(n) escapes to heap: size is not constant{{$}}
define void @naked_or_number(i1 %c) {
  br i1 %c, label %call, label %end
call:
  %r = call i64 @returns_elsewhere()
  br label %end
end:
  %n = phi i64 [ %r, %call ], [ 16, %0 ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

define internal i64 @coroutine() presplitcoroutine {
  ret i64 16
}

; VERDICT: in coroutine_body(): malloc(n) escapes to heap: size is not constant{{$}}
define void @coroutine_body() {
  %n = call i64 @coroutine()
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; Through a pointer.
; VERDICT: in through_a_pointer(): malloc(n) escapes to heap: size is not constant{{$}}
define void @through_a_pointer(ptr %f) {
  %n = call i64 %f(i64 100)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; The parameter's variable is changed, or the callee reads what is elsewhere.
define internal i64 @changed(i64 %a) {
  %a.addr = alloca i64
  store i64 %a, ptr %a.addr
  %other = call i64 @number()
  store i64 %other, ptr %a.addr
  %r = load i64, ptr %a.addr
  ret i64 %r
}

; VERDICT: in changed_in_the_callee(): malloc(n) escapes to heap: size is not constant{{$}}
define void @changed_in_the_callee() {
  %n = call i64 @changed(i64 16)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; The same function asked about an invoke, and one that never returns.
declare i32 @personality(...)

; VERDICT: in invoked(): moved to stack: malloc(n), at most 24 bytes{{$}}
define void @invoked(i64 %size) personality ptr @personality {
  %n = invoke i64 @least(i64 %size, i64 24) to label %next unwind label %pad
next:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
}

define internal i64 @endless() {
  br label %loop
loop:
  br label %loop
}

; VERDICT: in never_returns(): malloc(n) escapes to heap: size is not constant{{$}}
define void @never_returns() {
  %n = call i64 @endless()
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}
