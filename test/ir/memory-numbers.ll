; Flow through memory, as integers: a cell that may hold our pointer or a number that is somebody else's address.
; Whoever reads it as a pointer, at once or after it was copied as an integer, may store outside. In each
; function %secret is stored through such a pointer and has to stay on the heap.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare i64 @llvm.umax.i64(i64, i64)
declare i64 @pick(ptr) memory(none) nounwind willreturn

; CHECK: in cell_read_as_integer(): malloc(8) escapes to heap: stored where it may outlive the call
; CHECK: in cell_copied_as_integer(): malloc(8) escapes to heap: stored where it may outlive the call
; CHECK: in maximum(): malloc(8) escapes to heap: stored where it may outlive the call
; CHECK: in pure_function(): malloc(8) escapes to heap: stored where it may outlive the call
; CHECK: in base_or_zero(): malloc(8) escapes to heap: stored where it may outlive the call
; CHECK: in number_then_pointer(): malloc(8) escapes to heap: stored where it may outlive the call

define void @cell_read_as_integer(i1 %c, i64 %n) {
  %cell = alloca i64
  %box = call ptr @malloc(i64 16)
  store ptr %box, ptr %cell
  br i1 %c, label %other, label %join
other:
  store i64 %n, ptr %cell
  br label %join
join:
  %v = load i64, ptr %cell
  %where = inttoptr i64 %v to ptr
  %secret = call ptr @malloc(i64 8)
  store ptr %secret, ptr %where
  ret void
}

; What instcombine makes of copying a structure with one pointer in it.
define void @cell_copied_as_integer(i1 %c, ptr %argument) {
  %from = alloca i64
  %to = alloca i64
  %box = call ptr @malloc(i64 16)
  store ptr %box, ptr %from
  br i1 %c, label %other, label %join
other:
  %n = load i64, ptr %argument
  store i64 %n, ptr %from
  br label %join
join:
  %v = load i64, ptr %from
  store i64 %v, ptr %to
  %where = load ptr, ptr %to
  %secret = call ptr @malloc(i64 8)
  store ptr %secret, ptr %where
  ret void
}

define void @maximum(ptr %foreign) {
  %cell = alloca i64
  %box = call ptr @malloc(i64 16)
  %x = ptrtoint ptr %box to i64
  %y = ptrtoint ptr %foreign to i64
  %v = call i64 @llvm.umax.i64(i64 %x, i64 %y)
  store i64 %v, ptr %cell
  %where = load ptr, ptr %cell
  %secret = call ptr @malloc(i64 8)
  store ptr %secret, ptr %where
  ret void
}

define void @pure_function() {
  %cell = alloca i64
  %box = call ptr @malloc(i64 16)
  %v = call i64 @pick(ptr %box)
  store i64 %v, ptr %cell
  %where = load ptr, ptr %cell
  %secret = call ptr @malloc(i64 8)
  store ptr %secret, ptr %where
  ret void
}

define void @base_or_zero(i1 %relative, i64 %n) {
  %cell = alloca i64
  %box = call ptr @malloc(i64 16)
  %x = ptrtoint ptr %box to i64
  %base = select i1 %relative, i64 %x, i64 0
  %v = add i64 %base, %n
  store i64 %v, ptr %cell
  %where = load ptr, ptr %cell
  %secret = call ptr @malloc(i64 8)
  store ptr %secret, ptr %where
  ret void
}

define void @number_then_pointer(i64 %n) {
  %cell = alloca i64
  %box = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, i64 } poison, i64 %n, 1
  %b = insertvalue { ptr, i64 } %a, ptr %box, 0
  %v = extractvalue { ptr, i64 } %b, 1
  store i64 %v, ptr %cell
  %where = load ptr, ptr %cell
  %secret = call ptr @malloc(i64 8)
  store ptr %secret, ptr %where
  ret void
}
