; A promoted object dissolves into registers, unless no-cleanup is given.
;
; RUN: %opt -load-pass-plugin=%plugin -passes=heap2stack -S %s | FileCheck %s --check-prefix=CLEAN
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<no-cleanup>' -S %s | FileCheck %s --check-prefix=SLOT
; RUN: %opt -load-pass-plugin=%plugin -passes=heap2stack -heap2stack-cleanup=0 -S %s | FileCheck %s --check-prefix=SLOT

declare ptr @malloc(i64)
declare void @free(ptr)

; CLEAN-LABEL: define {{.*}}@sum(
; CLEAN-NEXT: [[SUM:%.*]] = add i32 %a, %b
; CLEAN-NEXT: ret i32 [[SUM]]
; SLOT-LABEL: define {{.*}}@sum(
; SLOT: alloca [8 x i8]
define i32 @sum(i32 %a, i32 %b) {
  %p = call ptr @malloc(i64 8)
  %q = getelementptr i8, ptr %p, i64 4
  store i32 %a, ptr %p
  store i32 %b, ptr %q
  %x = load i32, ptr %p
  %y = load i32, ptr %q
  %s = add i32 %x, %y
  call void @free(ptr %p)
  ret i32 %s
}

; A function without promoted sites is left alone.
; CLEAN-LABEL: define {{.*}}@unchanged(
; CLEAN: add i32 %a, 0
; SLOT-LABEL: define {{.*}}@unchanged(
define i32 @unchanged(i32 %a) {
  %x = add i32 %a, 0
  ret i32 %x
}
