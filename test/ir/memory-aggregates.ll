; Aggregates that are read from memory as a whole, as -O0 returns a pair of pointers: a pointer in one is a pointer, also
; when it is compared. A number may be one of our pointers only if one is where it is read.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
@shown = global i1 false

; CHECK: in pair_of_pointers(): moved to stack: malloc(8)
define i1 @pair_of_pointers(ptr %other) {
  %pair = alloca { ptr, ptr }
  %second = getelementptr i8, ptr %pair, i64 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %pair
  store ptr %other, ptr %second
  %v = load { ptr, ptr }, ptr %pair
  %q = extractvalue { ptr, ptr } %v, 0
  %is = icmp ne ptr %q, null
  call void @free(ptr %p)
  ret i1 %is
}

; CHECK: in pointer_and_flag(): moved to stack: malloc(8)
define i1 @pointer_and_flag(i64 %n) {
  %large = icmp ugt i64 %n, 10
  %flag = zext i1 %large to i8
  %pair = alloca { ptr, i8 }
  %second = getelementptr i8, ptr %pair, i64 8
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %pair
  store i8 %flag, ptr %second
  %v = load { ptr, i8 }, ptr %pair
  %q = extractvalue { ptr, i8 } %v, 0
  %f = extractvalue { ptr, i8 } %v, 1
  %set = icmp ne i8 %f, 0
  store i1 %set, ptr @shown
  %is = icmp ne ptr %q, null
  call void @free(ptr %p)
  ret i1 %is
}

; Some bits of the pointer are shown.
; CHECK: in pointer_as_number(): malloc(8) escapes to heap
define void @pointer_as_number(ptr %other) {
  %pair = alloca { ptr, i64 }
  %second = getelementptr i8, ptr %pair, i64 8
  %p = call ptr @malloc(i64 8)
  %number = ptrtoint ptr %p to i64
  store ptr %other, ptr %pair
  store i64 %number, ptr %second
  %v = load { ptr, i64 }, ptr %pair
  %n = extractvalue { ptr, i64 } %v, 1
  %shifted = lshr i64 %n, 20
  %is = icmp ugt i64 %shifted, 100
  store i1 %is, ptr @shown
  call void @free(ptr %p)
  ret void
}

; A pointer is where the number is read, one word further than its place in the pair.
; CHECK: in read_elsewhere(): malloc(8) escapes to heap
define void @read_elsewhere() {
  %pair = alloca [3 x ptr]
  %second = getelementptr i8, ptr %pair, i64 16
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %second
  %first = getelementptr i8, ptr %pair, i64 8
  %v = load { ptr, i64 }, ptr %first
  %n = extractvalue { ptr, i64 } %v, 1
  %shifted = lshr i64 %n, 20
  %is = icmp ugt i64 %shifted, 100
  store i1 %is, ptr @shown
  call void @free(ptr %p)
  ret void
}

; At an index that is not known.
; CHECK: in read_anywhere(): malloc(8) escapes to heap
define void @read_anywhere(i64 %i) {
  %pair = alloca [3 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %pair
  %at = getelementptr ptr, ptr %pair, i64 %i
  %v = load { ptr, i64 }, ptr %at
  %n = extractvalue { ptr, i64 } %v, 1
  %shifted = lshr i64 %n, 20
  %is = icmp ugt i64 %shifted, 100
  store i1 %is, ptr @shown
  call void @free(ptr %p)
  ret void
}
