; Allocators that say what they are: LLVM's attributes allockind, allocsize, alloc-family, allocptr and allocalign,
; as Rust, Zig, Swift and others write them. No name is known.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare noalias ptr @__rust_alloc(i64, i64 allocalign) nounwind allockind("alloc,uninitialized,aligned") allocsize(0) "alloc-family"="__rust_alloc"
declare noalias ptr @__rust_alloc_zeroed(i64, i64 allocalign) nounwind allockind("alloc,zeroed,aligned") allocsize(0) "alloc-family"="__rust_alloc"
declare void @__rust_dealloc(ptr allocptr, i64, i64) nounwind allockind("free") "alloc-family"="__rust_alloc"
declare ptr @__rust_realloc(ptr allocptr, i64, i64 allocalign, i64) nounwind allockind("realloc,aligned") allocsize(3) "alloc-family"="__rust_alloc"
declare ptr @array(i32, i64) allockind("alloc,uninitialized") allocsize(1, 0) "alloc-family"="array"
declare ptr @sizeless(i64) allockind("alloc,uninitialized") "alloc-family"="sizeless"
declare ptr @with_content(i64) allockind("alloc") allocsize(0) "alloc-family"="with_content"
declare ptr @familyless(i64) allockind("alloc,uninitialized") allocsize(0)
declare void @familyless_free(ptr allocptr) allockind("free")
declare ptr addrspace(1) @elsewhere(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="elsewhere"
declare ptr @cxx_like(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="malloc"
declare ptr @undeclared(i64)
declare void @look(ptr nocapture) nofree
declare void @look1(ptr addrspace(1) nocapture) nofree
declare void @free(ptr)

; CHECK-LABEL: define {{.*}}@rust_box(
; CHECK: alloca [8 x i8], align 16
; CHECK-NOT: @__rust
; VERDICT: in rust_box(): moved to stack: __rust_alloc(8, 4)
define void @rust_box() {
  %p = call ptr @__rust_alloc(i64 8, i64 4)
  call void @look(ptr %p)
  call void @__rust_dealloc(ptr %p, i64 8, i64 4)
  ret void
}

; CHECK-LABEL: define {{.*}}@rust_aligned(
; CHECK: alloca [128 x i8], align 128
; VERDICT: in rust_aligned(): moved to stack: __rust_alloc(128, 128)
define void @rust_aligned() {
  %p = call ptr @__rust_alloc(i64 128, i64 128)
  call void @look(ptr %p)
  call void @__rust_dealloc(ptr %p, i64 128, i64 128)
  ret void
}

; CHECK-LABEL: define {{.*}}@rust_zeroed(
; CHECK: call void @llvm.memset{{.*}}(ptr {{.*}}, i8 0, i64 8,
; CHECK-NOT: @__rust
; VERDICT: in rust_zeroed(): moved to stack: __rust_alloc_zeroed(8, 8)
define void @rust_zeroed() {
  %p = call ptr @__rust_alloc_zeroed(i64 8, i64 8)
  call void @look(ptr %p)
  call void @__rust_dealloc(ptr %p, i64 8, i64 8)
  ret void
}

; CHECK-LABEL: define {{.*}}@rust_resized(
; CHECK: @__rust_alloc(i64 8
; VERDICT: in rust_resized(): __rust_alloc(8, 8) escapes to heap: resized by realloc
define void @rust_resized(i64 %n) {
  %p = call ptr @__rust_alloc(i64 8, i64 8)
  %q = call ptr @__rust_realloc(ptr %p, i64 8, i64 8, i64 %n)
  call void @look(ptr %q)
  call void @__rust_dealloc(ptr %q, i64 %n, i64 8)
  ret void
}

; The alignment of the site is not known.
; CHECK-LABEL: define {{.*}}@rust_unknown_alignment(
; CHECK: @__rust_alloc(i64 8
; VERDICT: in rust_unknown_alignment(): __rust_alloc(8, a) escapes to heap: alignment is not a constant power of two up to 4096{{$}}
define void @rust_unknown_alignment(i64 %a) {
  %p = call ptr @__rust_alloc(i64 8, i64 %a)
  call void @look(ptr %p)
  call void @__rust_dealloc(ptr %p, i64 8, i64 %a)
  ret void
}

; allocsize may name two operands, of any width.
; CHECK-LABEL: define {{.*}}@size_times_count(
; CHECK: alloca [24 x i8]
; VERDICT: in size_times_count(): moved to stack: array(3, 8)
define void @size_times_count() {
  %p = call ptr @array(i32 3, i64 8)
  call void @look(ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@does_not_say_its_size(
; CHECK: @sizeless(
; VERDICT: in does_not_say_its_size(): sizeless(8) escapes to heap: size is not constant{{$}}
define void @does_not_say_its_size() {
  %p = call ptr @sizeless(i64 8)
  call void @look(ptr %p)
  ret void
}

; Neither uninitialized nor zeroed: fresh memory may hold something that the program relies on.
; CHECK-LABEL: define {{.*}}@does_not_say_its_content(
; CHECK: @with_content(
; VERDICT: in does_not_say_its_content(): with_content(8) escapes to heap: allocator does not say what fresh memory holds{{$}}
define void @does_not_say_its_content() {
  %p = call ptr @with_content(i64 8)
  call void @look(ptr %p)
  ret void
}

; Without a family no release is known to fit.
; CHECK-LABEL: define {{.*}}@without_family(
; CHECK: @familyless(
; VERDICT: in without_family(): familyless(8) escapes to heap: released in a way that cannot be rewritten{{$}}
define void @without_family() {
  %p = call ptr @familyless(i64 8)
  call void @look(ptr %p)
  call void @familyless_free(ptr %p)
  ret void
}

; And a release of another family does not.
; CHECK-LABEL: define {{.*}}@another_family(
; CHECK: @__rust_alloc(i64 8
; VERDICT: in another_family(): __rust_alloc(8, 8) escapes to heap: released in a way that cannot be rewritten{{$}}
define void @another_family() {
  %p = call ptr @__rust_alloc(i64 8, i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; The same family under another name.
; CHECK-LABEL: define {{.*}}@family_of_malloc(
; CHECK-NOT: @cxx_like(
; CHECK-NOT: @free(
; VERDICT: in family_of_malloc(): moved to stack: cxx_like(8)
define void @family_of_malloc() {
  %p = call ptr @cxx_like(i64 8)
  call void @look(ptr %p)
  call void @free(ptr %p)
  ret void
}

; The stack is in another address space.
; CHECK-LABEL: define {{.*}}@another_address_space(
; CHECK: @elsewhere(
; VERDICT: in another_address_space(): elsewhere(8) escapes to heap: allocation is not in the stack's address space{{$}}
define void @another_address_space() {
  %p = call ptr addrspace(1) @elsewhere(i64 8)
  call void @look1(ptr addrspace(1) %p)
  ret void
}

; The attributes may stand at the call.
; CHECK-LABEL: define {{.*}}@said_at_the_call(
; CHECK-NOT: @undeclared(
; VERDICT: in said_at_the_call(): moved to stack: undeclared(8)
define void @said_at_the_call() {
  %p = call ptr @undeclared(i64 8) allockind("alloc,uninitialized") allocsize(0)
  call void @look(ptr %p)
  ret void
}

; nobuiltin takes it all back.
; CHECK-LABEL: define {{.*}}@nobuiltin_call(
; CHECK: @__rust_alloc(i64 8
; VERDICT-NOT: in nobuiltin_call(): moved
define void @nobuiltin_call() {
  %p = call ptr @__rust_alloc(i64 8, i64 8) nobuiltin
  call void @look(ptr %p)
  ret void
}
