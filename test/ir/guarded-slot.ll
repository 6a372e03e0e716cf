; A guarded slot: `n <= 256 ? slot : malloc(n)`.
;
; RUN: env HEAP2STACK=pool-size=512 %h2s %s | FileCheck %s
; RUN: env HEAP2STACK=pool-size=512 %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare i32 @__gxx_personality_v0(...)
declare ptr @custom_alloc(i32) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="custom"
declare i32 @custom_close(ptr allocptr) allockind("free") "alloc-family"="custom"
declare void @custom_free(ptr allocptr) allockind("free") "alloc-family"="custom"

; The branch may not depend on an undefined size, though malloc may be given one.
; CHECK-LABEL: define {{.*}}@plain(
; CHECK: [[SLOT:%.*]] = alloca [256 x i8], align 16
; CHECK: [[SIZE:%.*]] = freeze i64 %n
; CHECK-NEXT: [[FITS:%.*]] = icmp ule i64 [[SIZE]], 256
; CHECK-NEXT: br i1 [[FITS]], label %[[S:.*]], label %[[H:.*]]
; CHECK: [[S]]:
; CHECK-NEXT: lifetime.start
; CHECK-NEXT: br label %[[J:.*]]
; CHECK: [[H]]:
; CHECK-NEXT: %p = call ptr @malloc(i64 %n)
; CHECK-NEXT: br label %[[J]]
; CHECK: [[J]]:
; CHECK-NEXT: [[OBJECT:%.*]] = phi ptr [ [[SLOT]], %[[S]] ], [ %p, %[[H]] ]
; CHECK-NEXT: call void @look(ptr [[OBJECT]])
; CHECK: [[IS:%.*]] = icmp eq ptr [[OBJECT]], [[SLOT]]
; CHECK: lifetime.end
; CHECK-NEXT: br i1 [[IS]], label %in.slot, label %[[HEAP:.*]]
; CHECK: [[HEAP]]:
; CHECK-NEXT: call void @free(ptr [[OBJECT]])
define void @plain(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; malloc may fail: the check stays.
; CHECK-LABEL: define {{.*}}@null_check_stays(
; CHECK-NOT: freeze
; CHECK: [[OBJECT:%.*]] = phi ptr
; CHECK-NEXT: icmp eq ptr [[OBJECT]], null
define i32 @null_check_stays(i64 %n) {
  %p = call ptr @malloc(i64 noundef %n)
  %failed = icmp eq ptr %p, null
  br i1 %failed, label %no, label %yes
yes:
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret i32 0
no:
  ret i32 1
}

; Overflow goes to the original call, and only the bytes that were asked for are zeroed.
; CHECK-LABEL: define {{.*}}@product(
; CHECK: call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %size, i64 %count)
; CHECK-NEXT: [[OVER:%.*]] = extractvalue { i64, i1 } {{%.*}}, 1
; CHECK-NEXT: [[BYTES:%.*]] = extractvalue { i64, i1 } {{%.*}}, 0
; CHECK: icmp ule i64 [[BYTES]], 256
; CHECK: xor i1 [[OVER]], true
; CHECK: on.stack:
; CHECK: memset{{.*}}(ptr align 16 {{%.*}}, i8 0, i64 [[BYTES]]
; CHECK: on.heap:
; CHECK-NEXT: %p = call ptr @calloc(i64 noundef %count, i64 noundef %size)
define void @product(i64 noundef %count, i64 noundef %size) {
  %p = call ptr @calloc(i64 noundef %count, i64 noundef %size)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; Two in one block, used together, and a phi that the block leads to.
; CHECK-LABEL: define {{.*}}@two_in_a_block(
; CHECK: alloca [256 x i8]
; CHECK: alloca [256 x i8]
; CHECK: [[P:%object[0-9]*]] = phi ptr
; CHECK: [[Q:%object[0-9]*]] = phi ptr
; CHECK: br i1 %c, label %next, label %done
; CHECK: next:
; CHECK-NEXT: %either = phi ptr [ [[P]], %[[LAST:.*]] ], [ %either, %next ]
; CHECK: done:
; CHECK-NEXT: %last = phi ptr [ [[Q]], %[[LAST]] ], [ %either, %next ]
define void @two_in_a_block(i64 %n, i1 %c) {
entry:
  %p = call ptr @malloc(i64 %n)
  %q = call ptr @malloc(i64 %n)
  br i1 %c, label %next, label %done
next:
  %either = phi ptr [ %p, %entry ], [ %either, %next ]
  br i1 %c, label %next, label %done
done:
  %last = phi ptr [ %q, %entry ], [ %either, %next ]
  call void @look(ptr %last)
  call void @free(ptr %p)
  call void @free(ptr %q)
  ret void
}

; An invoke stays one on the way to the heap.
; CHECK-LABEL: define {{.*}}@invoked(
; CHECK: br i1 %fits, label %[[S:.*]], label %[[H:.*]]
; CHECK: [[S]]:
; CHECK: br label %[[J:.*]]
; CHECK: [[H]]:
; CHECK-NEXT: %p = invoke ptr @_Znwm(i64 %n)
; CHECK-NEXT: to label %[[J]] unwind label %pad
; CHECK: [[J]]:
; CHECK-NEXT: [[OBJECT:%.*]] = phi ptr [ %slot, %[[S]] ], [ %p, %[[H]] ]
; CHECK-NEXT: br label %made
; CHECK: {{^}}made:
; CHECK-NEXT: %where = phi i32 [ 1, %[[J]] ], [ 2, %other ]
; CHECK-NEXT: %q = phi ptr [ [[OBJECT]], %[[J]] ], [ null, %other ]
; CHECK: pad:
; CHECK-NEXT: %what = phi i32 [ 5, %[[H]] ], [ 6, %made ]
define i32 @invoked(i64 %n, i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  br i1 %c, label %try, label %other
try:
  %p = invoke ptr @_Znwm(i64 %n) builtin to label %made unwind label %pad
other:
  br label %made
made:
  %where = phi i32 [ 1, %try ], [ 2, %other ]
  %q = phi ptr [ %p, %try ], [ null, %other ]
  invoke void @look(ptr %q) to label %done unwind label %pad
done:
  call void @_ZdlPv(ptr %q)
  ret i32 %where
pad:
  %what = phi i32 [ 5, %try ], [ 6, %made ]
  %e = landingpad { ptr, i32 } cleanup
  ret i32 %what
}

; The second size is a phi that is built anew for the first one.
; CHECK-LABEL: define {{.*}}@size_is_rebuilt(
; CHECK: %where = phi i64
; CHECK-NEXT: freeze i64 %where
define void @size_is_rebuilt(i64 %n, i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  br i1 %c, label %try, label %join
try:
  %p = invoke ptr @_Znwm(i64 %n) builtin to label %join unwind label %pad
join:
  %where = phi i64 [ %n, %try ], [ 2, %entry ]
  %q = call ptr @malloc(i64 %where)
  call void @look(ptr %q)
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  ret void
}

; A constant one and a guarded one share a landing pad.
; CHECK-LABEL: define {{.*}}@one_edge_of_two(
; CHECK: pad:
; CHECK-NEXT: %what = phi i32 [ 2, %[[H:.*]] ]
; CHECK-NEXT: landingpad
define i32 @one_edge_of_two(i64 %n) personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %made unwind label %pad
made:
  %q = invoke ptr @_Znwm(i64 %n) builtin to label %done unwind label %pad
done:
  call void @look(ptr %p)
  call void @look(ptr %q)
  call void @_ZdlPv(ptr %p)
  call void @_ZdlPv(ptr %q)
  ret i32 0
pad:
  %what = phi i32 [ 1, %entry ], [ 2, %made ]
  %e = landingpad { ptr, i32 } cleanup
  ret i32 %what
}

; A loop whose only block holds the site: the slot is made once, and the loop's phis follow.
; CHECK-LABEL: define {{.*}}@loop(
; CHECK: entry:
; CHECK-NEXT: alloca [256 x i8]
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %i = phi i64 [ 0, %entry ], [ %next, %[[LATCH:.*]] ]
; CHECK: br i1 %again, label %loop, label %done
; VERDICT: in loop(): moved to stack when i <= 256: malloc(i)
define void @loop(i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %p = call ptr @malloc(i64 %i)
  call void @look(ptr %p)
  call void @free(ptr %p)
  %next = add i64 %i, 100
  %again = icmp ult i64 %next, %n
  br i1 %again, label %loop, label %done
done:
  ret void
}

; An object of the last iteration is still there when the next one is made: one slot is not enough.
; VERDICT: in outlives(): moved to stack when i <= 256 and one of 2 slots is free: malloc(i)
define void @outlives(i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %old = phi ptr [ null, %entry ], [ %p, %loop ]
  %p = call ptr @malloc(i64 %i)
  call void @look(ptr %old)
  call void @free(ptr %old)
  %next = add i64 %i, 100
  %again = icmp ult i64 %next, %n
  br i1 %again, label %loop, label %done
done:
  call void @free(ptr %p)
  ret void
}

; Allocas stay where they are part of the frame.
; CHECK-LABEL: define {{.*}}@alloca_behind(
; CHECK: %x = alloca i32
; CHECK: alloca [256 x i8]
; CHECK: br i1
; CHECK: %y = alloca i32, i64 %n
define void @alloca_behind(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  %x = alloca i32
  %y = alloca i32, i64 %n
  store i32 1, ptr %x
  store i32 1, ptr %y
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; A narrow size is widened for the comparison only.
; CHECK-LABEL: define {{.*}}@narrow(
; CHECK: zext i32 {{.*}} to i64
; CHECK: call ptr @custom_alloc(i32 %n)
; VERDICT: in narrow(): moved to stack when n <= 256: custom_alloc(n)
define void @narrow(i32 %n) {
  %p = call ptr @custom_alloc(i32 %n)
  call void @look(ptr %p)
  ret void
}

; The release need not take null, but yield nothing.
; VERDICT: in null_not_ignored(): moved to stack when n <= 256: custom_alloc(n)
define void @null_not_ignored(i32 %n) {
  %p = call ptr @custom_alloc(i32 %n)
  call void @look(ptr %p)
  call void @custom_free(ptr %p)
  ret void
}

; VERDICT: in release_yields(): custom_alloc(n) escapes to heap: released in a way that cannot be rewritten
define i32 @release_yields(i32 %n) {
  %p = call ptr @custom_alloc(i32 %n)
  call void @look(ptr %p)
  %status = call i32 @custom_close(ptr %p)
  ret i32 %status
}

; One release of a constant object and a guarded one is guarded for both.
; CHECK-LABEL: define {{.*}}@constant_or_guarded(
; CHECK: [[A:%is.slot.*]] = icmp eq ptr %r,
; CHECK: [[B:%is.slot.*]] = icmp eq ptr %r,
; CHECK: [[IS:%.*]] = or i1 [[B]], [[A]]
; CHECK: br i1 [[IS]], label %in.slot, label %release
; CHECK: release:
; CHECK-NEXT: call void @free(ptr %r)
define void @constant_or_guarded(i64 %n, i1 %c) {
entry:
  br i1 %c, label %yes, label %no
yes:
  %p = call ptr @malloc(i64 8)
  br label %join
no:
  %q = call ptr @malloc(i64 %n)
  br label %join
join:
  %r = phi ptr [ %p, %yes ], [ %q, %no ]
  call void @look(ptr %r)
  call void @free(ptr %r)
  ret void
}

; Where the variable lives is said before the branch.
; CHECK-LABEL: define {{.*}}@described(
; CHECK: #dbg_value(i64 %n,
; CHECK: br i1 {{.*}}, !dbg [[PLACE:![0-9]+]]
; CHECK: call ptr @malloc(i64 %n), !dbg [[PLACE]]
; CHECK: [[OBJECT:%.*]] = phi ptr {{.*}}, !dbg [[PLACE]]
; CHECK-NEXT: #dbg_value(ptr [[OBJECT]],
; CHECK-NEXT: call void @look(ptr [[OBJECT]])
define void @described(i64 %n) !dbg !5 {
    #dbg_value(i64 %n, !7, !DIExpression(), !9)
  %p = call ptr @malloc(i64 %n), !dbg !9
    #dbg_value(ptr %p, !8, !DIExpression(), !9)
  call void @look(ptr %p), !dbg !9
  call void @free(ptr %p), !dbg !9
  ret void, !dbg !9
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "guarded.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = !DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)
!5 = distinct !DISubprogram(name: "described", scope: !1, file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocalVariable(name: "n", scope: !5, file: !1, line: 1, type: !4)
!8 = !DILocalVariable(name: "p", scope: !5, file: !1, line: 2, type: !4)
!9 = !DILocation(line: 3, column: 14, scope: !5)
