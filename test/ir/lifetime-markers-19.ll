; lifetime.start and lifetime.end of a container: after them it does not hold older objects. (Up to LLVM 21 the
; markers also take the size.)
;
; REQUIRES: llvm-19
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare void @llvm.lifetime.start.p0(i64, ptr nocapture)
declare void @llvm.lifetime.end.p0(i64, ptr nocapture)

; The variable of a loop body, filled on one path: in the next iteration it is another variable.
; CHECK-LABEL: define {{.*}}@variable_of_the_body(
; CHECK-DAG: alloca [8 x i8], align 
; CHECK-NOT: @malloc(i64 8
; VERDICT: in variable_of_the_body(): moved to stack: malloc(8)
define void @variable_of_the_body(i1 %c, i1 %d) {
entry:
  %v = alloca [2 x ptr]
  br label %loop
loop:
  call void @llvm.lifetime.start.p0(i64 16, ptr %v)
  %p = call ptr @malloc(i64 8)
  br i1 %d, label %fill, label %join
fill:
  store ptr %p, ptr %v
  br label %join
join:
  %q = load ptr, ptr %v
  call void @look(ptr %q)
  call void @llvm.lifetime.end.p0(i64 16, ptr %v)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The variable lives as long as the loop.
; CHECK-LABEL: define {{.*}}@variable_outside(
; CHECK: @malloc(i64 8
; VERDICT: in variable_outside(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @variable_outside(i1 %c, i1 %d) {
entry:
  %v = alloca [2 x ptr]
  call void @llvm.lifetime.start.p0(i64 16, ptr %v)
  store ptr null, ptr %v
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  br i1 %d, label %fill, label %join
fill:
  store ptr %p, ptr %v
  br label %join
join:
  %q = load ptr, ptr %v
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  call void @llvm.lifetime.end.p0(i64 16, ptr %v)
  ret void
}

; The marker of another variable.
; CHECK-LABEL: define {{.*}}@marker_of_another(
; CHECK: @malloc(i64 8
; VERDICT: in marker_of_another(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @marker_of_another(i1 %c, i1 %d) {
entry:
  %w = alloca [2 x ptr]
  %v = alloca [2 x ptr]
  store ptr null, ptr %w
  br label %loop
loop:
  call void @llvm.lifetime.start.p0(i64 16, ptr %v)
  %p = call ptr @malloc(i64 8)
  br i1 %d, label %fill, label %join
fill:
  store ptr %p, ptr %w
  br label %join
join:
  %q = load ptr, ptr %w
  call void @look(ptr %q)
  call void @llvm.lifetime.end.p0(i64 16, ptr %v)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A marker of less than the whole variable ends nothing else.
; CHECK-LABEL: define {{.*}}@marker_of_half(
; CHECK: @malloc(i64 8
; VERDICT: in marker_of_half(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @marker_of_half(i1 %c) {
entry:
  %v = alloca [2 x ptr]
  %second = getelementptr [2 x ptr], ptr %v, i64 0, i64 1
  store ptr null, ptr %second
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @llvm.lifetime.start.p0(i64 8, ptr %v)
  %q = load ptr, ptr %second
  call void @look(ptr %q)
  store ptr %p, ptr %second
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
