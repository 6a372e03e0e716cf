; Members of libstdc++'s strings, which the module only declares, have bodies while it is analysed (pass/bodies.h).
; Afterwards there are clones of them, compiled as the program's functions are, and the declarations as they were.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=available_externally --implicit-check-not=heap2stack-body --implicit-check-not=tbaa
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; RUN: %h2s_m1 %s | not grep "in std::"

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%string = type { ptr, i64, [16 x i8] }

declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr nonnull, ptr, i64)
declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr)
declare void @keep(ptr)

; CHECK: declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr nonnull, ptr, i64){{$}}
; CHECK: declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr){{$}}

; VERDICT-DAG: in local(): moved to stack when size <= 256: std::{{.*}}::_M_append() via clone std::{{.*}}::_M_append.h2s
; CHECK-LABEL: define void @local(
; CHECK: call {{.*}}ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm.h2s(ptr %s, ptr %text, i64 %n
; CHECK: call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev.h2s(ptr %s
; CHECK: ret void
define void @local(ptr %text, i64 %n) #0 {
  %s = alloca %string
  %small = getelementptr i8, ptr %s, i64 16
  %count = getelementptr i8, ptr %s, i64 8
  store ptr %small, ptr %s
  store i64 0, ptr %count
  store i8 0, ptr %small
  call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr %s, ptr %text, i64 %n)
  %p = load ptr, ptr %s
  %c = load volatile i8, ptr %p
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
  ret void
}

; Its twin: others know the string.
; VERDICT-DAG: in known(): std::{{.*}}::_M_append() escapes to heap: stored in an object that escapes
; CHECK-LABEL: define void @known(
; CHECK: call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr %s, ptr %text, i64 %n)
; CHECK: call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
; CHECK: ret void
define void @known(ptr %text, i64 %n) #0 {
  %s = alloca %string
  %small = getelementptr i8, ptr %s, i64 16
  %count = getelementptr i8, ptr %s, i64 8
  store ptr %small, ptr %s
  store i64 0, ptr %count
  store i8 0, ptr %small
  call void @keep(ptr %s)
  call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr %s, ptr %text, i64 %n)
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
  ret void
}

; CHECK: define internal {{.*}}_M_appendEPKcm.h2s({{.*}} [[CLONE:#[0-9]+]]
; CHECK: attributes [[CLONE]] = {{{.*}}"frame-pointer"="all"
; CHECK-NOT: avx2

attributes #0 = { "frame-pointer"="all" "target-features"="+avx2" }
