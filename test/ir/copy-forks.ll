; What is copied to a pointer that depends on the length: a short text goes into the object, a long one into a
; block of its own (flow_fork.c). In each function, %p is behind the bytes that a text may be copied from, and
; what is behind those that it may be copied to is returned.
;
; RUN: %h2s_m1 %s | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare i64 @count()
declare i1 @more()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

; No more than 15 bytes go to %own, so what is behind it stays as it was.
; CHECK: in short_text(): moved to stack: malloc(100)
define i64 @short_text(i64 %length) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %p = call ptr @malloc(i64 100)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 15
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  br label %join
join:
  %at = phi ptr [ %block, %make ], [ %own, %entry ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; Up to 17 bytes: one of them is behind %own.
; CHECK: in one_too_many(): malloc(101) escapes to heap
define i64 @one_too_many(i64 %length) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %p = call ptr @malloc(i64 101)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 17
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  br label %join
join:
  %at = phi ptr [ %block, %make ], [ %own, %entry ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; Another number was compared.
; CHECK: in other_length(): malloc(102) escapes to heap
define i64 @other_length(i64 %length, i64 %compared) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %p = call ptr @malloc(i64 102)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %compared, 15
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  br label %join
join:
  %at = phi ptr [ %block, %make ], [ %own, %entry ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; Long texts go there as well.
; CHECK: in both_ways(): malloc(103) escapes to heap
define i64 @both_ways(i64 %length, i1 %c) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %p = call ptr @malloc(i64 103)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 15
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  %either = select i1 %c, ptr %block, ptr %own
  br label %join
join:
  %at = phi ptr [ %either, %make ], [ %own, %entry ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; The same; the analysis learns it last, when the phi has both already.
; CHECK: in learnt_late(): malloc(104) escapes to heap
define i64 @learnt_late(i64 %length) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %a = alloca ptr
  %b = alloca ptr
  %c = alloca ptr
  %p = call ptr @malloc(i64 104)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 15
  br i1 %long, label %make, label %join
make:
  %loaded.c = load ptr, ptr %c
  br label %join
join:
  %at = phi ptr [ %loaded.c, %make ], [ %own, %entry ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %loaded.b = load ptr, ptr %b
  store ptr %loaded.b, ptr %c
  %loaded.a = load ptr, ptr %a
  store ptr %loaded.a, ptr %b
  store ptr %at, ptr %a
  %again = call i1 @more()
  br i1 %again, label %make, label %end
end:
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; The length that was compared is the one of the round before.
; CHECK: in next_length(): malloc(105) escapes to heap
define i64 @next_length() {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %block = alloca [4096 x i8]
  %p = call ptr @malloc(i64 105)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  br label %copy
copy:
  %at = phi ptr [ %block, %entry ], [ %own, %copy ]
  %length = call i64 @count()
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %short = icmp ult i64 %length, 16
  br i1 %short, label %copy, label %end
end:
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; The same; the length is found in a block that the phi's block dominates.
; CHECK: in later_length(): malloc(106) escapes to heap
define i64 @later_length() {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %block = alloca [4096 x i8]
  %p = call ptr @malloc(i64 106)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  br label %join
join:
  %at = phi ptr [ %block, %entry ], [ %own, %copy ]
  %go = call i1 @more()
  br i1 %go, label %copy, label %end
copy:
  %length = call i64 @count()
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %short = icmp ult i64 %length, 16
  br i1 %short, label %join, label %end
end:
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; A length found before the loop is the same in all rounds.
; CHECK: in settled_length(): moved to stack: malloc(107)
define i64 @settled_length() {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %block = alloca [4096 x i8]
  %p = call ptr @malloc(i64 107)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %length = call i64 @count()
  br label %copy
copy:
  %at = phi ptr [ %block, %entry ], [ %own, %copy ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %short = icmp ult i64 %length, 16
  br i1 %short, label %copy, label %end
end:
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  ret i64 %number
}

; The source is learnt after the destinations; of it, %q is among the bytes that are copied.
; CHECK: in late_source(): moved to stack: malloc(108)
; CHECK: in late_source(): malloc(109) escapes to heap
define i64 @late_source(i64 %length) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %a = alloca ptr
  %b = alloca ptr
  %c = alloca ptr
  %p = call ptr @malloc(i64 108)
  %q = call ptr @malloc(i64 109)
  %held = getelementptr i8, ptr %from, i64 32
  store ptr %p, ptr %held
  %near = getelementptr i8, ptr %from, i64 24
  store ptr %q, ptr %near
  %text = getelementptr i8, ptr %from, i64 16
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 15
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  br label %join
join:
  %at = phi ptr [ %block, %make ], [ %own, %entry ]
  %source = load ptr, ptr %c
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %source, i64 %length, i1 false)
  %loaded.b = load ptr, ptr %b
  store ptr %loaded.b, ptr %c
  %loaded.a = load ptr, ptr %a
  store ptr %loaded.a, ptr %b
  store ptr %text, ptr %a
  %again = call i1 @more()
  br i1 %again, label %make, label %end
end:
  %behind = getelementptr i8, ptr %to, i64 32
  %number = load i64, ptr %behind
  %inside = getelementptr i8, ptr %to, i64 24
  %copied = load i64, ptr %inside
  %sum = add i64 %number, %copied
  ret i64 %sum
}

; Filled, and the pointer behind that stays whole: it is that of the pair's first member.
; CHECK: in filled(): moved to stack: malloc(110)
define ptr @filled(i64 %length, i8 %character) {
entry:
  %to = alloca [48 x i8]
  %pair = alloca [2 x ptr]
  %p = call ptr @malloc(i64 110)
  %behind = getelementptr i8, ptr %to, i64 32
  store ptr %pair, ptr %behind
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 15
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  br label %join
join:
  %at = phi ptr [ %block, %make ], [ %own, %entry ]
  call void @llvm.memset.p0.i64(ptr %at, i8 %character, i64 %length, i1 false)
  %first = load ptr, ptr %behind
  store ptr %p, ptr %first
  %second = getelementptr i8, ptr %pair, i64 8
  %other = load ptr, ptr %second
  ret ptr %other
}

; The pointer loses its first byte here.
; CHECK: in filled_beyond(): malloc(111) escapes to heap
define ptr @filled_beyond(i64 %length, i8 %character) {
entry:
  %to = alloca [48 x i8]
  %pair = alloca [2 x ptr]
  %p = call ptr @malloc(i64 111)
  %behind = getelementptr i8, ptr %to, i64 32
  store ptr %pair, ptr %behind
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 17
  br i1 %long, label %make, label %join
make:
  %block = call ptr @malloc(i64 %length)
  br label %join
join:
  %at = phi ptr [ %block, %make ], [ %own, %entry ]
  call void @llvm.memset.p0.i64(ptr %at, i8 %character, i64 %length, i1 false)
  %first = load ptr, ptr %behind
  store ptr %p, ptr %first
  %second = getelementptr i8, ptr %pair, i64 8
  %other = load ptr, ptr %second
  ret ptr %other
}

; One of the places is a variable that everybody knows.
; CHECK: in to_global(): malloc(112) escapes to heap
@buffer = global [4096 x i8] zeroinitializer
define void @to_global(i64 %length) {
entry:
  %from = alloca [48 x i8]
  %to = alloca [48 x i8]
  %a = alloca ptr
  %b = alloca ptr
  %c = alloca ptr
  %p = call ptr @malloc(i64 112)
  %text = getelementptr i8, ptr %from, i64 16
  store ptr %p, ptr %text
  %own = getelementptr i8, ptr %to, i64 16
  %long = icmp ugt i64 %length, 15
  br i1 %long, label %make, label %join
make:
  %loaded.c = load ptr, ptr %c
  br label %join
join:
  %at = phi ptr [ %loaded.c, %make ], [ %own, %entry ]
  call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %text, i64 %length, i1 false)
  %loaded.b = load ptr, ptr %b
  store ptr %loaded.b, ptr %c
  %loaded.a = load ptr, ptr %a
  store ptr %loaded.a, ptr %b
  store ptr @buffer, ptr %a
  %again = call i1 @more()
  br i1 %again, label %make, label %end
end:
  ret void
}
