; Bodies that the linker may replace. Under the one-definition rule a clone means the same; of a weak function it
; is not known what it does, and a clone of it would be another function.
;
; RUN: %h2s %s | FileCheck %s
declare noalias ptr @malloc(i64)
declare void @free(ptr)

$grouped = comdat any

define linkonce_odr ptr @inline_new() {
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p
  ret ptr %p
}
define linkonce_odr void @inline_drop(ptr %p) {
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @inline_functions(
; CHECK: call ptr @inline_new.h2s(ptr %slot
; CHECK: call void @inline_drop.h2s(
define void @inline_functions() {
  %p = call ptr @inline_new()
  call void @inline_drop(ptr %p)
  ret void
}

define available_externally ptr @elsewhere() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @external_body(
; CHECK: call ptr @elsewhere.h2s(ptr %slot)
define void @external_body() {
  %p = call ptr @elsewhere()
  call void @free(ptr %p)
  ret void
}

define linkonce_odr hidden ptr @grouped() comdat {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @comdat(
; CHECK: call ptr @grouped.h2s(ptr %slot)
define void @comdat() {
  %p = call ptr @grouped()
  call void @free(ptr %p)
  ret void
}

define internal ptr @ours() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; Those who have its address get what they got before.
@address = global ptr @ours
; CHECK-LABEL: define void @address_taken(
; CHECK: call ptr @ours.h2s(ptr %slot)
define void @address_taken() {
  %p = call ptr @ours()
  call void @free(ptr %p)
  ret void
}

define weak ptr @weak_new() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @weak_function(
; CHECK: call ptr @weak_new()
define void @weak_function() {
  %p = call ptr @weak_new()
  call void @free(ptr %p)
  ret void
}

define weak void @weak_drop(ptr %p) {
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define void @weak_destructor(
; CHECK: call ptr @malloc(
; CHECK: call void @weak_drop(ptr %p)
define void @weak_destructor() {
  %p = call ptr @malloc(i64 8)
  call void @weak_drop(ptr %p)
  ret void
}

; A clone calls copies of what it relies on.
define linkonce_odr void @initialise(ptr %p) {
  store i64 2, ptr %p
  ret void
}

define ptr @new_initialised() {
  %p = call ptr @malloc(i64 8)
  call void @initialise(ptr %p)
  ret ptr %p
}

; CHECK-LABEL: define void @relies_on_copy(
; CHECK: call ptr @new_initialised.h2s(ptr %slot)
define void @relies_on_copy() {
  %p = call ptr @new_initialised()
  call void @free(ptr %p)
  ret void
}

; A name that is taken.
define void @taken.h2s() {
  ret void
}
define ptr @taken() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @taken_name(
; CHECK: call ptr @taken.h2s.2(ptr %slot)
define void @taken_name() {
  %p = call ptr @taken()
  call void @free(ptr %p)
  ret void
}

; A static variable is the same one in all.
@count = internal global i64 0
define ptr @counting() {
  %n = load i64, ptr @count
  %m = add i64 %n, 1
  store i64 %m, ptr @count
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

; CHECK-LABEL: define void @counted(
; CHECK: call ptr @counting.h2s(ptr %slot)
define void @counted() {
  %p = call ptr @counting()
  call void @free(ptr %p)
  ret void
}

; CHECK: define internal ptr @inline_new.h2s(
; CHECK: define internal void @inline_drop.h2s(
; CHECK: define internal ptr @elsewhere.h2s(
; CHECK: define internal ptr @grouped.h2s(ptr {{%.*}}) {
; CHECK: define internal ptr @ours.h2s(
; CHECK: define internal ptr @new_initialised.h2s(ptr [[SLOT:%.*]]) {
; CHECK-NEXT: call void @initialise.h2s(ptr [[SLOT]])
; CHECK: define internal ptr @counting.h2s(
; CHECK: store i64 %m, ptr @count
