; Size: the same in unoptimised code, where variables live in allocas. Beside each rule stands what must not
; pass for it.
;
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<m=1;no-cleanup;dynamic-size=0>,verify" -disable-output %s 2>&1 | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare i64 @number()
declare void @set(ptr)
declare void @llvm.assume(i1)

; VERDICT: in parameter_checked(): moved to stack: malloc(v), at most 100 bytes{{$}}
define void @parameter_checked(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %small
small:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in another_variable_checked(): malloc(v) escapes to heap: size is not constant{{$}}
define void @another_variable_checked(i64 %x) {
  %v = alloca i64
  %w = alloca i64
  store i64 %x, ptr %v
  store i64 %x, ptr %w
  %a = load i64, ptr %w
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %small
small:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in changed_after_the_check(): malloc(v) escapes to heap: size is not constant{{$}}
define void @changed_after_the_check(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %small
small:
  %y = call i64 @number()
  store i64 %y, ptr %v
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in changed_between_load_and_check(): malloc(v) escapes to heap: size is not constant{{$}}
define void @changed_between_load_and_check(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %y = call i64 @number()
  store i64 %y, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %small
small:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in changed_on_one_way(): malloc(v) escapes to heap: size is not constant{{$}}
define void @changed_on_one_way(i64 %x, i1 %d) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %small
small:
  br i1 %d, label %change, label %next
change:
  %y = call i64 @number()
  store i64 %y, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in clamped(): moved to stack: malloc(v), at most 100 bytes{{$}}
define void @clamped(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in clamped_wrongly(): malloc(v) escapes to heap: size is not constant{{$}}
define void @clamped_wrongly(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ult i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in clamped_signed(): malloc(v) escapes to heap: size is not constant{{$}}
define void @clamped_signed(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp sgt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in clamped_on_both_sides(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @clamped_on_both_sides(i32 %x) {
  %v = alloca i32
  store i32 %x, ptr %v
  %a = load i32, ptr %v
  %c = icmp sgt i32 %a, 100
  br i1 %c, label %large, label %next
large:
  store i32 100, ptr %v
  br label %next
next:
  %b = load i32, ptr %v
  %d = icmp slt i32 %b, 0
  br i1 %d, label %negative, label %last
negative:
  store i32 0, ptr %v
  br label %last
last:
  %e = load i32, ptr %v
  %n = sext i32 %e to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in changed_by_itself(): moved to stack: malloc(v), at most 101 bytes{{$}}
define void @changed_by_itself(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %b = and i64 %a, 100
  store i64 %b, ptr %v
  %d = load i64, ptr %v
  %e = add i64 %d, 1
  store i64 %e, ptr %v
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in grows_in_a_loop(): malloc(v) escapes to heap: size is not constant{{$}}
define void @grows_in_a_loop(i64 %x) {
  %v = alloca i64
  store i64 1, ptr %v
  br label %loop
loop:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %a = load i64, ptr %v
  %b = add nuw i64 %a, 1
  store i64 %b, ptr %v
  %c = icmp eq i64 %b, %x
  br i1 %c, label %done, label %loop
done:
  ret void
}

; VERDICT: in checked_before_a_loop(): moved to stack: malloc(v), at most 100 bytes{{$}}
define void @checked_before_a_loop(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %loop
loop:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %b = call i64 @number()
  %d = icmp eq i64 %b, 0
  br i1 %d, label %loop, label %done
done:
  ret void
}

; VERDICT: in checked_before_a_loop_that_changes_it(): malloc(v) escapes to heap: size is not constant{{$}}
define void @checked_before_a_loop_that_changes_it(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %done, label %loop
loop:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %b = call i64 @number()
  store i64 %b, ptr %v
  %d = icmp eq i64 %b, 0
  br i1 %d, label %loop, label %done
done:
  ret void
}

; A cycle among the blocks between store and load: one way through it checks nothing.
; VERDICT: in checked_on_one_way_round(): malloc(v) escapes to heap: size is not constant{{$}}
define void @checked_on_one_way_round(i64 %x, i1 %d, i1 %e) {
  %v = alloca i64
  store i64 %x, ptr %v
  br label %first
first:
  br i1 %d, label %check, label %second
second:
  br i1 %e, label %first, label %next
check:
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %second, label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in volatile_load(): malloc(v) escapes to heap: size is not constant{{$}}
define void @volatile_load(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load volatile i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in volatile_store(): malloc(v) escapes to heap: size is not constant{{$}}
define void @volatile_store(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store volatile i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in address_escapes(): malloc(v) escapes to heap: size is not constant{{$}}
define void @address_escapes(i64 %x) {
  %v = alloca i64
  call void @set(ptr %v)
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in partly_overwritten(): malloc(v) escapes to heap: size is not constant{{$}}
define void @partly_overwritten(i64 %x, ptr %q) {
  %v = alloca i64
  %h = getelementptr i8, ptr %v, i64 4
  store i32 1, ptr %h
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in overwritten_as_another_type(): malloc(v) escapes to heap: size is not constant{{$}}
define void @overwritten_as_another_type(i64 %x, double %y) {
  %v = alloca i64
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store double %y, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in address_stored(): malloc(v) escapes to heap: size is not constant{{$}}
define void @address_stored(i64 %x, ptr %q) {
  %v = alloca i64
  store ptr %v, ptr %q
  store i64 %x, ptr %v
  %a = load i64, ptr %v
  %c = icmp ugt i64 %a, 100
  br i1 %c, label %large, label %next
large:
  store i64 100, ptr %v
  br label %next
next:
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in never_set(): malloc(v) escapes to heap: size is not constant{{$}}
define void @never_set() {
  %v = alloca i64
  %n = load i64, ptr %v
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in assumed_variable(): moved to stack: malloc(v), at most 99 bytes{{$}}
define void @assumed_variable(i64 %x) {
  %v = alloca i64
  store i64 %x, ptr %v
  %n = load i64, ptr %v
  %c = icmp ult i64 %n, 100
  call void @llvm.assume(i1 %c)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in i128_variable(): malloc(n) escapes to heap: size is not constant{{$}}
define void @i128_variable(i128 %x) {
  %v = alloca i128
  store i128 %x, ptr %v
  %a = load i128, ptr %v
  %c = icmp ugt i128 %a, 100
  br i1 %c, label %done, label %small
small:
  %b = load i128, ptr %v
  %n = trunc i128 %b to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}
