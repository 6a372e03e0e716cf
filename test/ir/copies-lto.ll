; The same file for an ordinary link and for link-time optimization, which decides itself whether a function that
; is called by name only stays: there, calls that no promotion relies on are left as they are.
;
; RUN: %h2s %s | FileCheck %s --check-prefixes=BOTH,PLAIN
; RUN: cp %s %t.ll
; RUN: echo '!llvm.module.flags = !{!0}' >> %t.ll
; RUN: echo '!0 = !{i32 1, !"EnableSplitLTOUnit", i32 0}' >> %t.ll
; RUN: %h2s %t.ll | FileCheck %s --check-prefixes=BOTH,LATER

declare ptr @malloc(i64)

define linkonce_odr void @init(ptr %p) {
  store i8 1, ptr %p
  ret void
}

; BOTH-LABEL: define void @relies()
; BOTH: call void @init.h2s(ptr %slot)
define void @relies() {
  %p = call ptr @malloc(i64 8)
  call void @init(ptr %p)
  ret void
}

; BOTH-LABEL: define void @need_not(ptr %q)
; PLAIN: call void @init.h2s(ptr %q)
; LATER: call void @init(ptr %q)
define void @need_not(ptr %q) {
  call void @init(ptr %q)
  ret void
}
