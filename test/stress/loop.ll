; A loop that walks arrays reaches, from the first step of the analysis on, all that is behind where it begins: element
; by element, what is found in one array would be noted in the next one again and again.
;
; RUN: %opt -load-pass-plugin=%plugin -verify-each '-passes=heap2stack<m=1;max-work=100>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin -verify-each '-passes=heap2stack<m=1;max-work=10>' -disable-output %s 2>&1 | FileCheck %s --check-prefix=LESS
; CHECK: in merge(): moved to stack: malloc(512)
; LESS: in merge(): malloc(512) escapes to heap: analysis budget exhausted

declare ptr @malloc(i64)
declare void @free(ptr)

define i64 @merge(ptr %left, ptr %left.end, ptr %right, ptr %out) {
entry:
  %buffer = call ptr @malloc(i64 512)
  br label %loop
loop:
  %l = phi ptr [ %left, %entry ], [ %l.next, %loop ]
  %r = phi ptr [ %right, %entry ], [ %r.next, %loop ]
  %b = phi ptr [ %buffer, %entry ], [ %b.next, %loop ]
  %o = phi ptr [ %out, %entry ], [ %o.next, %loop ]
  %x = load i64, ptr %l
  %y = load i64, ptr %r
  %less = icmp ult i64 %x, %y
  %least = select i1 %less, i64 %x, i64 %y
  store i64 %least, ptr %b
  %again = load i64, ptr %b
  store i64 %again, ptr %o
  %l.on = getelementptr i8, ptr %l, i64 8
  %r.on = getelementptr i8, ptr %r, i64 8
  %l.next = select i1 %less, ptr %l.on, ptr %l
  %r.next = select i1 %less, ptr %r, ptr %r.on
  %b.next = getelementptr i8, ptr %b, i64 8
  %o.next = getelementptr i8, ptr %o, i64 8
  %more = icmp ult ptr %l.next, %left.end
  br i1 %more, label %loop, label %end
end:
  call void @free(ptr %buffer)
  ret i64 %least
}
