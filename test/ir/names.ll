; Names of other languages: Rust's, old and new; and names that only look mangled.
;
; RUN: %opt -load-pass-plugin=%plugin '-passes=heap2stack<m=2>' -disable-output %s 2>&1 | FileCheck %s --match-full-lines

@list = global ptr null
declare ptr @malloc(i64)
declare noalias ptr @_RNvCs1_7___rustc12___rust_alloc(i64, i64 allocalign) allockind("alloc,uninitialized,aligned") allocsize(0) "alloc-family"="__rust_alloc"

; CHECK: {{.*}}: in demo::make(): __rustc::__rust_alloc(16, 8) escapes to heap: passed to a function that may keep it
; CHECK-NEXT: {{.*}}: in demo::make():   flow: {heap} = p:
; CHECK-NEXT: {{.*}}: in demo::make():     from p (passed to <demo::Owner as core::ops::drop::Drop>::drop(), parameter 1)
; CHECK-NEXT: {{.*}}: in demo::make():     from <demo::Owner as core::ops::drop::Drop>::drop's self (stored to global list)
;
; CHECK: {{.*}}: in demo::keep(): leaking param: q
; CHECK: {{.*}}: in <demo::Owner as core::ops::drop::Drop>::drop(): leaking param: self
; CHECK: {{.*}}: in demo::keep_more(): leaking param: q
; CHECK: {{.*}}: in _Zebra(): leaking param: q
; CHECK: {{.*}}: in demo::helper::habcdef(): leaking param: q
define void @_ZN4demo4keep17h0123456789abcdefE(ptr %q) {
  store ptr %q, ptr @list
  ret void
}
define void @"_ZN53_$LT$demo..Owner$u20$as$u20$core..ops..drop..Drop$GT$4drop17h0123456789abcdefE"(ptr %self) {
  store ptr %self, ptr @list
  ret void
}
define void @_RNvC4demo9keep_more(ptr %q) {
  store ptr %q, ptr @list
  ret void
}
define void @_Zebra(ptr %q) {
  store ptr %q, ptr @list
  ret void
}
define void @_ZN4demo6helper7habcdefEv(ptr %q) {
  store ptr %q, ptr @list
  ret void
}

define void @_RNvC4demo4make() {
  %p = call ptr @_RNvCs1_7___rustc12___rust_alloc(i64 16, i64 8)
  call void @"_ZN53_$LT$demo..Owner$u20$as$u20$core..ops..drop..Drop$GT$4drop17h0123456789abcdefE"(ptr %p)
  ret void
}
