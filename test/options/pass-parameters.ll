; Options as parameters of the pass: what is not understood is an error that names it and its place.
;
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack' 2>&1 | count 0
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<>' 2>&1 | count 0
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<m=1>' 2>&1 | FileCheck %s --check-prefix=MOVED
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<m=1;max-size=99>' 2>&1 | FileCheck %s --check-prefix=KEPT
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-size=99;no-cleanup;sanitized;m=1>' 2>&1 | FileCheck %s --check-prefix=KEPT
; The last one counts.
; RUN: %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-size=99;m=1;max-size=100>' 2>&1 | FileCheck %s --check-prefix=MOVED
; MOVED: in f(): moved to stack: malloc(100)
; KEPT: in f(): malloc(100) escapes to heap: too large for stack (limit 99)

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<maxsize=3>' 2>&1 | FileCheck %s --check-prefix=UNKNOWN
; UNKNOWN: heap2stack: unknown option 'maxsize' at character 1 of the options (pass parameters: heap2stack<...>)

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<m=1;bogus>' 2>&1 | FileCheck %s --check-prefix=SECOND
; SECOND: heap2stack: unknown option 'bogus' at character 5 of the options

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<m=1;;m=1>' 2>&1 | FileCheck %s --check-prefix=EMPTY
; EMPTY: heap2stack: unknown option '' at character 5 of the options

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<m=1;max-size=12k>' 2>&1 | FileCheck %s --check-prefix=MALFORMED
; MALFORMED: heap2stack: '12k' at character 14 of the options is not a number from 0 to 4294967295 (for 'max-size')

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-size=-1>' 2>&1 | FileCheck %s --check-prefix=NEGATIVE
; NEGATIVE: heap2stack: '-1' at character 10 of the options is not a number

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-size=>' 2>&1 | FileCheck %s --check-prefix=NOTHING
; NOTHING: heap2stack: '' at character 10 of the options is not a number

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-size>' 2>&1 | FileCheck %s --check-prefix=MISSING
; MISSING: heap2stack: missing value for option 'max-size' at character 1 of the options

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<m=3>' 2>&1 | FileCheck %s --check-prefix=RANGE
; RANGE: heap2stack: '3' at character 3 of the options is not a number from 0 to 2 (for 'm')

; One more than fits into 64 bits.
; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<max-work=18446744073709551616>' 2>&1 | FileCheck %s --check-prefix=OVERFLOW
; OVERFLOW: heap2stack: '18446744073709551616' at character 10 of the options is not a number

; Only switches can be turned off by name.
; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<no-m>' 2>&1 | FileCheck %s --check-prefix=NOSWITCH
; NOSWITCH: heap2stack: unknown option 'no-m' at character 1 of the options

; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack<no-cleanup=1>' 2>&1 | FileCheck %s --check-prefix=SWITCHVALUE
; SWITCHVALUE: heap2stack: unknown option 'no-cleanup' at character 1 of the options

; Not a pass at all.
; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stackx' 2>&1 | FileCheck %s --check-prefix=NAME
; NAME: unknown pass name 'heap2stackx'
; RUN: not %opt -load-pass-plugin=%plugin -disable-output %s '-passes=heap2stack(verify)' 2>&1 | FileCheck %s --check-prefix=INNER
; INNER: invalid use of 'heap2stack' pass

declare ptr @malloc(i64)
define void @f() {
  %p = call ptr @malloc(i64 100)
  store volatile i32 1, ptr %p
  ret void
}
