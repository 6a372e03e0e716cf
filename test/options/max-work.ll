; The analysis gives up when its work is spent; sites undecided by then are kept.
;
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-work=10;m=1>' 2>&1 | FileCheck %s
; CHECK: in f(): malloc(100) escapes to heap: analysis budget exhausted
; CHECK: in g(): malloc(100) escapes to heap: stored where it may outlive the call

declare ptr @malloc(i64)
define void @f() {
  %p = call ptr @malloc(i64 100)
  %q0 = getelementptr i8, ptr %p, i64 1
  %q1 = getelementptr i8, ptr %q0, i64 1
  %q2 = getelementptr i8, ptr %q1, i64 1
  %q3 = getelementptr i8, ptr %q2, i64 1
  %q4 = getelementptr i8, ptr %q3, i64 1
  %q5 = getelementptr i8, ptr %q4, i64 1
  %q6 = getelementptr i8, ptr %q5, i64 1
  %q7 = getelementptr i8, ptr %q6, i64 1
  %q8 = getelementptr i8, ptr %q7, i64 1
  %q9 = getelementptr i8, ptr %q8, i64 1
  %q10 = getelementptr i8, ptr %q9, i64 1
  %q11 = getelementptr i8, ptr %q10, i64 1
  %q12 = getelementptr i8, ptr %q11, i64 1
  %q13 = getelementptr i8, ptr %q12, i64 1
  %q14 = getelementptr i8, ptr %q13, i64 1
  %q15 = getelementptr i8, ptr %q14, i64 1
  %q16 = getelementptr i8, ptr %q15, i64 1
  %q17 = getelementptr i8, ptr %q16, i64 1
  %q18 = getelementptr i8, ptr %q17, i64 1
  %q19 = getelementptr i8, ptr %q18, i64 1
  %q20 = getelementptr i8, ptr %q19, i64 1
  %q21 = getelementptr i8, ptr %q20, i64 1
  %q22 = getelementptr i8, ptr %q21, i64 1
  %q23 = getelementptr i8, ptr %q22, i64 1
  %q24 = getelementptr i8, ptr %q23, i64 1
  %q25 = getelementptr i8, ptr %q24, i64 1
  %q26 = getelementptr i8, ptr %q25, i64 1
  %q27 = getelementptr i8, ptr %q26, i64 1
  %q28 = getelementptr i8, ptr %q27, i64 1
  %q29 = getelementptr i8, ptr %q28, i64 1
  %q30 = getelementptr i8, ptr %q29, i64 1
  %q31 = getelementptr i8, ptr %q30, i64 1
  %q32 = getelementptr i8, ptr %q31, i64 1
  %q33 = getelementptr i8, ptr %q32, i64 1
  %q34 = getelementptr i8, ptr %q33, i64 1
  %q35 = getelementptr i8, ptr %q34, i64 1
  %q36 = getelementptr i8, ptr %q35, i64 1
  %q37 = getelementptr i8, ptr %q36, i64 1
  %q38 = getelementptr i8, ptr %q37, i64 1
  %q39 = getelementptr i8, ptr %q38, i64 1
  store volatile i32 1, ptr %q39
  ret void
}

; What is known by then is said.
@global = global ptr null
define void @g() {
  %p = call ptr @malloc(i64 100)
  store ptr %p, ptr @global
  %q0 = getelementptr i8, ptr %p, i64 1
  %q1 = getelementptr i8, ptr %q0, i64 1
  %q2 = getelementptr i8, ptr %q1, i64 1
  %q3 = getelementptr i8, ptr %q2, i64 1
  %q4 = getelementptr i8, ptr %q3, i64 1
  %q5 = getelementptr i8, ptr %q4, i64 1
  %q6 = getelementptr i8, ptr %q5, i64 1
  %q7 = getelementptr i8, ptr %q6, i64 1
  %q8 = getelementptr i8, ptr %q7, i64 1
  %q9 = getelementptr i8, ptr %q8, i64 1
  %q10 = getelementptr i8, ptr %q9, i64 1
  %q11 = getelementptr i8, ptr %q10, i64 1
  %q12 = getelementptr i8, ptr %q11, i64 1
  %q13 = getelementptr i8, ptr %q12, i64 1
  %q14 = getelementptr i8, ptr %q13, i64 1
  %q15 = getelementptr i8, ptr %q14, i64 1
  %q16 = getelementptr i8, ptr %q15, i64 1
  %q17 = getelementptr i8, ptr %q16, i64 1
  %q18 = getelementptr i8, ptr %q17, i64 1
  %q19 = getelementptr i8, ptr %q18, i64 1
  %q20 = getelementptr i8, ptr %q19, i64 1
  %q21 = getelementptr i8, ptr %q20, i64 1
  %q22 = getelementptr i8, ptr %q21, i64 1
  %q23 = getelementptr i8, ptr %q22, i64 1
  %q24 = getelementptr i8, ptr %q23, i64 1
  %q25 = getelementptr i8, ptr %q24, i64 1
  %q26 = getelementptr i8, ptr %q25, i64 1
  %q27 = getelementptr i8, ptr %q26, i64 1
  %q28 = getelementptr i8, ptr %q27, i64 1
  %q29 = getelementptr i8, ptr %q28, i64 1
  %q30 = getelementptr i8, ptr %q29, i64 1
  %q31 = getelementptr i8, ptr %q30, i64 1
  %q32 = getelementptr i8, ptr %q31, i64 1
  %q33 = getelementptr i8, ptr %q32, i64 1
  %q34 = getelementptr i8, ptr %q33, i64 1
  %q35 = getelementptr i8, ptr %q34, i64 1
  %q36 = getelementptr i8, ptr %q35, i64 1
  %q37 = getelementptr i8, ptr %q36, i64 1
  %q38 = getelementptr i8, ptr %q37, i64 1
  %q39 = getelementptr i8, ptr %q38, i64 1
  store volatile i32 1, ptr %q39
  ret void
}
