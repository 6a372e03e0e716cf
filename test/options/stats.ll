; stats: a table of what was found, moved and kept, the same each time but for the times at its end.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<stats>' -disable-output %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
; RUN: env HEAP2STACK=stats %opt -load-pass-plugin=%plugin -passes=heap2stack -disable-output %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
; RUN: %opt -load-pass-plugin=%plugin -heap2stack-stats -passes=heap2stack -disable-output %s 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<stats;no-cleanup>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=NO-CLEANUP
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<stats;no-stats>' -disable-output %s 2>&1 | count 0
; RUN: not %opt -load-pass-plugin=%plugin '-passes=heap2stack<stats=2>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=BAD
; BAD: heap2stack: '2' at character 7 of the options is not a number from 0 to 1 (for 'stats')
;
; A module without sites has its table, too.
; RUN: echo 'define void @empty() { ret void }' | %opt -load-pass-plugin=%plugin '-passes=heap2stack<stats>' -disable-output 2>&1 | FileCheck %s --check-prefix=EMPTY
; EMPTY: 0 sites
; EMPTY-NEXT: 0 moved to stack
; EMPTY-NEXT: 0 kept on heap
; EMPTY-NEXT: 0 bytes of slots

;      CHECK:heap2stack: {{.*}}stats.ll
; CHECK-NEXT:      10 sites
; CHECK-NEXT:       7 moved to stack
; CHECK-NEXT:       2   plain slot
; CHECK-NEXT:       1   zeroed slot
; CHECK-NEXT:       1   slot with a copy
; CHECK-NEXT:       1   slot of a proven bound
; CHECK-NEXT:       1   guarded slot of dynamic size
; CHECK-NEXT:       1   built in its slot by a clone
; CHECK-NEXT:       3 kept on heap
; CHECK-NEXT:       2   EscapesReturn: returned to the caller
; CHECK-NEXT:       1   EscapesCall: passed to a function that may keep it
; CHECK-NEXT:     512 bytes of slots
; CHECK-NEXT:     448   in moved()
; CHECK-NEXT:      64   in ns::calls_moved()
; CHECK-NEXT:     512 at most along a chain of calls: ns::calls_moved() -> moved()
; CHECK-NEXT:       1 clones of functions
; CHECK-NEXT:       2 instructions in clones
; CHECK-NEXT:{{ +[0-9]+\.[0-9]+}} s finding sites
; CHECK-NEXT:{{ +[0-9]+\.[0-9]+}} s analysis
; CHECK-NEXT:{{ +[0-9]+\.[0-9]+}} s decisions
; CHECK-NEXT:{{ +[0-9]+\.[0-9]+}} s reports
; CHECK-NEXT:{{ +[0-9]+\.[0-9]+}} s rewriting
; CHECK-NEXT:{{ +[0-9]+\.[0-9]+}} s clean-up
; CHECK-NOT:{{.}}
; NO-CLEANUP: s rewriting
; NO-CLEANUP-NOT: clean-up

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @strdup(ptr)
declare void @free(ptr)
declare void @keep(ptr)
declare void @look(ptr nocapture) nofree

@text = private constant [6 x i8] c"hello\00"

define ptr @returned() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

define ptr @returned_too() {
  %p = call ptr @malloc(i64 8)
  ret ptr %p
}

define void @kept() {
  %p = call ptr @malloc(i64 8)
  call void @keep(ptr %p)
  ret void
}

define void @moved(i64 %n) {
  %plain = call ptr @malloc(i64 64)
  call void @look(ptr %plain)
  %zeroed = call ptr @calloc(i64 4, i64 8)
  call void @look(ptr %zeroed)
  %copied = call ptr @strdup(ptr @text)
  call void @look(ptr %copied)
  %m = and i64 %n, 63
  %bounded = call ptr @malloc(i64 %m)
  call void @look(ptr %bounded)
  %guarded = call ptr @malloc(i64 %n)
  call void @look(ptr %guarded)
  call void @free(ptr %guarded)
  %made = call ptr @returned()
  call void @look(ptr %made)
  ret void
}

define void @_ZN2ns11calls_movedEv() {
  %p = call ptr @malloc(i64 64)
  call void @look(ptr %p)
  call void @moved(i64 5)
  ret void
}
