; A declaration that need not be there: nothing gets a body, and the module stays as it is.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=available_externally
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT --allow-empty

; VERDICT-NOT: moved

%string = type { ptr, i64, [16 x i8] }

; CHECK-DAG: declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEmc(ptr, i64, i8){{$}}
; CHECK-DAG: declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC1ERKS3_(ptr, ptr){{$}}
; CHECK-DAG: declare extern_weak void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr){{$}}
declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEmc(ptr, i64, i8)
declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC1ERKS3_(ptr, ptr)
declare extern_weak void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr)

; CHECK-LABEL: define void @append(
; CHECK: call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEmc(ptr %s, i64 %n, i8 120)
define void @append(i64 %n) {
  %s = alloca %string
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEC1ERKS3_(ptr %s, ptr %s)
  call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEmc(ptr %s, i64 %n, i8 120)
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
  ret void
}
