; The rows of Go's behaviour that this project is modelled on, as clang writes them, with the lines of
; -heap2stack-m. Row numbers are those of the project's list of seeds; the position's line is the row.
;
; RUN: %h2s_m1 %s | FileCheck %s --match-full-lines --strict-whitespace
; RUN: %h2s %s | FileCheck %s --check-prefix=IR

;      CHECK:seeds.c:1:3: malloc(4) escapes to heap: returned to the caller
; CHECK-NEXT:seeds.c:1:30: moved to stack: malloc(4)
; CHECK-NEXT:seeds.c:2:3: moved to stack: malloc(16)
; CHECK-NEXT:seeds.c:8:3: moved to stack: calloc(100, 4)
; CHECK-NEXT:seeds.c:9:3: calloc(1000000, 4) escapes to heap: too large for stack (limit 65535)
; CHECK-NEXT:seeds.c:11:3: moved to stack: malloc(8)
; CHECK-NEXT:seeds.c:12:3: malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration)
; CHECK-NEXT:seeds.c:15:3: moved to stack: malloc(65535)
; CHECK-NEXT:seeds.c:15:30: malloc(65536) escapes to heap: too large for stack (limit 65535)

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare void @look(ptr nocapture) nofree

; 1: func Add(x, y int) *int { res := x+y; return &res }
; IR-LABEL: define {{.*}}@add(
; IR: call ptr @malloc(i64 4)
define ptr @add(i32 %x, i32 %y) noinline !dbg !20 {
  %res = call ptr @malloc(i64 4), !dbg !101
  %sum = add i32 %x, %y
  store i32 %sum, ptr %res
  ret ptr %res
}

; The same inlined into a caller that does not keep it.
; IR-LABEL: define {{.*}}@add_caller(
; IR-NOT: @malloc(
; IR: ret i32
define i32 @add_caller(i32 %x, i32 %y) !dbg !21 {
  %res = call ptr @malloc(i64 4), !dbg !102
  %sum = add i32 %x, %y
  store volatile i32 %sum, ptr %res
  %v = load volatile i32, ptr %res
  ret i32 %v
}

; 2: p := new(User); p.name = ...
; IR-LABEL: define {{.*}}@user(
; IR-NOT: @malloc(
; IR-NOT: @free(
; IR: ret void
define void @user(ptr %name) !dbg !22 {
  %p = call ptr @malloc(i64 16), !dbg !201
  store ptr %name, ptr %p
  %n = load ptr, ptr %p
  call void @look(ptr %n)
  call void @free(ptr %p)
  ret void
}

; 8: make([]int, 100)
; IR-LABEL: define {{.*}}@slice(
; IR: [[SLOT:%.*]] = alloca [400 x i8]
; IR: memset{{.*}}[[SLOT]], i8 0, i64 400
define void @slice() !dbg !23 {
  %p = call ptr @calloc(i64 100, i64 4), !dbg !801
  call void @look(ptr %p)
  ret void
}

; 9: make([]int, 1000000)
; IR-LABEL: define {{.*}}@large_slice(
; IR: @calloc(i64 1000000
define void @large_slice() !dbg !24 {
  %p = call ptr @calloc(i64 1000000, i64 4), !dbg !901
  call void @look(ptr %p)
  ret void
}

; 11: the address of a variable of the loop body stays inside the iteration
; IR-LABEL: define {{.*}}@loop(
; IR: entry:
; IR-NEXT: alloca [8 x i8]
; IR-NOT: alloca
; IR: ret void
define void @loop(i1 %c) !dbg !25 {
entry:
  br label %body
body:
  %p = call ptr @malloc(i64 8), !dbg !1101
  call void @look(ptr %p)
  br i1 %c, label %body, label %exit
exit:
  ret void
}

; 12: ... is kept in a variable declared outside
; IR-LABEL: define {{.*}}@kept_outside(
; IR: @malloc(i64 8)
define void @kept_outside(i1 %c) !dbg !26 {
entry:
  %outside = alloca ptr
  store ptr null, ptr %outside
  br label %body
body:
  %p = call ptr @malloc(i64 8), !dbg !1201
  %older = load ptr, ptr %outside
  call void @look(ptr %older)
  store ptr %p, ptr %outside
  br i1 %c, label %body, label %exit
exit:
  ret void
}

; 15: new(T) with T of 64 KiB or more
; IR-LABEL: define {{.*}}@just_below(
; IR-NOT: @malloc(
; IR: ret void
define void @just_below() !dbg !27 {
  %p = call ptr @malloc(i64 65535), !dbg !1501
  call void @look(ptr %p)
  ret void
}
; IR-LABEL: define {{.*}}@at_limit(
; IR: @malloc(i64 65536)
define void @at_limit() !dbg !28 {
  %p = call ptr @malloc(i64 65536), !dbg !1502
  call void @look(ptr %p)
  ret void
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "seeds.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!20 = distinct !DISubprogram(name: "add", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!21 = distinct !DISubprogram(name: "add_caller", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!22 = distinct !DISubprogram(name: "user", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!23 = distinct !DISubprogram(name: "slice", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!24 = distinct !DISubprogram(name: "large_slice", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!25 = distinct !DISubprogram(name: "loop", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!26 = distinct !DISubprogram(name: "kept_outside", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!27 = distinct !DISubprogram(name: "just_below", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!28 = distinct !DISubprogram(name: "at_limit", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!101 = !DILocation(line: 1, column: 3, scope: !20)
!102 = !DILocation(line: 1, column: 30, scope: !21)
!201 = !DILocation(line: 2, column: 3, scope: !22)
!801 = !DILocation(line: 8, column: 3, scope: !23)
!901 = !DILocation(line: 9, column: 3, scope: !24)
!1101 = !DILocation(line: 11, column: 3, scope: !25)
!1201 = !DILocation(line: 12, column: 3, scope: !26)
!1501 = !DILocation(line: 15, column: 3, scope: !27)
!1502 = !DILocation(line: 15, column: 30, scope: !28)
