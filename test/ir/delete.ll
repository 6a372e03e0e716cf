; operator new and delete in every form: each new is promoted with each delete of its family, and with no other.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

@nothrow = external constant i8
declare void @look(ptr nocapture) nofree
declare ptr @_Znwm(i64)
declare ptr @_Znam(i64)
declare ptr @_ZnwmRKSt9nothrow_t(i64, ptr)
declare ptr @_ZnamRKSt9nothrow_t(i64, ptr)
declare ptr @_ZnwmSt11align_val_t(i64, i64)
declare ptr @_ZnamSt11align_val_t(i64, i64)
declare ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64, i64, ptr)
declare ptr @_ZnamSt11align_val_tRKSt9nothrow_t(i64, i64, ptr)
declare void @_ZdlPv(ptr)
declare void @_ZdaPv(ptr)
declare void @_ZdlPvm(ptr, i64)
declare void @_ZdaPvm(ptr, i64)
declare void @_ZdlPvRKSt9nothrow_t(ptr, ptr)
declare void @_ZdaPvRKSt9nothrow_t(ptr, ptr)
declare void @_ZdlPvSt11align_val_t(ptr, i64)
declare void @_ZdaPvSt11align_val_t(ptr, i64)
declare void @_ZdlPvmSt11align_val_t(ptr, i64, i64)
declare void @_ZdaPvmSt11align_val_t(ptr, i64, i64)
declare void @_ZdlPvSt11align_val_tRKSt9nothrow_t(ptr, i64, ptr)
declare void @_ZdaPvSt11align_val_tRKSt9nothrow_t(ptr, i64, ptr)

; CHECK-LABEL: define {{.*}}@plain_new_plain_delete(
; CHECK-NOT: @_Znwm(
; CHECK-NOT: @_ZdlPv(
; VERDICT: in plain_new_plain_delete(): moved to stack: operator new(8)
define void @plain_new_plain_delete() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@plain_new_array_plain_delete_array(
; CHECK-NOT: @_Znam(
; CHECK-NOT: @_ZdaPv(
; VERDICT: in plain_new_array_plain_delete_array(): moved to stack: operator new[](8)
define void @plain_new_array_plain_delete_array() {
  %p = call ptr @_Znam(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdaPv(ptr %p) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@plain_new_sized_delete(
; CHECK-NOT: @_Znwm(
; CHECK-NOT: @_ZdlPvm(
; VERDICT: in plain_new_sized_delete(): moved to stack: operator new(8)
define void @plain_new_sized_delete() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdlPvm(ptr %p, i64 8) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@plain_new_array_sized_delete_array(
; CHECK-NOT: @_Znam(
; CHECK-NOT: @_ZdaPvm(
; VERDICT: in plain_new_array_sized_delete_array(): moved to stack: operator new[](8)
define void @plain_new_array_sized_delete_array() {
  %p = call ptr @_Znam(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdaPvm(ptr %p, i64 8) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@plain_new_nothrow_delete(
; CHECK-NOT: @_Znwm(
; CHECK-NOT: @_ZdlPvRKSt9nothrow_t(
; VERDICT: in plain_new_nothrow_delete(): moved to stack: operator new(8)
define void @plain_new_nothrow_delete() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdlPvRKSt9nothrow_t(ptr %p, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@plain_new_array_nothrow_delete_array(
; CHECK-NOT: @_Znam(
; CHECK-NOT: @_ZdaPvRKSt9nothrow_t(
; VERDICT: in plain_new_array_nothrow_delete_array(): moved to stack: operator new[](8)
define void @plain_new_array_nothrow_delete_array() {
  %p = call ptr @_Znam(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdaPvRKSt9nothrow_t(ptr %p, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@nothrow_new_plain_delete(
; CHECK-NOT: @_ZnwmRKSt9nothrow_t(
; CHECK-NOT: @_ZdlPv(
; VERDICT: in nothrow_new_plain_delete(): moved to stack: operator new(8)
define void @nothrow_new_plain_delete() {
  %p = call ptr @_ZnwmRKSt9nothrow_t(i64 8, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@nothrow_new_array_plain_delete_array(
; CHECK-NOT: @_ZnamRKSt9nothrow_t(
; CHECK-NOT: @_ZdaPv(
; VERDICT: in nothrow_new_array_plain_delete_array(): moved to stack: operator new[](8)
define void @nothrow_new_array_plain_delete_array() {
  %p = call ptr @_ZnamRKSt9nothrow_t(i64 8, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdaPv(ptr %p) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@nothrow_new_sized_delete(
; CHECK-NOT: @_ZnwmRKSt9nothrow_t(
; CHECK-NOT: @_ZdlPvm(
; VERDICT: in nothrow_new_sized_delete(): moved to stack: operator new(8)
define void @nothrow_new_sized_delete() {
  %p = call ptr @_ZnwmRKSt9nothrow_t(i64 8, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdlPvm(ptr %p, i64 8) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@nothrow_new_array_sized_delete_array(
; CHECK-NOT: @_ZnamRKSt9nothrow_t(
; CHECK-NOT: @_ZdaPvm(
; VERDICT: in nothrow_new_array_sized_delete_array(): moved to stack: operator new[](8)
define void @nothrow_new_array_sized_delete_array() {
  %p = call ptr @_ZnamRKSt9nothrow_t(i64 8, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdaPvm(ptr %p, i64 8) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@nothrow_new_nothrow_delete(
; CHECK-NOT: @_ZnwmRKSt9nothrow_t(
; CHECK-NOT: @_ZdlPvRKSt9nothrow_t(
; VERDICT: in nothrow_new_nothrow_delete(): moved to stack: operator new(8)
define void @nothrow_new_nothrow_delete() {
  %p = call ptr @_ZnwmRKSt9nothrow_t(i64 8, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdlPvRKSt9nothrow_t(ptr %p, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@nothrow_new_array_nothrow_delete_array(
; CHECK-NOT: @_ZnamRKSt9nothrow_t(
; CHECK-NOT: @_ZdaPvRKSt9nothrow_t(
; VERDICT: in nothrow_new_array_nothrow_delete_array(): moved to stack: operator new[](8)
define void @nothrow_new_array_nothrow_delete_array() {
  %p = call ptr @_ZnamRKSt9nothrow_t(i64 8, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdaPvRKSt9nothrow_t(ptr %p, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new_aligned_delete(
; CHECK-NOT: @_ZnwmSt11align_val_t(
; CHECK-NOT: @_ZdlPvSt11align_val_t(
; VERDICT: in aligned_new_aligned_delete(): moved to stack: operator new(8, 64)
define void @aligned_new_aligned_delete() {
  %p = call ptr @_ZnwmSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdlPvSt11align_val_t(ptr %p, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new_array_aligned_delete_array(
; CHECK-NOT: @_ZnamSt11align_val_t(
; CHECK-NOT: @_ZdaPvSt11align_val_t(
; VERDICT: in aligned_new_array_aligned_delete_array(): moved to stack: operator new[](8, 64)
define void @aligned_new_array_aligned_delete_array() {
  %p = call ptr @_ZnamSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdaPvSt11align_val_t(ptr %p, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new_sized_aligned_delete(
; CHECK-NOT: @_ZnwmSt11align_val_t(
; CHECK-NOT: @_ZdlPvmSt11align_val_t(
; VERDICT: in aligned_new_sized_aligned_delete(): moved to stack: operator new(8, 64)
define void @aligned_new_sized_aligned_delete() {
  %p = call ptr @_ZnwmSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdlPvmSt11align_val_t(ptr %p, i64 8, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new_array_sized_aligned_delete_array(
; CHECK-NOT: @_ZnamSt11align_val_t(
; CHECK-NOT: @_ZdaPvmSt11align_val_t(
; VERDICT: in aligned_new_array_sized_aligned_delete_array(): moved to stack: operator new[](8, 64)
define void @aligned_new_array_sized_aligned_delete_array() {
  %p = call ptr @_ZnamSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdaPvmSt11align_val_t(ptr %p, i64 8, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new_aligned_nothrow_delete(
; CHECK-NOT: @_ZnwmSt11align_val_t(
; CHECK-NOT: @_ZdlPvSt11align_val_tRKSt9nothrow_t(
; VERDICT: in aligned_new_aligned_nothrow_delete(): moved to stack: operator new(8, 64)
define void @aligned_new_aligned_nothrow_delete() {
  %p = call ptr @_ZnwmSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdlPvSt11align_val_tRKSt9nothrow_t(ptr %p, i64 64, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_new_array_aligned_nothrow_delete_array(
; CHECK-NOT: @_ZnamSt11align_val_t(
; CHECK-NOT: @_ZdaPvSt11align_val_tRKSt9nothrow_t(
; VERDICT: in aligned_new_array_aligned_nothrow_delete_array(): moved to stack: operator new[](8, 64)
define void @aligned_new_array_aligned_nothrow_delete_array() {
  %p = call ptr @_ZnamSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdaPvSt11align_val_tRKSt9nothrow_t(ptr %p, i64 64, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_nothrow_new_aligned_delete(
; CHECK-NOT: @_ZnwmSt11align_val_tRKSt9nothrow_t(
; CHECK-NOT: @_ZdlPvSt11align_val_t(
; VERDICT: in aligned_nothrow_new_aligned_delete(): moved to stack: operator new(8, 64)
define void @aligned_nothrow_new_aligned_delete() {
  %p = call ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdlPvSt11align_val_t(ptr %p, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_nothrow_new_array_aligned_delete_array(
; CHECK-NOT: @_ZnamSt11align_val_tRKSt9nothrow_t(
; CHECK-NOT: @_ZdaPvSt11align_val_t(
; VERDICT: in aligned_nothrow_new_array_aligned_delete_array(): moved to stack: operator new[](8, 64)
define void @aligned_nothrow_new_array_aligned_delete_array() {
  %p = call ptr @_ZnamSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdaPvSt11align_val_t(ptr %p, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_nothrow_new_sized_aligned_delete(
; CHECK-NOT: @_ZnwmSt11align_val_tRKSt9nothrow_t(
; CHECK-NOT: @_ZdlPvmSt11align_val_t(
; VERDICT: in aligned_nothrow_new_sized_aligned_delete(): moved to stack: operator new(8, 64)
define void @aligned_nothrow_new_sized_aligned_delete() {
  %p = call ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdlPvmSt11align_val_t(ptr %p, i64 8, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_nothrow_new_array_sized_aligned_delete_array(
; CHECK-NOT: @_ZnamSt11align_val_tRKSt9nothrow_t(
; CHECK-NOT: @_ZdaPvmSt11align_val_t(
; VERDICT: in aligned_nothrow_new_array_sized_aligned_delete_array(): moved to stack: operator new[](8, 64)
define void @aligned_nothrow_new_array_sized_aligned_delete_array() {
  %p = call ptr @_ZnamSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdaPvmSt11align_val_t(ptr %p, i64 8, i64 64) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_nothrow_new_aligned_nothrow_delete(
; CHECK-NOT: @_ZnwmSt11align_val_tRKSt9nothrow_t(
; CHECK-NOT: @_ZdlPvSt11align_val_tRKSt9nothrow_t(
; VERDICT: in aligned_nothrow_new_aligned_nothrow_delete(): moved to stack: operator new(8, 64)
define void @aligned_nothrow_new_aligned_nothrow_delete() {
  %p = call ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdlPvSt11align_val_tRKSt9nothrow_t(ptr %p, i64 64, ptr @nothrow) builtin
  ret void
}

; CHECK-LABEL: define {{.*}}@aligned_nothrow_new_array_aligned_nothrow_delete_array(
; CHECK-NOT: @_ZnamSt11align_val_tRKSt9nothrow_t(
; CHECK-NOT: @_ZdaPvSt11align_val_tRKSt9nothrow_t(
; VERDICT: in aligned_nothrow_new_array_aligned_nothrow_delete_array(): moved to stack: operator new[](8, 64)
define void @aligned_nothrow_new_array_aligned_nothrow_delete_array() {
  %p = call ptr @_ZnamSt11align_val_tRKSt9nothrow_t(i64 8, i64 64, ptr @nothrow) builtin
  call void @look(ptr %p)
  call void @_ZdaPvSt11align_val_tRKSt9nothrow_t(ptr %p, i64 64, ptr @nothrow) builtin
  ret void
}

; new is not released by delete[] ...
; CHECK-LABEL: define {{.*}}@new_and_delete_array(
; CHECK: @_Znwm(
; CHECK: @_ZdaPv(
; VERDICT: in new_and_delete_array(): operator new(8) escapes to heap: released in a way that cannot be rewritten{{$}}
define void @new_and_delete_array() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdaPv(ptr %p) builtin
  ret void
}

; ... nor new[] by delete ...
; CHECK-LABEL: define {{.*}}@new_array_and_delete(
; CHECK: @_Znam(
; CHECK: @_ZdlPv(
; VERDICT: in new_array_and_delete(): operator new[](8) escapes to heap: released in a way that cannot be rewritten{{$}}
define void @new_array_and_delete() {
  %p = call ptr @_Znam(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p) builtin
  ret void
}

; ... nor aligned new by plain delete ...
; CHECK-LABEL: define {{.*}}@aligned_new_and_plain_delete(
; CHECK: @_ZnwmSt11align_val_t(
; CHECK: @_ZdlPv(
; VERDICT: in aligned_new_and_plain_delete(): operator new(8, 64) escapes to heap: released in a way that cannot be rewritten{{$}}
define void @aligned_new_and_plain_delete() {
  %p = call ptr @_ZnwmSt11align_val_t(i64 8, i64 64) builtin
  call void @look(ptr %p)
  call void @_ZdlPv(ptr %p) builtin
  ret void
}

; ... nor the other way round.
; CHECK-LABEL: define {{.*}}@plain_new_and_aligned_delete(
; CHECK: @_Znwm(
; CHECK: @_ZdlPvSt11align_val_t(
; VERDICT: in plain_new_and_aligned_delete(): operator new(8) escapes to heap: released in a way that cannot be rewritten{{$}}
define void @plain_new_and_aligned_delete() {
  %p = call ptr @_Znwm(i64 8) builtin
  call void @look(ptr %p)
  call void @_ZdlPvSt11align_val_t(ptr %p, i64 64) builtin
  ret void
}
