; Copies of text: the slot gets the text and its terminating zero.
;
; RUN: env HEAP2STACK=pool-size=512 %h2s %s | FileCheck %s
; RUN: env HEAP2STACK=pool-size=512 %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @strdup(ptr)
declare ptr @strndup(ptr, i64)
declare ptr @wcsdup(ptr)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree

@text = private constant [6 x i8] c"hello\00"
@empty = private constant [1 x i8] zeroinitializer
@unfinished = private constant [3 x i8] c"abc"
@changes = global [6 x i8] c"hello\00"

; CHECK-LABEL: define {{.*}}@constant(
; CHECK: [[SLOT:%.*]] = alloca [6 x i8], align 16
; CHECK: memcpy{{.*}}(ptr align 1 [[SLOT]], ptr align 1 @text, i64 5, i1 false)
; CHECK: [[END:%.*]] = getelementptr inbounds i8, ptr [[SLOT]], i64 5
; CHECK: store i8 0, ptr [[END]]
; CHECK-NOT: @free(
; VERDICT: in constant(): moved to stack: strdup(text)
define void @constant() {
  %p = call ptr @strdup(ptr @text)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@inside(
; CHECK: alloca [3 x i8]
define void @inside() {
  %p = call ptr @strdup(ptr getelementptr (i8, ptr @text, i64 3))
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@of_nothing(
; CHECK: alloca [1 x i8]
define void @of_nothing() {
  %p = call ptr @strdup(ptr @empty)
  call void @look(ptr %p)
  ret void
}

; Measured: not constant after all, or without an end.
; VERDICT: in measured(): moved to stack when size <= 256: strdup(text)
; VERDICT: in measured(): moved to stack when size <= 256: strdup(text)
define void @measured() {
  %p = call ptr @strdup(ptr @changes)
  call void @look(ptr %p)
  %q = call ptr @strdup(ptr @unfinished)
  call void @look(ptr %q)
  ret void
}

; CHECK-LABEL: define {{.*}}@unknown(
; CHECK: [[LENGTH:%.*]] = call i64 @strlen(ptr %s)
; CHECK: [[SIZE:%.*]] = add i64 [[LENGTH]], 1
; CHECK: icmp ule i64 [[SIZE]], 256
; CHECK: memcpy
; CHECK: call ptr @strdup(ptr %s)
; CHECK: br i1 {{.*}}, label %in.slot, label %release
; VERDICT: in unknown(): moved to stack when size <= 256: strdup(s)
define void @unknown(ptr %s) {
  %p = call ptr @strdup(ptr %s)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; A limit is a bound.
; CHECK-LABEL: define {{.*}}@limited(
; CHECK: alloca [17 x i8]
; CHECK: call i64 @strnlen(ptr %s, i64 16)
; CHECK-NOT: @strndup(
; VERDICT: in limited(): moved to stack: strndup(s, 16)
define void @limited(ptr %s) {
  %p = call ptr @strndup(ptr %s, i64 16)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@cut_short(
; CHECK: alloca [4 x i8]
; CHECK: memcpy{{.*}}@text, i64 3,
define void @cut_short() {
  %p = call ptr @strndup(ptr @text, i64 3)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@wide(
; CHECK: [[LENGTH:%.*]] = call i64 @wcslen(ptr %s)
; CHECK: [[MORE:%.*]] = add i64 [[LENGTH]], 1
; CHECK: mul i64 [[MORE]], 4
; CHECK: store i32 0
define void @wide(ptr %s) {
  %p = call ptr @wcsdup(ptr %s)
  call void @look(ptr %p)
  ret void
}

; The source is the last copy: it cannot be in the same slot.
; VERDICT: in of_itself(): moved to stack when size <= 64 and one of 8 slots is free: strdup(old)
define void @of_itself(ptr %s, i1 %c) {
entry:
  br label %loop
loop:
  %old = phi ptr [ %s, %entry ], [ %p, %loop ]
  %p = call ptr @strdup(ptr %old)
  br i1 %c, label %loop, label %done
done:
  call void @free(ptr %p)
  ret void
}

; What is read from a copy as a pointer may be anybody's.
; VERDICT: in text_is_foreign(): malloc(8) escapes to heap: stored where it may outlive the call
declare ptr @malloc(i64)
define void @text_is_foreign(ptr %s) {
  %p = call ptr @strdup(ptr %s)
  %q = load ptr, ptr %p
  %r = call ptr @malloc(i64 8)
  store ptr %r, ptr %q
  call void @free(ptr %p)
  ret void
}
