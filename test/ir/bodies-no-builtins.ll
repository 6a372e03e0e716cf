; Under -fno-builtin nothing that allocates is known, in members of the library neither.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=.h2s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC1EmcRKS3_(ptr, i64, i8, ptr)
declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr)

; CHECK-LABEL: define void @local(
; CHECK: call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC1EmcRKS3_(ptr %s,
define void @local(i64 %n) #0 {
  %allocator = alloca i8
  %s = alloca { ptr, i64, [16 x i8] }
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC1EmcRKS3_(ptr %s, i64 %n, i8 120, ptr %allocator)
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
  ret void
}

attributes #0 = { "no-builtins" }
