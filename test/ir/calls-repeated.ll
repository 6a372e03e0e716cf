; A function that calls what its argument leads to with what that leads to, as a virtual destructor does with those of
; its children: how deep that goes depends on the objects, and each pair of function and arguments is looked at once.
;
; RUN: %h2s_m1 %s | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

@kept = global ptr null

declare ptr @malloc(i64)
declare void @free(ptr)

; { what to call, the next node }
define internal void @walk(ptr %node) noinline {
  %link = getelementptr i8, ptr %node, i64 8
  %next = load ptr, ptr %link
  %last = icmp eq ptr %next, null
  br i1 %last, label %done, label %more
more:
  %function = load ptr, ptr %next
  call void %function(ptr %next)
  br label %done
done:
  ret void
}

define internal void @keep(ptr %node) noinline {
  store ptr %node, ptr @kept
  ret void
}

define internal void @look(ptr %node) noinline {
  %function = load ptr, ptr %node
  ret void
}

; A ring: walk() would be called by walk() without end.
; CHECK: in ring(): moved to stack: malloc(16)
; CHECK: in ring(): moved to stack: malloc(16)
define void @ring() {
  %a = call ptr @malloc(i64 16)
  %b = call ptr @malloc(i64 16)
  store ptr @walk, ptr %a
  store ptr @walk, ptr %b
  %a.link = getelementptr i8, ptr %a, i64 8
  %b.link = getelementptr i8, ptr %b, i64 8
  store ptr %b, ptr %a.link
  store ptr %a, ptr %b.link
  call void @walk(ptr %a)
  call void @free(ptr %a)
  call void @free(ptr %b)
  ret void
}

; The last one of a chain is kept: each call of walk() on the way has another argument.
; CHECK: in chain(): moved to stack: malloc(17)
; CHECK: in chain(): moved to stack: malloc(18)
; CHECK: in chain(): moved to stack: malloc(19)
; CHECK: in chain(): malloc(20) escapes to heap: passed to an unknown function
define void @chain() {
  %a = call ptr @malloc(i64 17)
  %b = call ptr @malloc(i64 18)
  %c = call ptr @malloc(i64 19)
  %d = call ptr @malloc(i64 20)
  store ptr @walk, ptr %a
  store ptr @walk, ptr %b
  store ptr @walk, ptr %c
  store ptr @keep, ptr %d
  %a.link = getelementptr i8, ptr %a, i64 8
  %b.link = getelementptr i8, ptr %b, i64 8
  %c.link = getelementptr i8, ptr %c, i64 8
  %d.link = getelementptr i8, ptr %d, i64 8
  store ptr %b, ptr %a.link
  store ptr %c, ptr %b.link
  store ptr %d, ptr %c.link
  store ptr null, ptr %d.link
  call void @walk(ptr %a)
  call void @free(ptr %a)
  call void @free(ptr %b)
  call void @free(ptr %c)
  ret void
}

; The same with something harmless at the end.
; CHECK: in harmless(): moved to stack: malloc(21)
; CHECK: in harmless(): moved to stack: malloc(22)
define void @harmless() {
  %a = call ptr @malloc(i64 21)
  %b = call ptr @malloc(i64 22)
  store ptr @walk, ptr %a
  store ptr @look, ptr %b
  %a.link = getelementptr i8, ptr %a, i64 8
  %b.link = getelementptr i8, ptr %b, i64 8
  store ptr %b, ptr %a.link
  store ptr null, ptr %b.link
  call void @walk(ptr %a)
  call void @free(ptr %a)
  call void @free(ptr %b)
  ret void
}

; What is stored on the way is found when the call is applied again: keep() is given either of the two.
; CHECK: in grows(): malloc(23) escapes to heap
; CHECK: in grows(): malloc(24) escapes to heap
define internal void @insert_and_walk(ptr %node) noinline {
  %third = getelementptr i8, ptr %node, i64 16
  %spare = load ptr, ptr %third
  %link = getelementptr i8, ptr %node, i64 8
  %next = load ptr, ptr %link
  store ptr %spare, ptr %link
  %last = icmp eq ptr %next, null
  br i1 %last, label %done, label %more
more:
  %function = load ptr, ptr %next
  call void %function(ptr %next)
  br label %done
done:
  ret void
}

define void @grows() {
  %a = call ptr @malloc(i64 23)
  %b = call ptr @malloc(i64 24)
  store ptr @insert_and_walk, ptr %a
  store ptr @keep, ptr %b
  %a.link = getelementptr i8, ptr %a, i64 8
  %a.third = getelementptr i8, ptr %a, i64 16
  store ptr %a, ptr %a.link
  store ptr %b, ptr %a.third
  call void @insert_and_walk(ptr %a)
  call void @free(ptr %a)
  ret void
}
