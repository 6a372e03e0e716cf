; The lines of -heap2stack-m: one a site, sorted by file, line and column; with the function where there is no
; source position.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<m=1>' -disable-output %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<m=2>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=FLOW
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack' -disable-output %s 2>&1 | count 0
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<m=0>' -disable-output %s 2>&1 | count 0

;      CHECK:{{.*}}reports.ll: in without_position(): moved to stack: malloc(8)
; CHECK-NEXT:{{.*}}reports.ll: in without_position(): moved to stack: malloc(8)
; CHECK-NEXT:a.c:5:3: moved to stack: malloc(24)
; CHECK-NEXT:z.c:1:1: malloc(1) escapes to heap: returned to the caller
; CHECK-NEXT:z.c:2:7: moved to stack: malloc(2)
; CHECK-NEXT:z.c:2:30: moved to stack: malloc(3)
; CHECK-NEXT:z.c:10:1: moved to stack: malloc(4)

; Where there is debug info but no variable, the names in the IR are not the programmer's.
; FLOW: a.c:5:3: moved to stack: malloc(24)
; FLOW-NEXT: a.c:5:3:   inlined into with_positions() at z.c:10:1
; FLOW-NEXT: z.c:1:1: malloc(1) escapes to heap: returned to the caller
; FLOW-NEXT: z.c:1:1:   flow: {result} = the pointer:
; FLOW-NEXT: z.c:1:1:     from malloc(1) (assigned on one of several paths) at z.c:10:1
; FLOW-NEXT: z.c:1:1:     from the pointer (return) at z.c:10:1
; FLOW-NEXT: z.c:2:7: moved to stack: malloc(2)

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree

define ptr @with_positions(i1 %c) !dbg !4 {
  %u = call ptr @malloc(i64 4), !dbg !13
  call void @look(ptr %u), !dbg !13
  %t = call ptr @malloc(i64 3), !dbg !12
  call void @look(ptr %t), !dbg !13
  %s = call ptr @malloc(i64 2), !dbg !11
  call void @look(ptr %s), !dbg !13
  %p = call ptr @malloc(i64 1), !dbg !10
  %q = select i1 %c, ptr %p, ptr null, !dbg !13
  %inlined = call ptr @malloc(i64 24), !dbg !14
  call void @look(ptr %inlined), !dbg !13
  %again = call ptr @malloc(i64 24), !dbg !14
  call void @look(ptr %again), !dbg !13
  ret ptr %q, !dbg !13
}

define void @without_position() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 8)
  call void @look(ptr %p)
  call void @look(ptr %q)
  ret void
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "z.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "with_positions", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!5 = !DIFile(filename: "a.c", directory: "/")
!6 = distinct !DISubprogram(name: "inlined", file: !5, line: 4, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!10 = !DILocation(line: 1, column: 1, scope: !4)
!11 = !DILocation(line: 2, column: 7, scope: !4)
!12 = !DILocation(line: 2, column: 30, scope: !4)
!13 = !DILocation(line: 10, column: 1, scope: !4)
!14 = !DILocation(line: 5, column: 3, scope: !6, inlinedAt: !13)
