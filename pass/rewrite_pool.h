/* Pools of slots: how one is taken and given back (plan_pool.c says what for).
 *
 * Everything is built where the builder stands.
 */
#ifndef HEAP2STACK_REWRITE_POOL_H
#define HEAP2STACK_REWRITE_POOL_H

#include "plan.h"
#include "rewriter.h"

/* Makes the marks of a pool, all clear, in the entry block. */
void rewrite_pool_build_marks(rewriter *r, LLVMValueRef function, slot_pool *pool);

/* A slot to take. */
typedef struct pool_choice {
  LLVMValueRef any;    /* i1: one is free */
  LLVMValueRef memory; /* the first one that is; poison if none is */
  LLVMValueRef taken;  /* i32: the marks once it is taken */
} pool_choice;

pool_choice rewrite_pool_choose(rewriter *r, const site_verdict *s);

/* i1: the pointer is that of an object in one of the site's slots, or in its only one. */
LLVMValueRef rewrite_pool_has(rewriter *r, const site_verdict *s, LLVMValueRef pointer);

/* Gives back the slot at the pointer if `released` (i1), which implies that it is one of the site's pool. */
void rewrite_pool_give_back(rewriter *r, const site_verdict *s, LLVMValueRef pointer, LLVMValueRef released);

#endif
