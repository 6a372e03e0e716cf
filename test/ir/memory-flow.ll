; Flow through memory: a pointer that was stored in a local container is followed to wherever it is read back,
; in whatever shape, and only there.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @keep(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

@global = global ptr null
@image = private constant [16 x i8] zeroinitializer

; CHECK-LABEL: define {{.*}}@back_as_pointer_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_pointer_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_pointer_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_pointer_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_pointer_local(): moved to stack: malloc(8)
define void @back_as_pointer_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_integer_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_integer_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_integer_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %n = load i64, ptr %a
  %q = inttoptr i64 %n to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_integer_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_integer_local(): moved to stack: malloc(8)
define void @back_as_integer_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %n = load i64, ptr %a
  %q = inttoptr i64 %n to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_vector_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_vector_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_vector_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %v = load <2 x ptr>, ptr %a
  %q = extractelement <2 x ptr> %v, i32 0
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_vector_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_vector_local(): moved to stack: malloc(8)
define void @back_as_vector_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %v = load <2 x ptr>, ptr %a
  %q = extractelement <2 x ptr> %v, i32 0
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_aggregate_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_aggregate_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_aggregate_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %v = load { ptr, i64 }, ptr %a
  %q = extractvalue { ptr, i64 } %v, 0
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_aggregate_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_aggregate_local(): moved to stack: malloc(8)
define void @back_as_aggregate_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %v = load { ptr, i64 }, ptr %a
  %q = extractvalue { ptr, i64 } %v, 0
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_wide_integer_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_wide_integer_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_wide_integer_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %w = load i128, ptr %a
  %n = trunc i128 %w to i64
  %q = inttoptr i64 %n to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_wide_integer_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_wide_integer_local(): moved to stack: malloc(8)
define void @back_as_wide_integer_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %w = load i128, ptr %a
  %n = trunc i128 %w to i64
  %q = inttoptr i64 %n to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_halves_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_halves_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_halves_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %high = getelementptr i8, ptr %a, i64 4
  %l = load i32, ptr %a
  %h = load i32, ptr %high
  %lx = zext i32 %l to i64
  %hx = zext i32 %h to i64
  %hs = shl i64 %hx, 32
  %n = or i64 %hs, %lx
  %q = inttoptr i64 %n to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_halves_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_halves_local(): moved to stack: malloc(8)
define void @back_as_halves_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %high = getelementptr i8, ptr %a, i64 4
  %l = load i32, ptr %a
  %h = load i32, ptr %high
  %lx = zext i32 %l to i64
  %hx = zext i32 %h to i64
  %hs = shl i64 %hx, 32
  %n = or i64 %hs, %lx
  %q = inttoptr i64 %n to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_unaligned_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_unaligned_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_unaligned_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %near = getelementptr i8, ptr %a, i64 1
  %w = load i64, ptr %near
  %n = shl i64 %w, 8
  %q = inttoptr i64 %n to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_unaligned_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_unaligned_local(): moved to stack: malloc(8)
define void @back_as_unaligned_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %near = getelementptr i8, ptr %a, i64 1
  %w = load i64, ptr %near
  %n = shl i64 %w, 8
  %q = inttoptr i64 %n to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_unknown_index_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_unknown_index_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_unknown_index_kept(i64 %i) {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %where = getelementptr [4 x ptr], ptr %a, i64 0, i64 %i
  %q = load ptr, ptr %where
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_unknown_index_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_unknown_index_local(): moved to stack: malloc(8)
define void @back_as_unknown_index_local(i64 %i) {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %where = getelementptr [4 x ptr], ptr %a, i64 0, i64 %i
  %q = load ptr, ptr %where
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memcpy_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_memcpy_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_memcpy_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca [4 x ptr]
  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 32, i1 false)
  %q = load ptr, ptr %b
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memcpy_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_memcpy_local(): moved to stack: malloc(8)
define void @back_as_memcpy_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca [4 x ptr]
  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 32, i1 false)
  %q = load ptr, ptr %b
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memcpy_elsewhere_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_memcpy_elsewhere_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_memcpy_elsewhere_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca [4 x ptr]
  %third = getelementptr [4 x ptr], ptr %b, i64 0, i64 2
  call void @llvm.memcpy.p0.p0.i64(ptr %third, ptr %a, i64 8, i1 false)
  %q = load ptr, ptr %third
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memcpy_elsewhere_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_memcpy_elsewhere_local(): moved to stack: malloc(8)
define void @back_as_memcpy_elsewhere_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca [4 x ptr]
  %third = getelementptr [4 x ptr], ptr %b, i64 0, i64 2
  call void @llvm.memcpy.p0.p0.i64(ptr %third, ptr %a, i64 8, i1 false)
  %q = load ptr, ptr %third
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memcpy_unknown_length_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_memcpy_unknown_length_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_memcpy_unknown_length_kept(i64 %n) {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca [4 x ptr]
  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 %n, i1 false)
  %q = load ptr, ptr %b
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memcpy_unknown_length_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_memcpy_unknown_length_local(): moved to stack: malloc(8)
define void @back_as_memcpy_unknown_length_local(i64 %n) {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca [4 x ptr]
  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 %n, i1 false)
  %q = load ptr, ptr %b
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memmove_up_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_memmove_up_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_memmove_up_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %second = getelementptr [4 x ptr], ptr %a, i64 0, i64 1
  call void @llvm.memmove.p0.p0.i64(ptr %second, ptr %a, i64 16, i1 false)
  %q = load ptr, ptr %second
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memmove_up_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_memmove_up_local(): moved to stack: malloc(8)
define void @back_as_memmove_up_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %second = getelementptr [4 x ptr], ptr %a, i64 0, i64 1
  call void @llvm.memmove.p0.p0.i64(ptr %second, ptr %a, i64 16, i1 false)
  %q = load ptr, ptr %second
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_copied_as_integer_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_copied_as_integer_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_copied_as_integer_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca i64
  %n = load i64, ptr %a
  store i64 %n, ptr %b
  %q = load ptr, ptr %b
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_copied_as_integer_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_copied_as_integer_local(): moved to stack: malloc(8)
define void @back_as_copied_as_integer_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %b = alloca i64
  %n = load i64, ptr %a
  store i64 %n, ptr %b
  %q = load ptr, ptr %b
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_exchange_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_exchange_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_exchange_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %q = atomicrmw xchg ptr %a, ptr null seq_cst
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_exchange_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_exchange_local(): moved to stack: malloc(8)
define void @back_as_exchange_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %q = atomicrmw xchg ptr %a, ptr null seq_cst
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_compare_exchange_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_compare_exchange_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_compare_exchange_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %r = cmpxchg ptr %a, ptr null, ptr null seq_cst seq_cst
  %q = extractvalue { ptr, i1 } %r, 0
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_compare_exchange_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_compare_exchange_local(): moved to stack: malloc(8)
define void @back_as_compare_exchange_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %r = cmpxchg ptr %a, ptr null, ptr null seq_cst seq_cst
  %q = extractvalue { ptr, i1 } %r, 0
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_atomic_or_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_atomic_or_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_atomic_or_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %n = atomicrmw or ptr %a, i64 0 seq_cst
  %q = inttoptr i64 %n to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_atomic_or_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_atomic_or_local(): moved to stack: malloc(8)
define void @back_as_atomic_or_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %n = atomicrmw or ptr %a, i64 0 seq_cst
  %q = inttoptr i64 %n to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memset_elsewhere_kept(
; CHECK: @malloc(i64 8
; VERDICT: in back_as_memset_elsewhere_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @back_as_memset_elsewhere_kept() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %second = getelementptr [4 x ptr], ptr %a, i64 0, i64 1
  call void @llvm.memset.p0.i64(ptr %second, i8 0, i64 24, i1 false)
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@back_as_memset_elsewhere_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in back_as_memset_elsewhere_local(): moved to stack: malloc(8)
define void @back_as_memset_elsewhere_local() {
  %a = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  %second = getelementptr [4 x ptr], ptr %a, i64 0, i64 1
  call void @llvm.memset.p0.i64(ptr %second, i8 0, i64 24, i1 false)
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_exchange_kept(
; CHECK: @malloc(i64 8
; VERDICT: in stored_as_exchange_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @stored_as_exchange_kept() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %old = atomicrmw xchg ptr %a, ptr %p seq_cst
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_exchange_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in stored_as_exchange_local(): moved to stack: malloc(8)
define void @stored_as_exchange_local() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %old = atomicrmw xchg ptr %a, ptr %p seq_cst
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_compare_exchange_kept(
; CHECK: @malloc(i64 8
; VERDICT: in stored_as_compare_exchange_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @stored_as_compare_exchange_kept() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %old = cmpxchg ptr %a, ptr null, ptr %p seq_cst seq_cst
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_compare_exchange_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in stored_as_compare_exchange_local(): moved to stack: malloc(8)
define void @stored_as_compare_exchange_local() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %old = cmpxchg ptr %a, ptr null, ptr %p seq_cst seq_cst
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_integer_kept(
; CHECK: @malloc(i64 8
; VERDICT: in stored_as_integer_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @stored_as_integer_kept() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  store i64 %n, ptr %a
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_integer_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in stored_as_integer_local(): moved to stack: malloc(8)
define void @stored_as_integer_local() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  store i64 %n, ptr %a
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_vector_kept(
; CHECK: @malloc(i64 8
; VERDICT: in stored_as_vector_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @stored_as_vector_kept() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %v = insertelement <2 x ptr> zeroinitializer, ptr %p, i32 0
  store <2 x ptr> %v, ptr %a
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_vector_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in stored_as_vector_local(): moved to stack: malloc(8)
define void @stored_as_vector_local() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %v = insertelement <2 x ptr> zeroinitializer, ptr %p, i32 0
  store <2 x ptr> %v, ptr %a
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_aggregate_kept(
; CHECK: @malloc(i64 8
; VERDICT: in stored_as_aggregate_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @stored_as_aggregate_kept() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %v = insertvalue { ptr, i64 } zeroinitializer, ptr %p, 0
  store { ptr, i64 } %v, ptr %a
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_aggregate_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in stored_as_aggregate_local(): moved to stack: malloc(8)
define void @stored_as_aggregate_local() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %v = insertvalue { ptr, i64 } zeroinitializer, ptr %p, 0
  store { ptr, i64 } %v, ptr %a
  %q = load ptr, ptr %a
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define {{.*}}@stored_as_atomic_add_kept(
; CHECK: @malloc(i64 8
; VERDICT: in stored_as_atomic_add_kept(): malloc(8) escapes to heap: used in a way the analysis does not follow{{$}}
define void @stored_as_atomic_add_kept() {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  store i64 0, ptr %a
  %old = atomicrmw add ptr %a, i64 %n seq_cst
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@exchanged_into_global(
; CHECK: @malloc(i64 8
; VERDICT: in exchanged_into_global(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @exchanged_into_global() {
  %p = call ptr @malloc(i64 8)
  %old = atomicrmw xchg ptr @global, ptr %p seq_cst
  ret void
}

; CHECK-LABEL: define {{.*}}@compare_exchanged_into_global(
; CHECK: @malloc(i64 8
; VERDICT: in compare_exchanged_into_global(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @compare_exchanged_into_global() {
  %p = call ptr @malloc(i64 8)
  %old = cmpxchg ptr @global, ptr null, ptr %p seq_cst seq_cst
  ret void
}

; The operand that is compared is not stored.
; CHECK-LABEL: define {{.*}}@compared_with_global(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in compared_with_global(): moved to stack: malloc(8)
define void @compared_with_global() {
  %p = call ptr @malloc(i64 8)
  store volatile i32 1, ptr %p
  %old = cmpxchg ptr @global, ptr %p, ptr null seq_cst seq_cst
  ret void
}

; Fields are told apart: the neighbour of a field that escapes stays.
; CHECK-LABEL: define {{.*}}@neighbour_field(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; CHECK: @malloc(i64 16
; VERDICT: in neighbour_field(): moved to stack: malloc(8)
; VERDICT: in neighbour_field(): malloc(16) escapes to heap: passed to a function that may keep it{{$}}
define void @neighbour_field() {
  %a = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %second = getelementptr { ptr, ptr }, ptr %a, i64 0, i32 1
  store ptr %p, ptr %a
  store ptr %q, ptr %second
  %r = load ptr, ptr %second
  call void @keep(ptr %r)
  ret void
}

; The field of a heap object, reached through a pointer to its middle.
; CHECK-LABEL: define {{.*}}@neighbour_field_of_object(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-DAG: alloca [32 x i8], align 
; CHECK-NOT: @malloc(i64 8
; CHECK-NOT: @malloc(i64 32
; CHECK: @malloc(i64 16
; VERDICT: in neighbour_field_of_object(): moved to stack: malloc(8)
; VERDICT: in neighbour_field_of_object(): malloc(16) escapes to heap: passed to a function that may keep it{{$}}
; VERDICT: in neighbour_field_of_object(): moved to stack: malloc(32)
define void @neighbour_field_of_object() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %box = call ptr @malloc(i64 32)
  %third = getelementptr i8, ptr %box, i64 16
  %second = getelementptr i8, ptr %third, i64 -8
  store ptr %p, ptr %second
  store ptr %q, ptr %third
  %fourth = getelementptr i8, ptr %second, i64 16
  %r = load ptr, ptr %third
  %s = load ptr, ptr %fourth
  call void @keep(ptr %r)
  call void @keep(ptr %s)
  ret void
}

; A load that touches both fields may get either.
; CHECK-LABEL: define {{.*}}@straddling_load(
; CHECK: @malloc(i64 8
; CHECK: @malloc(i64 16
; VERDICT: in straddling_load(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
; VERDICT: in straddling_load(): malloc(16) escapes to heap: passed to a function that may keep it{{$}}
define void @straddling_load() {
  %a = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %second = getelementptr { ptr, ptr }, ptr %a, i64 0, i32 1
  %middle = getelementptr i8, ptr %a, i64 4
  store ptr %p, ptr %a
  store ptr %q, ptr %second
  %r = load ptr, ptr %middle
  call void @keep(ptr %r)
  ret void
}

; A store at an unknown index may hit the field that is kept.
; CHECK-LABEL: define {{.*}}@stored_at_unknown_index(
; CHECK: @malloc(i64 8
; VERDICT: in stored_at_unknown_index(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @stored_at_unknown_index(i64 %i) {
  %a = alloca [4 x ptr]
  store ptr null, ptr %a
  %p = call ptr @malloc(i64 8)
  %where = getelementptr [4 x ptr], ptr %a, i64 0, i64 %i
  store ptr %p, ptr %where
  %q = load ptr, ptr %a
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@copied_to_global(
; CHECK: @malloc(i64 8
; VERDICT: in copied_to_global(): malloc(8) escapes to heap:
define void @copied_to_global() {
  %a = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %a
  call void @llvm.memcpy.p0.p0.i64(ptr @global, ptr %a, i64 8, i1 false)
  ret void
}

; Bytes copied in cannot hold its address.
; CHECK-LABEL: define {{.*}}@image_copied_in(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; VERDICT: in image_copied_in(): moved to stack: malloc(16)
define void @image_copied_in() {
  %p = call ptr @malloc(i64 16)
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr @image, i64 16, i1 false)
  %v = load volatile i32, ptr %p
  ret void
}

; What was copied in from elsewhere is a foreign pointer: storing through it is storing outside.
; CHECK-LABEL: define {{.*}}@foreign_copied_in(
; CHECK: @malloc(i64 8
; VERDICT: in foreign_copied_in(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @foreign_copied_in(ptr %from) {
  %a = alloca ptr
  %p = call ptr @malloc(i64 8)
  call void @llvm.memcpy.p0.p0.i64(ptr %a, ptr %from, i64 8, i1 false)
  %where = load ptr, ptr %a
  store ptr %p, ptr %where
  ret void
}

; A number stored in a local and read as a pointer is foreign as well.
; CHECK-LABEL: define {{.*}}@number_stored_in(
; CHECK: @malloc(i64 8
; VERDICT: in number_stored_in(): malloc(8) escapes to heap: stored where it may outlive the call{{$}}
define void @number_stored_in(i64 %n) {
  %a = alloca i64
  %p = call ptr @malloc(i64 8)
  store i64 %n, ptr %a
  %where = load ptr, ptr %a
  store ptr %p, ptr %where
  ret void
}

; A row of rows: an array of pointers, each to a row, all local.
; CHECK-LABEL: define {{.*}}@rows(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-DAG: alloca [24 x i8], align 
; CHECK-DAG: alloca [32 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK-NOT: @malloc(i64 24
; CHECK-NOT: @malloc(i64 32
; VERDICT: in rows(): moved to stack: malloc(16)
; VERDICT: in rows(): moved to stack: malloc(24)
; VERDICT: in rows(): moved to stack: malloc(32)
define i32 @rows(i64 %i) {
  %rows = call ptr @malloc(i64 16)
  %first = call ptr @malloc(i64 24)
  %second = call ptr @malloc(i64 32)
  %where = getelementptr ptr, ptr %rows, i64 1
  store ptr %first, ptr %rows
  store ptr %second, ptr %where
  %at = getelementptr ptr, ptr %rows, i64 %i
  %row = load ptr, ptr %at
  store volatile i32 3, ptr %row
  %v = load volatile i32, ptr %row
  ret i32 %v
}

; The same, but a row is kept, and it may be either.
; CHECK-LABEL: define {{.*}}@row_kept(
; CHECK-DAG: alloca [16 x i8], align 
; CHECK-NOT: @malloc(i64 16
; CHECK: @malloc(i64 24
; CHECK: @malloc(i64 32
; VERDICT: in row_kept(): moved to stack: malloc(16)
; VERDICT: in row_kept(): malloc(24) escapes to heap: passed to a function that may keep it{{$}}
; VERDICT: in row_kept(): malloc(32) escapes to heap: passed to a function that may keep it{{$}}
define void @row_kept(i64 %i) {
  %rows = call ptr @malloc(i64 16)
  %first = call ptr @malloc(i64 24)
  %second = call ptr @malloc(i64 32)
  %where = getelementptr ptr, ptr %rows, i64 1
  store ptr %first, ptr %rows
  store ptr %second, ptr %where
  %at = getelementptr ptr, ptr %rows, i64 %i
  %row = load ptr, ptr %at
  call void @keep(ptr %row)
  ret void
}
