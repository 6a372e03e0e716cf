/* How one allocation call is replaced: by a slot, or by a slot when the object fits and the call otherwise.
 */
#ifndef HEAP2STACK_REWRITE_SITE_H
#define HEAP2STACK_REWRITE_SITE_H

#include "allocators.h"
#include "rewrite_pool.h"

/* Where an object goes. */
typedef struct site_slot {
  LLVMValueRef memory;
  LLVMValueRef capacity; /* bytes there (i64) */
  bool fits; /* every object of the site does, at any time; else sizes are compared at run time, so that a
                capacity of 0 still takes objects of no bytes: larger objects, and sizes that overflow, are
                left to the original call */
  LLVMValueRef available;   /* of a realloc that is given memory which need not be released: how many bytes of
                               it (i64) can be read. NULL: it is given null, or is no realloc */
  LLVMValueRef usable;      /* i1: the slot may be used now. NULL: always */
  LLVMValueRef stays;       /* of a realloc, i1: the slot is where the object is already. NULL: it never is */
  LLVMValueRef marks, rest; /* when the slot is used `rest` is stored in `marks`. NULL: nothing is */
  slot_header header;       /* then stored in front of it, if there is one */
} site_slot;

/* Chooses one of a pool, where the builder stands; with its header, which clones need. */
void rewrite_site_choose(rewriter *r, const pool_memory *pool, site_slot *slot);

/* Lets what a realloc is given, `pointer`, stay in its slot of the pool if slot->stays, or else come to the
 * one that was chosen if it is `movable` (i1). */
void rewrite_site_let_stay(rewriter *r, site_slot *slot, LLVMValueRef pointer, LLVMValueRef movable);

/* Replaces the allocation `call` by memory in the slot, which starts a new life there with the content that
 * the allocator promises.
 *
 * Returns what has replaced the call's result: the slot, or a phi of the slot and the result, which may be
 * null (0, or a phi of 0 and the result, where the call delivers the pointer through an argument). The block
 * is split where sizes are compared; all phis are right afterwards, except for those of landing pads that
 * lost an edge (rewriter_finish()). */
LLVMValueRef rewrite_site_use_slot(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                   const site_slot *slot);

/* The size in bytes (i64) that a call asks for, built in front of it; *overflows is set (i1) if it may not be
 * representable, else NULL. */
LLVMValueRef rewrite_site_size(rewriter *r, LLVMValueRef call, const allocator_call *site,
                               LLVMValueRef *overflows);

/* Copies the beginning of a resized object: `size` bytes if that many are `available`. */
void rewrite_site_copy(rewriter *r, LLVMValueRef to, LLVMValueRef from, LLVMValueRef size,
                       LLVMValueRef available);

#endif
