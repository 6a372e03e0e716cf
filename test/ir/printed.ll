; What is printed is read, and at most a count is written to it (%n), no pointer: what was found there before is still
; all that there is (effects.def). Reading may write pointers (%p).
;
; RUN: %h2s_m1 %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare i32 @printf(ptr, ...)
declare i32 @vprintf(ptr, ptr)
declare i32 @scanf(ptr, ...)
declare i32 @vscanf(ptr, ptr)
declare void @llvm.va_start.p0(ptr)
declare void @llvm.va_end.p0(ptr)

define internal void @print(ptr %format, ...) noinline {
  %list = alloca [24 x i8], align 16
  call void @llvm.va_start.p0(ptr %list)
  %n = call i32 @vprintf(ptr %format, ptr %list)
  call void @llvm.va_end.p0(ptr %list)
  ret void
}

define internal void @read(ptr %format, ...) noinline {
  %list = alloca [24 x i8], align 16
  call void @llvm.va_start.p0(ptr %list)
  %n = call i32 @vscanf(ptr %format, ptr %list)
  call void @llvm.va_end.p0(ptr %list)
  ret void
}

; CHECK: in printed(): moved to stack: malloc(100)
define void @printed(ptr %format) {
  %s = alloca ptr
  %cell = alloca ptr
  %p = call ptr @malloc(i64 100)
  store ptr %cell, ptr %s
  %n = call i32 (ptr, ...) @printf(ptr %format, ptr %s)
  %place = load ptr, ptr %s
  store ptr %p, ptr %place
  ret void
}

; CHECK: in printed_by_list(): moved to stack: malloc(101)
define void @printed_by_list(ptr %format) {
  %s = alloca ptr
  %cell = alloca ptr
  %p = call ptr @malloc(i64 101)
  store ptr %cell, ptr %s
  call void (ptr, ...) @print(ptr %format, ptr %s)
  %place = load ptr, ptr %s
  store ptr %p, ptr %place
  ret void
}

; CHECK: in scanned(): malloc(102) escapes to heap
define void @scanned(ptr %format) {
  %s = alloca ptr
  %cell = alloca ptr
  %p = call ptr @malloc(i64 102)
  store ptr %cell, ptr %s
  %n = call i32 (ptr, ...) @scanf(ptr %format, ptr %s)
  %place = load ptr, ptr %s
  store ptr %p, ptr %place
  ret void
}

; CHECK: in scanned_by_list(): malloc(103) escapes to heap
define void @scanned_by_list(ptr %format) {
  %s = alloca ptr
  %cell = alloca ptr
  %p = call ptr @malloc(i64 103)
  store ptr %cell, ptr %s
  call void (ptr, ...) @read(ptr %format, ptr %s)
  %place = load ptr, ptr %s
  store ptr %p, ptr %place
  ret void
}
