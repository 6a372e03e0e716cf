; The slot: in the entry block, whatever block the site is in, alive from the site to the release.
;
; RUN: %h2s %s | FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @opaque()

; CHECK-LABEL: define {{.*}}@straight(
; CHECK-NEXT: [[SLOT:%.*]] = alloca [24 x i8], align 16
; CHECK-NEXT: call void @opaque()
; CHECK-NEXT: call void @llvm.lifetime.start.p0({{(i64 24, )?}}ptr [[SLOT]])
; CHECK-NEXT: call void @look(ptr [[SLOT]])
; CHECK-NEXT: call void @llvm.lifetime.end.p0({{(i64 24, )?}}ptr [[SLOT]])
; CHECK-NEXT: call void @opaque()
; CHECK-NEXT: ret void
define void @straight() {
  call void @opaque()
  %p = call ptr @malloc(i64 24)
  call void @look(ptr %p)
  call void @free(ptr %p)
  call void @opaque()
  ret void
}

; An alloca in the loop would take more stack each time round.
; CHECK-LABEL: define {{.*}}@in_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: [[SLOT:%.*]] = alloca [24 x i8], align 16
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @llvm.lifetime.start.p0({{(i64 24, )?}}ptr [[SLOT]])
; CHECK-NOT: alloca
; CHECK: ret void
define void @in_loop(i1 %c) {
entry:
  br label %loop
loop:
  %p = call ptr @malloc(i64 24)
  call void @look(ptr %p)
  call void @free(ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A release that may get either of two objects ends neither.
; CHECK-LABEL: define {{.*}}@either_released(
; CHECK-NOT: lifetime.end
; CHECK: ret void
define void @either_released(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 24)
  %r = select i1 %c, ptr %p, ptr %q
  call void @free(ptr %r)
  call void @look(ptr %p)
  call void @look(ptr %q)
  ret void
}

; The object or null is released: where it was null, the object is still in use.
; CHECK-LABEL: define {{.*}}@perhaps_released(
; CHECK-NOT: lifetime.end
; CHECK: ret void
define void @perhaps_released(i1 %c) {
entry:
  %p = call ptr @malloc(i64 8)
  %q = select i1 %c, ptr %p, ptr null
  call void @free(ptr %q)
  br i1 %c, label %done, label %use
use:
  call void @look(ptr %p)
  br label %done
done:
  ret void
}

; An object of no bytes has an address of its own.
; CHECK-LABEL: define {{.*}}@no_bytes(
; CHECK: alloca [1 x i8]
; CHECK: alloca [1 x i8]
define i1 @no_bytes() {
  %p = call ptr @malloc(i64 0)
  %q = call ptr @malloc(i64 0)
  call void @look(ptr %p)
  call void @look(ptr %q)
  %same = icmp eq ptr %p, %q
  ret i1 %same
}
