; A function that stores each of its parameters in each of them: more than the summary says in facts about pairs.
;
; RUN: %h2s_m1 %s | FileCheck %s
target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @keep(ptr)
@global = global ptr null

define internal void @tangle(ptr %a, ptr %b, ptr %c, ptr %d, ptr %e) noinline {
  %a.1 = getelementptr i8, ptr %a, i64 8
  %b.1 = getelementptr i8, ptr %b, i64 8
  %c.1 = getelementptr i8, ptr %c, i64 8
  %d.1 = getelementptr i8, ptr %d, i64 8
  %e.1 = getelementptr i8, ptr %e, i64 8
  store ptr %a, ptr %a
  store ptr %a, ptr %a.1
  store ptr %b, ptr %a
  store ptr %b, ptr %a.1
  store ptr %c, ptr %a
  store ptr %c, ptr %a.1
  store ptr %d, ptr %a
  store ptr %d, ptr %a.1
  store ptr %e, ptr %a
  store ptr %e, ptr %a.1
  store ptr %a, ptr %b
  store ptr %a, ptr %b.1
  store ptr %b, ptr %b
  store ptr %b, ptr %b.1
  store ptr %c, ptr %b
  store ptr %c, ptr %b.1
  store ptr %d, ptr %b
  store ptr %d, ptr %b.1
  store ptr %e, ptr %b
  store ptr %e, ptr %b.1
  store ptr %a, ptr %c
  store ptr %a, ptr %c.1
  store ptr %b, ptr %c
  store ptr %b, ptr %c.1
  store ptr %c, ptr %c
  store ptr %c, ptr %c.1
  store ptr %d, ptr %c
  store ptr %d, ptr %c.1
  store ptr %e, ptr %c
  store ptr %e, ptr %c.1
  store ptr %a, ptr %d
  store ptr %a, ptr %d.1
  store ptr %b, ptr %d
  store ptr %b, ptr %d.1
  store ptr %c, ptr %d
  store ptr %c, ptr %d.1
  store ptr %d, ptr %d
  store ptr %d, ptr %d.1
  store ptr %e, ptr %d
  store ptr %e, ptr %d.1
  store ptr %a, ptr %e
  store ptr %a, ptr %e.1
  store ptr %b, ptr %e
  store ptr %b, ptr %e.1
  store ptr %c, ptr %e
  store ptr %c, ptr %e.1
  store ptr %d, ptr %e
  store ptr %d, ptr %e.1
  store ptr %e, ptr %e
  store ptr %e, ptr %e.1
  ret void
}

; CHECK: in local(): moved to stack: malloc(24)
define void @local() {
  %a = call ptr @malloc(i64 24)
  %b = alloca [3 x ptr]
  %c = alloca [3 x ptr]
  %d = alloca [3 x ptr]
  %e = alloca [3 x ptr]
  call void @tangle(ptr %a, ptr %b, ptr %c, ptr %d, ptr %e)
  ret void
}

; CHECK: in one_is_foreign(): malloc(24) escapes to heap: passed to a function that may keep it
define void @one_is_foreign() {
  %a = call ptr @malloc(i64 24)
  %b = alloca [3 x ptr]
  %c = alloca [3 x ptr]
  %d = load ptr, ptr @global
  %e = alloca [3 x ptr]
  call void @tangle(ptr %a, ptr %b, ptr %c, ptr %d, ptr %e)
  ret void
}

; CHECK: in found_and_kept(): malloc(24) escapes to heap: 
define void @found_and_kept() {
  %a = call ptr @malloc(i64 24)
  %b = alloca [3 x ptr]
  %c = alloca [3 x ptr]
  %d = alloca [3 x ptr]
  %e = alloca [3 x ptr]
  call void @tangle(ptr %a, ptr %b, ptr %c, ptr %d, ptr %e)
  %at = getelementptr i8, ptr %e, i64 8
  %r = load ptr, ptr %at
  call void @keep(ptr %r)
  ret void
}

; CHECK: in other_word_kept(): moved to stack: malloc(24)
define void @other_word_kept() {
  %a = call ptr @malloc(i64 24)
  %b = alloca [3 x ptr]
  %c = alloca [3 x ptr]
  %d = alloca [3 x ptr]
  %e = alloca [3 x ptr]
  %at = getelementptr i8, ptr %e, i64 16
  store ptr null, ptr %at
  call void @tangle(ptr %a, ptr %b, ptr %c, ptr %d, ptr %e)
  %r = load ptr, ptr %at
  call void @keep(ptr %r)
  ret void
}

; Anywhere in them.
define internal void @scatter(i64 %i, ptr %a, ptr %b, ptr %c, ptr %d, ptr %e, ptr %f, ptr %g, ptr %h) noinline {
  %a.i = getelementptr ptr, ptr %a, i64 %i
  %b.i = getelementptr ptr, ptr %b, i64 %i
  %c.i = getelementptr ptr, ptr %c, i64 %i
  %d.i = getelementptr ptr, ptr %d, i64 %i
  %e.i = getelementptr ptr, ptr %e, i64 %i
  %f.i = getelementptr ptr, ptr %f, i64 %i
  %g.i = getelementptr ptr, ptr %g, i64 %i
  %h.i = getelementptr ptr, ptr %h, i64 %i
  store ptr %a, ptr %a.i
  store ptr %b, ptr %a.i
  store ptr %c, ptr %a.i
  store ptr %d, ptr %a.i
  store ptr %e, ptr %a.i
  store ptr %f, ptr %a.i
  store ptr %g, ptr %a.i
  store ptr %h, ptr %a.i
  store ptr %a, ptr %b.i
  store ptr %b, ptr %b.i
  store ptr %c, ptr %b.i
  store ptr %d, ptr %b.i
  store ptr %e, ptr %b.i
  store ptr %f, ptr %b.i
  store ptr %g, ptr %b.i
  store ptr %h, ptr %b.i
  store ptr %a, ptr %c.i
  store ptr %b, ptr %c.i
  store ptr %c, ptr %c.i
  store ptr %d, ptr %c.i
  store ptr %e, ptr %c.i
  store ptr %f, ptr %c.i
  store ptr %g, ptr %c.i
  store ptr %h, ptr %c.i
  store ptr %a, ptr %d.i
  store ptr %b, ptr %d.i
  store ptr %c, ptr %d.i
  store ptr %d, ptr %d.i
  store ptr %e, ptr %d.i
  store ptr %f, ptr %d.i
  store ptr %g, ptr %d.i
  store ptr %h, ptr %d.i
  store ptr %a, ptr %e.i
  store ptr %b, ptr %e.i
  store ptr %c, ptr %e.i
  store ptr %d, ptr %e.i
  store ptr %e, ptr %e.i
  store ptr %f, ptr %e.i
  store ptr %g, ptr %e.i
  store ptr %h, ptr %e.i
  store ptr %a, ptr %f.i
  store ptr %b, ptr %f.i
  store ptr %c, ptr %f.i
  store ptr %d, ptr %f.i
  store ptr %e, ptr %f.i
  store ptr %f, ptr %f.i
  store ptr %g, ptr %f.i
  store ptr %h, ptr %f.i
  store ptr %a, ptr %g.i
  store ptr %b, ptr %g.i
  store ptr %c, ptr %g.i
  store ptr %d, ptr %g.i
  store ptr %e, ptr %g.i
  store ptr %f, ptr %g.i
  store ptr %g, ptr %g.i
  store ptr %h, ptr %g.i
  store ptr %a, ptr %h.i
  store ptr %b, ptr %h.i
  store ptr %c, ptr %h.i
  store ptr %d, ptr %h.i
  store ptr %e, ptr %h.i
  store ptr %f, ptr %h.i
  store ptr %g, ptr %h.i
  store ptr %h, ptr %h.i
  ret void
}

; CHECK: in scattered(): moved to stack: malloc(24)
define void @scattered(i64 %i) {
  %a = call ptr @malloc(i64 24)
  %b = alloca [3 x ptr]
  %c = alloca [3 x ptr]
  %d = alloca [3 x ptr]
  %e = alloca [3 x ptr]
  %f = alloca [3 x ptr]
  %g = alloca [3 x ptr]
  %h = alloca [3 x ptr]
  call void @scatter(i64 %i, ptr %a, ptr %b, ptr %c, ptr %d, ptr %e, ptr %f, ptr %g, ptr %h)
  ret void
}

; CHECK: in scattered_and_kept(): malloc(24) escapes to heap: stored in an object that escapes
define void @scattered_and_kept(i64 %i) {
  %a = call ptr @malloc(i64 24)
  %b = alloca [3 x ptr]
  %c = alloca [3 x ptr]
  %d = alloca [3 x ptr]
  %e = alloca [3 x ptr]
  %f = alloca [3 x ptr]
  %g = alloca [3 x ptr]
  %h = alloca [3 x ptr]
  call void @scatter(i64 %i, ptr %a, ptr %b, ptr %c, ptr %d, ptr %e, ptr %f, ptr %g, ptr %h)
  %at = getelementptr i8, ptr %h, i64 16
  %r = load ptr, ptr %at
  call void @keep(ptr %r)
  ret void
}
