; Values that are structures or arrays: each word holds what was put there. A twin lets the pointer leave through the
; word that it is in, or has words that cannot be told apart.
;
; RUN: %h2s_m1 %s | FileCheck %s --implicit-check-not="malloc({{[0-9]+}})"

declare ptr @malloc(i64)
declare void @free(ptr)
@kept = global ptr null
@pair_kept = global { ptr, ptr } zeroinitializer
@shown = global i1 false
@number = global i64 0
@known_numbers = global { i64, i64 } zeroinitializer

; The length is no pointer, whatever is done with it.
; CHECK: in length_shown(): moved to stack: malloc(8)
define void @length_shown(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %a = insertvalue { ptr, i64 } poison, ptr %p, 0
  %v = insertvalue { ptr, i64 } %a, i64 %n, 1
  %length = extractvalue { ptr, i64 } %v, 1
  %high = lshr i64 %length, 20
  %is = icmp ugt i64 %high, 100
  store i1 %is, ptr @shown
  %q = extractvalue { ptr, i64 } %v, 0
  call void @free(ptr %q)
  ret void
}

; CHECK: in length_is_pointer(): malloc(8) escapes to heap
define void @length_is_pointer(ptr %other) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %a = insertvalue { ptr, i64 } poison, ptr %other, 0
  %v = insertvalue { ptr, i64 } %a, i64 %n, 1
  %length = extractvalue { ptr, i64 } %v, 1
  %high = lshr i64 %length, 20
  %is = icmp ugt i64 %high, 100
  store i1 %is, ptr @shown
  call void @free(ptr %p)
  ret void
}

; CHECK: in length_made_pointer(): malloc(8) escapes to heap
define void @length_made_pointer(ptr %other) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %a = insertvalue { ptr, i64 } poison, ptr %other, 0
  %v = insertvalue { ptr, i64 } %a, i64 %n, 1
  %length = extractvalue { ptr, i64 } %v, 1
  %q = inttoptr i64 %length to ptr
  store ptr %q, ptr @kept
  call void @free(ptr %p)
  ret void
}

; CHECK: in second_leaves(): moved to stack: malloc(8)
; CHECK: in second_leaves(): malloc(16) escapes to heap
define void @second_leaves() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %q, 1
  %second = extractvalue { ptr, ptr } %v, 1
  store ptr %second, ptr @kept
  %first = extractvalue { ptr, ptr } %v, 0
  call void @free(ptr %first)
  ret void
}

; CHECK: in swapped(): malloc(8) escapes to heap
; CHECK: in swapped(): moved to stack: malloc(16)
define void @swapped() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } undef, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %q, 1
  %first = extractvalue { ptr, ptr } %v, 0
  %second = extractvalue { ptr, ptr } %v, 1
  %b = insertvalue { ptr, ptr } undef, ptr %second, 0
  %w = insertvalue { ptr, ptr } %b, ptr %first, 1
  %leaves = extractvalue { ptr, ptr } %w, 1
  store ptr %leaves, ptr @kept
  call void @free(ptr %q)
  ret void
}

; CHECK: in overwritten(): moved to stack: malloc(8)
define void @overwritten(ptr %other) {
  %p = call ptr @malloc(i64 8)
  %a = insertvalue { ptr, ptr } zeroinitializer, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %other, 0
  store { ptr, ptr } %v, ptr @pair_kept
  call void @free(ptr %p)
  ret void
}

; CHECK: in other_overwritten(): malloc(8) escapes to heap
define void @other_overwritten(ptr %other) {
  %p = call ptr @malloc(i64 8)
  %a = insertvalue { ptr, ptr } zeroinitializer, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %other, 1
  store { ptr, ptr } %v, ptr @pair_kept
  call void @free(ptr %p)
  ret void
}

; CHECK: in stored_and_loaded(): moved to stack: malloc(8)
; CHECK: in stored_and_loaded(): malloc(16) escapes to heap
define void @stored_and_loaded() {
  %pair = alloca { ptr, ptr }
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %q, 1
  store { ptr, ptr } %v, ptr %pair
  %at = getelementptr i8, ptr %pair, i64 8
  %second = load ptr, ptr %at
  store ptr %second, ptr @kept
  call void @free(ptr %p)
  ret void
}

; The first word that is loaded is the second one that was stored.
; CHECK: in loaded_one_further(): moved to stack: malloc(8)
; CHECK: in loaded_one_further(): malloc(16) escapes to heap
define void @loaded_one_further() {
  %pair = alloca [3 x ptr]
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %q, 1
  store { ptr, ptr } %v, ptr %pair
  %at = getelementptr i8, ptr %pair, i64 8
  %w = load { ptr, ptr }, ptr %at
  %first = extractvalue { ptr, ptr } %w, 0
  store ptr %first, ptr @kept
  call void @free(ptr %p)
  ret void
}

; One load reads the word as its first and as its second one.
; CHECK: in loaded_here_or_there(): malloc(8) escapes to heap
define void @loaded_here_or_there(i1 %c) {
  %words = alloca [3 x ptr]
  %p = call ptr @malloc(i64 8)
  %middle = getelementptr i8, ptr %words, i64 8
  store ptr %p, ptr %middle
  %at = select i1 %c, ptr %words, ptr %middle
  %w = load { ptr, ptr }, ptr %at
  %second = extractvalue { ptr, ptr } %w, 1
  store ptr %second, ptr @kept
  call void @free(ptr %p)
  ret void
}

; CHECK: in stored_anywhere(): malloc(8) escapes to heap
define void @stored_anywhere(i64 %i) {
  %words = alloca [4 x ptr]
  %p = call ptr @malloc(i64 8)
  %v = insertvalue { ptr, ptr } zeroinitializer, ptr %p, 0
  %at = getelementptr ptr, ptr %words, i64 %i
  store { ptr, ptr } %v, ptr %at
  %w = load { ptr, ptr }, ptr %words
  %second = extractvalue { ptr, ptr } %w, 1
  store ptr %second, ptr @kept
  call void @free(ptr %p)
  ret void
}

; CHECK: in merged(): moved to stack: malloc(8)
; CHECK: in merged(): moved to stack: malloc(16)
; CHECK: in merged(): malloc(24) escapes to heap
define void @merged(i1 %c, i1 %d) {
entry:
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %r = call ptr @malloc(i64 24)
  %a = insertvalue { ptr, ptr } poison, ptr %p, 0
  %v = insertvalue { ptr, ptr } %a, ptr %r, 1
  br i1 %c, label %other, label %join
other:
  %b = insertvalue { ptr, ptr } poison, ptr %q, 0
  %w = insertvalue { ptr, ptr } %b, ptr null, 1
  br label %join
join:
  %x = phi { ptr, ptr } [ %v, %entry ], [ %w, %other ]
  %y = select i1 %d, { ptr, ptr } %x, { ptr, ptr } zeroinitializer
  %z = freeze { ptr, ptr } %y
  %second = extractvalue { ptr, ptr } %z, 1
  store ptr %second, ptr @kept
  %first = extractvalue { ptr, ptr } %z, 0
  %is = icmp eq ptr %first, null
  store i1 %is, ptr @shown
  call void @free(ptr %p)
  call void @free(ptr %q)
  ret void
}

; CHECK: in nested(): moved to stack: malloc(8)
; CHECK: in nested(): malloc(16) escapes to heap
define void @nested(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %p, 0
  %pair = insertvalue { ptr, ptr } %a, ptr %q, 1
  %b = insertvalue { i64, { ptr, ptr } } poison, i64 %n, 0
  %v = insertvalue { i64, { ptr, ptr } } %b, { ptr, ptr } %pair, 1
  %inner = extractvalue { i64, { ptr, ptr } } %v, 1
  %second = extractvalue { ptr, ptr } %inner, 1
  store ptr %second, ptr @kept
  %length = extractvalue { i64, { ptr, ptr } } %v, 0
  store i64 %length, ptr @number
  %first = extractvalue { i64, { ptr, ptr } } %v, 1, 0
  call void @free(ptr %first)
  ret void
}

; CHECK: in array(): moved to stack: malloc(8)
; CHECK: in array(): malloc(16) escapes to heap
define void @array() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %a = insertvalue [2 x ptr] poison, ptr %p, 0
  %v = insertvalue [2 x ptr] %a, ptr %q, 1
  %second = extractvalue [2 x ptr] %v, 1
  store ptr %second, ptr @kept
  %first = extractvalue [2 x ptr] %v, 0
  call void @free(ptr %first)
  ret void
}

; The lanes of a vector are one.
; CHECK: in vector_member(): moved to stack: malloc(8)
; CHECK: in vector_member(): malloc(16) escapes to heap
; CHECK: in vector_member(): malloc(24) escapes to heap
define void @vector_member() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %r = call ptr @malloc(i64 24)
  %a = insertelement <2 x ptr> poison, ptr %q, i64 0
  %lanes = insertelement <2 x ptr> %a, ptr %r, i64 1
  %b = insertvalue { [2 x ptr], <2 x ptr> } zeroinitializer, <2 x ptr> %lanes, 1
  %v = insertvalue { [2 x ptr], <2 x ptr> } %b, ptr %p, 0, 0
  %out = extractvalue { [2 x ptr], <2 x ptr> } %v, 1
  %second = extractelement <2 x ptr> %out, i64 1
  store ptr %second, ptr @kept
  call void @free(ptr %p)
  ret void
}

; The pointer is no whole word of the structure.
; CHECK: in packed(): malloc(8) escapes to heap
define void @packed(i32 %n) {
  %p = call ptr @malloc(i64 8)
  %a = insertvalue <{ i32, ptr, i32 }> poison, ptr %p, 1
  %v = insertvalue <{ i32, ptr, i32 }> %a, i32 %n, 0
  %q = extractvalue <{ i32, ptr, i32 }> %v, 1
  store ptr %q, ptr @kept
  call void @free(ptr %p)
  ret void
}

; Two numbers in one word, and beside them the pointer.
; CHECK: in half_words(): moved to stack: malloc(8)
define void @half_words(i32 %n) {
  %p = call ptr @malloc(i64 8)
  %a = insertvalue { i32, i32, ptr } poison, ptr %p, 2
  %b = insertvalue { i32, i32, ptr } %a, i32 %n, 0
  %v = insertvalue { i32, i32, ptr } %b, i32 %n, 1
  %second = extractvalue { i32, i32, ptr } %v, 1
  %high = lshr i32 %second, 20
  %is = icmp ugt i32 %high, 100
  store i1 %is, ptr @shown
  %q = extractvalue { i32, i32, ptr } %v, 2
  call void @free(ptr %q)
  ret void
}

; CHECK: in half_pointer(): malloc(8) escapes to heap
define void @half_pointer(ptr %other) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %half = trunc i64 %n to i32
  %a = insertvalue { i32, i32, ptr } poison, ptr %other, 2
  %v = insertvalue { i32, i32, ptr } %a, i32 %half, 1
  %second = extractvalue { i32, i32, ptr } %v, 1
  %high = lshr i32 %second, 20
  %is = icmp ugt i32 %high, 100
  store i1 %is, ptr @shown
  call void @free(ptr %p)
  ret void
}

; Words that are too many to be told apart.
; CHECK: in far_word(): malloc(8) escapes to heap
define void @far_word() {
  %p = call ptr @malloc(i64 8)
  %v = insertvalue [12 x ptr] zeroinitializer, ptr %p, 10
  %q = extractvalue [12 x ptr] %v, 10
  store ptr %q, ptr @kept
  call void @free(ptr %p)
  ret void
}

; CHECK: in numbers(): moved to stack: malloc(8)
define void @numbers(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %word = ptrtoint ptr %p to i64
  %a = insertvalue [2 x i64] poison, i64 %word, 0
  %v = insertvalue [2 x i64] %a, i64 %n, 1
  %length = extractvalue [2 x i64] %v, 1
  store i64 %length, ptr @number
  %first = extractvalue [2 x i64] %v, 0
  %q = inttoptr i64 %first to ptr
  call void @free(ptr %q)
  ret void
}

; CHECK: in numbers_swapped(): malloc(8) escapes to heap
define void @numbers_swapped(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %word = ptrtoint ptr %p to i64
  %a = insertvalue [2 x i64] poison, i64 %word, 1
  %v = insertvalue [2 x i64] %a, i64 %n, 0
  %length = extractvalue [2 x i64] %v, 1
  store i64 %length, ptr @number
  call void @free(ptr %p)
  ret void
}

; What is stored through the pointer beside ours may leave; through ours it does not.
; CHECK: in stored_through_first(): moved to stack: malloc(8)
; CHECK: in stored_through_first(): moved to stack: malloc(16)
define void @stored_through_first() {
  %foreign = load ptr, ptr @kept
  %box = call ptr @malloc(i64 8)
  %p = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %box, 0
  %v = insertvalue { ptr, ptr } %a, ptr %foreign, 1
  %first = extractvalue { ptr, ptr } %v, 0
  store ptr %p, ptr %first
  call void @free(ptr %p)
  call void @free(ptr %box)
  ret void
}

; CHECK: in stored_through_second(): moved to stack: malloc(8)
; CHECK: in stored_through_second(): malloc(16) escapes to heap
define void @stored_through_second() {
  %foreign = load ptr, ptr @kept
  %box = call ptr @malloc(i64 8)
  %p = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %box, 0
  %v = insertvalue { ptr, ptr } %a, ptr %foreign, 1
  %second = extractvalue { ptr, ptr } %v, 1
  store ptr %p, ptr %second
  call void @free(ptr %box)
  ret void
}

; A number may be any address, if it is taken for one.
; CHECK: in number_is_address(): malloc(16) escapes to heap
define void @number_is_address() {
  %pair = alloca { ptr, i64 }
  %n = load i64, ptr @number
  %p = call ptr @malloc(i64 16)
  %v = insertvalue { ptr, i64 } zeroinitializer, i64 %n, 1
  store { ptr, i64 } %v, ptr %pair
  %at = getelementptr i8, ptr %pair, i64 8
  %address = load ptr, ptr %at
  store ptr %p, ptr %address
  ret void
}

; The number beside an address is not known: what is stored there escapes, the object at the address not.
; CHECK: in number_is_beside(): moved to stack: malloc(8)
; CHECK: in number_is_beside(): malloc(16) escapes to heap
define void @number_is_beside() {
  %pair = alloca { i64, i64 }
  %box = call ptr @malloc(i64 8)
  %p = call ptr @malloc(i64 16)
  %numbers = load { i64, i64 }, ptr @known_numbers
  %bits = ptrtoint ptr %box to i64
  %v = insertvalue { i64, i64 } %numbers, i64 %bits, 0
  store { i64, i64 } %v, ptr %pair
  %at = getelementptr i8, ptr %pair, i64 8
  %address = load ptr, ptr %at
  store ptr %p, ptr %address
  ret void
}

; CHECK: in number_is_address_copied(): malloc(16) escapes to heap
define void @number_is_address_copied() {
  %pair = alloca { ptr, i64 }
  %copy = alloca { ptr, i64 }
  %second = getelementptr i8, ptr %pair, i64 8
  %n = load i64, ptr @number
  %p = call ptr @malloc(i64 16)
  store ptr null, ptr %pair
  store i64 %n, ptr %second
  %v = load { ptr, i64 }, ptr %pair
  store { ptr, i64 } %v, ptr %copy
  %at = getelementptr i8, ptr %copy, i64 8
  %address = load ptr, ptr %at
  store ptr %p, ptr %address
  ret void
}

; An address of a global goes into its own word.
; CHECK: in address_of_global(): moved to stack: malloc(8)
; CHECK: in address_of_global(): malloc(16) escapes to heap
define void @address_of_global() {
  %box = call ptr @malloc(i64 8)
  %p = call ptr @malloc(i64 16)
  %a = insertvalue { ptr, ptr } poison, ptr %box, 0
  %v = insertvalue { ptr, ptr } %a, ptr @kept, 1
  %second = extractvalue { ptr, ptr } %v, 1
  store ptr %p, ptr %second
  %first = extractvalue { ptr, ptr } %v, 0
  store ptr null, ptr %first
  call void @free(ptr %first)
  ret void
}

; Through a function's result.
define internal { ptr, i64 } @make_span(ptr %p, i64 %n) noinline {
  %v = alloca { ptr, i64 }
  %second = getelementptr i8, ptr %v, i64 8
  store ptr %p, ptr %v
  store i64 %n, ptr %second
  %r = load { ptr, i64 }, ptr %v
  ret { ptr, i64 } %r
}

; CHECK: in span(): moved to stack: malloc(8)
define void @span(i64 %n) {
  %p = call ptr @malloc(i64 8)
  %v = call { ptr, i64 } @make_span(ptr %p, i64 %n)
  %length = extractvalue { ptr, i64 } %v, 1
  store i64 %length, ptr @number
  %q = extractvalue { ptr, i64 } %v, 0
  call void @free(ptr %q)
  ret void
}

; CHECK: in span_of_number(): malloc(8) escapes to heap
define void @span_of_number(ptr %other) {
  %p = call ptr @malloc(i64 8)
  %n = ptrtoint ptr %p to i64
  %v = call { ptr, i64 } @make_span(ptr %other, i64 %n)
  %length = extractvalue { ptr, i64 } %v, 1
  store i64 %length, ptr @number
  call void @free(ptr %p)
  ret void
}

define internal { ptr, ptr } @make_pair(ptr %p, ptr %q) noinline {
  %a = insertvalue { ptr, ptr } poison, ptr %q, 1
  %v = insertvalue { ptr, ptr } %a, ptr %p, 0
  ret { ptr, ptr } %v
}

; CHECK: in pair(): moved to stack: malloc(8)
; CHECK: in pair(): malloc(16) escapes to heap
define void @pair() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %v = call { ptr, ptr } @make_pair(ptr %p, ptr %q)
  %second = extractvalue { ptr, ptr } %v, 1
  store ptr %second, ptr @kept
  %first = extractvalue { ptr, ptr } %v, 0
  call void @free(ptr %first)
  ret void
}

define internal { ptr, ptr } @choose_pair(ptr %p, ptr %q, i1 %c) noinline {
  %v = call { ptr, ptr } @make_pair(ptr %p, ptr %q)
  %w = call { ptr, ptr } @make_pair(ptr %q, ptr %p)
  %r = select i1 %c, { ptr, ptr } %v, { ptr, ptr } %w
  ret { ptr, ptr } %r
}

; CHECK: in chosen_pair(): malloc(8) escapes to heap
; CHECK: in chosen_pair(): malloc(16) escapes to heap
define void @chosen_pair(i1 %c) {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  %v = call { ptr, ptr } @choose_pair(ptr %p, ptr %q, i1 %c)
  %second = extractvalue { ptr, ptr } %v, 1
  store ptr %second, ptr @kept
  ret void
}

; Through a parameter: which word of it leaves is not known.
define internal void @keep_second({ ptr, ptr } %v) noinline {
  %second = extractvalue { ptr, ptr } %v, 1
  store ptr %second, ptr @kept
  ret void
}

; CHECK: in passed(): malloc(16) escapes to heap
define void @passed() {
  %q = call ptr @malloc(i64 16)
  %v = insertvalue { ptr, ptr } zeroinitializer, ptr %q, 1
  call void @keep_second({ ptr, ptr } %v)
  ret void
}

; An object that the callee makes, in a word of its result.
define internal { ptr, i64 } @make_counted(i64 %n) noinline {
  %p = call ptr @malloc(i64 40)
  %a = insertvalue { ptr, i64 } poison, ptr %p, 0
  %v = insertvalue { ptr, i64 } %a, i64 %n, 1
  ret { ptr, i64 } %v
}

; CHECK-DAG: in made(): moved to stack: make_counted()
; CHECK-DAG: in make_counted(): malloc(40) escapes to heap
define void @made(i64 %n) {
  %v = call { ptr, i64 } @make_counted(i64 %n)
  %length = extractvalue { ptr, i64 } %v, 1
  store i64 %length, ptr @number
  %p = extractvalue { ptr, i64 } %v, 0
  call void @free(ptr %p)
  ret void
}
