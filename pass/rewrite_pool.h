/* Pools of slots: how one is taken and given back (plan_pool.c says what for).
 *
 * Everything is built where the builder stands.
 */
#ifndef HEAP2STACK_REWRITE_POOL_H
#define HEAP2STACK_REWRITE_POOL_H

#include "clones.h"
#include "rewriter.h"

/* Makes the marks of a pool, all clear, in the entry block. */
void rewrite_pool_build_marks(rewriter *r, LLVMValueRef function, slot_pool *pool);

/* The same for a pool that clones know: where the marks are, given its first slot. */
LLVMValueRef rewrite_pool_marks(rewriter *r, LLVMValueRef first);
/* What stands in front of a slot that is in no pool, for clones that give slots back; but for the capacity.
 */
void rewrite_pool_build_no_mark(rewriter *r, LLVMValueRef slot);
/* What stands in front of a slot of a pool that has been chosen, but where the object `stays` (i1; or NULL)
 * in the slot that it has. */
void rewrite_pool_build_header(rewriter *r, LLVMValueRef slot, LLVMValueRef header, LLVMValueRef room,
                               LLVMValueRef stays);
/* What such a clone does: gives back the slot by its header. */
void rewrite_pool_give_back_by_header(rewriter *r, LLVMValueRef slot);

/* Where a pool is. */
typedef struct pool_memory {
  LLVMValueRef first;  /* slot */
  LLVMValueRef marks;  /* where they are */
  LLVMValueRef stride; /* i64: bytes from one slot to the next */
  LLVMValueRef all;    /* i32: the marks when all slots are used */
} pool_memory;

/* A site's pool, in the function that has it. */
pool_memory rewrite_pool_memory(rewriter *r, const site_verdict *s);

/* i1: the pointer is that of an object in one of its slots. */
LLVMValueRef rewrite_pool_contains(rewriter *r, const pool_memory *pool, LLVMValueRef pointer);

/* A slot to take. */
typedef struct pool_choice {
  LLVMValueRef any;    /* i1: one is free */
  LLVMValueRef memory; /* the first one that is; poison if none is */
  LLVMValueRef taken;  /* i32: the marks once it is taken */
  LLVMValueRef header; /* i64: what clones find in front of it, if they know the pool */
  LLVMValueRef room;   /* i64: its bytes, if they do */
} pool_choice;

pool_choice rewrite_pool_choose(rewriter *r, const pool_memory *pool);

/* i1: the pointer is that of an object in one of the site's slots, or in its only one. */
LLVMValueRef rewrite_pool_has(rewriter *r, const site_verdict *s, LLVMValueRef pointer);

/* Gives back the slot at the pointer if `released` (i1), which implies that it is one of the site's pool. */
void rewrite_pool_give_back(rewriter *r, const site_verdict *s, LLVMValueRef pointer, LLVMValueRef released);

#endif
