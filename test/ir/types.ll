; What C and C++ programs store as a pointer they do not load as a number, nor the other way round: metadata tbaa.
; A list's header {last, count} is smaller than its nodes {up, next, value}: as a node, its second word would link.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<m=1>,verify' -disable-output %s 2>&1 | FileCheck %s

target triple = "x86_64-pc-linux-gnu"
declare ptr @malloc(i64)
declare void @free(ptr)
declare i64 @number()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define internal void @link(ptr %n) noinline {
  %up = load ptr, ptr %n, !tbaa !10
  %next = getelementptr i8, ptr %up, i64 8
  store ptr %n, ptr %next, !tbaa !10
  ret void
}

; CHECK: in counted(): moved to stack: malloc(24)
define i64 @counted() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

; CHECK: in narrow_count(): moved to stack: malloc(24)
define i32 @narrow_count() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !11
  call void @link(ptr %n)
  %c = load i32, ptr %count, !tbaa !13
  call void @free(ptr %n)
  ret i32 %c
}

; CHECK: in counts_up(): moved to stack: malloc(24)
define i64 @counts_up() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %start = call i64 @number()
  store i64 %start, ptr %count, !tbaa !12
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = load i64, ptr %count, !tbaa !12
  %more = add i64 %c, 1
  store i64 %more, ptr %count, !tbaa !12
  call void @link(ptr %n)
  call void @free(ptr %n)
  ret i64 %more
}

; In this function itself, through an address that is loaded.
; CHECK: in inlined(): moved to stack: malloc(24)
define i64 @inlined() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  %up = load ptr, ptr %n, !tbaa !10
  %next = getelementptr i8, ptr %up, i64 8
  store ptr %n, ptr %next, !tbaa !10
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

; Nothing is said about the load.
; CHECK: in untyped(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @untyped() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = load i64, ptr %count
  call void @free(ptr %n)
  ret i64 %c
}

; Characters are the bytes of anything.
; CHECK: in character(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @character() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = load i64, ptr %count, !tbaa !14
  call void @free(ptr %n)
  ret i64 %c
}

; A language of which nothing is known.
; CHECK: in other_language(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @other_language() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = load i64, ptr %count, !tbaa !15
  call void @free(ptr %n)
  ret i64 %c
}

; Loaded as a pointer, of whatever type.
; CHECK: in pointer(): malloc(24) escapes to heap: stored in an object that escapes
define ptr @pointer() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %p = load ptr, ptr %count, !tbaa !11
  call void @free(ptr %n)
  ret ptr %p
}

define internal void @link_untyped(ptr %n) noinline {
  %up = load ptr, ptr %n, !tbaa !10
  %next = getelementptr i8, ptr %up, i64 8
  store ptr %n, ptr %next
  ret void
}

; CHECK: in stored_untyped(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @stored_untyped() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link_untyped(ptr %n)
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

; One of two stores is enough, also one that is seen later.
; CHECK: in stored_both(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @stored_both() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  call void @link_untyped(ptr %n)
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

define internal void @set(ptr %where, ptr %p) noinline {
  store ptr %p, ptr %where, !tbaa !10
  ret void
}

; set((void **)&c, n) with a number `c`: not allowed, but common.
; CHECK: in set_number(): malloc(24) escapes to heap: returned to the caller
define i64 @set_number() {
  %c = alloca i64
  %n = call ptr @malloc(i64 24)
  call void @set(ptr %c, ptr %n)
  %number = load i64, ptr %c, !tbaa !12
  call void @free(ptr %n)
  ret i64 %number
}

; *(long *)&p
; CHECK: in pun(): malloc(24) escapes to heap: returned to the caller
define i64 @pun() {
  %p = alloca ptr
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %p, !tbaa !10
  %number = load i64, ptr %p, !tbaa !12
  call void @free(ptr %n)
  ret i64 %number
}

; The pointer was stored as the number that it is loaded as.
; CHECK: in stored_as_number(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @stored_as_number() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %number = ptrtoint ptr %n to i64
  store i64 %number, ptr %count, !tbaa !12
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

; A copy has no type of its own.
; CHECK: in copied(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @copied() {
  %header = alloca [2 x ptr]
  %copy = alloca [2 x ptr]
  %count = getelementptr i8, ptr %copy, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %header, i64 16, i1 false)
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

; --- a callee loads the number ---

define internal i64 @size(ptr %header) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %c = load i64, ptr %count, !tbaa !12
  ret i64 %c
}

define internal void @count_up(ptr %header) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %c = load i64, ptr %count, !tbaa !12
  %more = add i64 %c, 1
  store i64 %more, ptr %count, !tbaa !12
  ret void
}

; CHECK: in size_by_call(): moved to stack: malloc(24)
define i64 @size_by_call() {
  %header = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @count_up(ptr %header)
  call void @link(ptr %n)
  call void @count_up(ptr %header)
  call void @link(ptr %n)
  %c = call i64 @size(ptr %header)
  call void @free(ptr %n)
  ret i64 %c
}

define internal i64 @size_untyped(ptr %header) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %c = load i64, ptr %count
  ret i64 %c
}

; CHECK: in untyped_by_call(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @untyped_by_call() {
  %header = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = call i64 @size_untyped(ptr %header)
  call void @free(ptr %n)
  ret i64 %c
}

; The pointer is loaded as one and stored again as a number.
define internal i64 @size_restored(ptr %header) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %p = load ptr, ptr %count, !tbaa !10
  %number = ptrtoint ptr %p to i64
  store i64 %number, ptr %count, !tbaa !12
  %c = load i64, ptr %count, !tbaa !12
  ret i64 %c
}

; CHECK: in restored_by_call(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @restored_by_call() {
  %header = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %c = call i64 @size_restored(ptr %header)
  call void @free(ptr %n)
  ret i64 %c
}

; A pointer that is loaded from where a number leads to.
define internal ptr @through_number(ptr %n) noinline {
  %number = load i64, ptr %n, !tbaa !12
  %up = inttoptr i64 %number to ptr
  %next = getelementptr i8, ptr %up, i64 8
  %p = load ptr, ptr %next, !tbaa !10
  ret ptr %p
}

; CHECK: in number_leads_on(): malloc(24) escapes to heap: stored in an object that escapes
define ptr @number_leads_on() {
  %header = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %p = call ptr @through_number(ptr %n)
  call void @free(ptr %n)
  ret ptr %p
}

; --- numbers that are not loaded as pointers ---

; Stores the node where the header's second word leads, if the header were a node.
define internal void @follow(ptr %n) noinline {
  %up = load ptr, ptr %n, !tbaa !10
  %next = getelementptr i8, ptr %up, i64 8
  %other = load ptr, ptr %next, !tbaa !10
  store ptr %n, ptr %other, !tbaa !10
  ret void
}

; CHECK: in number_is_no_link(): moved to stack: malloc(24)
define void @number_is_no_link() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %c = call i64 @number()
  store i64 %c, ptr %count, !tbaa !12
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

; CHECK: in number_stored_untyped(): malloc(24) escapes to heap: passed to a function that may keep it
define void @number_stored_untyped() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %c = call i64 @number()
  store i64 %c, ptr %count
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

define internal void @follow_untyped(ptr %n) noinline {
  %up = load ptr, ptr %n, !tbaa !10
  %next = getelementptr i8, ptr %up, i64 8
  %other = load ptr, ptr %next
  store ptr %n, ptr %other, !tbaa !10
  ret void
}

; CHECK: in number_loaded_untyped(): malloc(24) escapes to heap: passed to a function that may keep it
define void @number_loaded_untyped() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %c = call i64 @number()
  store i64 %c, ptr %count, !tbaa !12
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow_untyped(ptr %n)
  call void @free(ptr %n)
  ret void
}

define internal void @follow_further(ptr %n) noinline {
  call void @follow_untyped(ptr %n)
  ret void
}

; CHECK: in number_loaded_further_down(): malloc(24) escapes to heap: passed to a function that may keep it
define void @number_loaded_further_down() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %c = call i64 @number()
  store i64 %c, ptr %count, !tbaa !12
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow_further(ptr %n)
  call void @free(ptr %n)
  ret void
}

; *(void **)&c
; CHECK: in number_is_variable(): malloc(24) escapes to heap: stored where it may outlive the call
define void @number_is_variable() {
  %v = alloca i64
  %c = call i64 @number()
  store i64 %c, ptr %v, !tbaa !12
  %n = call ptr @malloc(i64 24)
  %where = load ptr, ptr %v, !tbaa !10
  store ptr %n, ptr %where, !tbaa !10
  call void @free(ptr %n)
  ret void
}

define internal void @set_count(ptr %header, i64 %c) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  store i64 %c, ptr %count, !tbaa !12
  ret void
}

; A number that a caller passes may be any address, but is not loaded as one.
; CHECK: in count_by_call(): moved to stack: malloc(24)
define void @count_by_call() {
  %header = alloca [2 x ptr]
  %c = call i64 @number()
  call void @set_count(ptr %header, i64 %c)
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

define internal void @set_count_untyped(ptr %header, i64 %c) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  store i64 %c, ptr %count
  ret void
}

; CHECK: in count_by_untyped_call(): malloc(24) escapes to heap: passed to a function that may keep it
define void @count_by_untyped_call() {
  %header = alloca [2 x ptr]
  %c = call i64 @number()
  call void @set_count_untyped(ptr %header, i64 %c)
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

; Of a pointer that is stored as a number the same is true.
; CHECK: in pointer_is_number(): moved to stack: malloc(24)
define void @pointer_is_number(ptr %p) {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %number = ptrtoint ptr %p to i64
  store i64 %number, ptr %count, !tbaa !12
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

; CHECK: in pointer_is_untyped_number(): malloc(24) escapes to heap: stored in an object that escapes
define void @pointer_is_untyped_number(ptr %p) {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %number = ptrtoint ptr %p to i64
  store i64 %number, ptr %count
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

; --- tables ---

define internal void @put(ptr %table, i64 %i, ptr %p) noinline {
  %where = getelementptr ptr, ptr %table, i64 %i
  store ptr %p, ptr %where, !tbaa !10
  ret void
}

; The table is in the same object as a number.
; CHECK: in put_anywhere(): moved to stack: malloc(24)
define i64 @put_anywhere(i64 %i) {
  %table = alloca [2 x ptr]
  %count = getelementptr i8, ptr %table, i64 8
  %n = call ptr @malloc(i64 24)
  call void @put(ptr %table, i64 %i, ptr %n)
  %c = load i64, ptr %count, !tbaa !12
  call void @free(ptr %n)
  ret i64 %c
}

; CHECK: in put_untyped(): malloc(24) escapes to heap: returned to the caller
define i64 @put_untyped(i64 %i) {
  %table = alloca [2 x ptr]
  %count = getelementptr i8, ptr %table, i64 8
  %n = call ptr @malloc(i64 24)
  call void @put(ptr %table, i64 %i, ptr %n)
  %c = load i64, ptr %count
  call void @free(ptr %n)
  ret i64 %c
}

@digits = constant [4 x i8] c"0123"

; An index may tell an address, here the one that the number may be.
define internal i8 @pick(ptr %header, i64 %k) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %c = load i64, ptr %count, !tbaa !12
  %i = urem i64 %c, %k
  %where = getelementptr i8, ptr @digits, i64 %i
  %digit = load i8, ptr %where
  ret i8 %digit
}

; CHECK: in picked(): moved to stack: malloc(24)
define i8 @picked(i64 %k) {
  %header = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %digit = call i8 @pick(ptr %header, i64 %k)
  call void @free(ptr %n)
  ret i8 %digit
}

define internal i8 @pick_untyped(ptr %header, i64 %k) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %c = load i64, ptr %count
  %i = urem i64 %c, %k
  %where = getelementptr i8, ptr @digits, i64 %i
  %digit = load i8, ptr %where
  ret i8 %digit
}

; CHECK: in picked_untyped(): malloc(24) escapes to heap: passed to a function that may keep it
define i8 @picked_untyped(i64 %k) {
  %header = alloca [2 x ptr]
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  call void @link(ptr %n)
  %digit = call i8 @pick_untyped(ptr %header, i64 %k)
  call void @free(ptr %n)
  ret i8 %digit
}

; --- a variable's own address ---

; Stored through it, loaded through one that is found.
; CHECK: in own_store(): moved to stack: malloc(24)
define i64 @own_store() {
  %p = alloca ptr
  %found = alloca ptr
  %n = call ptr @malloc(i64 24)
  store ptr %p, ptr %found, !tbaa !10
  store ptr %n, ptr %p, !tbaa !10
  %where = load ptr, ptr %found, !tbaa !10
  %number = load i64, ptr %where, !tbaa !12
  call void @free(ptr %n)
  ret i64 %number
}

; The same through that of an allocation.
; CHECK: in own_block(): malloc(24) escapes to heap: returned to the caller
define i64 @own_block() {
  %p = call ptr @malloc(i64 8)
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %p, !tbaa !10
  %number = load i64, ptr %p, !tbaa !12
  call void @free(ptr %n)
  call void @free(ptr %p)
  ret i64 %number
}

; A callee loads the number, by the address that it is given.
; CHECK: in own_argument(): malloc(24) escapes to heap: returned to the caller
define i64 @own_argument() {
  %p = alloca ptr
  %n = call ptr @malloc(i64 24)
  store ptr %n, ptr %p, !tbaa !10
  %number = call i64 @value(ptr %p)
  call void @free(ptr %n)
  ret i64 %number
}

define internal i64 @value(ptr %p) noinline {
  %number = load i64, ptr %p, !tbaa !12
  ret i64 %number
}

; A callee makes the block.
; CHECK: in own_made(): malloc(24) escapes to heap: returned to the caller
define i64 @own_made() {
  %n = call ptr @malloc(i64 24)
  %p = call ptr @make_block(ptr %n)
  %number = load i64, ptr %p, !tbaa !12
  call void @free(ptr %n)
  call void @free(ptr %p)
  ret i64 %number
}

define internal ptr @make_block(ptr %n) noinline {
  %p = call ptr @malloc(i64 8)
  store ptr %n, ptr %p, !tbaa !10
  ret ptr %p
}

; A callee loads the number from the block that another one makes.
; CHECK: in own_made_argument(): malloc(24) escapes to heap: returned to the caller
define i64 @own_made_argument() {
  %n = call ptr @malloc(i64 24)
  %p = call ptr @make_block(ptr %n)
  %number = call i64 @value(ptr %p)
  call void @free(ptr %n)
  call void @free(ptr %p)
  ret i64 %number
}

; --- the last of many steps loads a number ---

define internal i64 @deep_value(ptr %table, i64 %i) noinline {
  %at = getelementptr ptr, ptr %table, i64 %i
  %a = load ptr, ptr %at, !tbaa !10
  %a.at = getelementptr ptr, ptr %a, i64 %i
  %b = load ptr, ptr %a.at, !tbaa !10
  %b.at = getelementptr ptr, ptr %b, i64 %i
  %c = load ptr, ptr %b.at, !tbaa !10
  %c.at = getelementptr ptr, ptr %c, i64 %i
  %number = load i64, ptr %c.at, !tbaa !12
  ret i64 %number
}

; CHECK: in deep_pointer(): moved to stack: malloc(24)
define i64 @deep_pointer(i64 %i) {
  %a = alloca ptr
  %b = alloca ptr
  %c = alloca ptr
  %d = alloca [2 x ptr]
  %found = alloca ptr
  store ptr %b, ptr %a, !tbaa !10
  store ptr %c, ptr %b, !tbaa !10
  store ptr %d, ptr %c, !tbaa !10
  store ptr %d, ptr %found, !tbaa !10
  %n = call ptr @malloc(i64 24)
  %where = load ptr, ptr %found, !tbaa !10
  store ptr %n, ptr %where, !tbaa !10
  %number = call i64 @deep_value(ptr %a, i64 %i)
  call void @free(ptr %n)
  ret i64 %number
}

; What is loaded as a number was stored as one, but is a pointer.
; CHECK: in deep_number(): malloc(24) escapes to heap: returned to the caller
define i64 @deep_number(i64 %i) {
  %a = alloca ptr
  %b = alloca ptr
  %c = alloca ptr
  %d = alloca [2 x ptr]
  %found = alloca ptr
  store ptr %b, ptr %a, !tbaa !10
  store ptr %c, ptr %b, !tbaa !10
  store ptr %d, ptr %c, !tbaa !10
  store ptr %d, ptr %found, !tbaa !10
  %n = call ptr @malloc(i64 24)
  %bits = ptrtoint ptr %n to i64
  %where = load ptr, ptr %found, !tbaa !10
  store i64 %bits, ptr %where, !tbaa !12
  %number = call i64 @deep_value(ptr %a, i64 %i)
  call void @free(ptr %n)
  ret i64 %number
}

; --- numbers that are the addresses of what is known to everybody ---

declare void @keep(ptr)

; As a link it is not found.
; CHECK: in known_number(): moved to stack: malloc(24)
define void @known_number() {
  %header = alloca [2 x ptr]
  %other = alloca i64
  call void @keep(ptr %other)
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  %bits = ptrtoint ptr %other to i64
  store i64 %bits, ptr %count, !tbaa !12
  call void @follow(ptr %n)
  call void @free(ptr %n)
  ret void
}

; Loaded as a number and made a pointer again, it is one to what others look at.
; CHECK: in known_number_used(): malloc(24) escapes to heap: stored where it may outlive the call
define void @known_number_used() {
  %header = alloca [2 x ptr]
  %other = alloca ptr
  call void @keep(ptr %other)
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  %bits = ptrtoint ptr %other to i64
  store i64 %bits, ptr %count, !tbaa !12
  %again = load i64, ptr %count, !tbaa !12
  %p = inttoptr i64 %again to ptr
  store ptr %n, ptr %p, !tbaa !10
  ret void
}

; The same in a callee that is given the header.
; CHECK: in known_number_passed(): malloc(24) escapes to heap: passed to a function that may keep it
define void @known_number_passed() {
  %header = alloca [2 x ptr]
  %other = alloca ptr
  call void @keep(ptr %other)
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  %bits = ptrtoint ptr %other to i64
  store i64 %bits, ptr %count, !tbaa !12
  call void @store_at_number(ptr %header, ptr %n)
  ret void
}

define internal void @store_at_number(ptr %header, ptr %n) noinline {
  %count = getelementptr i8, ptr %header, i64 8
  %number = load i64, ptr %count, !tbaa !12
  %p = inttoptr i64 %number to ptr
  store ptr %n, ptr %p, !tbaa !10
  ret void
}

; --- a callee that does not say of which type everything is ---

define internal void @follow_beside(ptr %n, ptr %other) noinline {
  %untyped = load ptr, ptr %other
  store ptr %untyped, ptr %n, !tbaa !10
  call void @follow(ptr %n)
  ret void
}

; What it loads untyped is another parameter's.
; CHECK: in untyped_beside(): moved to stack: malloc(24)
define void @untyped_beside() {
  %header = alloca [2 x ptr]
  %other = alloca ptr
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %other, !tbaa !10
  store ptr %header, ptr %n, !tbaa !10
  %c = call i64 @number()
  store i64 %c, ptr %count, !tbaa !12
  call void @follow_beside(ptr %n, ptr %other)
  call void @free(ptr %n)
  ret void
}

; Both parameters lead there.
; CHECK: in untyped_both_ways(): malloc(24) escapes to heap: passed to a function that may keep it
define void @untyped_both_ways() {
  %header = alloca [2 x ptr]
  %count = getelementptr i8, ptr %header, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %header, ptr %n, !tbaa !10
  %c = call i64 @number()
  store i64 %c, ptr %count, !tbaa !12
  call void @keep_untyped(ptr %n, ptr %count)
  call void @free(ptr %n)
  ret void
}

define internal void @keep_untyped(ptr %n, ptr %other) noinline {
  %up = load ptr, ptr %n, !tbaa !10
  %untyped = load ptr, ptr %other
  store ptr %n, ptr %untyped, !tbaa !10
  ret void
}

; --- one place of a callee that is several objects ---

define internal i64 @copy_and_read(ptr %table, i64 %i, i64 %k) noinline {
  %from.where = getelementptr ptr, ptr %table, i64 %i
  %to.where = getelementptr ptr, ptr %table, i64 %k
  %from = load ptr, ptr %from.where, !tbaa !10
  %to = load ptr, ptr %to.where, !tbaa !10
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 8, i1 false)
  %number = load i64, ptr %to, !tbaa !12
  ret i64 %number
}

; CHECK: in copied_inside(): malloc(24) escapes to heap: returned to the caller
define i64 @copied_inside(i64 %i, i64 %k) {
  %pointer = alloca ptr
  %number = alloca i64
  %table = alloca [2 x ptr]
  %second = getelementptr i8, ptr %table, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %pointer, ptr %table, !tbaa !10
  store ptr %number, ptr %second, !tbaa !10
  %where = load ptr, ptr %table, !tbaa !10
  store ptr %n, ptr %where, !tbaa !10
  %copy = call i64 @copy_and_read(ptr %table, i64 %i, i64 %k)
  call void @free(ptr %n)
  ret i64 %copy
}

; It also stores a pointer there, as that type.
define internal i64 @copy_store_and_read(ptr %table, i64 %i, i64 %k) noinline {
  %from.where = getelementptr ptr, ptr %table, i64 %i
  %to.where = getelementptr ptr, ptr %table, i64 %k
  %from = load ptr, ptr %from.where, !tbaa !10
  %to = load ptr, ptr %to.where, !tbaa !10
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 8, i1 false)
  store ptr %to, ptr %from, !tbaa !10
  %number = load i64, ptr %to, !tbaa !12
  ret i64 %number
}

; CHECK: in copied_inside_and_stored(): malloc(24) escapes to heap: stored in an object that escapes
define i64 @copied_inside_and_stored(i64 %i, i64 %k) {
  %pointer = alloca ptr
  %number = alloca i64
  %table = alloca [2 x ptr]
  %second = getelementptr i8, ptr %table, i64 8
  %n = call ptr @malloc(i64 24)
  store ptr %pointer, ptr %table, !tbaa !10
  store ptr %number, ptr %second, !tbaa !10
  %where = load ptr, ptr %table, !tbaa !10
  store ptr %n, ptr %where, !tbaa !10
  %copy = call i64 @copy_store_and_read(ptr %table, i64 %i, i64 %k)
  call void @free(ptr %n)
  ret i64 %copy
}

; --- what a callee stores in places that it makes known ---

@known = internal global ptr null

define internal void @publish(ptr %p, ptr %q) noinline {
  store ptr %p, ptr @known
  store ptr %q, ptr %p
  ret void
}

; CHECK: in published(): malloc(8) escapes to heap: passed to a function that may keep it
; CHECK: in published(): malloc(24) escapes to heap: passed to a function that may keep it
define void @published() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 24)
  call void @publish(ptr %p, ptr %q)
  call void @free(ptr %p)
  call void @free(ptr %q)
  ret void
}

; What is found there afterwards may be anybody's.
; CHECK: in stored_through_published(): malloc(24) escapes to heap: stored where it may outlive the call
define void @stored_through_published() {
  %p = alloca ptr
  %q = alloca ptr
  %n = call ptr @malloc(i64 24)
  call void @publish(ptr %p, ptr %q)
  %where = load ptr, ptr %p
  store ptr %n, ptr %where
  ret void
}

!0 = !{!"Simple C++ TBAA"}
!1 = !{!"omnipotent char", !0, i64 0}
!2 = !{!"any pointer", !1, i64 0}
!3 = !{!"p1 node", !2, i64 0}
!4 = !{!"long", !1, i64 0}
!5 = !{!"kind", !1, i64 0}
!6 = !{!"another language"}
!7 = !{!"omnipotent char", !6, i64 0}
!8 = !{!"long", !7, i64 0}
!10 = !{!3, !3, i64 0}
!11 = !{!2, !2, i64 0}
!12 = !{!4, !4, i64 0}
!13 = !{!5, !5, i64 0}
!14 = !{!1, !1, i64 0}
!15 = !{!8, !8, i64 0}
