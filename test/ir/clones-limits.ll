; How many clones there may be, and how much code: what does not fit stays as it is, with all that it needs.
;
; RUN: %h2s_m1 %s | FileCheck %s --check-prefixes=VERDICT,ALL
; RUN: env HEAP2STACK=clone-count=0 %h2s_m1 %s | FileCheck %s --check-prefixes=VERDICT,NONE
; RUN: env HEAP2STACK=clone-count=1 %h2s_m1 %s | FileCheck %s --check-prefixes=VERDICT,ONE
; RUN: env HEAP2STACK=clone-count=2 %h2s_m1 %s | FileCheck %s --check-prefixes=VERDICT,TWO
; RUN: env HEAP2STACK=clone-size=4 %h2s_m1 %s | FileCheck %s --check-prefixes=VERDICT,SMALL
; RUN: env HEAP2STACK=clone-count=0 %h2s %s | FileCheck %s --implicit-check-not=.h2s
; RUN: env HEAP2STACK=clone-count=1 %h2s %s | FileCheck %s --check-prefix=CODE
declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree nounwind

define ptr @new() {
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p
  ret ptr %p
}

define void @drop(ptr %p) {
  call void @free(ptr %p)
  ret void
}

define ptr @outer_new() {
  %p = call ptr @new()
  ret ptr %p
}

; One clone.
; CODE-LABEL: define void @made(
; CODE: call ptr @new.h2s(ptr %slot)
; ALL: in made(): moved to stack: new() via clone new.h2s (3 instructions)
; NONE: in made(): new() escapes to heap: needs more clones of functions than allowed
; ONE: in made(): moved to stack: new() via clone
; TWO: in made(): moved to stack: new() via clone
; SMALL: in made(): moved to stack: new() via clone
define void @made() {
  %p = call ptr @new()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; It is there already.
; ALL: in made_again(): moved to stack: new() via clone new.h2s
; NONE: in made_again(): new() escapes to heap: needs more clones of functions than allowed
; ONE: in made_again(): moved to stack: new() via clone new.h2s
; TWO: in made_again(): moved to stack: new() via clone new.h2s
; SMALL: in made_again(): moved to stack: new() via clone new.h2s
define void @made_again() {
  %p = call ptr @new()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; A second one, for another object of the same function: the first object goes all the same.
; CODE-LABEL: define void @released(
; CODE: call ptr @malloc(
; CODE: call void @drop(
; CODE: call ptr @new.h2s(ptr %slot)
; ALL: in released(): moved to stack: malloc(16), not released in clone drop.h2s (2 instructions)
; ALL: in released(): moved to stack: new() via clone new.h2s
; NONE: in released(): malloc(16) escapes to heap: needs more clones of functions than allowed
; NONE: in released(): new() escapes to heap: needs more clones of functions than allowed
; ONE: in released(): malloc(16) escapes to heap: needs more clones of functions than allowed
; ONE: in released(): moved to stack: new() via clone new.h2s
; TWO: in released(): moved to stack: malloc(16), not released in clone drop.h2s (2 instructions)
; TWO: in released(): moved to stack: new() via clone new.h2s
; SMALL: in released(): malloc(16) escapes to heap: needs more clones of functions than allowed
; SMALL: in released(): moved to stack: new() via clone new.h2s
define void @released() {
  %q = call ptr @malloc(i64 16)
  call void @look(ptr %q)
  call void @drop(ptr %q)
  %p = call ptr @new()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; What has no need of a clone is not concerned.
; VERDICT: in here(): moved to stack: malloc(8){{$}}
define void @here() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; Made by one clone and released by another: both or none.
; CODE-LABEL: define void @both(
; CODE: call ptr @new()
; CODE: call void @drop(
; ONE: in both(): new() escapes to heap: needs more clones of functions than allowed
; TWO: in both(): moved to stack: new() via clone new.h2s (3 instructions), not released in clone drop.h2s (2 instructions)
define void @both() {
  %p = call ptr @new()
  call void @look(ptr %p)
  call void @drop(ptr %p)
  ret void
}

; A clone that needs another one.
; ALL: in nested(): moved to stack: outer_new() via clone outer_new.h2s
; TWO: in nested(): outer_new() escapes to heap: needs more clones of functions than allowed
define void @nested() {
  %p = call ptr @outer_new()
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}
; CHECK: ret void
