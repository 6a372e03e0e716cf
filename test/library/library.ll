; The C library, linked into a program of its own: verdicts by callback, options as text, errors as strings.
; REQUIRES: library
; RUN: %clang -std=c17 -Wall -Wextra -Werror %S/Inputs/verdicts.c %library_flags -o %t
; RUN: %t %s | FileCheck %s
; RUN: %t %s max-size=7,frame-budget=100 | FileCheck --check-prefix=SMALL %s
; RUN: not %t %s max-size=7,frames=1 2>&1 | FileCheck --check-prefix=BAD %s
; BAD: heap2stack: unknown option 'frames' at character 12 of the options

declare ptr @malloc(i64)
declare void @free(ptr)
declare void @keep(ptr)

; CHECK: moved to stack: malloc(8) (MovedToStack, 8 bytes)
; CHECK-NEXT: malloc(16) escapes to heap: passed to a function that may keep it (EscapesCall, 16 bytes)
; CHECK-NEXT:   flow: {callee} = q:
; CHECK-NEXT:     from q (passed to keep(), parameter 1)
; CHECK-NEXT: changed: both
; CHECK-NEXT: 2 verdicts, changed
; SMALL: malloc(8) escapes to heap: too large for stack (limit 7) (TooLarge, 8 bytes)
; SMALL: 2 verdicts, unchanged
define i8 @both() {
  %p = call ptr @malloc(i64 8)
  %q = call ptr @malloc(i64 16)
  store volatile i8 1, ptr %p
  %v = load volatile i8, ptr %p
  call void @free(ptr %p)
  call void @keep(ptr %q)
  ret i8 %v
}
