; Cold paths: no guarded slot there, and a plain one only if it is small (cold-slot.ll).
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @fail() cold
declare void @abort() noreturn

; CHECK: in function_cold(): malloc(n) escapes to heap: size is not constant, and a guarded slot does not pay on a cold path
; CHECK: in function_cold(): moved to stack: malloc(8)
define void @function_cold(i64 %n) cold {
  %p = call ptr @malloc(i64 %n)
  %q = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @look(ptr %q)
  ret void
}

; CHECK: in function_minsize(): malloc(n) escapes to heap: {{.*}} cold path
define void @function_minsize(i64 %n) minsize {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  ret void
}

; CHECK: in function_optsize(): moved to stack when n <= 256
define void @function_optsize(i64 %n) optsize {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  ret void
}

; CHECK: in calls_cold(): malloc(n) escapes to heap: {{.*}} cold path
define void @calls_cold(i64 %n, i1 %c) {
  br i1 %c, label %bad, label %good
bad:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  call void @fail()
  br label %good
good:
  ret void
}

; CHECK: in ends(): malloc(n) escapes to heap: {{.*}} cold path
define void @ends(i64 %n, i1 %c) {
  br i1 %c, label %bad, label %good
bad:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  call void @abort()
  unreachable
good:
  ret void
}

; Rarely taken, some blocks before.
; CHECK: in unlikely(): malloc(n) escapes to heap: {{.*}} cold path
define void @unlikely(i64 %n, i1 %c) {
  br i1 %c, label %bad, label %good, !prof !0
bad:
  br i1 %c, label %worse, label %good
worse:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; CHECK: in expected(): malloc(n) escapes to heap: {{.*}} cold path
define void @expected(i64 %n, i1 %c) {
  br i1 %c, label %bad, label %good, !prof !1
bad:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; CHECK: in switched(): malloc(n) escapes to heap: {{.*}} cold path
define void @switched(i64 %n, i64 %m) {
  switch i64 %m, label %good [ i64 7, label %bad
                               i64 8, label %good ], !prof !2
bad:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; The other side of the branch is not cold.
; CHECK: in likely(): moved to stack when n <= 256
define void @likely(i64 %n, i1 %c) {
  br i1 %c, label %bad, label %good, !prof !0
bad:
  ret void
good:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  ret void
}

; Nor is what can be reached otherwise.
; CHECK: in two_ways(): moved to stack when n <= 256
define void @two_ways(i64 %n, i1 %c, i1 %d) {
  br i1 %c, label %meet, label %good, !prof !0
good:
  br i1 %d, label %meet, label %done
meet:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %done
done:
  ret void
}

; In a loop, once in two thousand times may be many times: a container that grows.
; CHECK: in in_loop(): moved to stack when n <= 256
define void @in_loop(i64 %n, i1 %c, i1 %d) {
  br label %loop
loop:
  br i1 %c, label %grow, label %next, !prof !0
grow:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %next
next:
  br i1 %d, label %loop, label %done
done:
  ret void
}

; A path that leaves the loop is taken once.
; CHECK: in out_of_loop(): malloc(n) escapes to heap: {{.*}} cold path
define void @out_of_loop(i64 %n, i1 %c, i1 %d) {
  br label %loop
loop:
  br i1 %c, label %bad, label %next, !prof !0
bad:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  ret void
next:
  br i1 %d, label %loop, label %done
done:
  ret void
}

; Once in fifty times is often enough; metadata of another kind says nothing.
; CHECK: in now_and_then(): moved to stack when n <= 256
define void @now_and_then(i64 %n, i1 %c) {
  br i1 %c, label %some, label %good, !prof !3
some:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

; CHECK: in unknown(): moved to stack when n <= 256
define void @unknown(i64 %n, i1 %c) {
  br i1 %c, label %some, label %good, !prof !4
some:
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  br label %good
good:
  ret void
}

!0 = !{!"branch_weights", i32 1, i32 2000}
!1 = !{!"branch_weights", !"expected", i32 1, i32 2000}
!2 = !{!"branch_weights", i32 500, i32 1, i32 500}
!3 = !{!"branch_weights", i32 2, i32 98}
!4 = !{!"unknown", !"h2s"}
