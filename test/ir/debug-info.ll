; Debug information: the variable that pointed to the object points to the slot, and the new instructions are where
; the site was.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin -passes=heap2stack -S %s | FileCheck %s --check-prefix=CLEAN

declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree
declare void @llvm.dbg.value(metadata, metadata, metadata)

; CHECK-LABEL: define {{.*}}@described(
; CHECK: [[SLOT:%.*]] = alloca [8 x i8]
; CHECK: call void @llvm.memset{{.*}}(ptr align 16 [[SLOT]], {{.*}}), !dbg [[AT:![0-9]+]]
; CHECK: {{#dbg_value\(|call void @llvm.dbg.value\(metadata }}ptr [[SLOT]],
; CLEAN: {{#dbg_value\(|call void @llvm.dbg.value\(metadata }}ptr %{{slot|p}}
define void @described() !dbg !4 {
  %p = call ptr @calloc(i64 1, i64 8), !dbg !8
  call void @llvm.dbg.value(metadata ptr %p, metadata !9, metadata !DIExpression()), !dbg !8
  call void @look(ptr %p), !dbg !10
  call void @free(ptr %p), !dbg !10
  ret void, !dbg !10
}

; A variable that held the null check still has a value.
; CHECK-LABEL: define {{.*}}@null_check(
; CHECK: {{#dbg_value\(|call void @llvm.dbg.value\(metadata }}i1 false,
define void @null_check() !dbg !11 {
  %p = call ptr @calloc(i64 1, i64 8), !dbg !12
  %null = icmp eq ptr %p, null, !dbg !12
  call void @llvm.dbg.value(metadata i1 %null, metadata !13, metadata !DIExpression()), !dbg !12
  call void @look(ptr %p), !dbg !12
  ret void, !dbg !12
}

; CHECK: [[AT]] = !DILocation(line: 2, column: 7,
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "user.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "described", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!5 = !DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)
!6 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !5, size: 64)
!8 = !DILocation(line: 2, column: 7, scope: !4)
!9 = !DILocalVariable(name: "p", scope: !4, file: !1, line: 2, type: !6)
!10 = !DILocation(line: 3, column: 1, scope: !4)
!11 = distinct !DISubprogram(name: "null_check", file: !1, line: 5, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!12 = !DILocation(line: 6, column: 7, scope: !11)
!13 = !DILocalVariable(name: "failed", scope: !11, file: !1, line: 6, type: !14)
!14 = !DIBasicType(name: "bool", size: 8, encoding: DW_ATE_boolean)
