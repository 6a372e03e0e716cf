; With a profile, what runs most often comes first.
; RUN: rm -rf %t && mkdir %t
; RUN: %opt -load-pass-plugin=%plugin -passes=heap2stack -pass-remarks-with-hotness -pass-remarks-output=%t/a.opt.yaml \
; RUN:   -disable-output %s
; RUN: %report %t | FileCheck %s
; CHECK:      Files, by profile:
; CHECK-NEXT: profile kept moved file
; CHECK-NEXT:     900    1     0 hot.c
; CHECK-NEXT:      60    2     0 cold.c
; CHECK:      Lines with sites that are kept, by profile:
; CHECK-NEXT: profile kept moved line
; CHECK-NEXT:     900    1     0 hot.c:1
; CHECK-NEXT:      50    1     0 cold.c:9
; CHECK-NEXT:      10    1     0 cold.c:5
declare noalias ptr @malloc(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="malloc"

define ptr @cold() !prof !10 !dbg !4 {
  %p = call ptr @malloc(i64 8), !dbg !7
  ret ptr %p
}

define ptr @warm() !prof !11 !dbg !5 {
  %p = call ptr @malloc(i64 8), !dbg !8
  ret ptr %p
}

define ptr @hot() !prof !12 !dbg !6 {
  %p = call ptr @malloc(i64 8), !dbg !9
  ret ptr %p
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "cold.c", directory: "")
!2 = !DIFile(filename: "hot.c", directory: "")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "cold", file: !1, unit: !0, spFlags: DISPFlagDefinition)
!5 = distinct !DISubprogram(name: "warm", file: !1, unit: !0, spFlags: DISPFlagDefinition)
!6 = distinct !DISubprogram(name: "hot", file: !2, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 5, column: 1, scope: !4)
!8 = !DILocation(line: 9, column: 1, scope: !5)
!9 = !DILocation(line: 1, column: 1, scope: !6)
!10 = !{!"function_entry_count", i64 10}
!11 = !{!"function_entry_count", i64 50}
!12 = !{!"function_entry_count", i64 900}
