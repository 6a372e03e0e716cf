/* How one allocation call is replaced: by a slot, or by a slot when the object fits and the call otherwise.
 */
#ifndef HEAP2STACK_REWRITE_SITE_H
#define HEAP2STACK_REWRITE_SITE_H

#include "allocators.h"
#include "rewriter.h"

/* Where an object goes. */
typedef struct site_slot {
  LLVMValueRef memory;
  LLVMValueRef capacity; /* bytes there (i64) */
  bool fits; /* every object of the site does; else sizes are compared at run time, and larger ones, or those
                that overflow, are left to the original call */
} site_slot;

/* Replaces the allocation `call` by memory in the slot, which starts a new life there with the content that
 * the allocator promises.
 *
 * Returns what has replaced the call's result: the slot, or a phi of the slot and the result, which may be
 * null. The block is split where it is compared; all phis are right afterwards, except for those of
 * landing pads that lost an edge (rewriter_finish()). */
LLVMValueRef rewrite_site_use_slot(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                   const site_slot *slot);

#endif
