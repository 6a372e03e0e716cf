; An index that is one of a few constants (the left or the right child) leads to those members only.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)

%node = type { ptr, ptr, ptr }

; CHECK: in select_of_two(): moved to stack: malloc(8)
define ptr @select_of_two(i1 %right, ptr %other) {
  %n = alloca %node
  %p = call ptr @malloc(i64 8)
  %payload = getelementptr %node, ptr %n, i64 0, i32 2
  store ptr %other, ptr %payload
  %which = select i1 %right, i64 8, i64 0
  %child = getelementptr i8, ptr %n, i64 %which
  store ptr %p, ptr %child
  %loaded = load ptr, ptr %payload
  call void @free(ptr %p)
  ret ptr %loaded
}

; CHECK: in select_reads_it(): malloc(8) escapes to heap: returned to the caller
define ptr @select_reads_it(i1 %right) {
  %n = alloca %node
  %p = call ptr @malloc(i64 8)
  %right.child = getelementptr %node, ptr %n, i64 0, i32 1
  store ptr null, ptr %right.child
  %which = select i1 %right, i64 8, i64 0
  %child = getelementptr i8, ptr %n, i64 %which
  store ptr %p, ptr %child
  %loaded = load ptr, ptr %right.child
  ret ptr %loaded
}

; CHECK: in phi_of_three(): moved to stack: malloc(8)
define ptr @phi_of_three(i32 %way, ptr %other) {
entry:
  %n = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  %last = getelementptr [4 x ptr], ptr %n, i64 0, i64 3
  store ptr %other, ptr %last
  switch i32 %way, label %join [ i32 1, label %one
                                 i32 2, label %two ]
one:
  br label %join
two:
  br label %join
join:
  %i = phi i64 [ 0, %entry ], [ 1, %one ], [ 2, %two ]
  %child = getelementptr [4 x ptr], ptr %n, i64 0, i64 %i
  store ptr %p, ptr %child
  %loaded = load ptr, ptr %last
  call void @free(ptr %p)
  ret ptr %loaded
}

; CHECK: in phi_with_a_variable(): malloc(8) escapes to heap: returned to the caller
define ptr @phi_with_a_variable(i1 %c, i64 %any, ptr %other) {
entry:
  %n = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  %last = getelementptr [4 x ptr], ptr %n, i64 0, i64 3
  store ptr %other, ptr %last
  br i1 %c, label %one, label %join
one:
  br label %join
join:
  %i = phi i64 [ 0, %entry ], [ %any, %one ]
  %child = getelementptr [4 x ptr], ptr %n, i64 0, i64 %i
  store ptr %p, ptr %child
  %loaded = load ptr, ptr %last
  ret ptr %loaded
}

; Two indexes that vary are not followed.
; CHECK: in two_choices(): malloc(8) escapes to heap: returned to the caller
define ptr @two_choices(i1 %a, i1 %b, ptr %other) {
  %n = alloca [2 x [2 x ptr]]
  %p = call ptr @malloc(i64 8)
  %first = getelementptr [2 x [2 x ptr]], ptr %n, i64 0, i64 0, i64 0
  store ptr %other, ptr %first
  %i = select i1 %a, i64 1, i64 1
  %j = select i1 %b, i64 0, i64 1
  %child = getelementptr [2 x [2 x ptr]], ptr %n, i64 0, i64 %i, i64 %j
  store ptr %p, ptr %child
  %loaded = load ptr, ptr %first
  ret ptr %loaded
}
