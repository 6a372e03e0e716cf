; Size: a dynamic one that a condition, a switch or an assumption bounds gets a slot of the bound. Beside each
; rule stands what must not pass for it.
;
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<m=1;no-cleanup;dynamic-size=0>,verify" -disable-output %s 2>&1 | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare i64 @number()
declare void @llvm.assume(i1)

; VERDICT: in less(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @less(i64 %n) {
  %c = icmp ult i64 %n, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in less_on_the_wrong_edge(): malloc(n) escapes to heap: size is not constant{{$}}
define void @less_on_the_wrong_edge(i64 %n) {
  %c = icmp ult i64 %n, 100
  br i1 %c, label %done, label %small
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in not_more(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @not_more(i64 %n) {
  %c = icmp ugt i64 %n, 100
  br i1 %c, label %done, label %small
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in equal(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @equal(i64 %n) {
  %c = icmp eq i64 %n, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in different(): malloc(n) escapes to heap: size is not constant{{$}}
define void @different(i64 %n) {
  %c = icmp ne i64 %n, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in constant_on_the_left(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @constant_on_the_left(i64 %n) {
  %c = icmp ugt i64 100, %n
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; -1 is a huge size.
; VERDICT: in less_signed(): malloc(n) escapes to heap: size is not constant{{$}}
define void @less_signed(i64 %n) {
  %c = icmp slt i64 %n, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in less_signed_narrow(): malloc(n) escapes to heap: size is not constant{{$}}
define void @less_signed_narrow(i32 %x) {
  %c = icmp slt i32 %x, 100
  br i1 %c, label %small, label %done
small:
  %n = sext i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in less_signed_narrow_and_zero_extended(): malloc(n) escapes to heap: size is not constant{{$}}
define void @less_signed_narrow_and_zero_extended(i32 %x) {
  %c = icmp slt i32 %x, 100
  br i1 %c, label %small, label %done
small:
  %n = zext i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in less_signed_and_known_nonnegative(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @less_signed_and_known_nonnegative(i32 %x) {
  %c = icmp slt i32 %x, 100
  br i1 %c, label %small, label %done
small:
  %n = zext nneg i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in between_signed(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @between_signed(i32 %x) {
  %a = icmp slt i32 %x, 100
  %b = icmp sgt i32 %x, -1
  %c = and i1 %a, %b
  br i1 %c, label %small, label %done
small:
  %n = sext i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in between_signed_logical(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @between_signed_logical(i32 %x) {
  %a = icmp sge i32 %x, 100
  %b = icmp slt i32 %x, 0
  %c = select i1 %a, i1 true, i1 %b
  br i1 %c, label %done, label %small
small:
  %n = sext i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in either_signed(): malloc(n) escapes to heap: size is not constant{{$}}
define void @either_signed(i32 %x) {
  %a = icmp slt i32 %x, 100
  %b = icmp sgt i32 %x, -1
  %c = or i1 %a, %b
  br i1 %c, label %small, label %done
small:
  %n = sext i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in one_of_two(): moved to stack: malloc(n), at most 20 bytes{{$}}
define void @one_of_two(i64 %n) {
  %a = icmp eq i64 %n, 10
  %b = icmp eq i64 %n, 20
  %c = or i1 %a, %b
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in one_or_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @one_or_anything(i64 %n, i64 %x) {
  %a = icmp eq i64 %n, 10
  %b = icmp eq i64 %x, 20
  %c = or i1 %a, %b
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in negated(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @negated(i64 %n) {
  %a = icmp ugt i64 %n, 100
  %c = xor i1 %a, true
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in as_a_number(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @as_a_number(i64 %n) {
  %a = icmp ugt i64 %n, 100
  %b = xor i1 %a, true
  %d = zext i1 %b to i32
  %e = sext i32 %d to i64
  %c = icmp ne i64 %e, 0
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in as_a_number_negated(): malloc(n) escapes to heap: size is not constant{{$}}
define void @as_a_number_negated(i64 %n) {
  %a = icmp ugt i64 %n, 100
  %b = xor i1 %a, true
  %d = zext i1 %b to i32
  %c = icmp eq i32 %d, 0
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in frozen_condition(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @frozen_condition(i64 %n) {
  %a = icmp ult i64 %n, 100
  %c = freeze i1 %a
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in another_value(): malloc(n) escapes to heap: size is not constant{{$}}
define void @another_value(i64 %n, i64 %x) {
  %c = icmp ult i64 %x, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in less_than_a_bounded_one(): moved to stack: malloc(n), at most 254 bytes{{$}}
define void @less_than_a_bounded_one(i64 %n, i8 %x) {
  %m = zext i8 %x to i64
  %c = icmp ult i64 %n, %m
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in less_than_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @less_than_anything(i64 %n, i64 %x) {
  %c = icmp ult i64 %n, %x
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in narrower_value(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @narrower_value(i32 %x) {
  %c = icmp ult i32 %x, 100
  br i1 %c, label %small, label %done
small:
  %n = zext i32 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in wider_value(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @wider_value(i32 %x) {
  %m = zext i32 %x to i64
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %y = sext i32 %x to i64
  %n = add i64 %y, 0
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; The upper half is not compared.
; VERDICT: in truncated_value(): malloc(n) escapes to heap: size is not constant{{$}}
define void @truncated_value(i64 %n) {
  %m = trunc i64 %n to i32
  %c = icmp ult i32 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; 1 to 99.
; VERDICT: in one_less(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @one_less(i64 %n) {
  %m = add i64 %n, -1
  %c = icmp ult i64 %m, 99
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; -1 + 1 is less than 100.
; VERDICT: in more(): malloc(n) escapes to heap: size is not constant{{$}}
define void @more(i64 %n) {
  %m = add i64 %n, 1
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in more_without_wrapping(): moved to stack: malloc(n), at most 98 bytes{{$}}
define void @more_without_wrapping(i64 %n) {
  %m = add nuw i64 %n, 1
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; 51 to 100.
; VERDICT: in subtracted_from(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @subtracted_from(i64 %n) {
  %m = sub i64 100, %n
  %c = icmp ult i64 %m, 50
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; 2^62 * 4 is less than 100.
; VERDICT: in multiple(): malloc(n) escapes to heap: size is not constant{{$}}
define void @multiple(i64 %n) {
  %m = mul i64 %n, 4
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in multiple_without_wrapping(): moved to stack: malloc(n), at most 24 bytes{{$}}
define void @multiple_without_wrapping(i64 %n) {
  %m = mul nuw i64 %n, 4
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in multiple_by_shift(): moved to stack: malloc(n), at most 24 bytes{{$}}
define void @multiple_by_shift(i64 %n) {
  %m = shl nuw i64 %n, 2
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in affine_function_of_both(): moved to stack: malloc(n), at most 112 bytes{{$}}
define void @affine_function_of_both(i64 %x) {
  %m = add i64 %x, -1
  %c = icmp ult i64 %m, 24
  br i1 %c, label %small, label %done
small:
  %y = mul i64 %x, 4
  %n = add i64 %y, 16
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in function_of_the_frozen(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @function_of_the_frozen(i64 %n) {
  %m = freeze i64 %n
  %c = icmp ult i64 %m, 100
  br i1 %c, label %small, label %done
small:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in edge_for_both(): malloc(n) escapes to heap: size is not constant{{$}}
define void @edge_for_both(i64 %n) {
  %c = icmp ult i64 %n, 100
  br i1 %c, label %next, label %next
next:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in edge_that_others_join(): malloc(n) escapes to heap: size is not constant{{$}}
define void @edge_that_others_join(i64 %n, i1 %d) {
  br i1 %d, label %check, label %next
check:
  %c = icmp ult i64 %n, 100
  br i1 %c, label %next, label %done
next:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in edge_into_a_loop(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @edge_into_a_loop(i64 %n) {
  %c = icmp ult i64 %n, 100
  br i1 %c, label %loop, label %done
loop:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %x = call i64 @number()
  %d = icmp eq i64 %x, 0
  br i1 %d, label %loop, label %done
done:
  ret void
}

; VERDICT: in checked_afterwards(): malloc(n) escapes to heap: size is not constant{{$}}
define void @checked_afterwards(i64 %n) {
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %c = icmp ult i64 %n, 100
  br i1 %c, label %next, label %done
next:
  ret void
done:
  ret void
}

; VERDICT: in checked_in_the_iteration_before(): malloc(n) escapes to heap: size is not constant{{$}}
define void @checked_in_the_iteration_before() {
  br label %loop
loop:
  %old = phi i64 [ 0, %0 ], [ %n, %again ]
  %c = icmp ult i64 %old, 100
  br i1 %c, label %again, label %done
again:
  %n = call i64 @number()
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  br label %loop
done:
  ret void
}

; VERDICT: in case(): moved to stack: malloc(n), at most 70 bytes{{$}}
define void @case(i64 %n) {
  switch i64 %n, label %done [ i64 3, label %some
                               i64 70, label %some ]
some:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in case_of_the_wider(): moved to stack: malloc(m), at most 70 bytes{{$}}
define void @case_of_the_wider(i32 %x) {
  %n = zext i32 %x to i64
  switch i64 %n, label %done [ i64 3, label %some
                               i64 70, label %some ]
some:
  %m = sext i32 %x to i64
  %p = call ptr @malloc(i64 %m)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in default_case(): malloc(n) escapes to heap: size is not constant{{$}}
define void @default_case(i64 %n) {
  switch i64 %n, label %rest [ i64 3, label %done
                               i64 70, label %done ]
rest:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in default_and_case(): malloc(n) escapes to heap: size is not constant{{$}}
define void @default_and_case(i64 %n) {
  switch i64 %n, label %rest [ i64 3, label %rest
                               i64 70, label %done ]
rest:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
done:
  ret void
}

; VERDICT: in assumed(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @assumed(i64 %n) {
  %c = icmp ult i64 %n, 100
  call void @llvm.assume(i1 %c)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in assumed_afterwards(): malloc(n) escapes to heap: size is not constant{{$}}
define void @assumed_afterwards(i64 %n) {
  %c = icmp ult i64 %n, 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  call void @llvm.assume(i1 %c)
  ret void
}

; VERDICT: in assumed_elsewhere(): malloc(n) escapes to heap: size is not constant{{$}}
define void @assumed_elsewhere(i64 %n, i1 %d) {
  br i1 %d, label %there, label %here
there:
  %c = icmp ult i64 %n, 100
  call void @llvm.assume(i1 %c)
  br label %here
here:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}
