/* How a realloc goes on to the heap when it may be given a slot.
 */
#ifndef HEAP2STACK_REWRITE_RESIZE_H
#define HEAP2STACK_REWRITE_RESIZE_H

#include "allocators.h"
#include "rewriter.h"

/* Rewrites `call`, of the form of realloc, so that it is never given a slot. Where `is_slot` (i1) says that
 * its pointer is one, it allocates instead, and copies as much as fits of the `available` bytes (i64) that
 * can be read there; when that fails it returns null and the slot stays as it is. A size of 0 releases, where
 * the platform's realloc does so. `call` must not be an invoke. Both values must be available in front of it.
 *
 * Where `available` depends on which slot it is, these must have different addresses: rewriter_keep_apart().
 *
 * Returns the phi that has replaced the call's result. The block is split. */
LLVMValueRef rewrite_resize_guard(rewriter *r, LLVMValueRef call, const allocator_call *resize,
                                  LLVMValueRef is_slot, LLVMValueRef available);

#endif
