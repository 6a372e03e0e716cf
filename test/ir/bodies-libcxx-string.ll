; Members of libc++'s strings that the module only declares have bodies while it is analysed (pass/bodies.h); twins
; whose buffer is known elsewhere keep calling the library.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=available_externally --implicit-check-not=heap2stack-body
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT
; Not where the fields are in another order: Apple's, and with the most significant byte first.
; RUN: sed 's/x86_64-unknown-linux-gnu/arm64-apple-macosx/' %s | %h2s_m1 - | FileCheck %s --check-prefix=OTHER --allow-empty
; RUN: sed 's/"e-m:e/"E-m:e/' %s | %h2s_m1 - | FileCheck %s --check-prefix=OTHER --allow-empty
; Nor if one declaration is not of the library's type, nor under -fno-builtin.
; RUN: sed 's/6appendEmc(ptr, i64, i8/6appendEmc(ptr, i64, i32/; s/(ptr %%s, i64 %%n, i8 120)/(ptr %%s, i64 %%n, i32 120)/' %s | %h2s_m1 - | FileCheck %s --check-prefix=OTHER --allow-empty
; RUN: sed 's/i64 %%n) {/i64 %%n) "no-builtins" {/' %s | %h2s_m1 - | FileCheck %s --check-prefix=OTHER --allow-empty

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%string = type { i64, i64, ptr }

@known = global %string zeroinitializer

; OTHER-NOT: moved

; CHECK-DAG: declare ptr @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6appendEmc(ptr, i64, i8){{$}}
; CHECK-DAG: declare void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr, ptr, i64){{$}}
; CHECK-DAG: declare void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEED1Ev(ptr){{$}}
declare ptr @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6appendEmc(ptr, i64, i8)
declare void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr, ptr, i64)
declare void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEED1Ev(ptr)
declare void @keep(ptr)

; The release has to stay for what append allocates on the heap; a short text is where the pointer would be.
; VERDICT-DAG: in local(): moved to stack when {{.*}}__init() via clone
; VERDICT-DAG: in local(): moved to stack when {{.*}}append() via clone
; CHECK-LABEL: define void @local(
; CHECK: call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm.h2s(ptr %s,
; CHECK: call {{.*}}@_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6appendEmc.h2s(ptr %s,
; CHECK: call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEED1Ev.h2s(ptr %s
define void @local(ptr %text, i64 %n) {
  %s = alloca %string
  call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr %s, ptr %text, i64 %n)
  call ptr @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6appendEmc(ptr %s, i64 %n, i8 120)
  call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEED1Ev(ptr %s)
  ret void
}

; VERDICT-DAG: in global(): {{.*}}__init() escapes to heap
; CHECK-LABEL: define void @global(
; CHECK: call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr @known,
define void @global(ptr %text, i64 %n) {
  call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr @known, ptr %text, i64 %n)
  ret void
}

; VERDICT-DAG: in given(): {{.*}}__init() escapes to heap
; CHECK-LABEL: define void @given(
; CHECK: call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr %s,
; CHECK: call void @keep(ptr %s)
define void @given(ptr %text, i64 %n) {
  %s = alloca %string
  call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr %s, ptr %text, i64 %n)
  call void @keep(ptr %s)
  ret void
}

; The characters are the caller's string's, which is also that of the caller's caller.
; VERDICT-DAG: in result(): {{.*}}__init() escapes to heap
; CHECK-LABEL: define void @result(
; CHECK: call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr %r,
define void @result(ptr sret(%string) %r, ptr %text, i64 %n) {
  call void @_ZNSt3__112basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6__initEPKcm(ptr %r, ptr %text, i64 %n)
  ret void
}
