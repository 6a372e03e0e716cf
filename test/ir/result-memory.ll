; The memory for a function's result (sret, noalias) is the function's own while it runs: what was there from the
; start is not found in it, nor what others store, and objects that leave by it are known to nobody else
; (flow_result.c). In each pair of functions, %p is in the variable that the result is put in afterwards, or is
; passed, and is given away if the function finds it in that memory.
;
; RUN: %h2s_m1 %s | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

%pair = type { ptr, ptr }

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @keep(ptr)
declare void @throws()
declare i32 @personality(...)

; Writes, then reads.
define internal void @overwrites(ptr noalias sret(%pair) %out) {
  store ptr null, ptr %out
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in replaced(): moved to stack: malloc(100)
define void @replaced() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 100)
  store ptr %p, ptr %var
  call void @overwrites(ptr sret(%pair) %var)
  ret void
}

; The same through a variable, as in unoptimised code.
define internal void @overwrites_there(ptr noalias sret(%pair) %out) {
  %address = alloca ptr
  store ptr %out, ptr %address
  %out1 = load ptr, ptr %address
  store ptr null, ptr %out1
  %out2 = load ptr, ptr %address
  %x = load ptr, ptr %out2
  call void @keep(ptr %x)
  ret void
}
; CHECK: in replaced_there(): moved to stack: malloc(101)
define void @replaced_there() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 101)
  store ptr %p, ptr %var
  call void @overwrites_there(ptr sret(%pair) %var)
  ret void
}

; Who is called writes, also if that is the function itself: on its way back it has.
define internal void @constructor(ptr %this) {
  %second = getelementptr i8, ptr %this, i64 8
  store ptr null, ptr %this
  store ptr null, ptr %second
  ret void
}
define internal void @constructs(ptr noalias sret(%pair) %out, i32 %n) {
entry:
  %more = icmp sgt i32 %n, 0
  br i1 %more, label %again, label %last
again:
  %less = sub i32 %n, 1
  call void @constructs(ptr sret(%pair) %out, i32 %less)
  br label %end
last:
  call void @constructor(ptr %out)
  br label %end
end:
  %second = getelementptr i8, ptr %out, i64 8
  %x = load ptr, ptr %second
  call void @keep(ptr %x)
  ret void
}
; CHECK: in constructed(): moved to stack: malloc(102)
define void @constructed(i32 %n) {
  %var = alloca %pair
  %p = call ptr @malloc(i64 102)
  %second = getelementptr i8, ptr %var, i64 8
  store ptr %p, ptr %second
  call void @constructs(ptr sret(%pair) %var, i32 %n)
  ret void
}

; Nobody else may get at it (noalias): what is stored through %q is not read through %out.
define internal void @apart(ptr noalias sret(%pair) %out, ptr %q, ptr %p) {
  store ptr null, ptr %out
  store ptr %p, ptr %q
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in stays_apart(): moved to stack: malloc(103)
define void @stays_apart() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 103)
  call void @apart(ptr sret(%pair) %var, ptr %var, ptr %p)
  ret void
}

; What leaves by that memory is known to nobody else before the end.
define internal void @leaves(ptr noalias sret(%pair) %out, ptr %q, ptr %p) {
  %o = call ptr @malloc(i64 16)
  store ptr null, ptr %o
  store ptr %o, ptr %out
  %there = load ptr, ptr %q
  store ptr %p, ptr %there
  %x = load ptr, ptr %o
  call void @keep(ptr %x)
  ret void
}
; CHECK: in left(): moved to stack: malloc(104)
define void @left() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 104)
  call void @leaves(ptr sret(%pair) %var, ptr %var, ptr %p)
  ret void
}

; --- twins ---

; Reads first.
define internal void @reads(ptr noalias sret(%pair) %out) {
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  store ptr null, ptr %out
  ret void
}
; CHECK: in is_read(): malloc(200) escapes to heap
define void @is_read() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 200)
  store ptr %p, ptr %var
  call void @reads(ptr sret(%pair) %var)
  ret void
}

; Others may get at the memory as well.
define internal void @shared(ptr sret(%pair) %out, ptr %q, ptr %p) {
  store ptr null, ptr %out
  store ptr %p, ptr %q
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_shared(): malloc(201) escapes to heap
define void @is_shared() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 201)
  call void @shared(ptr sret(%pair) %var, ptr %var, ptr %p)
  ret void
}

; Writes on one way only.
define internal void @perhaps(ptr noalias sret(%pair) %out, i1 %c) {
entry:
  br i1 %c, label %set, label %read
set:
  store ptr null, ptr %out
  br label %read
read:
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_perhaps(): malloc(202) escapes to heap
define void @is_perhaps(i1 %c) {
  %var = alloca %pair
  %p = call ptr @malloc(i64 202)
  store ptr %p, ptr %var
  call void @perhaps(ptr sret(%pair) %var, i1 %c)
  ret void
}

; Writes the other word, or half of this one.
define internal void @beside(ptr noalias sret(%pair) %out) {
  %second = getelementptr i8, ptr %out, i64 8
  store ptr null, ptr %second
  store i32 0, ptr %out
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_beside(): malloc(203) escapes to heap
define void @is_beside() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 203)
  store ptr %p, ptr %var
  call void @beside(ptr sret(%pair) %var)
  ret void
}

; Reads first, in a function of which that is not known.
define internal void @variadic(ptr noalias sret(%pair) %out, ...) {
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_variadic(): malloc(215) escapes to heap
define void @is_variadic() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 215)
  store ptr %p, ptr %var
  call void (ptr, ...) @variadic(ptr sret(%pair) %var, i32 1)
  ret void
}

; Calls itself first, but there is a way back without a write.
define internal void @never(ptr noalias sret(%pair) %out, i32 %n) {
entry:
  %more = icmp sgt i32 %n, 0
  br i1 %more, label %again, label %end
again:
  %less = sub i32 %n, 1
  call void @never(ptr sret(%pair) %out, i32 %less)
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  br label %end
end:
  ret void
}
; CHECK: in is_never(): malloc(204) escapes to heap
define void @is_never(i32 %n) {
  %var = alloca %pair
  %p = call ptr @malloc(i64 204)
  store ptr %p, ptr %var
  call void @never(ptr sret(%pair) %var, i32 %n)
  ret void
}

; Another function of the cycle reads it.
define internal void @asks(ptr noalias sret(%pair) %out, i32 %n) {
  call void @answers(ptr %out, i32 %n)
  store ptr null, ptr %out
  ret void
}
define internal void @answers(ptr %out, i32 %n) {
entry:
  %more = icmp sgt i32 %n, 0
  br i1 %more, label %again, label %last
again:
  %less = sub i32 %n, 1
  call void @asks(ptr sret(%pair) %out, i32 %less)
  br label %end
last:
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  br label %end
end:
  ret void
}
; CHECK: in is_asked(): malloc(205) escapes to heap
define void @is_asked(i32 %n) {
  %var = alloca %pair
  %p = call ptr @malloc(i64 205)
  store ptr %p, ptr %var
  call void @asks(ptr sret(%pair) %var, i32 %n)
  ret void
}

; Who was to write has not where it threw.
define internal void @writes_or_throws(ptr %out) {
  call void @throws()
  store ptr null, ptr %out
  ret void
}
define internal void @unwinds(ptr noalias sret(%pair) %out) personality ptr @personality {
entry:
  invoke void @writes_or_throws(ptr %out) to label %end unwind label %thrown
thrown:
  %pad = landingpad { ptr, i32 } cleanup
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  br label %end
end:
  ret void
}
; CHECK: in is_unwound(): malloc(206) escapes to heap
define void @is_unwound() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 206)
  store ptr %p, ptr %var
  call void @unwinds(ptr sret(%pair) %var)
  ret void
}

; The address is stored where others find it, who write there.
define internal void @told(ptr noalias sret(%pair) %out, ptr %q, ptr %p) {
  store ptr null, ptr %out
  store ptr %out, ptr %q
  %there = load ptr, ptr %q
  store ptr %p, ptr %there
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_told(): malloc(207) escapes to heap
define void @is_told() {
  %var = alloca %pair
  %place = alloca ptr
  %p = call ptr @malloc(i64 207)
  call void @told(ptr sret(%pair) %var, ptr %place, ptr %p)
  ret void
}

; The same by way of an object in which it is, before that is handed on or after.
define internal void @told_inside(ptr noalias sret(%pair) %out, ptr %q, ptr %p) {
  %o = call ptr @malloc(i64 8)
  store ptr null, ptr %out
  store ptr %out, ptr %o
  store ptr %o, ptr %q
  %there = load ptr, ptr %q
  %back = load ptr, ptr %there
  store ptr %p, ptr %back
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_told_inside(): malloc(208) escapes to heap
define void @is_told_inside() {
  %var = alloca %pair
  %place = alloca ptr
  %p = call ptr @malloc(i64 208)
  call void @told_inside(ptr sret(%pair) %var, ptr %place, ptr %p)
  ret void
}
define internal void @told_later(ptr noalias sret(%pair) %out, ptr %q, ptr %p) {
  %o = call ptr @malloc(i64 8)
  store ptr null, ptr %out
  store ptr %o, ptr %q
  store ptr %out, ptr %o
  %there = load ptr, ptr %q
  %back = load ptr, ptr %there
  store ptr %p, ptr %back
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_told_later(): malloc(209) escapes to heap
define void @is_told_later() {
  %var = alloca %pair
  %place = alloca ptr
  %p = call ptr @malloc(i64 209)
  call void @told_later(ptr sret(%pair) %var, ptr %place, ptr %p)
  ret void
}

; An object that leaves is found by that address, too; the function tells it late.
define internal void @left_and_told(ptr noalias sret(%pair) %out, ptr %q, ptr %p) {
  %variable = alloca ptr
  %o = call ptr @malloc(i64 16)
  store ptr null, ptr %o
  store ptr %o, ptr %out
  store ptr %out, ptr %variable
  %address = load ptr, ptr %variable
  store ptr %address, ptr %q
  %there = load ptr, ptr %q
  %object = load ptr, ptr %there
  store ptr %p, ptr %object
  %x = load ptr, ptr %o
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_left_and_told(): malloc(210) escapes to heap
define void @is_left_and_told() {
  %var = alloca %pair
  %place = alloca ptr
  %p = call ptr @malloc(i64 210)
  call void @left_and_told(ptr sret(%pair) %var, ptr %place, ptr %p)
  ret void
}

; A function that only the caller knows gets the address.
define internal void @calls_back(ptr noalias sret(%pair) %out, ptr %f, ptr %data) {
  store ptr null, ptr %out
  call void %f(ptr %out, ptr %data)
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
define internal void @puts(ptr %to, ptr %data) {
  store ptr %data, ptr %to
  ret void
}
; CHECK: in is_called_back(): malloc(211) escapes to heap
define void @is_called_back() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 211)
  call void @calls_back(ptr sret(%pair) %var, ptr @puts, ptr %p)
  ret void
}

; A pointer that the caller passed is found there.
define internal void @passes_on(ptr noalias sret(%pair) %out, ptr %p) {
  store ptr %p, ptr %out
  %x = load ptr, ptr %out
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_passed_on(): malloc(212) escapes to heap
define void @is_passed_on() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 212)
  call void @passes_on(ptr sret(%pair) %var, ptr %p)
  ret void
}

; The result's memory holds its own address: that tells nobody, but whoever reads on and on finds it all.
define internal void @reads_deep(ptr noalias sret(%pair) %out) {
  store ptr %out, ptr %out
  call void @second_of(ptr %out)
  ret void
}
define internal void @second_of(ptr %pair) {
  %self = load ptr, ptr %pair
  %second = getelementptr i8, ptr %self, i64 8
  %x = load ptr, ptr %second
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_deep(): malloc(213) escapes to heap
define void @is_deep() {
  %var = alloca %pair
  %p = call ptr @malloc(i64 213)
  %second = getelementptr i8, ptr %var, i64 8
  store ptr %p, ptr %second
  call void @reads_deep(ptr sret(%pair) %var)
  ret void
}

; Copied out before it is written.
define internal void @copies(ptr noalias sret(%pair) %out, i64 %n) {
  %copy = alloca %pair
  call void @llvm.memset.p0.i64(ptr %out, i8 0, i64 %n, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %out, i64 16, i1 false)
  %x = load ptr, ptr %copy
  call void @keep(ptr %x)
  ret void
}
; CHECK: in is_copied(): malloc(214) escapes to heap
define void @is_copied(i64 %n) {
  %var = alloca %pair
  %p = call ptr @malloc(i64 214)
  store ptr %p, ptr %var
  call void @copies(ptr sret(%pair) %var, i64 %n)
  ret void
}
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
