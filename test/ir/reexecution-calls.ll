; Re-execution, across calls: a function that always overwrites a variable, and does not look at it earlier, makes an end
; of the older pointer in it, as a store does.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @look(ptr nocapture) nofree
declare void @read(ptr nocapture) memory(read) nounwind willreturn
declare void @may_throw()
declare i32 @__gxx_personality_v0(...)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

define internal void @fill(ptr %b, ptr %p) {
  store ptr %p, ptr %b
  ret void
}
define internal ptr @same(ptr %b) {
  %variable = alloca ptr
  store ptr %b, ptr %variable
  %again = load ptr, ptr %variable
  ret ptr %again
}

; CHECK-LABEL: define void @filled(
; CHECK: %slot = alloca [8 x i8]
; CHECK-NOT: @malloc
; CHECK: ret void
; VERDICT: in filled(): moved to stack: malloc(8)
define void @filled(i1 %c) {
entry:
  %b = alloca ptr
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill(ptr %b, ptr %p)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; As -O0 has it: the variable is found through a function that returns its argument, in a function that is called.
define internal void @fill_deep(ptr %b, ptr %p) {
  %place = call ptr @same(ptr %b)
  call void @fill(ptr %place, ptr %p)
  ret void
}
; CHECK-LABEL: define void @filled_deep(
; CHECK: %slot = alloca [8 x i8]
; CHECK-NOT: @malloc
; CHECK: ret void
; VERDICT: in filled_deep(): moved to stack: malloc(8)
define void @filled_deep(i1 %c) {
entry:
  %b = alloca ptr
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill_deep(ptr %b, ptr %p)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The call is the site as well.
define internal void @make(ptr %b) {
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %b
  ret void
}
; CHECK-LABEL: define void @made(
; CHECK: call void @make.h2s(ptr %b, ptr %slot)
; VERDICT: in made(): moved to stack: make() via clone make.h2s
define void @made(i1 %c) {
entry:
  %b = alloca ptr
  br label %loop
loop:
  call void @make(ptr %b)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

define internal void @make_or_not(ptr %b, i1 %c) {
  br i1 %c, label %do, label %end
do:
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %b
  br label %end
end:
  ret void
}
; CHECK-LABEL: define void @not_always(
; CHECK: call void @make_or_not(
; VERDICT: in not_always(): make_or_not() escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @not_always(i1 %c, i1 %d) {
entry:
  %b = alloca ptr
  br label %loop
loop:
  call void @make_or_not(ptr %b, i1 %d)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

define internal void @look_and_fill(ptr %b, ptr %p) {
  %older = load ptr, ptr %b
  call void @look(ptr %older)
  store ptr %p, ptr %b
  ret void
}
; CHECK-LABEL: define void @looked_at_first(
; CHECK: @malloc(i64 8
; VERDICT: in looked_at_first(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @looked_at_first(i1 %c) {
entry:
  %b = alloca ptr
  store ptr null, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @look_and_fill(ptr %b, ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; In a function that it calls.
define internal void @pass_and_fill(ptr %b, ptr %p) {
  call void @read(ptr %b)
  call void @fill(ptr %b, ptr %p)
  ret void
}
; CHECK-LABEL: define void @passed_first(
; CHECK: @malloc(i64 8
; VERDICT: in passed_first(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @passed_first(i1 %c) {
entry:
  %b = alloca ptr
  store ptr null, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @pass_and_fill(ptr %b, ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The same memory by two parameters: looked at through one of them, then overwritten through the other.
define internal void @fill_beside(ptr %b, ptr %other, ptr %p) {
  %older = load ptr, ptr %other
  call void @look(ptr %older)
  store ptr %p, ptr %b
  ret void
}
; CHECK-LABEL: define void @looked_at_by_another(
; CHECK: @malloc(i64 8
; VERDICT: in looked_at_by_another(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @looked_at_by_another(i1 %c) {
entry:
  %b = alloca ptr
  store ptr null, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill_beside(ptr %b, ptr %b, ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: define void @other_memory(
; CHECK: %slot = alloca [8 x i8]
; CHECK-NOT: @malloc
; CHECK: ret void
; VERDICT: in other_memory(): moved to stack: malloc(8)
define void @other_memory(i1 %c) {
entry:
  %b = alloca ptr
  %o = alloca ptr
  store ptr null, ptr %b
  store ptr null, ptr %o
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill_beside(ptr %b, ptr %o, ptr %p)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; The memory leads to itself.
define internal void @fill_second(ptr %b, ptr %p) {
  %self = load ptr, ptr %b
  %place = getelementptr i8, ptr %self, i64 8
  %older = load ptr, ptr %place
  call void @look(ptr %older)
  %second = getelementptr i8, ptr %b, i64 8
  store ptr %p, ptr %second
  ret void
}
; CHECK-LABEL: define void @looked_at_by_itself(
; CHECK: @malloc(i64 8
; VERDICT: in looked_at_by_itself(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @looked_at_by_itself(i1 %c) {
entry:
  %b = alloca [2 x ptr]
  %second = getelementptr i8, ptr %b, i64 8
  store ptr %b, ptr %b
  store ptr null, ptr %second
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill_second(ptr %b, ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; Another word of it.
; CHECK-LABEL: define void @beside(
; CHECK: @malloc(i64 8
; VERDICT: in beside(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @beside(i1 %c) {
entry:
  %b = alloca [2 x ptr]
  %second = getelementptr i8, ptr %b, i64 8
  store ptr null, ptr %b
  store ptr null, ptr %second
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill(ptr %b, ptr %p)
  %older = load ptr, ptr %second
  call void @look(ptr %older)
  call void @fill(ptr %second, ptr %p)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; One that unwinds may not have got there.
define internal void @fill_or_throw(ptr %b, ptr %p) {
  call void @may_throw()
  store ptr %p, ptr %b
  ret void
}
; CHECK-LABEL: define void @looked_at_when_caught(
; CHECK: @malloc(i64 8
; VERDICT: in looked_at_when_caught(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @looked_at_when_caught(i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  %b = alloca ptr
  store ptr null, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  invoke void @fill_or_throw(ptr %b, ptr %p) to label %next unwind label %caught
caught:
  %l = landingpad { ptr, i32 } catch ptr null
  %older = load ptr, ptr %b
  call void @look(ptr %older)
  br label %next
next:
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: define void @left_when_thrown(
; CHECK: %slot = alloca [8 x i8]
; CHECK-NOT: @malloc
; CHECK: ret void
; VERDICT: in left_when_thrown(): moved to stack: malloc(8)
define void @left_when_thrown(i1 %c) personality ptr @__gxx_personality_v0 {
entry:
  %b = alloca ptr
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  invoke void @fill_or_throw(ptr %b, ptr %p) to label %next unwind label %thrown
thrown:
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
next:
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; What fails to fill the variable does so in a function that catches.
define internal void @fill_if_nothing_is_thrown(ptr %b, ptr %p) personality ptr @__gxx_personality_v0 {
  invoke void @fill_or_throw(ptr %b, ptr %p) to label %end unwind label %caught
caught:
  %l = landingpad { ptr, i32 } catch ptr null
  br label %end
end:
  ret void
}
; CHECK-LABEL: define void @caught_inside(
; CHECK: @malloc(i64 8
; VERDICT: in caught_inside(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @caught_inside(i1 %c) {
entry:
  %b = alloca ptr
  store ptr null, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @fill_if_nothing_is_thrown(ptr %b, ptr %p)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; A replaceable function proves nothing; a private copy of one that is the same everywhere does.
define weak void @replaceable(ptr %b, ptr %p) {
  store ptr %p, ptr %b
  ret void
}
; CHECK-LABEL: define void @filled_by_what(
; CHECK: @malloc(i64 8
; VERDICT: in filled_by_what(): malloc(8) escapes to heap
define void @filled_by_what(i1 %c) {
entry:
  %b = alloca ptr
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @replaceable(ptr %b, ptr %p)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
define linkonce_odr void @inline_fill(ptr %b, ptr %p) {
  store ptr %p, ptr %b
  ret void
}
; CHECK-LABEL: define void @filled_by_copy(
; CHECK: %slot = alloca [8 x i8]
; CHECK: call void @inline_fill.h2s{{.*}}(ptr %b, ptr %slot)
; VERDICT: in filled_by_copy(): moved to stack: malloc(8)
define void @filled_by_copy(i1 %c) {
entry:
  %b = alloca ptr
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @inline_fill(ptr %b, ptr %p)
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}

; --- memset and memcpy ---

; CHECK-LABEL: define void @zeroed(
; CHECK: %slot = alloca [8 x i8]
; CHECK-NOT: @malloc
; CHECK: ret void
; VERDICT: in zeroed(): moved to stack: malloc(8)
define void @zeroed(i1 %c, i1 %d) {
entry:
  %b = alloca [2 x ptr]
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @llvm.memset.p0.i64(ptr %b, i8 0, i64 16, i1 false)
  br i1 %d, label %store, label %read
store:
  store ptr %p, ptr %b
  br label %read
read:
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: define void @zeroed_in_part(
; CHECK: @malloc(i64 8
; VERDICT: in zeroed_in_part(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @zeroed_in_part(i1 %c, i1 %d, i64 %n) {
entry:
  %b = alloca [2 x ptr]
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @llvm.memset.p0.i64(ptr %b, i8 0, i64 7, i1 false)
  call void @llvm.memset.p0.i64(ptr %b, i8 0, i64 %n, i1 false)
  br i1 %d, label %store, label %read
store:
  store ptr %p, ptr %b
  br label %read
read:
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: define void @copied_over(
; CHECK: %slot = alloca [8 x i8]
; CHECK-NOT: @malloc
; CHECK: ret void
; VERDICT: in copied_over(): moved to stack: malloc(8)
define void @copied_over(i1 %c, i1 %d) {
entry:
  %b = alloca ptr
  %nothing = alloca ptr
  store ptr null, ptr %nothing
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %nothing, i64 8, i1 false)
  br i1 %d, label %store, label %read
store:
  store ptr %p, ptr %b
  br label %read
read:
  %q = load ptr, ptr %b
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: define void @copied_on(
; CHECK: @malloc(i64 8
; VERDICT: in copied_on(): malloc(8) escapes to heap: still in use when the allocation runs again (outlives the loop iteration){{$}}
define void @copied_on(i1 %c) {
entry:
  %b = alloca ptr
  %older = alloca ptr
  store ptr null, ptr %b
  br label %loop
loop:
  %p = call ptr @malloc(i64 8)
  call void @llvm.memcpy.p0.p0.i64(ptr %older, ptr %b, i64 8, i1 false)
  store ptr %p, ptr %b
  %q = load ptr, ptr %older
  call void @look(ptr %q)
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
