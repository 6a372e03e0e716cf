/* Pools of slots: how one is taken and given back (plan_pool.c says what for).
 *
 * Everything is built where the builder stands.
 */
#ifndef HEAP2STACK_REWRITE_POOL_H
#define HEAP2STACK_REWRITE_POOL_H

#include "clones.h"
#include "rewriter.h"

/* Makes the marks of a pool, of slots that are all free, in the entry block. */
void rewrite_pool_build_marks(rewriter *r, LLVMValueRef function, slot_pool *pool);
/* The same for a pool that clones know, whose marks lie in front of its first slot. */
void rewrite_pool_build_shared_marks(rewriter *r, LLVMValueRef first, slot_pool *pool);
/* Where these are. */
LLVMValueRef rewrite_pool_marks(rewriter *r, LLVMValueRef first);

/* What stands in front of a slot of a pool that clones know (clones.h). */
typedef struct slot_header {
  LLVMValueRef mark;     /* i32; NULL: clones do not know the pool */
  LLVMValueRef distance; /* i32: bytes to the marks */
  LLVMValueRef room;     /* i64: the slot's bytes */
} slot_header;

/* In front of a slot that is in no pool, for clones that give slots back; but for the room. */
void rewrite_pool_build_no_mark(rewriter *r, LLVMValueRef slot);
/* In front of a slot that has been chosen. Where the object `stays` (i1; or NULL) in the slot that it has,
 * that keeps its mark. */
void rewrite_pool_build_header(rewriter *r, LLVMValueRef slot, const slot_header *header, LLVMValueRef stays);
/* Gives back the slot by its header. `marks`: where those of its pool are; NULL: the header tells. */
void rewrite_pool_give_back_by_header(rewriter *r, LLVMValueRef slot, LLVMValueRef marks);

/* Where a pool is. */
typedef struct pool_memory {
  LLVMValueRef first;  /* slot */
  LLVMValueRef marks;  /* where they are */
  LLVMValueRef stride; /* i64: bytes from one slot to the next */
} pool_memory;

/* A site's pool, in the function that has it. */
pool_memory rewrite_pool_memory(rewriter *r, const site_verdict *s);

/* i1: the pointer is that of an object in one of the slots of a pool that clones know. */
LLVMValueRef rewrite_pool_contains(rewriter *r, const pool_memory *pool, LLVMValueRef pointer);

/* A slot to take. */
typedef struct pool_choice {
  LLVMValueRef any;    /* i1: one is free */
  LLVMValueRef memory; /* the first one that is; poison if none is */
  LLVMValueRef rest;   /* i32: the marks once it is taken */
  slot_header header;  /* if clones know the pool */
} pool_choice;

pool_choice rewrite_pool_choose(rewriter *r, const pool_memory *pool);

/* i1: the pointer is that of an object in one of the site's slots, or in its only one. */
LLVMValueRef rewrite_pool_has(rewriter *r, const site_verdict *s, LLVMValueRef pointer);

/* Gives back the slot at the pointer if `released` (i1), which implies that it is one of the site's pool. */
void rewrite_pool_give_back(rewriter *r, const site_verdict *s, LLVMValueRef pointer, LLVMValueRef released);

#endif
