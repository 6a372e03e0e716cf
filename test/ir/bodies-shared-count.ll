; Members of libc++'s shared_ptr that the module only declares have bodies while it is analysed (pass/bodies.h): the
; control block is released by a virtual function that the library calls.
;
; RUN: %h2s %s | FileCheck %s --implicit-check-not=available_externally --implicit-check-not=heap2stack-body
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%block = type { ptr, i64, i64, i64 }

@released = internal constant [7 x ptr] [ptr null, ptr null, ptr null, ptr null, ptr null, ptr null, ptr @release]
@kept = internal constant [7 x ptr] [ptr null, ptr null, ptr null, ptr null, ptr null, ptr null, ptr @keep]
@last = global ptr null

declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr)
declare ptr @_ZNSt3__119__shared_weak_count4lockEv(ptr)

; CHECK: declare void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr){{$}}
; CHECK: declare ptr @_ZNSt3__119__shared_weak_count4lockEv(ptr){{$}}

define internal void @release(ptr %this) {
  call void @_ZdlPv(ptr %this)
  ret void
}

define internal void @keep(ptr %this) {
  store ptr %this, ptr @last
  ret void
}

; VERDICT-DAG: in local(): moved to stack: operator new(32), not released in clone release.h2s
; CHECK-LABEL: define void @local(
; CHECK: call void @_ZNSt3__119__shared_weak_count14__release_weakEv.h2s(ptr %slot,
; CHECK: ret void
define void @local() {
  %p = call ptr @_Znwm(i64 32) builtin
  %counts = getelementptr %block, ptr %p, i64 0, i32 1
  store <2 x i64> zeroinitializer, ptr %counts
  %virtual = getelementptr ptr, ptr @released, i64 2
  store ptr %virtual, ptr %p
  call void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr %p)
  ret void
}

; VERDICT-DAG: in locked(): moved to stack: operator new(32), not released in clone release.h2s
define void @locked() {
  %p = call ptr @_Znwm(i64 32) builtin
  %counts = getelementptr %block, ptr %p, i64 0, i32 1
  store <2 x i64> zeroinitializer, ptr %counts
  %virtual = getelementptr ptr, ptr @released, i64 2
  store ptr %virtual, ptr %p
  %owner = call ptr @_ZNSt3__119__shared_weak_count4lockEv(ptr %p)
  %none = icmp eq ptr %owner, null
  br i1 %none, label %done, label %release
release:
  call void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr %owner)
  br label %done
done:
  ret void
}

; VERDICT-DAG: in known(): operator new(32) escapes to heap
; CHECK-LABEL: define void @known(
; CHECK: call void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr %p)
define void @known() {
  %p = call ptr @_Znwm(i64 32) builtin
  %counts = getelementptr %block, ptr %p, i64 0, i32 1
  store <2 x i64> zeroinitializer, ptr %counts
  %virtual = getelementptr ptr, ptr @kept, i64 2
  store ptr %virtual, ptr %p
  call void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr %p)
  ret void
}

; Virtual functions of a class that is not known.
; VERDICT-DAG: in unknown(): operator new(32) escapes to heap
; CHECK-LABEL: define void @unknown(
; CHECK: call void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr %p)
define void @unknown(ptr %virtual) {
  %p = call ptr @_Znwm(i64 32) builtin
  %counts = getelementptr %block, ptr %p, i64 0, i32 1
  store <2 x i64> zeroinitializer, ptr %counts
  store ptr %virtual, ptr %p
  call void @_ZNSt3__119__shared_weak_count14__release_weakEv(ptr %p)
  ret void
}
