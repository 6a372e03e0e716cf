/* How one allocation call is replaced: by a slot, or by a slot when the object fits and the call otherwise.
 */
#ifndef HEAP2STACK_REWRITE_SITE_H
#define HEAP2STACK_REWRITE_SITE_H

#include "allocators.h"
#include "rewriter.h"

/* Replaces the allocation `call` by memory at `slot`, which starts a new life there with the content that the
 * allocator promises. `capacity` (i64) is the number of bytes at the slot, compared with the object's size at
 * run time: larger objects, and sizes that overflow, are left to the original call. NULL: the object always
 * fits.
 *
 * Returns what has replaced the call's result: the slot, or a phi of the slot and the result, which may be
 * null. The block is split where there is a capacity; all phis are right afterwards, except for those of
 * landing pads that lost an edge (rewriter_finish()). */
LLVMValueRef rewrite_site_use_slot(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                   LLVMValueRef slot, LLVMValueRef capacity);

#endif
