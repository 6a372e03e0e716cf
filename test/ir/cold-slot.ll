; A plain slot on a cold path: each call of the function pays for the frame, so it has to be small, and must not be
; what makes the code generator check the function's stack.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree

; CHECK: in small(): moved to stack: malloc(256)
define void @small(i1 %c) {
  br i1 %c, label %bad, label %good, !prof !0
bad:
  %p = call ptr @malloc(i64 256)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; CHECK: in large(): malloc(257) escapes to heap: a slot does not pay on a cold path
define void @large(i1 %c) {
  br i1 %c, label %bad, label %good, !prof !0
bad:
  %p = call ptr @malloc(i64 257)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; CHECK: in large_often(): moved to stack: malloc(257)
define void @large_often(i1 %c) {
  br i1 %c, label %bad, label %good
bad:
  %p = call ptr @malloc(i64 257)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; The function is called rarely itself: its frame costs nobody anything.
; CHECK: in cold_function(): moved to stack: malloc(257)
define void @cold_function(i1 %c) cold {
  br i1 %c, label %bad, label %good, !prof !0
bad:
  %p = call ptr @malloc(i64 257)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; The entry block ends the program, but it is no cold path: every call goes through it.
; CHECK: in whole_function(): moved to stack: malloc(257)
define void @whole_function() {
  %p = call ptr @malloc(i64 257)
  call void @look(ptr %p)
  unreachable
}

; CHECK: in begins_to_be_checked(): malloc(8) escapes to heap: a slot does not pay on a cold path
define void @begins_to_be_checked(i1 %c) sspstrong {
  br i1 %c, label %bad, label %good, !prof !0
bad:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; CHECK: in is_checked_anyway(): moved to stack: malloc(8)
define void @is_checked_anyway(i1 %c) sspstrong {
  %buffer = alloca [16 x i8]
  call void @look(ptr %buffer)
  br i1 %c, label %bad, label %good, !prof !0
bad:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

!0 = !{!"branch_weights", i32 1, i32 2000}
