/* How one allocation call is replaced: by a slot, or by a slot when the object fits and the call otherwise.
 */
#ifndef HEAP2STACK_REWRITE_SITE_H
#define HEAP2STACK_REWRITE_SITE_H

#include "allocators.h"
#include "rewriter.h"

/* Replaces the allocation `call` by memory at `slot`, which starts a new life there with the content that the
 * allocator promises. `capacity` (i64) is the number of bytes at the slot, compared with the object's size at
 * run time, so that a capacity of 0 still takes objects of no bytes: larger objects, and sizes that overflow,
 * are left to the original call. NULL: the object always fits.
 *
 * Returns what has replaced the call's result: the slot, or a phi of the slot and the result, which may be
 * null (0, or a phi of 0 and the result, where the call delivers the pointer through an argument). The block
 * is split where there is a capacity; all phis are right afterwards, except for those of landing pads that
 * lost an edge (rewriter_finish()). */
LLVMValueRef rewrite_site_use_slot(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                   LLVMValueRef slot, LLVMValueRef capacity);

/* The same for a realloc, which is given null or memory that need not be released and whose first `available`
 * bytes (i64) can be read; NULL: it is given null. */
LLVMValueRef rewrite_site_copy_to_slot(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                       LLVMValueRef slot, LLVMValueRef capacity, LLVMValueRef available);

/* The size in bytes (i64) that a call asks for, built in front of it; *overflows is set (i1) if it may not be
 * representable, else NULL. */
LLVMValueRef rewrite_site_size(rewriter *r, LLVMValueRef call, const allocator_call *site,
                               LLVMValueRef *overflows);

/* Copies the beginning of a resized object: `size` bytes if that many are `available`. */
void rewrite_site_copy(rewriter *r, LLVMValueRef to, LLVMValueRef from, LLVMValueRef size,
                       LLVMValueRef available);

#endif
