; A function that makes an object, hands it to its caller through memory, and calls a function that is found in that
; object: a unique_ptr's temporary that is moved from and destroyed, as -O0 has it. What is called is known to the caller.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @read(ptr nocapture) memory(read) nounwind willreturn

@dropping = internal constant [1 x ptr] [ptr @drop]
@keeping = internal constant [1 x ptr] [ptr @keep]
@varying = global ptr @dropping
@kept = global ptr null

define internal void @drop(ptr %o) {
  call void @free(ptr %o)
  ret void
}
define internal void @keep(ptr %o) {
  store ptr %o, ptr @kept
  ret void
}
define internal void @end(ptr %holder) {
  %o = load ptr, ptr %holder
  %table = load ptr, ptr %o
  %f = load ptr, ptr %table
  call void %f(ptr %o)
  ret void
}

define internal void @give(ptr %out, i1 %fails) {
entry:
  %holder = alloca ptr
  %o = call ptr @malloc(i64 16)
  store ptr @dropping, ptr %o
  store ptr %o, ptr %out
  store ptr %o, ptr %holder
  br i1 %fails, label %failed, label %done
failed:
  call void @end(ptr %holder)
  store ptr null, ptr %out
  br label %done
done:
  ret void
}

; Both calls go to clones that do not release what lies in the frame.
; CHECK-LABEL: define void @given(
; CHECK: call void @give.h2s(ptr %given, i1 %c, ptr %{{.*}}, ptr %{{.*}}, ptr %{{.*}})
; VERDICT: in given(): moved to stack: give() via clone give.h2s (10 instructions){{$}}
define void @given(i1 %c) {
entry:
  %given = alloca ptr
  call void @give(ptr %given, i1 %c)
  br i1 %c, label %none, label %some
some:
  %o = load ptr, ptr %given
  call void @read(ptr %o)
  call void @end(ptr %given)
  br label %none
none:
  ret void
}

; CHECK-LABEL: define internal void @give.h2s(
; CHECK: call void @end.h2s(

define internal void @give_kept(ptr %out, i1 %fails) {
entry:
  %holder = alloca ptr
  %o = call ptr @malloc(i64 16)
  store ptr @keeping, ptr %o
  store ptr %o, ptr %out
  store ptr %o, ptr %holder
  br i1 %fails, label %failed, label %done
failed:
  call void @end(ptr %holder)
  br label %done
done:
  ret void
}
; VERDICT: in give_kept(): malloc(16) escapes to heap: passed to an unknown function
define void @kept_by_what_is_called(i1 %c) {
entry:
  %given = alloca ptr
  call void @give_kept(ptr %given, i1 %c)
  %o = load ptr, ptr %given
  call void @free(ptr %o)
  ret void
}

; The table is not known.
define internal void @give_unknown(ptr %out, i1 %fails) {
entry:
  %holder = alloca ptr
  %o = call ptr @malloc(i64 16)
  %table = load ptr, ptr @varying
  store ptr %table, ptr %o
  store ptr %o, ptr %out
  store ptr %o, ptr %holder
  br i1 %fails, label %failed, label %done
failed:
  call void @end(ptr %holder)
  br label %done
done:
  ret void
}
; VERDICT: in give_unknown(): malloc(16) escapes to heap: passed to a function that may keep it
define void @unknown(i1 %c) {
entry:
  %given = alloca ptr
  call void @give_unknown(ptr %given, i1 %c)
  %o = load ptr, ptr %given
  call void @free(ptr %o)
  ret void
}

; The caller changes the table, through a second way to the object, before the function is called.
define internal void @give_changed(ptr %out, ptr %other) {
entry:
  %holder = alloca ptr
  %o = call ptr @malloc(i64 16)
  store ptr @dropping, ptr %o
  store ptr %o, ptr %out
  store ptr %o, ptr %holder
  %same = load ptr, ptr %other
  store ptr @keeping, ptr %same
  call void @end(ptr %holder)
  ret void
}
; VERDICT: in changed(): give_changed() escapes to heap: passed to an unknown function
define void @changed() {
entry:
  %given = alloca ptr
  call void @give_changed(ptr %given, ptr %given)
  ret void
}
