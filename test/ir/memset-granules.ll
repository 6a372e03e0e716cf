; Setting bytes in the middle of a pointer makes another one; setting whole ones leaves no pointer, wherever they are.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1>,verify' -disable-output %s 2>&1 | FileCheck %s

target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @free(ptr)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare i64 @llvm.umin.i64(i64, i64)

; The number is returned, not the link in front of it.
; CHECK: in elements(): moved to stack: malloc(16)
define i64 @elements(i64 %count) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %length = shl i64 %count, 3
  call void @llvm.memset.p0.i64(ptr align 8 %table, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; CHECK: in multiple(): moved to stack: malloc(16)
define i64 @multiple(i64 %count) {
  %table = alloca [9 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %length = mul i64 %count, 24
  call void @llvm.memset.p0.i64(ptr align 16 %table, i8 -1, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; CHECK: in bytes(): malloc(16) escapes to heap: returned to the caller
define i64 @bytes(i64 %length) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  call void @llvm.memset.p0.i64(ptr align 8 %table, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; CHECK: in halves(): malloc(16) escapes to heap: returned to the caller
define i64 @halves(i64 %count) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %length = shl i64 %count, 2
  call void @llvm.memset.p0.i64(ptr align 8 %table, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; CHECK: in elsewhere(): malloc(16) escapes to heap: returned to the caller
define i64 @elsewhere(i64 %count, i64 %start) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %begin = getelementptr i32, ptr %table, i64 %start
  %length = shl i64 %count, 3
  call void @llvm.memset.p0.i64(ptr align 4 %begin, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; A length with a bound that is whole need not be.
; CHECK: in at_most(): malloc(16) escapes to heap: returned to the caller
define i64 @at_most(i64 %length) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %few = call i64 @llvm.umin.i64(i64 %length, i64 8)
  call void @llvm.memset.p0.i64(ptr align 8 %table, i8 0, i64 %few, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; Bytes that are set behind it leave a pointer alone, ...
; CHECK: in behind(): moved to stack: malloc(16)
define i64 @behind(i64 %length) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %begin = getelementptr i8, ptr %table, i64 8
  call void @llvm.memset.p0.i64(ptr %begin, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; ... also from an unknown place there.
; CHECK: in somewhere_behind(): moved to stack: malloc(16)
define i64 @somewhere_behind(i64 %length, i64 %start) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %first = getelementptr i8, ptr %table, i64 8
  %begin = getelementptr inbounds nuw i8, ptr %first, i64 %start
  call void @llvm.memset.p0.i64(ptr %begin, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}

; From its last byte on they do not.
; CHECK: in last_byte(): malloc(16) escapes to heap: returned to the caller
define i64 @last_byte(i64 %length, i64 %start) {
  %table = alloca [8 x ptr], align 8
  %n = call ptr @malloc(i64 16)
  store ptr %n, ptr %n
  store ptr %n, ptr %table
  %first = getelementptr i8, ptr %table, i64 7
  %begin = getelementptr inbounds nuw i8, ptr %first, i64 %start
  call void @llvm.memset.p0.i64(ptr %begin, i8 0, i64 %length, i1 false)
  %p = load ptr, ptr %table
  %value = getelementptr i8, ptr %p, i64 8
  %v = load i64, ptr %value
  call void @free(ptr %n)
  ret i64 %v
}
