; A program whose strlen is its own does not get a call of the library's.
;
; RUN: %h2s_m1 %s | FileCheck %s

declare ptr @strdup(ptr)
declare void @look(ptr nocapture) nofree
@text = private constant [6 x i8] c"hello\00"

define i64 @strlen(ptr %s) {
  ret i64 7
}

; CHECK: in unknown(): strdup(s) escapes to heap: size is not constant
define void @unknown(ptr %s) {
  %p = call ptr @strdup(ptr %s)
  call void @look(ptr %p)
  ret void
}

; CHECK: in constant(): moved to stack: strdup(text)
define void @constant() {
  %p = call ptr @strdup(ptr @text)
  call void @look(ptr %p)
  ret void
}
