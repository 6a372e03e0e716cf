; What is loaded as a floating-point number, from where a pointer may be as well, is computed with like an integer:
; the result may be the pointer still, which matters to whoever takes it for one.
;
; RUN: %h2s_m1 %s | FileCheck %s
; RUN: %h2s %s | FileCheck %s --check-prefix=IR

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

%item = type { ptr, double }
@known = global i64 0
@value = global double 0.0

declare ptr @malloc(i64)
declare void @free(ptr)
declare double @llvm.fmuladd.f64(double, double, double)
declare double @llvm.fabs.f64(double)
declare double @chosen(double)

; CHECK: in sum(): moved to stack: malloc(8)
define double @sum(i64 %i, i64 %k) {
  %items = alloca [4 x %item]
  %p = call ptr @malloc(i64 8)
  %name = getelementptr [4 x %item], ptr %items, i64 0, i64 %i
  store ptr %p, ptr %name
  %place = getelementptr [4 x %item], ptr %items, i64 0, i64 %k, i32 1
  %price = load double, ptr %place
  %double = fmul double %price, 2.0
  %less = fsub double %double, %price
  %more = call double @llvm.fmuladd.f64(double %less, double %price, double %double)
  %small = fptrunc double %more to float
  %back = fpext float %small to double
  %large = fcmp ogt double %back, 3.0
  %whole = fptosi double %back to i64
  %again = sitofp i64 %whole to double
  %negative = fneg double %again
  %below = fcmp olt double %negative, 0.0
  %both = and i1 %large, %below
  %result = select i1 %both, double 2.0, double 1.0
  call void @free(ptr %p)
  ret double %result
}

; Its twins: the result is the pointer, and comes to be known.
; CHECK: in stored(): malloc(8) escapes to heap
define void @stored() {
  %cell = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  %number = load double, ptr %cell
  %same = fadd double %number, -0.0
  store double %same, ptr @value
  call void @free(ptr %p)
  ret void
}

; CHECK: in taken_back(): malloc(8) escapes to heap
define void @taken_back() {
  %cell = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  %number = load double, ptr %cell
  %same = call double @llvm.fabs.f64(double %number)
  %bits = bitcast double %same to i64
  store i64 %bits, ptr @known
  call void @free(ptr %p)
  ret void
}

; CHECK: in multiplied(): malloc(8) escapes to heap
define void @multiplied() {
  %cell = alloca ptr
  %other = alloca double
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  %number = load double, ptr %cell
  %same = call double @llvm.fmuladd.f64(double %number, double 1.0, double -0.0)
  %twice = fneg double %same
  %once = fneg double %twice
  store double %once, ptr %other
  %q = load ptr, ptr %other
  store ptr %q, ptr @known
  call void @free(ptr %p)
  ret void
}

; CHECK: in passed(): malloc(8) escapes to heap
define double @passed() {
  %cell = alloca ptr
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  %number = load double, ptr %cell
  %other = call double @chosen(double %number)
  call void @free(ptr %p)
  ret double %other
}

; What a number yields may be the pointer or not: its release is guarded.
; CHECK: in released(): moved to stack: malloc(8)
; IR-LABEL: define void @released(
; IR: %is.slot = icmp eq ptr %q, %slot
; IR: br i1 %is.slot, label %in.slot, label %release
; IR: release:
; IR-NEXT: call void @free(ptr %q)
define void @released(double %d) {
  %cell = alloca ptr
  %other = alloca double
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  %number = load double, ptr %cell
  %sum = fadd double %number, %d
  store double %sum, ptr %other
  %q = load ptr, ptr %other
  store i8 1, ptr %q
  call void @free(ptr %q)
  ret void
}

; The same by an intrinsic.
; CHECK: in released_by_intrinsic(): moved to stack: malloc(8)
; IR-LABEL: define void @released_by_intrinsic(
; IR: %is.slot = icmp eq ptr %q, %slot
; IR: br i1 %is.slot, label %in.slot, label %release
; IR: release:
; IR-NEXT: call void @free(ptr %q)
define void @released_by_intrinsic() {
  %cell = alloca ptr
  %other = alloca double
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %cell
  %number = load double, ptr %cell
  %sum = call double @llvm.fmuladd.f64(double %number, double 1.0, double 2.0)
  store double %sum, ptr %other
  %q = load ptr, ptr %other
  store i8 1, ptr %q
  call void @free(ptr %q)
  ret void
}
