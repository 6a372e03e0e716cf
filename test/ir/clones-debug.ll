; A clone is described as what it is a clone of, by a record of its own; the variables in it are its own, and a
; debugger that stops at a redirected call finds the line of the call.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s %s | %llc -filetype=obj -o %t.o
; RUN: llvm-dwarfdump --verify %t.o
; RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
target triple = "x86_64-pc-linux-gnu"

declare noalias ptr @malloc(i64)
declare void @free(ptr)

define ptr @new(i64 %n) !dbg !10 {
  %p = call ptr @malloc(i64 8), !dbg !11
    #dbg_value(ptr %p, !12, !DIExpression(), !11)
  store i64 %n, ptr %p, !dbg !13
  ret ptr %p, !dbg !13
}

define void @drop(ptr %q) !dbg !20 {
    #dbg_value(ptr %q, !21, !DIExpression(), !22)
  call void @free(ptr %q), !dbg !22
  ret void, !dbg !22
}

; CHECK-LABEL: define i64 @use(
; CHECK: alloca [8 x i8], align 16{{$}}
; CHECK: getelementptr inbounds i8, {{.*}}, i64 8{{$}}
; CHECK: [[R:%.*]] = call ptr @new.h2s(i64 7, ptr %slot), !dbg [[MAKES:![0-9]+]]
; CHECK: #dbg_value(ptr [[R]], {{.*}}, [[MAKES]])
; CHECK: call void @drop.h2s(ptr [[R]], ptr %slots, ptr %slots.end), !dbg [[DROPS:![0-9]+]]
define i64 @use() !dbg !30 {
  %r = call ptr @new(i64 7), !dbg !31
    #dbg_value(ptr %r, !32, !DIExpression(), !31)
  %v = load i64, ptr %r, !dbg !33
  call void @drop(ptr %r), !dbg !33
  ret i64 %v, !dbg !33
}

; A call through a pointer may have no position; one of a function that is described must. (Found by the mutator.)
; CHECK-LABEL: define i64 @through_pointer(
; CHECK: call ptr @new.h2s(i64 7, ptr %slot), !dbg [[UNKNOWN:![0-9]+]]
; CHECK: call ptr %f(i64 7){{$}}
define i64 @through_pointer(i1 %c) !dbg !40 {
  %f = select i1 %c, ptr @new, ptr null
  %r = call ptr %f(i64 7)
  %v = load i64, ptr %r
  call void @free(ptr %r)
  ret i64 %v
}

; CHECK-LABEL: define internal ptr @new.h2s(
; CHECK-SAME: i64 %n, ptr [[SLOT:%.*]]) !dbg [[NEW:![0-9]+]] {
; CHECK-NEXT: #dbg_value(ptr [[SLOT]], [[P:![0-9]+]], !DIExpression(), [[IN_NEW:![0-9]+]])
; CHECK-NEXT: store i64 %n, ptr [[SLOT]]

; CHECK-LABEL: define internal void @drop.h2s(
; CHECK-SAME: !dbg [[DROP:![0-9]+]] {
; CHECK: icmp uge {{.*}}, !dbg [[IN_DROP:![0-9]+]]
; CHECK: br i1 {{.*}}, !dbg [[IN_DROP]]
; CHECK: call void @free({{.*}}), !dbg [[IN_DROP]]

; CHECK-DAG: [[MAKES]] = !DILocation(line: 9,
; CHECK-DAG: [[DROPS]] = !DILocation(line: 10,
; CHECK-DAG: [[UNKNOWN]] = !DILocation(line: 0,
; CHECK-DAG: [[NEW]] = distinct !DISubprogram(name: "new",
; CHECK-DAG: [[P]] = !DILocalVariable(name: "p", scope: [[NEW]],
; CHECK-DAG: [[IN_NEW]] = !DILocation(line: 2, scope: [[NEW]])
; CHECK-DAG: [[DROP]] = distinct !DISubprogram(name: "drop",
; CHECK-DAG: [[IN_DROP]] = !DILocation(line: 6, scope: [[DROP]])

; The functions, then their clones.
; DWARF: DW_TAG_subprogram
; DWARF: DW_AT_name{{.*}}("new")
; DWARF: DW_TAG_subprogram
; DWARF: DW_AT_name{{.*}}("drop")
; DWARF: DW_TAG_subprogram
; DWARF: DW_AT_name{{.*}}("use")
; DWARF: DW_TAG_subprogram
; DWARF: DW_AT_name{{.*}}("new")
; DWARF: DW_TAG_subprogram
; DWARF: DW_AT_name{{.*}}("drop")

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "clones.c", directory: ".")
!2 = !{i32 7, !"Dwarf Version", i32 5}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !DISubroutineType(types: !6)
!6 = !{}
!5 = !DIBasicType(name: "pointer", size: 64, encoding: DW_ATE_address)
!10 = distinct !DISubprogram(name: "new", file: !1, line: 1, type: !4, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !6)
!11 = !DILocation(line: 2, scope: !10)
!12 = !DILocalVariable(name: "p", scope: !10, file: !1, line: 2, type: !5)
!13 = !DILocation(line: 3, scope: !10)
!20 = distinct !DISubprogram(name: "drop", file: !1, line: 5, type: !4, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !6)
!21 = !DILocalVariable(name: "q", arg: 1, scope: !20, file: !1, line: 5, type: !5)
!22 = !DILocation(line: 6, scope: !20)
!30 = distinct !DISubprogram(name: "use", file: !1, line: 8, type: !4, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !6)
!31 = !DILocation(line: 9, scope: !30)
!32 = !DILocalVariable(name: "r", scope: !30, file: !1, line: 9, type: !5)
!33 = !DILocation(line: 10, scope: !30)
!40 = distinct !DISubprogram(name: "through_pointer", file: !1, line: 12, type: !4, unit: !0, spFlags: DISPFlagDefinition, retainedNodes: !6)
