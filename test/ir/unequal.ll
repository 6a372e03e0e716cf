; A pointer that a branch has told apart from the address of a variable is not that address where it is stored
; afterwards (flow_unequal.c). In each function %p is in the variable %s, and leaves the function if the address
; of %s does.
;
; RUN: %h2s_m1 %s | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare i1 @more()

@known = global ptr null

; A text that is not the variable's own is handed on.
; CHECK: in handed_on(): moved to stack: malloc(100)
define void @handed_on(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 100)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; The other way round.
; CHECK: in unequal(): moved to stack: malloc(101)
define void @unequal(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 101)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %other = icmp ne ptr %own, %held
  br i1 %other, label %take, label %copy
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; It is the variable's own here, ...
; CHECK: in same(): malloc(102) escapes to heap
define void @same(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 102)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  store ptr %held, ptr %result
  br label %end
take:
  
  br label %end
end:
  ret void
}

; ... and may be here.
; CHECK: in either(): malloc(103) escapes to heap
define void @either(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 103)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  
  br label %end
end:
  store ptr %held, ptr %result
  ret void
}

; Another address was compared.
; CHECK: in other_address(): malloc(104) escapes to heap
define void @other_address(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 104)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  %inner = getelementptr i8, ptr %s, i64 24
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %inner
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; Another pointer was.
; CHECK: in other_pointer(): malloc(105) escapes to heap
define void @other_pointer(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 105)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %compared = load ptr, ptr %result
  %same = icmp eq ptr %own, %compared
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; It may be another address in the variable.
; CHECK: in two_addresses(): malloc(106) escapes to heap
define void @two_addresses(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 106)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  %inner = getelementptr i8, ptr %s, i64 24
  %one = select i1 %c, ptr %own, ptr %inner
  store ptr %one, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; It may be anywhere in the variable.
; CHECK: in somewhere(): malloc(107) escapes to heap
define void @somewhere(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 107)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  %inner = getelementptr i8, ptr %s, i64 %n
  store ptr %inner, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; An order tells nothing.
; CHECK: in greater(): malloc(108) escapes to heap
define void @greater(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 108)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp ugt ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; To where everybody looks.
; CHECK: in to_global(): moved to stack: malloc(109)
define void @to_global(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 109)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr @known
  br label %end
end:
  ret void
}

; Its twin.
; CHECK: in same_to_global(): malloc(110) escapes to heap
define void @same_to_global(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 110)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %own
  br i1 %same, label %copy, label %take
copy:
  store ptr %held, ptr @known
  br label %end
take:
  
  br label %end
end:
  ret void
}

; The address is what a function returns that always returns its argument.
; CHECK: in returned(): moved to stack: malloc(114)
define void @returned(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 114)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %back = call ptr @always(ptr %s)
  %address = getelementptr i8, ptr %back, i64 16
  %same = icmp eq ptr %held, %address
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

define internal ptr @always(ptr %s) noinline {
  %count = getelementptr i8, ptr %s, i64 8
  store i64 0, ptr %count
  ret ptr %s
}

define internal ptr @sometimes(ptr %s) noinline {
  %count = getelementptr i8, ptr %s, i64 8
  %first = load i64, ptr %count
  %empty = icmp eq i64 %first, 0
  br i1 %empty, label %no, label %yes
no:
  ret ptr null
yes:
  ret ptr %s
}

; Not always: its result may be null, from which %own differs as well.
; CHECK: in not_always(): malloc(115) escapes to heap
define void @not_always(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 115)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %back = call ptr @sometimes(ptr %s)
  %address = getelementptr i8, ptr %back, i64 16
  %same = icmp eq ptr %held, %address
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; The variable of the round before is another one than this round's.
; CHECK: in each_round(): malloc(300) escapes to heap
define void @each_round(ptr %result) {
entry:
  br label %round
round:
  %held = phi ptr [ null, %entry ], [ %s, %next ]
  %s = alloca ptr
  %p = call ptr @malloc(i64 300)
  store ptr %p, ptr %s
  %same = icmp eq ptr %held, %s
  br i1 %same, label %next, label %take
take:
  store ptr %held, ptr %result
  br label %next
next:
  %again = call i1 @more()
  br i1 %again, label %round, label %end
end:
  ret void
}

; The same place in another variable.
; CHECK: in other_variable(): malloc(301) escapes to heap
define void @other_variable(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 301)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  %t = alloca [48 x i8]
  %other = getelementptr i8, ptr %t, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %other
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; An offset that stands for an unknown one in the analysis.
; CHECK: in far_away(): malloc(302) escapes to heap
define void @far_away(ptr %result, ptr %text, i1 %c, i64 %n) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 302)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  %inner = getelementptr i8, ptr %s, i64 %n
  %far = getelementptr i8, ptr %s, i64 -2147483648
  store ptr %inner, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %same = icmp eq ptr %held, %far
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}

; Both ways lead there.
; CHECK: in no_choice(): malloc(303) escapes to heap
define void @no_choice(ptr %result, ptr %text, i1 %c) {
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 303)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %other = icmp ne ptr %held, %own
  br i1 %other, label %take, label %take
take:
  store ptr %held, ptr %result
  ret void
}

; A circle of functions, one of which returns null: it is none that always returns its argument, not even before it
; was looked at.
define internal ptr @nothing(ptr %s) noinline {
  %again = call i1 @more()
  br i1 %again, label %go, label %end
go:
  call void @leaves(ptr null, ptr null, i1 false, ptr null)
  br label %end
end:
  ret ptr null
}

define internal void @leaves(ptr %result, ptr %text, i1 %c, ptr %p) noinline {
entry:
  %s = alloca [48 x i8]
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %back = call ptr @nothing(ptr %s)
  %address = getelementptr i8, ptr %back, i64 16
  %same = icmp eq ptr %held, %address
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr @known
  br label %end
end:
  ret void
}

; CHECK: in circle(): malloc(304) escapes to heap
define void @circle(ptr %text, i1 %c) {
  %p = call ptr @malloc(i64 304)
  call void @leaves(ptr null, ptr %text, i1 %c, ptr %p)
  ret void
}

; What is passed by value is returned as the copy that it is.
define internal ptr @copied(ptr byval([48 x i8]) %s) noinline {
  ret ptr %s
}

; CHECK: in by_value(): malloc(305) escapes to heap
define void @by_value(ptr %result, ptr %text, i1 %c) {
entry:
  %s = alloca [48 x i8]
  %p = call ptr @malloc(i64 305)
  %place = getelementptr i8, ptr %s, i64 32
  store ptr %p, ptr %place
  %own = getelementptr i8, ptr %s, i64 16
  store ptr %own, ptr %s
  br i1 %c, label %set, label %look
set:
  store ptr %text, ptr %s
  br label %look
look:
  %held = load ptr, ptr %s
  %back = call ptr @copied(ptr byval([48 x i8]) %s)
  %address = getelementptr i8, ptr %back, i64 16
  %same = icmp eq ptr %held, %address
  br i1 %same, label %copy, label %take
copy:
  br label %end
take:
  store ptr %held, ptr %result
  br label %end
end:
  ret void
}
