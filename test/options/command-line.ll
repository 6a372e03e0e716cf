; Options on the command line of a tool that loads the plugin.
;
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-m=1 2>&1 | FileCheck %s --check-prefix=MOVED
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-m=1 -heap2stack-max-size=99 2>&1 | FileCheck %s --check-prefix=KEPT
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-sanitized -heap2stack-cleanup=0 2>&1 | count 0
; The pass's own parameters count more.
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-size=100>' -heap2stack-m=1 -heap2stack-max-size=99 2>&1 | FileCheck %s --check-prefix=MOVED
; MOVED: in f(): moved to stack: malloc(100)
; KEPT: in f(): malloc(100) escapes to heap: too large for stack (limit 99)

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-m=x 2>&1 | FileCheck %s --check-prefix=MALFORMED
; MALFORMED: heap2stack: 'x' {{.*}}is not a number from 0 to 2 (for 'm')

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-m=3 2>&1 | FileCheck %s --check-prefix=RANGE
; RANGE: heap2stack: '3' {{.*}}is not a number from 0 to 2 (for 'm')

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-max-size= 2>&1 | FileCheck %s --check-prefix=MISSING
; MISSING: heap2stack: {{.*}}'max-size'

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-max-size 2>&1 | FileCheck %s --check-prefix=MISSING-AT-END
; MISSING-AT-END: heap2stack-max-size{{.*}}requires a value

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-sanitized=7 2>&1 | FileCheck %s --check-prefix=SWITCH
; SWITCH: heap2stack: '7' {{.*}}is not a number from 0 to 1 (for 'sanitized')

; LLVM's parser would take it for -h, print its help and be content.
; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s -passes=heap2stack -heap2stack-maxsize=1 2>&1 | FileCheck %s --check-prefix=UNKNOWN
; UNKNOWN: unknown option 'maxsize'

declare ptr @malloc(i64)
define void @f() {
  %p = call ptr @malloc(i64 100)
  store volatile i32 1, ptr %p
  ret void
}
