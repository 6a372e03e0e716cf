; Addresses aligned by hand, to an alignment that is not known: `(address + alignment - 1) & -alignment` is in
; the object that the address is in, so what is stored there is. Any other arithmetic with numbers that are not
; known may lead anywhere: the object whose address is stored there stays.
;
; RUN: %opt -load-pass-plugin=%plugin "-passes=heap2stack<m=1;no-cleanup>,verify" -disable-output %s 2>&1 | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @keep(ptr)

; VERDICT: in by_negative(): moved to stack: malloc(100){{$}}
define void @by_negative(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %less = add i64 %alignment, -1
  %sum = add i64 %n, %less
  %mask = sub i64 0, %alignment
  %aligned = and i64 %sum, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in by_complement(): moved to stack: malloc(100){{$}}
define void @by_complement(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %behind = add i64 %n, 8
  %sum = add i64 %alignment, %behind
  %back = sub i64 %sum, 1
  %less = sub i64 %alignment, 1
  %mask = xor i64 %less, -1
  %aligned = and i64 %mask, %back
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; As clang leaves it without optimisation: the parameter is loaded each time.
; VERDICT: in unoptimised(): moved to stack: malloc(100){{$}}
define void @unoptimised(i64 %alignment) {
  %alignment.addr = alloca i64
  store i64 %alignment, ptr %alignment.addr
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %x = load i64, ptr %alignment.addr
  %sum = add i64 %n, %x
  %back = sub i64 %sum, 1
  %y = load i64, ptr %alignment.addr
  %less = sub i64 %y, 1
  %mask = xor i64 %less, -1
  %aligned = and i64 %back, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in rounded_down(): moved to stack: malloc(100){{$}}
define void @rounded_down(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %middle = add i64 %n, 50
  %mask = sub i64 0, %alignment
  %aligned = and i64 %middle, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; It is the object still.
; VERDICT: in kept(): malloc(100) escapes to heap: passed to a function that may keep it{{$}}
define void @kept(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %mask = sub i64 0, %alignment
  %aligned = and i64 %n, %mask
  %p = inttoptr i64 %aligned to ptr
  call void @keep(ptr %p)
  call void @free(ptr %raw)
  ret void
}

; What is added is not what the mask is made for, or it is no such mask, or the sum is more than aligned.
; VERDICT: in another_number_added(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @another_number_added(i64 %alignment, i64 %distance) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %sum = add i64 %n, %distance
  %mask = sub i64 0, %alignment
  %aligned = and i64 %sum, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in no_mask(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @no_mask(i64 %mask) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %masked = and i64 %n, %mask
  %p = inttoptr i64 %masked to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in complement_of_two_less(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @complement_of_two_less(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %less = sub i64 %alignment, 2
  %mask = xor i64 %less, -1
  %aligned = and i64 %n, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in negative_of_a_sum(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @negative_of_a_sum(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %mask = sub i64 1, %alignment
  %aligned = and i64 %n, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in sum_used_otherwise(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @sum_used_otherwise(i64 %alignment) {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %sum = add i64 %n, %alignment
  %mask = sub i64 0, %alignment
  %aligned = and i64 %sum, %mask
  %p = inttoptr i64 %aligned to ptr
  store i8 1, ptr %p
  %q = inttoptr i64 %sum to ptr
  store ptr %raw, ptr %q
  call void @free(ptr %raw)
  ret void
}

; A variable that is set twice is not the same number each time.
; VERDICT: in changed_between(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @changed_between(i64 %alignment, i64 %other) {
  %alignment.addr = alloca i64
  store i64 %alignment, ptr %alignment.addr
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %x = load i64, ptr %alignment.addr
  %sum = add i64 %n, %x
  store i64 %other, ptr %alignment.addr
  %y = load i64, ptr %alignment.addr
  %mask = sub i64 0, %y
  %aligned = and i64 %sum, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; An address as an alignment: the result tells it.
; VERDICT: in address_as_alignment(): malloc(100) escapes to heap: returned to the caller{{$}}
; VERDICT: in address_as_alignment(): malloc(8) escapes to heap: used in a way the analysis does not follow{{$}}
define i64 @address_as_alignment() {
  %raw = call ptr @malloc(i64 100)
  %q = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %raw to i64
  %alignment = ptrtoint ptr %q to i64
  %mask = sub i64 0, %alignment
  %aligned = and i64 %n, %mask
  ret i64 %aligned
}

; The same through a parameter of another function.
define internal ptr @align_down(ptr %address, i64 %alignment) noinline {
  %n = ptrtoint ptr %address to i64
  %mask = sub i64 0, %alignment
  %aligned = and i64 %n, %mask
  %p = inttoptr i64 %aligned to ptr
  ret ptr %p
}

; VERDICT: in address_passed_as_alignment(): malloc(8) escapes to heap: passed to a function that may keep it{{$}}
define ptr @address_passed_as_alignment(ptr %all_bits) {
  %q = call ptr @malloc(i64 8)
  %alignment = ptrtoint ptr %q to i64
  %aligned = call ptr @align_down(ptr %all_bits, i64 %alignment)
  ret ptr %aligned
}

; VERDICT: in aligned_by_a_function(): moved to stack: malloc(100){{$}}
define void @aligned_by_a_function() {
  %raw = call ptr @malloc(i64 100)
  %p = call ptr @align_down(ptr %raw, i64 32)
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; A size is rounded up like an address: nothing is told of what is found where it might have been.
; VERDICT: in rounded_size(): moved to stack: malloc(16){{$}}
; VERDICT: in rounded_size(): moved to stack: malloc(8){{$}}
define i64 @rounded_size(i64 %i) {
  %block = call ptr @malloc(i64 16)
  %p = call ptr @malloc(i64 8)
  store ptr %p, ptr %block
  %member = getelementptr i64, ptr %block, i64 1
  store i64 64, ptr %member
  %place = getelementptr i64, ptr %block, i64 %i
  %alignment = load i64, ptr %place
  %size = load i64, ptr %place
  %less = add i64 %alignment, -1
  %sum = add i64 %size, %less
  %mask = sub i64 0, %alignment
  %rounded = and i64 %sum, %mask
  %c = icmp ugt i64 %rounded, 100
  %r = zext i1 %c to i64
  call void @free(ptr %p)
  call void @free(ptr %block)
  ret i64 %r
}

; An address that others know: what is aligned to it may be anything.
@known = external global ptr

; VERDICT: in known_address_as_alignment(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @known_address_as_alignment() {
  %raw = call ptr @malloc(i64 100)
  %q = load ptr, ptr @known
  %alignment = ptrtoint ptr %q to i64
  %n = ptrtoint ptr %raw to i64
  %mask = sub i64 0, %alignment
  %aligned = and i64 %n, %mask
  %p = inttoptr i64 %aligned to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; Little enough of an address is left to know it: what is added makes another one.
; VERDICT: in masked_away(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @masked_away() {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %nothing = and i64 %n, -9223372036854775808
  %fixed = add i64 %nothing, 65536
  %p = inttoptr i64 %fixed to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}

; VERDICT: in all_bits_set(): malloc(100) escapes to heap: stored where it may outlive the call{{$}}
define void @all_bits_set() {
  %raw = call ptr @malloc(i64 100)
  %n = ptrtoint ptr %raw to i64
  %ones = or i64 %n, -1
  %fixed = add i64 %ones, 65537
  %p = inttoptr i64 %fixed to ptr
  store ptr %raw, ptr %p
  call void @free(ptr %raw)
  ret void
}
