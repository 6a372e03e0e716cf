; The buffer of a string, made by libstdc++: one character more than the number that the second argument points to,
; if the third one, the capacity so far, is 0.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr, ptr, i64)
declare ptr @_ZNSt7__cxx1112basic_stringIwSt11char_traitsIwESaIwEE9_M_createERmm(ptr, ptr, i64)
declare void @_ZdlPv(ptr)
declare void @look(ptr nocapture) nofree nosync nounwind
declare void @change(ptr)

; The number is what was stored just before.
; VERDICT: in known(): moved to stack: std::string::_M_create(45)
; CHECK-LABEL: define void @known(
; CHECK: alloca [45 x i8], align 16
; CHECK-NOT: _M_create
; CHECK: ret void
define void @known(ptr %this) {
  %capacity = alloca i64
  store i64 44, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p)
  ret void
}

; VERDICT: in known_wide(): moved to stack: std::wstring::_M_create(180)
; CHECK-LABEL: define void @known_wide(
; CHECK: alloca [180 x i8], align 16
define void @known_wide(ptr %this) {
  %capacity = alloca i64
  store i64 44, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIwSt11char_traitsIwESaIwEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p)
  ret void
}

; Else it is loaded. One more than the largest number is none.
; VERDICT: in loaded(): moved to stack when size <= 256: std::string::_M_create(n)
; CHECK-LABEL: define void @loaded(
; CHECK: %capacity = load i64, ptr %capacity.address
; CHECK: %[[FROZEN:.*]] = freeze i64 %capacity
; CHECK: %overflows = icmp ugt i64 %[[FROZEN]], -2
; CHECK: %size = add i64 %[[FROZEN]], 1
; CHECK: icmp ule i64 %size, 256
; CHECK: on.heap:
; CHECK: call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(
define void @loaded(ptr %this, ptr %capacity.address) {
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity.address, i64 0)
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p)
  ret void
}

; What was stored may have changed since, or was stored elsewhere, or is not what is read.
; VERDICT: in changed(): moved to stack when size <= 256: std::string::_M_create(n)
define void @changed(ptr %this) {
  %capacity = alloca i64
  store i64 44, ptr %capacity
  call void @change(ptr %capacity)
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @_ZdlPv(ptr %p)
  ret void
}

; VERDICT: in elsewhere(): moved to stack when size <= 256: std::string::_M_create(n)
define void @elsewhere(ptr %this, ptr %that, ptr %capacity) {
  store i64 44, ptr %capacity
  store i64 1000, ptr %that
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @_ZdlPv(ptr %p)
  ret void
}

; VERDICT: in narrow(): moved to stack when size <= 256: std::string::_M_create(n)
define void @narrow(ptr %this, ptr %capacity) {
  store i8 44, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @_ZdlPv(ptr %p)
  ret void
}

; VERDICT: in volatile(): moved to stack when size <= 256: std::string::_M_create(n)
define void @volatile(ptr %this, ptr %capacity) {
  store volatile i64 44, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @_ZdlPv(ptr %p)
  ret void
}

; The largest number: the library throws.
; VERDICT: in largest(): moved to stack when size <= 256: std::string::_M_create(n)
; CHECK-LABEL: define void @largest(
; CHECK: call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(
define void @largest(ptr %this) {
  %capacity = alloca i64
  store i64 -1, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p)
  ret void
}

; A string that grows asks for at least twice its capacity: this is another function.
; VERDICT-NOT: in grows
; CHECK-LABEL: define void @grows(
; CHECK-NOT: alloca [
; CHECK: ret void
define void @grows(ptr %this, i64 %old) {
  %capacity = alloca i64
  store i64 44, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 %old)
  call void @_ZdlPv(ptr %p)
  %q = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 15)
  call void @_ZdlPv(ptr %q)
  ret void
}

; What free() releases was not made by malloc().
; VERDICT: in other_family(): std::string::_M_create(45) escapes to heap: released in a way that cannot be rewritten
define void @other_family(ptr %this) {
  %capacity = alloca i64
  store i64 44, ptr %capacity
  %p = call ptr @_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_createERmm(ptr %this, ptr %capacity, i64 0)
  call void @free(ptr %p)
  ret void
}

declare void @free(ptr)

!llvm.module.flags = !{!0}
!0 = !{i32 1, !"wchar_size", i32 4}
