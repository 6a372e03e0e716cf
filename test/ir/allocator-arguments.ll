; Allocators and deallocators that get more than sizes: what they do with a pool is asked as of any function.
;
; RUN: %h2s %s | FileCheck %s
; RUN: %h2s_m1 %s | FileCheck %s --check-prefix=VERDICT

declare ptr @malloc(i64)
declare void @free(ptr)
declare ptr @pool_alloc(ptr, i64) allockind("alloc,uninitialized") allocsize(1) "alloc-family"="pool"
declare void @pool_free(ptr, ptr allocptr) allockind("free") "alloc-family"="pool"
declare ptr @polite_alloc(ptr nocapture, i64) nofree allockind("alloc,uninitialized") allocsize(1) "alloc-family"="polite"

; CHECK-LABEL: define {{.*}}@kept_by_allocator(
; CHECK: @malloc(i64 64)
; VERDICT: in kept_by_allocator(): malloc(64) escapes to heap: passed to a function that may keep it{{$}}
define void @kept_by_allocator() {
  %pool = call ptr @malloc(i64 64)
  %p = call ptr @pool_alloc(ptr %pool, i64 8)
  store volatile i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define {{.*}}@kept_by_deallocator(
; CHECK: @malloc(i64 64)
; VERDICT: in kept_by_deallocator(): malloc(64) escapes to heap: passed to a function that may keep it{{$}}
define void @kept_by_deallocator(ptr %p) {
  %pool = call ptr @malloc(i64 64)
  call void @pool_free(ptr %pool, ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@content_of_the_pool(
; CHECK: @malloc(i64 8)
; VERDICT: in content_of_the_pool(): malloc(8) escapes to heap: stored in an object that escapes{{$}}
define void @content_of_the_pool(ptr %p) {
  %pool = alloca ptr
  %q = call ptr @malloc(i64 8)
  store ptr %q, ptr %pool
  call void @pool_free(ptr %pool, ptr %p)
  ret void
}

; CHECK-LABEL: define {{.*}}@not_kept_by_allocator(
; CHECK-NOT: @malloc(
; VERDICT: in not_kept_by_allocator(): moved to stack: malloc(64)
define void @not_kept_by_allocator() {
  %pool = call ptr @malloc(i64 64)
  %p = call ptr @polite_alloc(ptr %pool, i64 8)
  store volatile i32 1, ptr %p
  ret void
}
