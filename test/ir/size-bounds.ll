; Size: a dynamic one whose largest value its definition proves gets a slot of that many bytes. Beside each rule
; stands what must not pass for it.
;
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<m=1;no-cleanup;dynamic-size=0>,verify" -disable-output %s 2>&1 | FileCheck %s --check-prefix=VERDICT
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<no-cleanup;dynamic-size=0>,verify" -S %s | FileCheck %s

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare i64 @number()
declare i64 @llvm.umin.i64(i64, i64)
declare i64 @llvm.umax.i64(i64, i64)
declare i64 @llvm.smin.i64(i64, i64)
declare i64 @llvm.smax.i64(i64, i64)
declare i64 @llvm.usub.sat.i64(i64, i64)
declare i64 @llvm.ssub.sat.i64(i64, i64)
declare i64 @llvm.abs.i64(i64, i1)
declare i64 @llvm.ctpop.i64(i64)
declare i64 @llvm.bswap.i64(i64)
declare { i64, i1 } @llvm.umul.with.overflow.i64(i64, i64)
declare { i64, i1 } @llvm.uadd.with.overflow.i64(i64, i64)

; CHECK-LABEL: define {{.*}}@narrow_zero_extended(
; CHECK: %slot = alloca [255 x i8], align 16
; VERDICT: in narrow_zero_extended(): moved to stack: malloc(n), at most 255 bytes{{$}}
define void @narrow_zero_extended(i8 %x) {
  %n = zext i8 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; -1 becomes a huge number.
; VERDICT: in narrow_sign_extended(): malloc(n) escapes to heap: size is not constant{{$}}
define void @narrow_sign_extended(i8 %x) {
  %n = sext i8 %x to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in sign_extended_nonnegative(): moved to stack: malloc(n), at most 127 bytes{{$}}
define void @sign_extended_nonnegative(i8 %x) {
  %y = lshr i8 %x, 1
  %n = sext i8 %y to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in truncated(): moved to stack: malloc(n), at most 1000 bytes{{$}}
define void @truncated(i64 %x) {
  %y = and i64 %x, 1000
  %z = trunc i64 %y to i16
  %n = zext i16 %z to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in truncated_to_its_type(): moved to stack: malloc(n), at most 255 bytes{{$}}
define void @truncated_to_its_type(i64 %x) {
  %z = trunc i64 %x to i8
  %n = zext i8 %z to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in truncated_from_i128(): moved to stack: malloc(n), at most 255 bytes{{$}}
define void @truncated_from_i128(i128 %x) {
  %z = trunc i128 %x to i8
  %n = zext i8 %z to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; Ranges have at most 64 bits.
; VERDICT: in i128(): malloc(n) escapes to heap: size is not constant{{$}}
define void @i128(i128 %x) {
  %y = and i128 %x, 15
  %n = trunc i128 %y to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in zero_extended_to_i128(): malloc(n) escapes to heap: size is not constant{{$}}
define void @zero_extended_to_i128(i8 %x) {
  %y = zext i8 %x to i128
  %z = mul i128 %y, 36893488147419103233
  %n = trunc i128 %z to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in masked(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @masked(i64 %x) {
  %n = and i64 %x, 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in masked_too_wide(): malloc(n) escapes to heap: size is not constant{{$}}
define void @masked_too_wide(i64 %x) {
  %n = and i64 %x, -16
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in masked_twice(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @masked_twice(i64 %x) {
  %y = and i64 %x, 100
  %n = and i64 %y, -16
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in shifted_right(): moved to stack: malloc(n), at most 255 bytes{{$}}
define void @shifted_right(i64 %x) {
  %n = lshr i64 %x, 56
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in shifted_right_arithmetically(): malloc(n) escapes to heap: size is not constant{{$}}
define void @shifted_right_arithmetically(i64 %x) {
  %n = ashr i64 %x, 56
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in divided(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @divided(i64 %x) {
  %y = and i64 %x, 1000
  %n = udiv i64 %y, 10
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in divided_by_anything(): moved to stack: malloc(n), at most 1000 bytes{{$}}
define void @divided_by_anything(i64 %x, i64 %d) {
  %y = and i64 %x, 1000
  %n = udiv i64 %y, %d
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in divided_signed(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @divided_signed(i64 %x) {
  %y = and i64 %x, 1000
  %n = sdiv i64 %y, 10
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in divided_signed_by_minus_one(): malloc(n) escapes to heap: size is not constant{{$}}
define void @divided_signed_by_minus_one(i64 %x) {
  %y = and i64 %x, 1000
  %n = sdiv i64 %y, -1
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in remainder(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @remainder(i64 %x) {
  %n = urem i64 %x, 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in remainder_by_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @remainder_by_anything(i64 %x, i64 %d) {
  %n = urem i64 %x, %d
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; -99 to 99.
; VERDICT: in remainder_signed(): malloc(n) escapes to heap: size is not constant{{$}}
define void @remainder_signed(i64 %x) {
  %n = srem i64 %x, 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in remainder_signed_nonnegative(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @remainder_signed_nonnegative(i64 %x) {
  %y = lshr i64 %x, 1
  %n = srem i64 %y, 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in sum(): moved to stack: malloc(n), at most 108 bytes{{$}}
define void @sum(i64 %x) {
  %y = and i64 %x, 100
  %n = add i64 %y, 8
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in sum_of_two(): moved to stack: malloc(n), at most 200 bytes{{$}}
define void @sum_of_two(i64 %x) {
  %y = and i64 %x, 100
  %n = add i64 %y, %y
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in sum_wraps(): malloc(n) escapes to heap: size is not constant{{$}}
define void @sum_wraps(i64 %x) {
  %y = and i64 %x, 100
  %n = add i64 %y, -50
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; 64 to 100, less one.
; VERDICT: in sum_wraps_always(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @sum_wraps_always(i64 %x) {
  %y = and i64 %x, 100
  %z = call i64 @llvm.umax.i64(i64 %y, i64 64)
  %n = add i64 %z, -1
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in sum_wraps_in_its_type(): moved to stack: malloc(n), at most 255 bytes{{$}}
define void @sum_wraps_in_its_type(i8 %x) {
  %y = add i8 %x, 100
  %n = zext i8 %y to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in difference(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @difference(i64 %x) {
  %y = and i64 %x, 100
  %n = sub i64 100, %y
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in difference_wraps(): malloc(n) escapes to heap: size is not constant{{$}}
define void @difference_wraps(i64 %x) {
  %y = and i64 %x, 100
  %n = sub i64 99, %y
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in difference_nuw(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @difference_nuw(i64 %x, i64 %d) {
  %y = and i64 %x, 100
  %n = sub nuw i64 %y, %d
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; May be negative.
; VERDICT: in difference_nsw(): malloc(n) escapes to heap: size is not constant{{$}}
define void @difference_nsw(i64 %x, i64 %d) {
  %y = and i64 %x, 100
  %n = sub nsw i64 %y, %d
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in product(): moved to stack: malloc(n), at most 800 bytes{{$}}
define void @product(i64 %x) {
  %y = and i64 %x, 100
  %n = mul i64 %y, 8
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in product_wraps(): malloc(n) escapes to heap: size is not constant{{$}}
define void @product_wraps(i64 %x) {
  %y = and i64 %x, 3
  %n = mul i64 %y, 9223372036854775807
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in product_wraps_i32(): malloc(n) escapes to heap: size is not constant{{$}}
define void @product_wraps_i32(i32 %x) {
  %y = and i32 %x, 65537
  %z = mul i32 %y, 65537
  %n = zext i32 %z to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in shifted_left(): moved to stack: malloc(n), at most 800 bytes{{$}}
define void @shifted_left(i64 %x) {
  %y = and i64 %x, 100
  %n = shl i64 %y, 3
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in shifted_left_out(): malloc(n) escapes to heap: size is not constant{{$}}
define void @shifted_left_out(i64 %x) {
  %y = and i64 %x, 100
  %n = shl i64 %y, 60
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in power_of_two(): moved to stack: malloc(n), at most 128 bytes{{$}}
define void @power_of_two(i64 %x) {
  %y = and i64 %x, 7
  %n = shl i64 1, %y
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in power_of_two_unbounded(): malloc(n) escapes to heap: size is not constant{{$}}
define void @power_of_two_unbounded(i64 %x) {
  %n = shl i64 1, %x
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in combined(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @combined(i64 %x, i64 %w) {
  %y = and i64 %x, 64
  %z = and i64 %w, 35
  %n = or i64 %y, %z
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in exclusive(): moved to stack: malloc(n), at most 127 bytes{{$}}
define void @exclusive(i64 %x, i64 %w) {
  %y = and i64 %x, 64
  %z = and i64 %w, 35
  %n = xor i64 %y, %z
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in complement(): malloc(n) escapes to heap: size is not constant{{$}}
define void @complement(i64 %x) {
  %y = and i64 %x, 64
  %n = xor i64 %y, -1
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in minimum(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @minimum(i64 %x) {
  %n = call i64 @llvm.umin.i64(i64 %x, i64 100)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; -1 is less than 100.
; VERDICT: in minimum_signed(): malloc(n) escapes to heap: size is not constant{{$}}
define void @minimum_signed(i64 %x) {
  %n = call i64 @llvm.smin.i64(i64 %x, i64 100)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in clamped(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @clamped(i64 %x) {
  %y = call i64 @llvm.smin.i64(i64 %x, i64 100)
  %n = call i64 @llvm.smax.i64(i64 %y, i64 0)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in maximum(): moved to stack: malloc(n), at most 16 bytes{{$}}
define void @maximum(i64 %x) {
  %y = and i64 %x, 10
  %n = call i64 @llvm.umax.i64(i64 %y, i64 16)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in maximum_of_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @maximum_of_anything(i64 %x) {
  %n = call i64 @llvm.umax.i64(i64 %x, i64 16)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in saturated(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @saturated(i64 %x, i64 %d) {
  %y = and i64 %x, 100
  %n = call i64 @llvm.usub.sat.i64(i64 %y, i64 %d)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in saturated_signed(): malloc(n) escapes to heap: size is not constant{{$}}
define void @saturated_signed(i64 %x, i64 %d) {
  %y = and i64 %x, 100
  %n = call i64 @llvm.ssub.sat.i64(i64 %y, i64 %d)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in absolute(): moved to stack: malloc(n), at most 128 bytes{{$}}
define void @absolute(i8 %x) {
  %y = sext i8 %x to i64
  %n = call i64 @llvm.abs.i64(i64 %y, i1 false)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in absolute_of_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @absolute_of_anything(i64 %x) {
  %n = call i64 @llvm.abs.i64(i64 %x, i1 true)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in population(): moved to stack: malloc(n), at most 64 bytes{{$}}
define void @population(i64 %x) {
  %n = call i64 @llvm.ctpop.i64(i64 %x)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in bytes_swapped(): malloc(n) escapes to heap: size is not constant{{$}}
define void @bytes_swapped(i64 %x) {
  %y = and i64 %x, 1
  %n = call i64 @llvm.bswap.i64(i64 %y)
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in chosen(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @chosen(i64 %x, i1 %c) {
  %y = and i64 %x, 100
  %n = select i1 %c, i64 %y, i64 50
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in chosen_or_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @chosen_or_anything(i64 %x, i1 %c) {
  %n = select i1 %c, i64 %x, i64 50
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in chosen_when_small(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @chosen_when_small(i64 %x) {
  %c = icmp ult i64 %x, 100
  %n = select i1 %c, i64 %x, i64 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in chosen_when_large(): malloc(n) escapes to heap: size is not constant{{$}}
define void @chosen_when_large(i64 %x) {
  %c = icmp ult i64 %x, 100
  %n = select i1 %c, i64 100, i64 %x
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in chosen_when_small_signed(): malloc(n) escapes to heap: size is not constant{{$}}
define void @chosen_when_small_signed(i64 %x) {
  %c = icmp slt i64 %x, 100
  %n = select i1 %c, i64 %x, i64 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in chosen_by_another(): malloc(n) escapes to heap: size is not constant{{$}}
define void @chosen_by_another(i64 %x, i64 %w) {
  %c = icmp ult i64 %w, 100
  %n = select i1 %c, i64 %x, i64 100
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; What freeze makes of poison is any number, and the same one for every use.
; VERDICT: in frozen(): malloc(n) escapes to heap: size is not constant{{$}}
define void @frozen(i8 %x) {
  %y = add nuw i8 %x, 1
  %z = zext i8 %y to i64
  %w = sub nuw i64 100, %z
  %n = freeze i64 %w
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; What clang makes of `new int[n]`.
; VERDICT: in array_new(): moved to stack: malloc(n), at most 124 bytes{{$}}
define void @array_new(i64 %x) {
  %y = and i64 %x, 31
  %r = call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %y, i64 4)
  %o = extractvalue { i64, i1 } %r, 1
  %m = extractvalue { i64, i1 } %r, 0
  %n = select i1 %o, i64 -1, i64 %m
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in array_new_with_cookie(): moved to stack: malloc(n), at most 132 bytes{{$}}
define void @array_new_with_cookie(i64 %x) {
  %y = and i64 %x, 31
  %r = call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %y, i64 4)
  %o = extractvalue { i64, i1 } %r, 1
  %m = extractvalue { i64, i1 } %r, 0
  %a = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %m, i64 8)
  %q = extractvalue { i64, i1 } %a, 1
  %e = or i1 %o, %q
  %s = extractvalue { i64, i1 } %a, 0
  %n = select i1 %e, i64 -1, i64 %s
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in array_new_overflows(): malloc(n) escapes to heap: size is not constant{{$}}
define void @array_new_overflows(i64 %x) {
  %y = and i64 %x, 31
  %r = call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %y, i64 1152921504606846976)
  %o = extractvalue { i64, i1 } %r, 1
  %m = extractvalue { i64, i1 } %r, 0
  %n = select i1 %o, i64 -1, i64 %m
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in range_of_load(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @range_of_load(ptr %x) {
  %n = load i64, ptr %x, !range !0
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in range_of_call(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @range_of_call() {
  %n = call i64 @number(), !range !0
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in range_in_pieces(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @range_in_pieces(ptr %x) {
  %n = load i64, ptr %x, !range !1
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; -5 to 9.
; VERDICT: in range_that_wraps(): malloc(n) escapes to heap: size is not constant{{$}}
define void @range_that_wraps(ptr %x) {
  %n = load i64, ptr %x, !range !2
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in no_range(): malloc(n) escapes to heap: size is not constant{{$}}
define void @no_range() {
  %n = call i64 @number()
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in merged(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @merged(i64 %x, i1 %c) {
  br i1 %c, label %small, label %join
small:
  %y = and i64 %x, 100
  br label %join
join:
  %n = phi i64 [ %y, %small ], [ 64, %0 ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in merged_with_anything(): malloc(n) escapes to heap: size is not constant{{$}}
define void @merged_with_anything(i64 %x, i1 %c) {
  br i1 %c, label %small, label %join
small:
  br label %join
join:
  %n = phi i64 [ %x, %small ], [ 64, %0 ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in merged_after_clamp(): moved to stack: malloc(n), at most 100 bytes{{$}}
define void @merged_after_clamp(i64 %x) {
  %c = icmp ugt i64 %x, 100
  br i1 %c, label %large, label %join
large:
  br label %join
join:
  %n = phi i64 [ 100, %large ], [ %x, %0 ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in merged_after_wrong_clamp(): malloc(n) escapes to heap: size is not constant{{$}}
define void @merged_after_wrong_clamp(i64 %x) {
  %c = icmp ult i64 %x, 100
  br i1 %c, label %small, label %join
small:
  br label %join
join:
  %n = phi i64 [ 100, %small ], [ %x, %0 ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in merged_over_one_edge_for_both(): malloc(n) escapes to heap: size is not constant{{$}}
define void @merged_over_one_edge_for_both(i64 %x) {
  %c = icmp ugt i64 %x, 100
  br i1 %c, label %join, label %join
join:
  %n = phi i64 [ %x, %0 ], [ %x, %0 ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in grows_in_a_loop(): malloc(n) escapes to heap: size is not constant{{$}}
define void @grows_in_a_loop(i64 %x) {
  br label %loop
loop:
  %n = phi i64 [ 1, %0 ], [ %m, %loop ]
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %m = add nuw nsw i64 %n, 1
  %c = icmp eq i64 %m, %x
  br i1 %c, label %done, label %loop
done:
  ret void
}

; VERDICT: in grows_in_a_loop_up_to_100(): moved to stack: malloc(n), at most 99 bytes{{$}}
define void @grows_in_a_loop_up_to_100() {
  br label %loop
loop:
  %n = phi i64 [ 1, %0 ], [ %m, %next ]
  %c = icmp ult i64 %n, 100
  br i1 %c, label %next, label %done
next:
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  %m = add nuw nsw i64 %n, 1
  br label %loop
done:
  ret void
}

; Undefined is not a size.
; VERDICT: in undefined_or_small(): malloc(n) escapes to heap: size is not constant{{$}}
define void @undefined_or_small(i1 %c) {
  %n = select i1 %c, i64 undef, i64 8
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; A large bound: only what is asked for is zeroed, and never more than the slot.
; CHECK-LABEL: define {{.*}}@count_and_size(
; CHECK: %slot = alloca [320 x i8], align 16
; CHECK: [[PRODUCT:%.*]] = call { i64, i1 } @llvm.umul.with.overflow.i64(
; CHECK: [[BYTES:%.*]] = extractvalue { i64, i1 } [[PRODUCT]], 0
; CHECK: [[FITS:%.*]] = icmp ult i64 [[BYTES]], 320
; CHECK: [[LENGTH:%.*]] = select i1 [[FITS]], i64 [[BYTES]], i64 320
; CHECK: memset{{.*}}(ptr align 16 %slot, i8 0, i64 [[LENGTH]]
; VERDICT: in count_and_size(): moved to stack: calloc(n, s), at most 320 bytes{{$}}
define void @count_and_size(i64 %x, i64 %y) {
  %n = and i64 %x, 20
  %s = and i64 %y, 16
  %p = call ptr @calloc(i64 %n, i64 %s)
  call void @free(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@zeroed_at_once(
; CHECK: memset{{.*}}(ptr align 16 %slot, i8 0, i64 160,
; VERDICT: in zeroed_at_once(): moved to stack: calloc(n, 8), at most 160 bytes{{$}}
define void @zeroed_at_once(i64 %x) {
  %n = and i64 %x, 20
  %p = call ptr @calloc(i64 %n, i64 8)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in count_overflows(): calloc(n, 4294967297) escapes to heap: size is not constant{{$}}
define void @count_overflows(i64 %x) {
  %n = and i64 %x, 4294967295
  %p = call ptr @calloc(i64 %n, i64 4294967297)
  call void @free(ptr %p)
  ret void
}

; 0 or NULL, not a small object.
; VERDICT: in count_wraps(): calloc(n, 4294967296) escapes to heap: size is not constant{{$}}
define void @count_wraps(i64 %x) {
  %n = and i64 %x, 4294967296
  %p = call ptr @calloc(i64 %n, i64 4294967296)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in largest(): moved to stack: malloc(n), at most 65535 bytes{{$}}
define void @largest(i64 %x) {
  %y = trunc i64 %x to i16
  %n = zext i16 %y to i64
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

; VERDICT: in too_large(): malloc(n) escapes to heap: size is not constant{{$}}
define void @too_large(i64 %x) {
  %y = trunc i64 %x to i16
  %z = zext i16 %y to i64
  %n = add i64 %z, 1
  %p = call ptr @malloc(i64 %n)
  call void @free(ptr %p)
  ret void
}

!0 = !{i64 0, i64 101}
!1 = !{i64 0, i64 10, i64 90, i64 100}
!2 = !{i64 -5, i64 10}
