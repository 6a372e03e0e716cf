; Release on the way out by exception, and releases that are invokes themselves.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @construct(ptr nocapture) nofree
declare i32 @__gxx_personality_v0(...)

; What a new-expression becomes: if the constructor throws, the memory is released in the landing pad.
; CHECK-LABEL: define {{.*}}@constructor_throws(
; CHECK-NOT: @_Znwm(
; CHECK-NOT: @_ZdlPv(
; CHECK: resume
; VERDICT: in constructor_throws(): moved to stack: operator new(8)
define void @constructor_throws() personality ptr @__gxx_personality_v0 {
entry:
  %p = call ptr @_Znwm(i64 8) builtin
  invoke void @construct(ptr %p) to label %constructed unwind label %pad
constructed:
  call void @_ZdlPv(ptr %p) builtin
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @_ZdlPv(ptr %p) builtin
  resume { ptr, i32 } %e
}

; The release is an invoke: it becomes a branch, and the phis of its landing pad lose one edge.
; CHECK-LABEL: define {{.*}}@invoked_release(
; CHECK-NOT: @free(
; CHECK: phi i32 [ 1, %entry ]
; CHECK-NEXT: landingpad
; VERDICT: in invoked_release(): moved to stack: malloc(8)
define i32 @invoked_release() personality ptr @__gxx_personality_v0 {
entry:
  %p = call ptr @malloc(i64 8)
  invoke void @construct(ptr %p) to label %constructed unwind label %pad
constructed:
  invoke void @free(ptr %p) to label %done unwind label %pad
done:
  ret i32 0
pad:
  %where = phi i32 [ 1, %entry ], [ 2, %constructed ]
  %e = landingpad { ptr, i32 } catch ptr null
  ret i32 %where
}
