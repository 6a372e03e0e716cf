; Unusual IR: whatever it is, the pass neither crashes nor makes it invalid, and keeps what it does not understand.
;
; RUN: %h2s_m1 %s | FileCheck %s --implicit-check-not=moved
; RUN: %h2s %s -o - | %opt -load-pass-plugin=%plugin -passes=heap2stack -disable-output

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @keep(ptr)

; A block that nobody goes to.
; CHECK: in unreachable_block(): moved to stack: malloc(8)
define void @unreachable_block() {
entry:
  ret void
dead:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; In blocks that nobody goes to a value may be computed from itself, and used before it is made.
; CHECK: in unreachable_cycle(): moved to stack: malloc(8)
; CHECK: in unreachable_cycle(): moved to stack: malloc(16)
define void @unreachable_cycle() {
entry:
  %q = call ptr @malloc(i64 8)
  call void @look(ptr %q)
  ret void
dead:
  %self = getelementptr i8, ptr %self, i64 1
  %both = select i1 false, ptr %self, ptr %p
  call void @look(ptr %both)
  %p = call ptr @malloc(i64 16)
  br label %dead
}

; CHECK: in phi_of_itself(): moved to stack: malloc(8)
define void @phi_of_itself(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  br label %loop
loop:
  %q = phi ptr [ %p, %entry ], [ %q, %loop ]
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The offset grows without end.
; CHECK: in walked_by_phi(): moved to stack: malloc(8)
define void @walked_by_phi(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  br label %loop
loop:
  %q = phi ptr [ %p, %entry ], [ %r, %loop ]
  store volatile i8 1, ptr %q
  %r = getelementptr i8, ptr %q, i64 1
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; CHECK: in stored_nowhere(): malloc(8) escapes to heap: stored where it may outlive the call
; CHECK: in stored_nowhere(): malloc(16) escapes to heap: stored where it may outlive the call
; CHECK: in stored_nowhere(): malloc(24) escapes to heap: stored where it may outlive the call
define void @stored_nowhere() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %r = call ptr @malloc(i64 24)
  store ptr %p, ptr undef
  store ptr %q, ptr poison
  store ptr %r, ptr null
  ret void
}

; CHECK: in loaded_from_nowhere(): moved to stack: malloc(8)
define void @loaded_from_nowhere() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  %q = load ptr, ptr poison
  call void @keep(ptr %q)
  call void @free(ptr undef)
  ret void
}

; CHECK: in types_of_no_size(): moved to stack: malloc(8)
define void @types_of_no_size() {
  %a = alloca {}
  %p = call ptr @malloc(i64 8)
  store {} zeroinitializer, ptr %p
  %e = load {}, ptr %p
  %q = getelementptr {}, ptr %p, i64 12
  store [0 x ptr] zeroinitializer, ptr %q
  store ptr %p, ptr %a
  ret void
}

; CHECK: in huge_vectors(): moved to stack: malloc(8)
; CHECK: in huge_vectors(): malloc(16) escapes to heap: passed to a function that may keep it
define void @huge_vectors() {
  %a = alloca [2048 x ptr]
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  %v = insertelement <2048 x ptr> zeroinitializer, ptr %q, i32 2047
  store <2048 x ptr> %v, ptr %a
  %w = load <2048 x ptr>, ptr %a
  %r = extractelement <2048 x ptr> %w, i32 5
  call void @keep(ptr %r)
  ret void
}

; CHECK: in scalable_vectors(): moved to stack: malloc(8)
; CHECK: in scalable_vectors(): malloc(16) escapes to heap: passed to a function that may keep it
define void @scalable_vectors() {
  %a = alloca <vscale x 2 x ptr>
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  store <vscale x 4 x i32> zeroinitializer, ptr %p
  %far = getelementptr <vscale x 4 x i32>, ptr %p, i64 1
  store i8 0, ptr %far
  %v = insertelement <vscale x 2 x ptr> zeroinitializer, ptr %q, i32 0
  store <vscale x 2 x ptr> %v, ptr %a
  %r = load ptr, ptr %a
  call void @keep(ptr %r)
  ret void
}

; CHECK: in target_types(): moved to stack: malloc(8)
define void @target_types() {
  %a = alloca target("spirv.Event")
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  store target("spirv.Event") zeroinitializer, ptr %a
  %t = load target("spirv.Event"), ptr %a
  ret void
}

; CHECK: in odd_integers(): moved to stack: malloc(8)
; CHECK: in odd_integers(): malloc(16) escapes to heap: passed to a function that may keep it
define void @odd_integers() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  store i7 5, ptr %p
  store i1000 5, ptr %p
  %n = ptrtoint ptr %p to i7
  %m = ptrtoint ptr %p to i1000
  %s = shl i1000 %m, %m
  %o = ptrtoint ptr %q to i1000
  %r = inttoptr i1000 %o to ptr
  call void @keep(ptr %r)
  ret void
}

; Offsets that do not fit into anything.
; CHECK: in huge_offsets(): moved to stack: malloc(8)
define void @huge_offsets() {
  %p = call ptr @malloc(i64 8)
  %a = getelementptr [4611686018427387904 x i64], ptr %p, i64 9223372036854775807, i64 -9223372036854775808
  %b = getelementptr { i8, [9223372036854775806 x i8] }, ptr %p, i64 9223372036854775807, i32 1, i64 9223372036854775807
  %c = getelementptr i8, ptr %p, i128 170141183460469231731687303715884105727
  store volatile i8 1, ptr %a
  store volatile i8 1, ptr %b
  store volatile i8 1, ptr %c
  ret void
}

; CHECK: in vector_of_pointers(): moved to stack: malloc(8)
; CHECK: in vector_of_pointers(): malloc(16) escapes to heap: passed to a function that may keep it
define void @vector_of_pointers(<2 x i64> %i) {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %v = insertelement <2 x ptr> poison, ptr %p, i32 0
  %n = icmp eq <2 x ptr> %v, zeroinitializer
  %w = getelementptr i8, ptr %q, <2 x i64> %i
  %e = extractelement <2 x ptr> %w, i32 1
  call void @keep(ptr %e)
  store volatile i8 1, ptr %p
  ret void
}

; CHECK: in branches_on_it(): moved to stack: malloc(8)
define void @branches_on_it() {
  %p = call ptr @malloc(i64 8)
  store volatile i8 1, ptr %p
  %n = ptrtoint ptr %p to i64
  switch i64 %n, label %default [ i64 0, label %zero
                                  i64 1, label %default ]
zero:
  unreachable
default:
  ret void
}

; CHECK: in address_of_block(): moved to stack: malloc(8)
define void @address_of_block(i64 %i) {
entry:
  %targets = alloca [2 x ptr]
  %p = call ptr @malloc(i64 8)
  store volatile i8 1, ptr %p
  store ptr blockaddress(@address_of_block, %left), ptr %targets
  %second = getelementptr [2 x ptr], ptr %targets, i64 0, i64 1
  store ptr blockaddress(@address_of_block, %right), ptr %second
  %where = getelementptr [2 x ptr], ptr %targets, i64 0, i64 %i
  %go = load ptr, ptr %where
  indirectbr ptr %go, [label %left, label %right]
left:
  br label %right
right:
  call void @free(ptr %p)
  ret void
}

; Arithmetic that has nothing to do with addresses is not followed.
; CHECK: in as_floating_point(): malloc(8) escapes to heap: returned to the caller
define double @as_floating_point() {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %d = uitofp i64 %n to double
  ret double %d
}

; Variable arguments of the function itself are somebody else's.
; CHECK: in variable_arguments(): moved to stack: malloc(8)
define void @variable_arguments(...) {
  %list = alloca [32 x i8]
  %p = call ptr @malloc(i64 8)
  store volatile i8 1, ptr %p
  call void @llvm.va_start.p0(ptr %list)
  %q = va_arg ptr %list, ptr
  call void @keep(ptr %q)
  call void @llvm.va_end.p0(ptr %list)
  ret void
}
declare void @llvm.va_start.p0(ptr)
declare void @llvm.va_end.p0(ptr)

; Dynamic allocas and stacksave around a site do not move the slot.
; CHECK: in dynamic_alloca(): moved to stack: malloc(8)
define void @dynamic_alloca(i64 %n) {
entry:
  br label %loop
loop:
  %stack = call ptr @llvm.stacksave.p0()
  %a = alloca i8, i64 %n
  %p = call ptr @malloc(i64 8)
  store ptr %a, ptr %p
  call void @llvm.stackrestore.p0(ptr %stack)
  %q = load ptr, ptr %p
  store volatile i8 1, ptr %p
  %again = icmp eq i64 %n, 7
  br i1 %again, label %loop, label %exit
exit:
  ret void
}
declare ptr @llvm.stacksave.p0()
declare void @llvm.stackrestore.p0(ptr)
