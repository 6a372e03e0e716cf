; Size: a constant under 65536 bytes, as in Go; the option max-size changes the limit.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<max-size=100;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=LIMIT100
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<max-size=0;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=LIMIT0
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<max-size=100000;frame-budget=200000;chain-budget=200000;m=1>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=LIMIT100000

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @aligned_alloc(i64, i64)
declare void @look(ptr nocapture) nofree

; LIMIT100: in largest(): malloc(65535) escapes to heap: too large for stack (limit 100){{$}}
; CHECK-LABEL: define {{.*}}@largest(
; CHECK-DAG: alloca [65535 x i8], align 
; CHECK-NOT: @malloc(i64 65535
; VERDICT: in largest(): moved to stack: malloc(65535)
define void @largest() {
  %p = call ptr @malloc(i64 65535)
  call void @look(ptr %p)
  ret void
}

; LIMIT100000: in too_large(): moved to stack: malloc(65536)
; CHECK-LABEL: define {{.*}}@too_large(
; CHECK: @malloc(i64 65536
; VERDICT: in too_large(): malloc(65536) escapes to heap: too large for stack (limit 65535){{$}}
define void @too_large() {
  %p = call ptr @malloc(i64 65536)
  call void @look(ptr %p)
  ret void
}

; LIMIT100: in hundred(): moved to stack: malloc(100)
; LIMIT0: in hundred(): malloc(100) escapes to heap: too large for stack (limit 0){{$}}
; CHECK-LABEL: define {{.*}}@hundred(
; CHECK-DAG: alloca [100 x i8], align 
; CHECK-NOT: @malloc(i64 100
; VERDICT: in hundred(): moved to stack: malloc(100)
define void @hundred() {
  %p = call ptr @malloc(i64 100)
  call void @look(ptr %p)
  ret void
}

; LIMIT100: in hundred_and_one(): malloc(101) escapes to heap: too large for stack (limit 100){{$}}
; CHECK-LABEL: define {{.*}}@hundred_and_one(
; CHECK-DAG: alloca [101 x i8], align 
; CHECK-NOT: @malloc(i64 101
; VERDICT: in hundred_and_one(): moved to stack: malloc(101)
define void @hundred_and_one() {
  %p = call ptr @malloc(i64 101)
  call void @look(ptr %p)
  ret void
}

; A valid pointer, different from all others: its slot has a byte.
; LIMIT0: in nothing(): moved to stack: malloc(0)
; CHECK-LABEL: define {{.*}}@nothing(
; CHECK-DAG: alloca [1 x i8], align 
; CHECK-NOT: @malloc(i64 0
; VERDICT: in nothing(): moved to stack: malloc(0)
define void @nothing() {
  %p = call ptr @malloc(i64 0)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@nothing_zeroed(
; CHECK-DAG: alloca [1 x i8], align 
; CHECK-NOT: @calloc(i64 0, i64 8
; VERDICT: in nothing_zeroed(): moved to stack: calloc(0, 8)
define void @nothing_zeroed() {
  %p = call ptr @calloc(i64 0, i64 8)
  call void @look(ptr %p)
  ret void
}

; Both operands count.
; CHECK-LABEL: define {{.*}}@product(
; CHECK-DAG: alloca [100 x i8], align 
; CHECK-NOT: @calloc(i64 4, i64 25
; VERDICT: in product(): moved to stack: calloc(4, 25)
define void @product() {
  %p = call ptr @calloc(i64 4, i64 25)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@product_too_large(
; CHECK: @calloc(i64 256, i64 256
; VERDICT: in product_too_large(): calloc(256, 256) escapes to heap: too large for stack (limit 65535){{$}}
define void @product_too_large() {
  %p = call ptr @calloc(i64 256, i64 256)
  call void @look(ptr %p)
  ret void
}

; calloc returns null when the product overflows; the slot would be a valid object.
; CHECK-LABEL: define {{.*}}@product_overflows(
; CHECK: @calloc(i64 4294967296, i64 4294967296
; VERDICT: in product_overflows(): calloc(4294967296, 4294967296) escapes to heap: size overflows{{$}}
define void @product_overflows() {
  %p = call ptr @calloc(i64 4294967296, i64 4294967296)
  call void @look(ptr %p)
  ret void
}

; 2 * (2^63 + 4) is 8, modulo 2^64.
; CHECK-LABEL: define {{.*}}@product_overflows_to_eight(
; CHECK: @calloc(i64 2, i64 -9223372036854775804
; VERDICT: in product_overflows_to_eight(): calloc(2, 9223372036854775812) escapes to heap: size overflows{{$}}
define void @product_overflows_to_eight() {
  %p = call ptr @calloc(i64 2, i64 -9223372036854775804)
  call void @look(ptr %p)
  ret void
}

; malloc(-1) fails; the program may test for that.
; CHECK-LABEL: define {{.*}}@huge(
; CHECK: @malloc(i64 -1
; VERDICT: in huge(): malloc(18446744073709551615) escapes to heap: too large for stack (limit 65535){{$}}
define i1 @huge() {
  %p = call ptr @malloc(i64 -1)
  %failed = icmp eq ptr %p, null
  ret i1 %failed
}

; CHECK-LABEL: define {{.*}}@size_is_the_second_operand(
; CHECK-DAG: alloca [128 x i8], align 
; CHECK-NOT: @aligned_alloc(i64 64, i64 128
; VERDICT: in size_is_the_second_operand(): moved to stack: aligned_alloc(64, 128)
define void @size_is_the_second_operand() {
  %p = call ptr @aligned_alloc(i64 64, i64 128)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_and_too_large(
; CHECK: @aligned_alloc(i64 64, i64 65536
; VERDICT: in aligned_and_too_large(): aligned_alloc(64, 65536) escapes to heap: too large for stack (limit 65535){{$}}
define void @aligned_and_too_large() {
  %p = call ptr @aligned_alloc(i64 64, i64 65536)
  call void @look(ptr %p)
  ret void
}
