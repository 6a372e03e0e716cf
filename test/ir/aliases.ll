; A call of an alias is a call of the function, as clang calls constructors and destructors on unoptimised code. Unless
; another module may define the alias.
;
; RUN: %h2s_m1 %s | FileCheck %s
; RUN: %h2s %s | FileCheck %s --check-prefix=CODE
; RUN: sed 's/^;FLAG //' %s | %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1>,verify' -disable-output 2>&1 | FileCheck %s --check-prefix=INTERPOSED

target triple = "x86_64-unknown-linux-gnu"
declare ptr @malloc(i64)
declare void @free(ptr)
@global = global ptr null

@construct = unnamed_addr alias void (ptr), ptr @construct_base
@twice = internal alias void (ptr), ptr @hidden
@hidden = hidden alias void (ptr), ptr @construct_base
@weak = weak alias void (ptr), ptr @construct_base
@odr = linkonce_odr alias void (ptr), ptr @construct_base
@destroy = alias void (ptr), ptr @destroy_base
@keep = alias void (ptr), ptr @keep_base
@other = alias void (ptr), ptr @other_base

define internal void @construct_base(ptr %this) noinline {
  %p = call ptr @malloc(i64 24)
  store ptr %p, ptr %this
  ret void
}

define internal void @destroy_base(ptr %this) noinline {
  %p = load ptr, ptr %this
  call void @free(ptr %p)
  ret void
}

define internal void @keep_base(ptr %this) noinline {
  %p = load ptr, ptr %this
  store ptr %p, ptr @global
  ret void
}

; CHECK: in made(): moved to stack: construct_base() via clone construct_base.h2s
; INTERPOSED-NOT: in made(): moved
; CODE-LABEL: define {{.*}}@made(
; CODE: call void @construct_base.h2s(
; CODE: call void @destroy_base.h2s(
define void @made() {
  %object = alloca ptr
  call void @construct(ptr %object)
  call void @destroy(ptr %object)
  ret void
}

; CHECK: in made_twice(): moved to stack: construct_base() via clone construct_base.h2s
; INTERPOSED: in made_twice(): moved to stack: construct_base() via clone construct_base.h2s
define void @made_twice() {
  %object = alloca ptr
  call void @twice(ptr %object)
  call void @destroy_base(ptr %object)
  ret void
}

; INTERPOSED: in made_hidden(): moved to stack: construct_base() via clone construct_base.h2s
; CHECK: in made_hidden(): moved to stack: construct_base() via clone construct_base.h2s
define void @made_hidden() {
  %object = alloca ptr
  call void @hidden(ptr %object)
  call void @destroy_base(ptr %object)
  ret void
}

; CHECK-NOT: in twin_weak(): moved
define void @twin_weak() {
  %object = alloca ptr
  call void @weak(ptr %object)
  call void @destroy_base(ptr %object)
  ret void
}

; CHECK-NOT: in twin_odr(): moved
define void @twin_odr() {
  %object = alloca ptr
  call void @odr(ptr %object)
  call void @destroy_base(ptr %object)
  ret void
}

; CHECK: in twin_keep(): construct_base() escapes to heap: passed to a function that may keep it
define void @twin_keep() {
  %object = alloca ptr
  call void @construct(ptr %object)
  call void @keep(ptr %object)
  ret void
}

; Called as what it is not.
; CHECK-NOT: in twin_type(): moved
define void @twin_type() {
  %object = alloca ptr
  call void @other(ptr %object)
  call void @destroy_base(ptr %object)
  ret void
}

define internal void @other_base(ptr %this, i64 %size) noinline {
  %p = call ptr @malloc(i64 %size)
  store ptr %p, ptr %this
  ret void
}

;FLAG !llvm.module.flags = !{!0}
;FLAG !0 = !{i32 1, !"SemanticInterposition", i32 1}
