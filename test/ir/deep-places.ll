; Places more than three pointers away: links of a list beside numbers, followed by a loop.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)

@kept = global ptr null

; CHECK: in reversed(): moved to stack: malloc(16)
; CHECK: in reversed(): moved to stack: malloc(16)
; CHECK: in last_kept(): malloc(16) escapes to heap
; CHECK: in last_kept(): malloc(16) escapes to heap

; { i64 key, ptr next }
define internal ptr @reverse(ptr %list) noinline {
entry:
  br label %loop
loop:
  %at = phi ptr [ %list, %entry ], [ %next, %body ]
  %done = phi ptr [ null, %entry ], [ %at, %body ]
  %empty = icmp eq ptr %at, null
  br i1 %empty, label %end, label %body
body:
  %link = getelementptr i8, ptr %at, i64 8
  %next = load ptr, ptr %link
  store ptr %done, ptr %link
  br label %loop
end:
  ret ptr %done
}

define internal void @keep_last(ptr %list) noinline {
entry:
  br label %loop
loop:
  %at = phi ptr [ %list, %entry ], [ %next, %loop ]
  %link = getelementptr i8, ptr %at, i64 8
  %next = load ptr, ptr %link
  %last = icmp eq ptr %next, null
  br i1 %last, label %end, label %loop
end:
  store ptr %at, ptr @kept
  ret void
}

define void @reversed(i64 %n) {
  %a = call ptr @malloc(i64 16)
  %b = call ptr @malloc(i64 16)
  %next = getelementptr i8, ptr %a, i64 8
  %none = getelementptr i8, ptr %b, i64 8
  store i64 %n, ptr %a
  store ptr %b, ptr %next
  store i64 %n, ptr %b
  store ptr null, ptr %none
  %list = call ptr @reverse(ptr %a)
  call void @free(ptr %a)
  call void @free(ptr %b)
  ret void
}

define void @last_kept(i64 %n) {
  %a = call ptr @malloc(i64 16)
  %b = call ptr @malloc(i64 16)
  %next = getelementptr i8, ptr %a, i64 8
  %none = getelementptr i8, ptr %b, i64 8
  store i64 %n, ptr %a
  store ptr %b, ptr %next
  store i64 %n, ptr %b
  store ptr null, ptr %none
  call void @keep_last(ptr %a)
  ret void
}
