; One declaration is not of the library's type, so the library is another one: nothing gets a body, not even members
; whose types fit, and the module stays as it is. (The right type is tested in bodies.ll.)
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=available_externally
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT --allow-empty

; VERDICT-NOT: moved

%string = type { ptr, i64, [16 x i8] }

; CHECK-DAG: declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEmc(ptr, i64, i32){{$}}
; CHECK-DAG: declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr, ptr, i64){{$}}
; CHECK-DAG: declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr){{$}}
declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEmc(ptr, i64, i32)
declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr, ptr, i64)
declare void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr)

; CHECK-LABEL: define void @local(
; CHECK: call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr %s, ptr %text, i64 %n)
; CHECK: call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
define void @local(ptr %text, i64 %n) {
  %s = alloca %string
  %small = getelementptr i8, ptr %s, i64 16
  %count = getelementptr i8, ptr %s, i64 8
  store ptr %small, ptr %s
  store i64 0, ptr %count
  store i8 0, ptr %small
  call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_appendEPKcm(ptr %s, ptr %text, i64 %n)
  call void @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED1Ev(ptr %s)
  ret void
}
