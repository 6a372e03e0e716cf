; A user's file adds rows about library functions, and wins over the built-in ones. What is wrong in it is
; reported with its line and column.
;
; RUN: split-file %s %t
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup>,verify' -S %t/input.ll | FileCheck --check-prefix=WITHOUT %s
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup;effects=%t/rows>,verify' -S %t/input.ll | FileCheck --check-prefix=WITH %s
; RUN: env HEAP2STACK=effects=%t/rows %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup>,verify' -S %t/input.ll | FileCheck --check-prefix=WITH %s
; RUN: %opt -load-pass-plugin=%plugin -passes='heap2stack<no-cleanup>,verify' -heap2stack-effects=%t/rows -S %t/input.ll | FileCheck --check-prefix=WITH %s
; RUN: not %opt -load-pass-plugin=%plugin -passes='heap2stack<effects=%t/bad>' -disable-output %t/input.ll 2>&1 | FileCheck --check-prefix=BAD %s
; RUN: not %opt -load-pass-plugin=%plugin -passes='heap2stack<effects=%t/none>' -disable-output %t/input.ll 2>&1 | FileCheck --check-prefix=NONE %s
; RUN: not %opt -load-pass-plugin=%plugin -passes='heap2stack<effects=>' -disable-output %t/input.ll 2>&1 | FileCheck --check-prefix=EMPTY %s
;
; BAD: error: heap2stack: {{.*}}bad:3:10: 
; NONE: error: heap2stack: {{.*}}none: cannot be read
; EMPTY: error: heap2stack: the path at character 9 of the options is empty

;--- rows
# our own logging library
log_text v(pr, i)
strlen i(pk)
;--- bad
# the second row is malformed
log_text v(pr, i)
log_line q(p)
;--- input.ll
declare ptr @malloc(i64)
declare void @log_text(ptr, i32)
declare i64 @strlen(ptr)

; WITHOUT-LABEL: define void @logged()
; WITHOUT: call ptr @malloc(i64 8)
; WITH-LABEL: define void @logged()
; WITH-NOT: @malloc
; WITH: call void @log_text(ptr %slot, i32 1)
define void @logged() {
  %p = call ptr @malloc(i64 8)
  call void @log_text(ptr %p, i32 1)
  ret void
}

; A call of another shape is not that function.
; WITH-LABEL: define void @other_shape()
; WITH: call ptr @malloc(i64 8)
define void @other_shape() {
  %p = call ptr @malloc(i64 8)
  call void @log_text(ptr %p)
  ret void
}

; The user's row says that the text is kept.
; WITHOUT-LABEL: define i64 @length()
; WITHOUT: call i64 @strlen(ptr %slot)
; WITH-LABEL: define i64 @length()
; WITH: call ptr @malloc(i64 8)
define i64 @length() {
  %p = call ptr @malloc(i64 8)
  store i64 0, ptr %p
  %n = call i64 @strlen(ptr %p)
  ret i64 %n
}
