; A release that may receive more objects than it can compare with one by one: their sites have one pool.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @keep(ptr)

; CHECK-LABEL: define {{.*}}@nine(
; CHECK: alloca i32
; CHECK: alloca [1024 x i8], align 16
; CHECK-NOT: alloca
; CHECK: call void @look(ptr %p)
; CHECK: icmp uge ptr %p, %slot
; CHECK: icmp ult ptr %p,
; CHECK-NOT: icmp {{.*}} ptr %p
; CHECK: call void @free(ptr %p)
; VERDICT-COUNT-9: in nine(): moved to stack when n <= 64 and one of 16 slots is free: malloc(n)
define void @nine(i32 %k, i64 %n) {
entry:
  switch i32 %k, label %m0 [
    i32 1, label %m1
    i32 2, label %m2
    i32 3, label %m3
    i32 4, label %m4
    i32 5, label %m5
    i32 6, label %m6
    i32 7, label %m7
    i32 8, label %m8
  ]
m0:
  %p0 = call ptr @malloc(i64 %n)
  br label %join
m1:
  %p1 = call ptr @malloc(i64 %n)
  br label %join
m2:
  %p2 = call ptr @malloc(i64 %n)
  br label %join
m3:
  %p3 = call ptr @malloc(i64 %n)
  br label %join
m4:
  %p4 = call ptr @malloc(i64 %n)
  br label %join
m5:
  %p5 = call ptr @malloc(i64 %n)
  br label %join
m6:
  %p6 = call ptr @malloc(i64 %n)
  br label %join
m7:
  %p7 = call ptr @malloc(i64 %n)
  br label %join
m8:
  %p8 = call ptr @malloc(i64 %n)
  br label %join
join:
  %p = phi ptr [ %p0, %m0 ], [ %p1, %m1 ], [ %p2, %m2 ], [ %p3, %m3 ], [ %p4, %m4 ], [ %p5, %m5 ], [ %p6, %m6 ], [ %p7, %m7 ], [ %p8, %m8 ]
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; Twin: eight are compared with one by one.
; CHECK-LABEL: define {{.*}}@eight(
; CHECK-COUNT-8: alloca [256 x i8], align 16
; CHECK-NOT: alloca
; CHECK: call void @look(ptr %p)
; CHECK-COUNT-8: icmp eq ptr %p, %slot
; VERDICT-COUNT-8: in eight(): moved to stack when n <= 256: malloc(n)
define void @eight(i32 %k, i64 %n) {
entry:
  switch i32 %k, label %m0 [
    i32 1, label %m1
    i32 2, label %m2
    i32 3, label %m3
    i32 4, label %m4
    i32 5, label %m5
    i32 6, label %m6
    i32 7, label %m7
  ]
m0:
  %p0 = call ptr @malloc(i64 %n)
  br label %join
m1:
  %p1 = call ptr @malloc(i64 %n)
  br label %join
m2:
  %p2 = call ptr @malloc(i64 %n)
  br label %join
m3:
  %p3 = call ptr @malloc(i64 %n)
  br label %join
m4:
  %p4 = call ptr @malloc(i64 %n)
  br label %join
m5:
  %p5 = call ptr @malloc(i64 %n)
  br label %join
m6:
  %p6 = call ptr @malloc(i64 %n)
  br label %join
m7:
  %p7 = call ptr @malloc(i64 %n)
  br label %join
join:
  %p = phi ptr [ %p0, %m0 ], [ %p1, %m1 ], [ %p2, %m2 ], [ %p3, %m3 ], [ %p4, %m4 ], [ %p5, %m5 ], [ %p6, %m6 ], [ %p7, %m7 ]
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; Where all are in slots there is no release left, and nothing to compare.
; CHECK-LABEL: define {{.*}}@constant(
; CHECK-COUNT-9: alloca [24 x i8], align 16
; CHECK-NOT: alloca
; CHECK: call void @look(ptr %p)
; CHECK-NEXT: ret void
; VERDICT-COUNT-9: in constant(): moved to stack: malloc(24)
define void @constant(i32 %k, i64 %n) {
entry:
  switch i32 %k, label %m0 [
    i32 1, label %m1
    i32 2, label %m2
    i32 3, label %m3
    i32 4, label %m4
    i32 5, label %m5
    i32 6, label %m6
    i32 7, label %m7
    i32 8, label %m8
  ]
m0:
  %p0 = call ptr @malloc(i64 24)
  br label %join
m1:
  %p1 = call ptr @malloc(i64 24)
  br label %join
m2:
  %p2 = call ptr @malloc(i64 24)
  br label %join
m3:
  %p3 = call ptr @malloc(i64 24)
  br label %join
m4:
  %p4 = call ptr @malloc(i64 24)
  br label %join
m5:
  %p5 = call ptr @malloc(i64 24)
  br label %join
m6:
  %p6 = call ptr @malloc(i64 24)
  br label %join
m7:
  %p7 = call ptr @malloc(i64 24)
  br label %join
m8:
  %p8 = call ptr @malloc(i64 24)
  br label %join
join:
  %p = phi ptr [ %p0, %m0 ], [ %p1, %m1 ], [ %p2, %m2 ], [ %p3, %m3 ], [ %p4, %m4 ], [ %p5, %m5 ], [ %p6, %m6 ], [ %p7, %m7 ], [ %p8, %m8 ]
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; One more that stays on the heap has to be released.
; CHECK-LABEL: define {{.*}}@one_kept(
; CHECK: call ptr @malloc(i64 32)
; CHECK: call void @keep(
; CHECK: icmp uge ptr %p, %slot
; CHECK: icmp ult ptr %p,
; CHECK-NOT: icmp {{.*}} ptr %p
; CHECK: call void @free(ptr %p)
; VERDICT: in one_kept(): malloc(32) escapes to heap
; VERDICT-COUNT-9: in one_kept(): moved to stack when one of 32 slots is free: malloc(32)
define void @one_kept(i32 %k, i64 %n) {
entry:
  switch i32 %k, label %m0 [
    i32 1, label %m1
    i32 2, label %m2
    i32 3, label %m3
    i32 4, label %m4
    i32 5, label %m5
    i32 6, label %m6
    i32 7, label %m7
    i32 8, label %m8
    i32 9, label %m9
  ]
m0:
  %p0 = call ptr @malloc(i64 32)
  call void @keep(ptr %p0)
  br label %join
m1:
  %p1 = call ptr @malloc(i64 32)
  br label %join
m2:
  %p2 = call ptr @malloc(i64 32)
  br label %join
m3:
  %p3 = call ptr @malloc(i64 32)
  br label %join
m4:
  %p4 = call ptr @malloc(i64 32)
  br label %join
m5:
  %p5 = call ptr @malloc(i64 32)
  br label %join
m6:
  %p6 = call ptr @malloc(i64 32)
  br label %join
m7:
  %p7 = call ptr @malloc(i64 32)
  br label %join
m8:
  %p8 = call ptr @malloc(i64 32)
  br label %join
m9:
  %p9 = call ptr @malloc(i64 32)
  br label %join
join:
  %p = phi ptr [ %p0, %m0 ], [ %p1, %m1 ], [ %p2, %m2 ], [ %p3, %m3 ], [ %p4, %m4 ], [ %p5, %m5 ], [ %p6, %m6 ], [ %p7, %m7 ], [ %p8, %m8 ], [ %p9, %m9 ]
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}
