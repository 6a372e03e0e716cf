; Flow through registers: whatever computes a pointer from a pointer still points to the object. For each
; instruction: followed to an escape, and followed without one.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @keep(ptr)
declare void @keep1(ptr addrspace(1))
declare ptr @same(ptr returned nocapture) nofree
declare ptr @llvm.ptrmask.p0.i64(ptr, i64)
declare ptr @llvm.launder.invariant.group.p0(ptr)
declare ptr @llvm.strip.invariant.group.p0(ptr)
declare void @llvm.assume(i1)

; CHECK-LABEL: define {{.*}}@gep_kept(
; CHECK: @malloc(i64 8
; VERDICT: in gep_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @gep_kept(i64 %i) {
  %p = call ptr @malloc(i64 8)
  %q = getelementptr [2 x i32], ptr %p, i64 0, i64 %i
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@gep_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in gep_local(): moved to stack: malloc(8)
define void @gep_local(i64 %i) {
  %p = call ptr @malloc(i64 8)
  %q = getelementptr [2 x i32], ptr %p, i64 0, i64 %i
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@bitcast_kept(
; CHECK: @malloc(i64 8
; VERDICT: in bitcast_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @bitcast_kept() {
  %p = call ptr @malloc(i64 8)
  %q = bitcast ptr %p to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@bitcast_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in bitcast_local(): moved to stack: malloc(8)
define void @bitcast_local() {
  %p = call ptr @malloc(i64 8)
  %q = bitcast ptr %p to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@freeze_kept(
; CHECK: @malloc(i64 8
; VERDICT: in freeze_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @freeze_kept() {
  %p = call ptr @malloc(i64 8)
  %q = freeze ptr %p
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@freeze_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in freeze_local(): moved to stack: malloc(8)
define void @freeze_local() {
  %p = call ptr @malloc(i64 8)
  %q = freeze ptr %p
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@select_kept(
; CHECK: @malloc(i64 8
; VERDICT: in select_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @select_kept(i1 %c, ptr %a) {
  %p = call ptr @malloc(i64 8)
  %q = select i1 %c, ptr %a, ptr %p
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@select_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in select_local(): moved to stack: malloc(8)
define void @select_local(i1 %c, ptr %a) {
  %p = call ptr @malloc(i64 8)
  %q = select i1 %c, ptr %a, ptr %p
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@aggregate_kept(
; CHECK: @malloc(i64 8
; VERDICT: in aggregate_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @aggregate_kept() {
  %p = call ptr @malloc(i64 8)
  %s = insertvalue { i32, [2 x ptr] } poison, ptr %p, 1, 0
  %q = extractvalue { i32, [2 x ptr] } %s, 1, 0
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@aggregate_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in aggregate_local(): moved to stack: malloc(8)
define void @aggregate_local() {
  %p = call ptr @malloc(i64 8)
  %s = insertvalue { i32, [2 x ptr] } poison, ptr %p, 1, 0
  %q = extractvalue { i32, [2 x ptr] } %s, 1, 0
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@vector_kept(
; CHECK: @malloc(i64 8
; VERDICT: in vector_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @vector_kept(i32 %i) {
  %p = call ptr @malloc(i64 8)
  %v = insertelement <2 x ptr> poison, ptr %p, i32 %i
  %q = extractelement <2 x ptr> %v, i32 1
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@vector_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in vector_local(): moved to stack: malloc(8)
define void @vector_local(i32 %i) {
  %p = call ptr @malloc(i64 8)
  %v = insertelement <2 x ptr> poison, ptr %p, i32 %i
  %q = extractelement <2 x ptr> %v, i32 1
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@shuffle_kept(
; CHECK: @malloc(i64 8
; VERDICT: in shuffle_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @shuffle_kept() {
  %p = call ptr @malloc(i64 8)
  %v = insertelement <2 x ptr> poison, ptr %p, i32 0
  %w = shufflevector <2 x ptr> zeroinitializer, <2 x ptr> %v, <2 x i32> <i32 2, i32 0>
  %q = extractelement <2 x ptr> %w, i32 0
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@shuffle_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in shuffle_local(): moved to stack: malloc(8)
define void @shuffle_local() {
  %p = call ptr @malloc(i64 8)
  %v = insertelement <2 x ptr> poison, ptr %p, i32 0
  %w = shufflevector <2 x ptr> zeroinitializer, <2 x ptr> %v, <2 x i32> <i32 2, i32 0>
  %q = extractelement <2 x ptr> %w, i32 0
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@number_kept(
; CHECK: @malloc(i64 8
; VERDICT: in number_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @number_kept() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %q = inttoptr i64 %n to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@number_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in number_local(): moved to stack: malloc(8)
define void @number_local() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %q = inttoptr i64 %n to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@tagged_number_kept(
; CHECK: @malloc(i64 8
; VERDICT: in tagged_number_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @tagged_number_kept() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = or i64 %n, 1
  %u = and i64 %t, -8
  %q = inttoptr i64 %u to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@tagged_number_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in tagged_number_local(): moved to stack: malloc(8)
define void @tagged_number_local() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = or i64 %n, 1
  %u = and i64 %t, -8
  %q = inttoptr i64 %u to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@packed_number_kept(
; CHECK: @malloc(i64 8
; VERDICT: in packed_number_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @packed_number_kept() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = lshr i64 %n, 3
  %w = zext i64 %t to i128
  %x = trunc i128 %w to i64
  %u = shl i64 %x, 3
  %q = inttoptr i64 %u to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@packed_number_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in packed_number_local(): moved to stack: malloc(8)
define void @packed_number_local() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = lshr i64 %n, 3
  %w = zext i64 %t to i128
  %x = trunc i128 %w to i64
  %u = shl i64 %x, 3
  %q = inttoptr i64 %u to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@scrambled_number_kept(
; CHECK: @malloc(i64 8
; VERDICT: in scrambled_number_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @scrambled_number_kept(i64 %key) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = xor i64 %n, %key
  %u = xor i64 %t, %key
  %q = inttoptr i64 %u to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@scrambled_number_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in scrambled_number_local(): moved to stack: malloc(8)
define void @scrambled_number_local(i64 %key) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = xor i64 %n, %key
  %u = xor i64 %t, %key
  %q = inttoptr i64 %u to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@negated_number_kept(
; CHECK: @malloc(i64 8
; VERDICT: in negated_number_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @negated_number_kept(i64 %k) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = sub i64 %k, %n
  %u = sub i64 %k, %t
  %q = inttoptr i64 %u to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@negated_number_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in negated_number_local(): moved to stack: malloc(8)
define void @negated_number_local(i64 %k) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %t = sub i64 %k, %n
  %u = sub i64 %k, %t
  %q = inttoptr i64 %u to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@number_vector_kept(
; CHECK: @malloc(i64 8
; VERDICT: in number_vector_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @number_vector_kept() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %v = insertelement <2 x i64> poison, i64 %n, i32 0
  %w = inttoptr <2 x i64> %v to <2 x ptr>
  %q = extractelement <2 x ptr> %w, i32 0
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@number_vector_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in number_vector_local(): moved to stack: malloc(8)
define void @number_vector_local() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %v = insertelement <2 x i64> poison, i64 %n, i32 0
  %w = inttoptr <2 x i64> %v to <2 x ptr>
  %q = extractelement <2 x ptr> %w, i32 0
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@reinterpreted_number_kept(
; CHECK: @malloc(i64 8
; VERDICT: in reinterpreted_number_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @reinterpreted_number_kept() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %v = bitcast i64 %n to <2 x i32>
  %w = bitcast <2 x i32> %v to i64
  %q = inttoptr i64 %w to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@reinterpreted_number_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in reinterpreted_number_local(): moved to stack: malloc(8)
define void @reinterpreted_number_local() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %v = bitcast i64 %n to <2 x i32>
  %w = bitcast <2 x i32> %v to i64
  %q = inttoptr i64 %w to ptr
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@double_kept(
; CHECK: @malloc(i64 8
; VERDICT: in double_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @double_kept() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %d = bitcast i64 %n to double
  %w = bitcast double %d to i64
  %q = inttoptr i64 %w to ptr
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@double_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in double_local(): moved to stack: malloc(8)
define void @double_local() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %d = bitcast i64 %n to double
  %w = bitcast double %d to i64
  %q = inttoptr i64 %w to ptr
  store volatile i32 1, ptr %q
  ret void
}

; An address as an index into something else is not followed.
; CHECK-LABEL: define {{.*}}@index_from_null(
; CHECK: @malloc(i64 8
; VERDICT: in index_from_null(): malloc(8) escapes to heap: used in a way the analysis does not follow{{$}}
define void @index_from_null() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %q = getelementptr i8, ptr null, i64 %n
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@ptrmask_kept(
; CHECK: @malloc(i64 8
; VERDICT: in ptrmask_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @ptrmask_kept() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -16)
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@ptrmask_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in ptrmask_local(): moved to stack: malloc(8)
define void @ptrmask_local() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -16)
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@launder_kept(
; CHECK: @malloc(i64 8
; VERDICT: in launder_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @launder_kept() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@launder_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in launder_local(): moved to stack: malloc(8)
define void @launder_local() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@strip_kept(
; CHECK: @malloc(i64 8
; VERDICT: in strip_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @strip_kept() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @llvm.strip.invariant.group.p0(ptr %p)
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@strip_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in strip_local(): moved to stack: malloc(8)
define void @strip_local() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @llvm.strip.invariant.group.p0(ptr %p)
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@returned_argument_kept(
; CHECK: @malloc(i64 8
; VERDICT: in returned_argument_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @returned_argument_kept() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @same(ptr %p)
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@returned_argument_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in returned_argument_local(): moved to stack: malloc(8)
define void @returned_argument_local() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @same(ptr %p)
  store volatile i32 1, ptr %q
  ret void
}

; CHECK-LABEL: define {{.*}}@phi_kept(
; CHECK: @malloc(i64 8
; VERDICT: in phi_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @phi_kept(i1 %c, ptr %a) {
entry:
  %p = call ptr @malloc(i64 8)
  br i1 %c, label %yes, label %no
yes:
  br label %no
no:
  %q = phi ptr [ %a, %yes ], [ %p, %entry ]
  call void @keep(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@phi_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in phi_local(): moved to stack: malloc(8)
define void @phi_local(i1 %c, ptr %a) {
entry:
  %p = call ptr @malloc(i64 8)
  br i1 %c, label %yes, label %no
yes:
  br label %no
no:
  %q = phi ptr [ %a, %yes ], [ %p, %entry ]
  store volatile i32 1, ptr %q
  ret void
}

; A pointer in another address space is the same object.
; CHECK-LABEL: define {{.*}}@addrspacecast_kept(
; CHECK: @malloc(i64 8
; VERDICT: in addrspacecast_kept(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define void @addrspacecast_kept() {
  %p = call ptr @malloc(i64 8)
  %q = addrspacecast ptr %p to ptr addrspace(1)
  call void @keep1(ptr addrspace(1) %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@addrspacecast_local(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in addrspacecast_local(): moved to stack: malloc(8)
define void @addrspacecast_local() {
  %p = call ptr @malloc(i64 8)
  %q = addrspacecast ptr %p to ptr addrspace(1)
  store volatile i32 1, ptr addrspace(1) %q
  ret void
}

; Being the condition of a select, or the index of a vector, is not being its value.
; CHECK-LABEL: define {{.*}}@decides_only(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in decides_only(): moved to stack: malloc(8)
define ptr @decides_only(ptr %a, ptr %b) {
  %p = call ptr @malloc(i64 8)
  store volatile i32 1, ptr %p
  %less = icmp ult ptr %p, %a
  %q = select i1 %less, ptr %a, ptr %b
  ret ptr %q
}

; The bundles of an assumption say something about a pointer; nobody receives it.
; CHECK-LABEL: define {{.*}}@assumed(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in assumed(): moved to stack: malloc(8)
define void @assumed() {
  %p = call ptr @malloc(i64 8)
  store volatile i32 1, ptr %p
  call void @llvm.assume(i1 true) [ "nonnull"(ptr %p), "align"(ptr %p, i64 16) ]
  ret void
}

; Two objects in one aggregate: each part keeps its own.
; CHECK-LABEL: define {{.*}}@two_in_aggregate(
; CHECK: @malloc(i64 8
; CHECK: @malloc(i64 16
; VERDICT: in two_in_aggregate(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
; VERDICT: in two_in_aggregate(): malloc(16) escapes to heap: passed to a function that may keep it{{$}}
define void @two_in_aggregate() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %p, 0
  %b = insertvalue { ptr, ptr } %a, ptr %q, 1
  %x = extractvalue { ptr, ptr } %b, 0
  %y = extractvalue { ptr, ptr } %b, 1
  call void @keep(ptr %x)
  call void @keep(ptr %y)
  ret void
}
