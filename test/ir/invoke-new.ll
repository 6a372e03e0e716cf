; A site that is an invoke: it becomes a branch, and its edge to the landing pad goes away with it.
;
; RUN: %h2s %s | FileCheck %s

declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @construct(ptr nocapture) nofree
declare void @look(ptr nocapture) nofree
declare i32 @__gxx_personality_v0(...)
declare void @keep(ptr)

; CHECK-LABEL: define {{.*}}@becomes_a_branch(
; CHECK: [[SLOT:%.*]] = alloca [8 x i8], align 16
; CHECK-NOT: @_Znwm(
; CHECK: lifetime.start
; CHECK-NEXT: br label %made
; CHECK: made:
; CHECK-NEXT: invoke void @construct(ptr [[SLOT]])
define void @becomes_a_branch() personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %made unwind label %pad
made:
  invoke void @construct(ptr %p) to label %done unwind label %pad
done:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; Each phi of the landing pad loses one of its values.
; CHECK-LABEL: define {{.*}}@phis_follow(
; CHECK: pad:
; CHECK-NEXT: [[WHERE:%.*]] = phi i32 [ 2, %made ]
; CHECK-NEXT: [[WHAT:%.*]] = phi ptr [ %a, %made ]
; CHECK-NEXT: landingpad
; CHECK: call void @look(ptr [[WHAT]])
; CHECK: ret i32 [[WHERE]]
define i32 @phis_follow(ptr %a) personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %made unwind label %pad
made:
  invoke void @construct(ptr %p) to label %done unwind label %pad
done:
  ret i32 0
pad:
  %where = phi i32 [ 1, %entry ], [ 2, %made ]
  %what = phi ptr [ null, %entry ], [ %a, %made ]
  %e = landingpad { ptr, i32 } cleanup
  call void @look(ptr %what)
  ret i32 %where
}

; A landing pad that nothing else leads to is left without predecessors.
; CHECK-LABEL: define {{.*}}@pad_unreachable(
; CHECK: pad: {{ *}}; No predecessors!
; CHECK-NEXT: landingpad
; CHECK: ret i32 poison
define i32 @pad_unreachable() personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %made unwind label %pad
made:
  call void @look(ptr %p)
  ret i32 0
pad:
  %where = phi i32 [ 1, %entry ]
  %e = landingpad { ptr, i32 } cleanup
  ret i32 %where
}

; Two sites, one landing pad: one stays, and its edge with it.
; CHECK-LABEL: define {{.*}}@one_of_two(
; CHECK: pad:
; CHECK-NEXT: phi i32 [ 2, %first ]
; CHECK-NEXT: landingpad
define i32 @one_of_two() personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %first unwind label %pad
first:
  %q = invoke ptr @_Znwm(i64 16) builtin to label %second unwind label %pad
second:
  call void @look(ptr %p)
  call void @keep(ptr %q)
  ret i32 0
pad:
  %where = phi i32 [ 1, %entry ], [ 2, %first ]
  %e = landingpad { ptr, i32 } cleanup
  ret i32 %where
}

; A phi of the landing pad that refers to itself, in a loop.
; CHECK-LABEL: define {{.*}}@phi_of_itself(
; CHECK: pad:
; CHECK-NEXT: [[N:%.*]] = phi i32 [ 1, %made ], [ [[N]], %again ]
define i32 @phi_of_itself() personality ptr @__gxx_personality_v0 {
entry:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %made unwind label %pad
made:
  invoke void @construct(ptr %p) to label %done unwind label %pad
done:
  ret i32 0
pad:
  %n = phi i32 [ 0, %entry ], [ 1, %made ], [ %n, %again ]
  %e = landingpad { ptr, i32 } cleanup
  br label %again
again:
  invoke void @construct(ptr null) to label %done unwind label %pad
}

; The normal destination has phis of its own, which keep their values.
; CHECK-LABEL: define {{.*}}@phi_of_the_result(
; CHECK: [[SLOT:%.*]] = alloca [8 x i8]
; CHECK: phi ptr [ [[SLOT]], %new ], [ %a, %entry ]
define void @phi_of_the_result(i1 %c, ptr %a) personality ptr @__gxx_personality_v0 {
entry:
  br i1 %c, label %new, label %join
new:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %join unwind label %pad
join:
  %q = phi ptr [ %p, %new ], [ %a, %entry ]
  call void @look(ptr %q)
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; In a loop, with the release in the landing pad.
; CHECK-LABEL: define {{.*}}@in_loop(
; CHECK: entry:
; CHECK-NEXT: alloca [8 x i8]
; CHECK-NOT: @_Znwm(
; CHECK-NOT: @_ZdlPv(
define void @in_loop(i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  br label %loop
loop:
  %p = invoke ptr @_Znwm(i64 8) builtin to label %made unwind label %pad
made:
  invoke void @construct(ptr %p) to label %next unwind label %release
next:
  call void @_ZdlPv(ptr %p) builtin
  br i1 %c, label %loop, label %exit
exit:
  ret void
release:
  %f = landingpad { ptr, i32 } cleanup
  call void @_ZdlPv(ptr %p) builtin
  resume { ptr, i32 } %f
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}
