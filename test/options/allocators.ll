; A user's file adds allocation and release functions. What is wrong in it is reported with its line and column.
;
; RUN: split-file %s %t
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup>,verify' -S %t/input.ll | FileCheck --check-prefix=WITHOUT %s
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup;allocators=%t/rows>,verify' -S %t/input.ll | FileCheck --check-prefix=WITH %s
; RUN: env HEAP2STACK=allocators=%t/rows %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup>,verify' -S %t/input.ll | FileCheck --check-prefix=WITH %s
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup>,verify' -heap2stack-allocators=%t/rows -S %t/input.ll | FileCheck --check-prefix=WITH %s
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1;allocators=%t/rows>' -disable-output %t/input.ll 2>&1 | FileCheck --check-prefix=VERDICT %s
;
; WITHOUT-NOT: = alloca
;
; VERDICT-DAG: in promoted(): moved to stack: g_malloc(8)
; VERDICT-DAG: in other_family(): g_malloc(8) escapes to heap

;--- rows
# GLib, and an allocator of our own
g_malloc        p(z)    g_malloc  size=0
g_malloc0       p(z)    g_malloc  size=0 zeroed
g_malloc0_n     p(zz)   g_malloc  zeroed count=0 size=1	# in any order
g_memalign      p(zz)   g_malloc  size=1 align=0
g_free          v(p)    g_malloc  release
g_realloc       p(pz)   g_malloc  resize size=1
pool_get        p(i)    pool      size=0 aligned=64
pool_put        v(pi)   pool      release
xmalloc         p(z)    malloc    size=0
own_malloc      p(z)    own       size=0
;--- input.ll
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare ptr @g_malloc(i64)
declare ptr @g_malloc0(i64)
declare ptr @g_malloc0_n(i64, i64)
declare ptr @g_memalign(i64, i64)
declare ptr @g_realloc(ptr, i64)
declare void @g_free(ptr)
declare ptr @pool_get(i32)
declare void @pool_put(ptr, i32)
declare ptr @xmalloc(i64)
declare void @free(ptr)

; WITH-LABEL: define void @promoted()
; WITH: alloca [8 x i8], align 16
; WITH-NOT: @g_
; WITH: ret void
define void @promoted() {
  %p = call ptr @g_malloc(i64 8)
  store i64 1, ptr %p
  call void @g_free(ptr %p)
  ret void
}

; WITH-LABEL: define i64 @zeroed()
; WITH-NOT: @g_
; WITH: call void @llvm.memset{{.*}}, i8 0, i64 24,
; WITH: call void @llvm.memset{{.*}}, i8 0, i64 8,
; WITH-NOT: @g_
; WITH: ret i64
define i64 @zeroed() {
  %p = call ptr @g_malloc0_n(i64 3, i64 8)
  %q = call ptr @g_malloc0(i64 8)
  %a = load i64, ptr %p
  %b = load i64, ptr %q
  %sum = add i64 %a, %b
  call void @g_free(ptr %p)
  call void @g_free(ptr %q)
  ret i64 %sum
}

; WITH-LABEL: define void @aligned()
; WITH-DAG: alloca [8 x i8], align 128
; WITH-DAG: alloca [4 x i8], align 64
; WITH-NOT: @{{g_|pool_}}
; WITH: ret void
define void @aligned() {
  %p = call ptr @g_memalign(i64 128, i64 8)
  %q = call ptr @pool_get(i32 4)
  store i64 1, ptr %p
  store i32 1, ptr %q
  call void @g_free(ptr %p)
  call void @pool_put(ptr %q, i32 4)
  ret void
}

; A size known at run time only.
; WITH-LABEL: define void @dynamic(i64 %n)
; WITH: icmp ule i64 %{{.*}}, 256
; WITH: call ptr @g_malloc(
; WITH: br i1 %is.slot, label %in.slot, label %release
; WITH: release:
; WITH-NEXT: call void @g_free(ptr %object)
define void @dynamic(i64 %n) {
  %p = call ptr @g_malloc(i64 %n)
  store i8 1, ptr %p
  call void @g_free(ptr %p)
  ret void
}

; Both objects are on the stack, and the content moves.
; WITH-LABEL: define i64 @resized()
; WITH-NOT: @g_
; WITH: call void @llvm.memcpy
; WITH-NOT: @g_
; WITH: ret i64
define i64 @resized() {
  %p = call ptr @g_malloc(i64 8)
  store i64 1, ptr %p
  %q = call ptr @g_realloc(ptr %p, i64 16)
  %v = load i64, ptr %q
  call void @g_free(ptr %q)
  ret i64 %v
}

; The new object leaves: the same function makes it from nothing.
; WITH-LABEL: define ptr @resized_and_returned(
; WITH: alloca [8 x i8]
; WITH: call ptr @g_realloc(ptr null, i64 %n)
; WITH: call void @llvm.memcpy
; WITH: ret ptr
define ptr @resized_and_returned(i64 %n) {
  %p = call ptr @g_malloc(i64 8)
  store i64 1, ptr %p
  %q = call ptr @g_realloc(ptr %p, i64 %n)
  ret ptr %q
}

; A wrong family keeps the object; a built-in family can be named.
; WITH-LABEL: define void @other_family()
; WITH: call ptr @g_malloc(i64 8)
; WITH: call void @free(
define void @other_family() {
  %p = call ptr @g_malloc(i64 8)
  store i64 1, ptr %p
  call void @free(ptr %p)
  ret void
}

; WITH-LABEL: define void @family_of_malloc()
; WITH-NOT: @xmalloc
; WITH-NOT: @free
; WITH: ret void
define void @family_of_malloc() {
  %p = call ptr @xmalloc(i64 8)
  store i64 1, ptr %p
  call void @free(ptr %p)
  ret void
}

; In callee clones as well.
define internal ptr @foo_new(i64 %value) noinline {
  %p = call ptr @g_malloc(i64 8)
  store i64 %value, ptr %p
  ret ptr %p
}

define internal void @foo_free(ptr %p) noinline {
  call void @g_free(ptr %p)
  ret void
}

; WITH-LABEL: define i64 @pair()
; WITH: call ptr @foo_new.h2s(
; WITH: call void @foo_free.h2s(
define i64 @pair() {
  %p = call ptr @foo_new(i64 7)
  %v = load i64, ptr %p
  call void @foo_free(ptr %p)
  ret i64 %v
}

; A call of another shape is not that function, and neither is a function that the module defines.
; WITH-LABEL: define void @other_shape()
; WITH: call ptr (...) @g_malloc(
define void @other_shape() {
  %p = call ptr (...) @g_malloc(i64 8)
  store i64 1, ptr %p
  ret void
}

@memory = global [64 x i8] zeroinitializer

; WITH-LABEL: define ptr @own_malloc(
define ptr @own_malloc(i64 %n) noinline {
  store i8 1, ptr @memory
  ret ptr @memory
}

; WITH-LABEL: define void @calls_own()
; WITH: call ptr @own_malloc(i64 8)
define void @calls_own() {
  %p = call ptr @own_malloc(i64 8)
  store i64 1, ptr %p
  ret void
}

; -fno-builtin-g_malloc
; WITH-LABEL: define void @not_builtin()
; WITH: call ptr @g_malloc(i64 8)
define void @not_builtin() "no-builtin-g_malloc" {
  %p = call ptr @g_malloc(i64 8)
  store i64 1, ptr %p
  ret void
}
