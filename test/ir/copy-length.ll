; A copy of a length that is not known ends where either object ends, and leaves alone what lies before it.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

%string = type { ptr, i64, [16 x i8] }

; What is behind the pointer is copied.
; CHECK-DAG: in behind(): moved to stack: malloc(8)
define i64 @behind(i64 %n) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %s
  %from = getelementptr i8, ptr %s, i64 16
  %to = getelementptr i8, ptr %t, i64 16
  %count = getelementptr i8, ptr %t, i64 8
  store i64 %n, ptr %count
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; Its twins: the pointer is, to where it is read from, ...
; CHECK-DAG: in pointer_itself(): malloc(9) escapes to heap: returned to the caller
define i64 @pointer_itself(i64 %n) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 9)
  store ptr %p, ptr %s
  call void @llvm.memcpy.p0.p0.i64(ptr %t, ptr %s, i64 %n, i1 false)
  %r = load i64, ptr %t
  call void @free(ptr %p)
  ret i64 %r
}

; ... to another place, ...
; CHECK-DAG: in elsewhere(): malloc(10) escapes to heap: returned to the caller
define i64 @elsewhere(i64 %n) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 10)
  store ptr %p, ptr %s
  %to = getelementptr i8, ptr %t, i64 24
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %s, i64 %n, i1 false)
  %r = load i64, ptr %to
  call void @free(ptr %p)
  ret i64 %r
}

; ... in part, ...
; CHECK-DAG: in a_part(): malloc(11) escapes to heap: returned to the caller
define i8 @a_part(i64 %n) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 11)
  store ptr %p, ptr %s
  %from = getelementptr i8, ptr %s, i64 3
  call void @llvm.memcpy.p0.p0.i64(ptr %t, ptr %from, i64 %n, i1 false)
  %r = load i8, ptr %t
  call void @free(ptr %p)
  ret i8 %r
}

; ... from somewhere in the object, ...
; CHECK-DAG: in from_somewhere(): malloc(12) escapes to heap: returned to the caller
define i64 @from_somewhere(i64 %n, i64 %at) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 12)
  store ptr %p, ptr %s
  %from = getelementptr i8, ptr %s, i64 %at
  %to = getelementptr i8, ptr %t, i64 16
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  %last = getelementptr i8, ptr %t, i64 24
  %r = load i64, ptr %last
  call void @free(ptr %p)
  ret i64 %r
}

; ... or to somewhere.
; CHECK-DAG: in to_somewhere(): malloc(13) escapes to heap: returned to the caller
define i64 @to_somewhere(i64 %n, i64 %at) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 13)
  store ptr %p, ptr %s
  %to = getelementptr i8, ptr %t, i64 %at
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %s, i64 %n, i1 false)
  %count = getelementptr i8, ptr %t, i64 8
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; Proven bounds count.
; CHECK-DAG: in at_most_8(): moved to stack: malloc(14)
define i64 @at_most_8(i64 %n) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 14)
  %at = getelementptr i8, ptr %s, i64 8
  store ptr %p, ptr %at
  %few = and i64 %n, 7
  call void @llvm.memcpy.p0.p0.i64(ptr %t, ptr %s, i64 %few, i1 false)
  %count = getelementptr i8, ptr %t, i64 8
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}

; CHECK-DAG: in at_most_15(): malloc(15) escapes to heap: returned to the caller
define i64 @at_most_15(i64 %n) {
  %s = alloca %string
  %t = alloca %string
  %p = call ptr @malloc(i64 15)
  %at = getelementptr i8, ptr %s, i64 8
  store ptr %p, ptr %at
  %few = and i64 %n, 15
  call void @llvm.memcpy.p0.p0.i64(ptr %t, ptr %s, i64 %few, i1 false)
  %count = getelementptr i8, ptr %t, i64 8
  %r = load i64, ptr %count
  call void @free(ptr %p)
  ret i64 %r
}
