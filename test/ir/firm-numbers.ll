; Numbers found in memory that may have held a pointer are what they seem, also after a way through a variable
; of one's own; what was made from a pointer is not (flow.h).
;
; RUN: %h2s_m1 %s | FileCheck %s

target triple = "x86_64-unknown-linux-gnu"

declare ptr @malloc(i64)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; A string with its length behind the pointer: the length goes through a variable before it is looked at.
define internal i1 @through_variable(ptr %s) noinline {
  %variable = alloca i64
  %place = getelementptr i8, ptr %s, i64 8
  %length = load i64, ptr %place
  store i64 %length, ptr %variable
  %again = load i64, ptr %variable
  %low = trunc i64 %again to i8
  %long = icmp ugt i8 %low, 15
  ret i1 %long
}

; CHECK: in length_read(): moved to stack: malloc(16)
define i1 @length_read(i64 %index) {
  %s = alloca { ptr, i64 }
  %p = call ptr @malloc(i64 16)
  %place = getelementptr ptr, ptr %s, i64 %index
  store ptr %p, ptr %place
  %long = call i1 @through_variable(ptr %s)
  ret i1 %long
}

; Made from a pointer here: looking at its bits may spell it out.
; CHECK: in made_here(): malloc(17) escapes to heap
define i1 @made_here() {
  %variable = alloca i64
  %p = call ptr @malloc(i64 17)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %variable
  %again = load i64, ptr %variable
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; Passed as a number.
define internal i1 @passed(i64 %bits) noinline {
  %variable = alloca i64
  store i64 %bits, ptr %variable
  %again = load i64, ptr %variable
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; CHECK: in passes(): malloc(18) escapes to heap
define i1 @passes() {
  %p = call ptr @malloc(i64 18)
  %bits = ptrtoint ptr %p to i64
  %odd = call i1 @passed(i64 %bits)
  ret i1 %odd
}

; Found in memory, but it has been a pointer in between.
define internal i1 @been_a_pointer(ptr %box) noinline {
  %variable = alloca i64
  %number = load i64, ptr %box
  %p = inttoptr i64 %number to ptr
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %variable
  %again = load i64, ptr %variable
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; CHECK: in holds_a_pointer(): malloc(19) escapes to heap
define i1 @holds_a_pointer() {
  %box = alloca i64
  %p = call ptr @malloc(i64 19)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %box
  %odd = call i1 @been_a_pointer(ptr %box)
  ret i1 %odd
}

; The same, copied from one variable to another.
define internal i1 @copied(ptr %box) noinline {
  %variable = alloca i64
  %other = alloca i64
  %number = load i64, ptr %box
  %p = inttoptr i64 %number to ptr
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %variable
  call void @llvm.memcpy.p0.p0.i64(ptr %other, ptr %variable, i64 8, i1 false)
  %again = load i64, ptr %other
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; CHECK: in copies(): malloc(20) escapes to heap
define i1 @copies() {
  %box = alloca i64
  %p = call ptr @malloc(i64 20)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %box
  %odd = call i1 @copied(ptr %box)
  ret i1 %odd
}

; The same, stored by a callee, directly or from another variable of the caller's.
define internal void @make_number(ptr %from, ptr %to) noinline {
  %number = load i64, ptr %from
  %p = inttoptr i64 %number to ptr
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %to
  ret void
}

define internal void @move_number(ptr %from, ptr %to) noinline {
  %number = load i64, ptr %from
  store i64 %number, ptr %to
  ret void
}

define internal i1 @made_by_callee(ptr %box) noinline {
  %variable = alloca i64
  call void @make_number(ptr %box, ptr %variable)
  %again = load i64, ptr %variable
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; CHECK: in callee_makes(): malloc(21) escapes to heap
define i1 @callee_makes() {
  %box = alloca i64
  %p = call ptr @malloc(i64 21)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %box
  %odd = call i1 @made_by_callee(ptr %box)
  ret i1 %odd
}

define internal i1 @moved_by_callee(ptr %box) noinline {
  %variable = alloca i64
  %other = alloca i64
  call void @make_number(ptr %box, ptr %variable)
  call void @move_number(ptr %variable, ptr %other)
  %again = load i64, ptr %other
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; CHECK: in callee_moves(): malloc(22) escapes to heap
define i1 @callee_moves() {
  %box = alloca i64
  %p = call ptr @malloc(i64 22)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %box
  %odd = call i1 @moved_by_callee(ptr %box)
  ret i1 %odd
}

; Moved only, from memory where a pointer might be.
define internal i1 @only_moved(ptr %s) noinline {
  %variable = alloca i64
  %place = getelementptr i8, ptr %s, i64 8
  call void @move_number(ptr %place, ptr %variable)
  %again = load i64, ptr %variable
  %low = trunc i64 %again to i8
  %long = icmp ugt i8 %low, 15
  ret i1 %long
}

; CHECK: in moves_only(): moved to stack: malloc(24)
define i1 @moves_only(i64 %index) {
  %s = alloca { ptr, i64 }
  %p = call ptr @malloc(i64 24)
  %place = getelementptr ptr, ptr %s, i64 %index
  store ptr %p, ptr %place
  %long = call i1 @only_moved(ptr %s)
  ret i1 %long
}

; Moved by a callee before it turns out to be one.
define internal i1 @turns_out(ptr %box, i1 %c) noinline {
entry:
  %variable = alloca i64
  %other = alloca i64
  %number = load i64, ptr %box
  store i64 %number, ptr %variable
  br label %loop

loop:
  call void @move_number(ptr %variable, ptr %other)
  %again = load i64, ptr %other
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  call void @make_number(ptr %box, ptr %variable)
  br i1 %c, label %loop, label %done

done:
  ret i1 %odd
}

; CHECK: in turns_out_to_be_one(): malloc(25) escapes to heap
define i1 @turns_out_to_be_one(i1 %c) {
  %box = alloca i64
  %p = call ptr @malloc(i64 25)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %box
  %odd = call i1 @turns_out(ptr %box, i1 %c)
  ret i1 %odd
}

; --- many stores in one function ---

define internal void @make_many(ptr %from, ptr %to) noinline {
  %f0 = getelementptr i8, ptr %from, i64 0
  %n0 = load i64, ptr %f0
  %p0 = inttoptr i64 %n0 to ptr
  %b0 = ptrtoint ptr %p0 to i64
  %t0 = getelementptr i8, ptr %to, i64 0
  store i64 %b0, ptr %t0
  %f1 = getelementptr i8, ptr %from, i64 8
  %n1 = load i64, ptr %f1
  %p1 = inttoptr i64 %n1 to ptr
  %b1 = ptrtoint ptr %p1 to i64
  %t1 = getelementptr i8, ptr %to, i64 8
  store i64 %b1, ptr %t1
  %f2 = getelementptr i8, ptr %from, i64 16
  %n2 = load i64, ptr %f2
  %p2 = inttoptr i64 %n2 to ptr
  %b2 = ptrtoint ptr %p2 to i64
  %t2 = getelementptr i8, ptr %to, i64 16
  store i64 %b2, ptr %t2
  %f3 = getelementptr i8, ptr %from, i64 24
  %n3 = load i64, ptr %f3
  %p3 = inttoptr i64 %n3 to ptr
  %b3 = ptrtoint ptr %p3 to i64
  %t3 = getelementptr i8, ptr %to, i64 24
  store i64 %b3, ptr %t3
  %f4 = getelementptr i8, ptr %from, i64 32
  %n4 = load i64, ptr %f4
  %p4 = inttoptr i64 %n4 to ptr
  %b4 = ptrtoint ptr %p4 to i64
  %t4 = getelementptr i8, ptr %to, i64 32
  store i64 %b4, ptr %t4
  %f5 = getelementptr i8, ptr %from, i64 40
  %n5 = load i64, ptr %f5
  %p5 = inttoptr i64 %n5 to ptr
  %b5 = ptrtoint ptr %p5 to i64
  %t5 = getelementptr i8, ptr %to, i64 40
  store i64 %b5, ptr %t5
  %f6 = getelementptr i8, ptr %from, i64 48
  %n6 = load i64, ptr %f6
  %p6 = inttoptr i64 %n6 to ptr
  %b6 = ptrtoint ptr %p6 to i64
  %t6 = getelementptr i8, ptr %to, i64 48
  store i64 %b6, ptr %t6
  %f7 = getelementptr i8, ptr %from, i64 56
  %n7 = load i64, ptr %f7
  %p7 = inttoptr i64 %n7 to ptr
  %b7 = ptrtoint ptr %p7 to i64
  %t7 = getelementptr i8, ptr %to, i64 56
  store i64 %b7, ptr %t7
  %f8 = getelementptr i8, ptr %from, i64 64
  %n8 = load i64, ptr %f8
  %p8 = inttoptr i64 %n8 to ptr
  %b8 = ptrtoint ptr %p8 to i64
  %t8 = getelementptr i8, ptr %to, i64 64
  store i64 %b8, ptr %t8
  %f9 = getelementptr i8, ptr %from, i64 72
  %n9 = load i64, ptr %f9
  %p9 = inttoptr i64 %n9 to ptr
  %b9 = ptrtoint ptr %p9 to i64
  %t9 = getelementptr i8, ptr %to, i64 72
  store i64 %b9, ptr %t9
  %f10 = getelementptr i8, ptr %from, i64 80
  %n10 = load i64, ptr %f10
  %p10 = inttoptr i64 %n10 to ptr
  %b10 = ptrtoint ptr %p10 to i64
  %t10 = getelementptr i8, ptr %to, i64 80
  store i64 %b10, ptr %t10
  %f11 = getelementptr i8, ptr %from, i64 88
  %n11 = load i64, ptr %f11
  %p11 = inttoptr i64 %n11 to ptr
  %b11 = ptrtoint ptr %p11 to i64
  %t11 = getelementptr i8, ptr %to, i64 88
  store i64 %b11, ptr %t11
  %f12 = getelementptr i8, ptr %from, i64 96
  %n12 = load i64, ptr %f12
  %p12 = inttoptr i64 %n12 to ptr
  %b12 = ptrtoint ptr %p12 to i64
  %t12 = getelementptr i8, ptr %to, i64 96
  store i64 %b12, ptr %t12
  %f13 = getelementptr i8, ptr %from, i64 104
  %n13 = load i64, ptr %f13
  %p13 = inttoptr i64 %n13 to ptr
  %b13 = ptrtoint ptr %p13 to i64
  %t13 = getelementptr i8, ptr %to, i64 104
  store i64 %b13, ptr %t13
  %f14 = getelementptr i8, ptr %from, i64 112
  %n14 = load i64, ptr %f14
  %p14 = inttoptr i64 %n14 to ptr
  %b14 = ptrtoint ptr %p14 to i64
  %t14 = getelementptr i8, ptr %to, i64 112
  store i64 %b14, ptr %t14
  %f15 = getelementptr i8, ptr %from, i64 120
  %n15 = load i64, ptr %f15
  %p15 = inttoptr i64 %n15 to ptr
  %b15 = ptrtoint ptr %p15 to i64
  %t15 = getelementptr i8, ptr %to, i64 120
  store i64 %b15, ptr %t15
  %f16 = getelementptr i8, ptr %from, i64 128
  %n16 = load i64, ptr %f16
  %p16 = inttoptr i64 %n16 to ptr
  %b16 = ptrtoint ptr %p16 to i64
  %t16 = getelementptr i8, ptr %to, i64 128
  store i64 %b16, ptr %t16
  %f17 = getelementptr i8, ptr %from, i64 136
  %n17 = load i64, ptr %f17
  %p17 = inttoptr i64 %n17 to ptr
  %b17 = ptrtoint ptr %p17 to i64
  %t17 = getelementptr i8, ptr %to, i64 136
  store i64 %b17, ptr %t17
  %f18 = getelementptr i8, ptr %from, i64 144
  %n18 = load i64, ptr %f18
  %p18 = inttoptr i64 %n18 to ptr
  %b18 = ptrtoint ptr %p18 to i64
  %t18 = getelementptr i8, ptr %to, i64 144
  store i64 %b18, ptr %t18
  %f19 = getelementptr i8, ptr %from, i64 152
  %n19 = load i64, ptr %f19
  %p19 = inttoptr i64 %n19 to ptr
  %b19 = ptrtoint ptr %p19 to i64
  %t19 = getelementptr i8, ptr %to, i64 152
  store i64 %b19, ptr %t19
  %f20 = getelementptr i8, ptr %from, i64 160
  %n20 = load i64, ptr %f20
  %p20 = inttoptr i64 %n20 to ptr
  %b20 = ptrtoint ptr %p20 to i64
  %t20 = getelementptr i8, ptr %to, i64 160
  store i64 %b20, ptr %t20
  %f21 = getelementptr i8, ptr %from, i64 168
  %n21 = load i64, ptr %f21
  %p21 = inttoptr i64 %n21 to ptr
  %b21 = ptrtoint ptr %p21 to i64
  %t21 = getelementptr i8, ptr %to, i64 168
  store i64 %b21, ptr %t21
  %f22 = getelementptr i8, ptr %from, i64 176
  %n22 = load i64, ptr %f22
  %p22 = inttoptr i64 %n22 to ptr
  %b22 = ptrtoint ptr %p22 to i64
  %t22 = getelementptr i8, ptr %to, i64 176
  store i64 %b22, ptr %t22
  %f23 = getelementptr i8, ptr %from, i64 184
  %n23 = load i64, ptr %f23
  %p23 = inttoptr i64 %n23 to ptr
  %b23 = ptrtoint ptr %p23 to i64
  %t23 = getelementptr i8, ptr %to, i64 184
  store i64 %b23, ptr %t23
  %f24 = getelementptr i8, ptr %from, i64 192
  %n24 = load i64, ptr %f24
  %p24 = inttoptr i64 %n24 to ptr
  %b24 = ptrtoint ptr %p24 to i64
  %t24 = getelementptr i8, ptr %to, i64 192
  store i64 %b24, ptr %t24
  %f25 = getelementptr i8, ptr %from, i64 200
  %n25 = load i64, ptr %f25
  %p25 = inttoptr i64 %n25 to ptr
  %b25 = ptrtoint ptr %p25 to i64
  %t25 = getelementptr i8, ptr %to, i64 200
  store i64 %b25, ptr %t25
  %f26 = getelementptr i8, ptr %from, i64 208
  %n26 = load i64, ptr %f26
  %p26 = inttoptr i64 %n26 to ptr
  %b26 = ptrtoint ptr %p26 to i64
  %t26 = getelementptr i8, ptr %to, i64 208
  store i64 %b26, ptr %t26
  %f27 = getelementptr i8, ptr %from, i64 216
  %n27 = load i64, ptr %f27
  %p27 = inttoptr i64 %n27 to ptr
  %b27 = ptrtoint ptr %p27 to i64
  %t27 = getelementptr i8, ptr %to, i64 216
  store i64 %b27, ptr %t27
  %f28 = getelementptr i8, ptr %from, i64 224
  %n28 = load i64, ptr %f28
  %p28 = inttoptr i64 %n28 to ptr
  %b28 = ptrtoint ptr %p28 to i64
  %t28 = getelementptr i8, ptr %to, i64 224
  store i64 %b28, ptr %t28
  %f29 = getelementptr i8, ptr %from, i64 232
  %n29 = load i64, ptr %f29
  %p29 = inttoptr i64 %n29 to ptr
  %b29 = ptrtoint ptr %p29 to i64
  %t29 = getelementptr i8, ptr %to, i64 232
  store i64 %b29, ptr %t29
  %f30 = getelementptr i8, ptr %from, i64 240
  %n30 = load i64, ptr %f30
  %p30 = inttoptr i64 %n30 to ptr
  %b30 = ptrtoint ptr %p30 to i64
  %t30 = getelementptr i8, ptr %to, i64 240
  store i64 %b30, ptr %t30
  %f31 = getelementptr i8, ptr %from, i64 248
  %n31 = load i64, ptr %f31
  %p31 = inttoptr i64 %n31 to ptr
  %b31 = ptrtoint ptr %p31 to i64
  %t31 = getelementptr i8, ptr %to, i64 248
  store i64 %b31, ptr %t31
  %f32 = getelementptr i8, ptr %from, i64 256
  %n32 = load i64, ptr %f32
  %p32 = inttoptr i64 %n32 to ptr
  %b32 = ptrtoint ptr %p32 to i64
  %t32 = getelementptr i8, ptr %to, i64 256
  store i64 %b32, ptr %t32
  %f33 = getelementptr i8, ptr %from, i64 264
  %n33 = load i64, ptr %f33
  %p33 = inttoptr i64 %n33 to ptr
  %b33 = ptrtoint ptr %p33 to i64
  %t33 = getelementptr i8, ptr %to, i64 264
  store i64 %b33, ptr %t33
  %f34 = getelementptr i8, ptr %from, i64 272
  %n34 = load i64, ptr %f34
  %p34 = inttoptr i64 %n34 to ptr
  %b34 = ptrtoint ptr %p34 to i64
  %t34 = getelementptr i8, ptr %to, i64 272
  store i64 %b34, ptr %t34
  %f35 = getelementptr i8, ptr %from, i64 280
  %n35 = load i64, ptr %f35
  %p35 = inttoptr i64 %n35 to ptr
  %b35 = ptrtoint ptr %p35 to i64
  %t35 = getelementptr i8, ptr %to, i64 280
  store i64 %b35, ptr %t35
  %f36 = getelementptr i8, ptr %from, i64 288
  %n36 = load i64, ptr %f36
  %p36 = inttoptr i64 %n36 to ptr
  %b36 = ptrtoint ptr %p36 to i64
  %t36 = getelementptr i8, ptr %to, i64 288
  store i64 %b36, ptr %t36
  %f37 = getelementptr i8, ptr %from, i64 296
  %n37 = load i64, ptr %f37
  %p37 = inttoptr i64 %n37 to ptr
  %b37 = ptrtoint ptr %p37 to i64
  %t37 = getelementptr i8, ptr %to, i64 296
  store i64 %b37, ptr %t37
  %f38 = getelementptr i8, ptr %from, i64 304
  %n38 = load i64, ptr %f38
  %p38 = inttoptr i64 %n38 to ptr
  %b38 = ptrtoint ptr %p38 to i64
  %t38 = getelementptr i8, ptr %to, i64 304
  store i64 %b38, ptr %t38
  %f39 = getelementptr i8, ptr %from, i64 312
  %n39 = load i64, ptr %f39
  %p39 = inttoptr i64 %n39 to ptr
  %b39 = ptrtoint ptr %p39 to i64
  %t39 = getelementptr i8, ptr %to, i64 312
  store i64 %b39, ptr %t39
  %f40 = getelementptr i8, ptr %from, i64 320
  %n40 = load i64, ptr %f40
  %p40 = inttoptr i64 %n40 to ptr
  %b40 = ptrtoint ptr %p40 to i64
  %t40 = getelementptr i8, ptr %to, i64 320
  store i64 %b40, ptr %t40
  %f41 = getelementptr i8, ptr %from, i64 328
  %n41 = load i64, ptr %f41
  %p41 = inttoptr i64 %n41 to ptr
  %b41 = ptrtoint ptr %p41 to i64
  %t41 = getelementptr i8, ptr %to, i64 328
  store i64 %b41, ptr %t41
  %f42 = getelementptr i8, ptr %from, i64 336
  %n42 = load i64, ptr %f42
  %p42 = inttoptr i64 %n42 to ptr
  %b42 = ptrtoint ptr %p42 to i64
  %t42 = getelementptr i8, ptr %to, i64 336
  store i64 %b42, ptr %t42
  %f43 = getelementptr i8, ptr %from, i64 344
  %n43 = load i64, ptr %f43
  %p43 = inttoptr i64 %n43 to ptr
  %b43 = ptrtoint ptr %p43 to i64
  %t43 = getelementptr i8, ptr %to, i64 344
  store i64 %b43, ptr %t43
  %f44 = getelementptr i8, ptr %from, i64 352
  %n44 = load i64, ptr %f44
  %p44 = inttoptr i64 %n44 to ptr
  %b44 = ptrtoint ptr %p44 to i64
  %t44 = getelementptr i8, ptr %to, i64 352
  store i64 %b44, ptr %t44
  %f45 = getelementptr i8, ptr %from, i64 360
  %n45 = load i64, ptr %f45
  %p45 = inttoptr i64 %n45 to ptr
  %b45 = ptrtoint ptr %p45 to i64
  %t45 = getelementptr i8, ptr %to, i64 360
  store i64 %b45, ptr %t45
  %f46 = getelementptr i8, ptr %from, i64 368
  %n46 = load i64, ptr %f46
  %p46 = inttoptr i64 %n46 to ptr
  %b46 = ptrtoint ptr %p46 to i64
  %t46 = getelementptr i8, ptr %to, i64 368
  store i64 %b46, ptr %t46
  %f47 = getelementptr i8, ptr %from, i64 376
  %n47 = load i64, ptr %f47
  %p47 = inttoptr i64 %n47 to ptr
  %b47 = ptrtoint ptr %p47 to i64
  %t47 = getelementptr i8, ptr %to, i64 376
  store i64 %b47, ptr %t47
  %f48 = getelementptr i8, ptr %from, i64 384
  %n48 = load i64, ptr %f48
  %p48 = inttoptr i64 %n48 to ptr
  %b48 = ptrtoint ptr %p48 to i64
  %t48 = getelementptr i8, ptr %to, i64 384
  store i64 %b48, ptr %t48
  %f49 = getelementptr i8, ptr %from, i64 392
  %n49 = load i64, ptr %f49
  %p49 = inttoptr i64 %n49 to ptr
  %b49 = ptrtoint ptr %p49 to i64
  %t49 = getelementptr i8, ptr %to, i64 392
  store i64 %b49, ptr %t49
  ret void
}

define internal i1 @made_many(ptr %box) noinline {
  %variables = alloca [50 x i64]
  call void @make_many(ptr %box, ptr %variables)
  %again = load i64, ptr %variables
  %low = lshr i64 %again, 13
  %odd = icmp ugt i64 %low, 15
  ret i1 %odd
}

; CHECK: in makes_many(): malloc(26) escapes to heap
define i1 @makes_many() {
  %box = alloca [50 x i64]
  %p = call ptr @malloc(i64 26)
  %bits = ptrtoint ptr %p to i64
  store i64 %bits, ptr %box
  %odd = call i1 @made_many(ptr %box)
  ret i1 %odd
}
