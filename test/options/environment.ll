; Options in the environment variable HEAP2STACK, for drivers that cannot pass any.
;
; RUN: env HEAP2STACK= %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | count 0
; RUN: env HEAP2STACK=m=1 %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=MOVED
; RUN: env HEAP2STACK=max-size=99,m=1 %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=KEPT
; Both other ways count more.
; RUN: env HEAP2STACK=max-size=99,m=1 %opt -load-pass-plugin=%plugin -disable-output '-passes=heap2stack<max-size=100>' %s 2>&1 | FileCheck %s --check-prefix=MOVED
; RUN: env HEAP2STACK=max-size=99,m=1 %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack -heap2stack-max-size=100 %s 2>&1 | FileCheck %s --check-prefix=MOVED
; MOVED: in f(): moved to stack: malloc(100)
; KEPT: in f(): malloc(100) escapes to heap: too large for stack (limit 99)

; RUN: env 'HEAP2STACK=bogus' not %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
; UNKNOWN: heap2stack: unknown option 'bogus' at character 1 of the options (environment variable HEAP2STACK)

; RUN: env 'HEAP2STACK=m=1,bogus=3' not %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=SECOND
; SECOND: heap2stack: unknown option 'bogus' at character 5 of the options (environment variable HEAP2STACK)

; RUN: env 'HEAP2STACK=m=1;m=2' not %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=SEPARATOR
; SEPARATOR: heap2stack: '1;m=2' at character 3 of the options is not a number from 0 to 2 (for 'm') (environment variable HEAP2STACK)

; RUN: env 'HEAP2STACK=m' not %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=MISSING
; MISSING: heap2stack: missing value for option 'm' at character 1 of the options (environment variable HEAP2STACK)

; RUN: env 'HEAP2STACK=m=9' not %opt -load-pass-plugin=%plugin -disable-output -passes=heap2stack %s 2>&1 | FileCheck %s --check-prefix=RANGE
; RANGE: heap2stack: '9' at character 3 of the options is not a number from 0 to 2 (for 'm') (environment variable HEAP2STACK)


declare ptr @malloc(i64)
define void @f() {
  %p = call ptr @malloc(i64 100)
  store volatile i32 1, ptr %p
  ret void
}
