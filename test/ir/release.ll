; Release: every call that ends the object's life is known, and goes with it.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @release_it(ptr nocapture)
declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)

; The call to free goes.
; CHECK-LABEL: define {{.*}}@removed(
; CHECK-NOT: @free(
; VERDICT: in removed(): moved to stack: malloc(8)
define void @removed() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; One for each path.
; CHECK-LABEL: define {{.*}}@removed_on_each_path(
; CHECK-NOT: @free(
; VERDICT: in removed_on_each_path(): moved to stack: malloc(8)
define void @removed_on_each_path(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br i1 %c, label %yes, label %no
yes:
  call void @free(ptr %p)
  ret void
no:
  call void @free(ptr %p)
  ret void
}

; free(NULL) does nothing, so a pointer that is ours or null needs no call.
; CHECK-LABEL: define {{.*}}@removed_for_object_or_null(
; CHECK-NOT: @free(
; VERDICT: in removed_for_object_or_null(): moved to stack: malloc(8)
define void @removed_for_object_or_null(i1 %c) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  br label %no
no:
  %q = phi ptr [ %p, %yes ], [ null, %entry ]
  call void @free(ptr %q)
  ret void
}

; A call that never receives a promoted object stays as it is.
; CHECK-LABEL: define {{.*}}@others_stay(
; CHECK: call void @free(ptr %a)
; CHECK-NOT: @free(
; VERDICT: in others_stay(): moved to stack: malloc(8)
define void @others_stay(ptr %a) {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %a)
  call void @free(ptr %p)
  ret void
}

; So does the release of an object that is kept.
; CHECK-LABEL: define {{.*}}@kept_object_released(
; CHECK: [[P:%.*]] = call ptr @malloc(i64 16)
; CHECK: call void @free(ptr [[P]])
; CHECK-NOT: @free(
; VERDICT: in kept_object_released(): moved to stack: malloc(8)
; VERDICT: in kept_object_released(): malloc(16) escapes to heap: passed to a function that may free it
define void @kept_object_released() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  call void @look(ptr %p)
  call void @release_it(ptr %q)
  call void @free(ptr %q)
  call void @free(ptr %p)
  ret void
}

; Released through the container that it was stored in.
; CHECK-LABEL: define {{.*}}@removed_through_memory(
; CHECK-NOT: @free(
; VERDICT: in removed_through_memory(): moved to stack: malloc(16)
; VERDICT: in removed_through_memory(): moved to stack: malloc(8)
define void @removed_through_memory() {
  %box = call ptr @malloc(i64 16)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %box
  %q = load ptr, ptr %box
  call void @free(ptr %q)
  call void @free(ptr %box)
  ret void
}

; new and free do not go together: undefined on the heap, and better left visible.
; CHECK-LABEL: define {{.*}}@wrong_family(
; CHECK: @_Znwm(
; CHECK: @free(
; VERDICT: in wrong_family(): operator new(8) escapes to heap: released in a way that cannot be rewritten
define void @wrong_family() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@wrong_family_of_malloc(
; CHECK: @malloc(
; CHECK: @_ZdlPv(
; VERDICT: in wrong_family_of_malloc(): malloc(8) escapes to heap: released in a way that cannot be rewritten
define void @wrong_family_of_malloc() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p) builtin
  ret void
}

; A free that is not the library's (-fno-builtin) is any function.
; CHECK-LABEL: define {{.*}}@not_the_real_free(
; CHECK: @malloc(
; CHECK: @free(
; VERDICT: in not_the_real_free(): malloc(8) escapes to heap: passed to a function that may keep it
define void @not_the_real_free() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p) nobuiltin
  ret void
}

; CHECK-LABEL: define {{.*}}@not_the_real_free_in_function(
; CHECK: @malloc(
; CHECK: @free(
; VERDICT: in not_the_real_free_in_function(): malloc(8) escapes to heap: passed to a function that may keep it
define void @not_the_real_free_in_function() "no-builtin-free" {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; A musttail release cannot be taken out.
; CHECK-LABEL: define {{.*}}@released_by_musttail(
; CHECK: @malloc(
; CHECK: musttail call void @free(
; VERDICT: in released_by_musttail(): malloc(8) escapes to heap: released in a way that cannot be rewritten
define void @released_by_musttail(ptr %unused) {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  musttail call void @free(ptr %p)
  ret void
}

; Never released: the leak goes as well.
; CHECK-LABEL: define {{.*}}@leaked(
; CHECK-NOT: @malloc(
; VERDICT: in leaked(): moved to stack: malloc(8)
define void @leaked() {
  %p = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  ret void
}
