/* What the steps of rewriting share: where to build, splitting blocks, removing calls, and the phis of blocks
 * whose incoming edges changed, which LLVM-C can only build anew.
 */
#ifndef HEAP2STACK_REWRITER_H
#define HEAP2STACK_REWRITER_H

#include "ir.h"

#include <heap2stack/heap2stack.h>

typedef struct rewriter {
  const ir_module *m;
  const heap2stack_callbacks *callbacks;
  LLVMBuilderRef builder;
  arena memory;
  LLVMBasicBlockRef *pads; /* stb_ds array: landing pads that lost an edge */
  pointer_map is_pad;      /* set of them */
  pointer_map gone;        /* set of the blocks that the edges came from */
  pointer_map unmarked;    /* set of slots that live as long as the frame */
} rewriter;

/* Begins with one function; its pads are mended by rewriter_finish(). */
void rewriter_init(rewriter *r, const ir_module *m, const heap2stack_callbacks *callbacks);
void rewriter_finish(rewriter *r);

/* Builds in front of an instruction, with its position in the source. */
void rewriter_before(rewriter *r, LLVMValueRef instruction);
/* Builds at the end of a block, which has no terminator yet, with the position of `like` in the source. */
void rewriter_at_end(rewriter *r, LLVMBasicBlockRef block, LLVMValueRef like);

/* Builds where phis of the block go first, with the position of `like` in the source. */
void rewriter_at_begin(rewriter *r, LLVMBasicBlockRef block, LLVMValueRef like);

/* i1: the pointer is in [begin, end). */
LLVMValueRef rewriter_in_range(rewriter *r, LLVMValueRef pointer, LLVMValueRef begin, LLVMValueRef end,
                               const char *name);

/* A value's name, which outlives the value. */
const char *rewriter_name(rewriter *r, LLVMValueRef value);

/* Builds llvm.lifetime.start or llvm.lifetime.end on a slot; nothing if that is not an alloca of this
 * function, or if slots are poisoned, which may happen at any time. */
void rewriter_lifetime(rewriter *r, unsigned intrinsic, LLVMValueRef slot);

/* With the option poison: fills `size` bytes (i64) at `memory` with 0xA5, in a way that is never removed. */
void rewriter_poison(rewriter *r, LLVMValueRef memory, LLVMValueRef size);

/* From now on no lifetime is built for the slot: LLVM may give slots that are not alive together the same
 * address, so pointers to them must not be told apart. */
void rewriter_keep_apart(rewriter *r, LLVMValueRef slot);

/* Calls a function that is asked for by its intrinsic number, overloaded on one type. */
LLVMValueRef rewriter_intrinsic(rewriter *r, unsigned intrinsic, LLVMTypeRef type, LLVMValueRef *arguments,
                                unsigned count, const char *name);

/* Splits a block in front of an instruction, which becomes the first one of the block returned. The other
 * part ends without a terminator. Constant-size allocas of an entry block stay in it. */
LLVMBasicBlockRef rewriter_split(rewriter *r, LLVMValueRef instruction);

/* A call in a block of its own, and another block beside it: both lead to the join. */
typedef struct rewriter_diamond {
  LLVMBasicBlockRef other, call, join; /* only `other` has no terminator */
} rewriter_diamond;

/* Moves a call or invoke, and what follows it, away from its block, from which control goes to the other
 * block if the condition (i1) holds, or else to the call. Phis are right for the old block's edges. The
 * blocks are called by the names. */
rewriter_diamond rewriter_branch_around(rewriter *r, LLVMValueRef call, LLVMValueRef condition,
                                        const char *other_name, const char *call_name);

/* The edge into `block` that came from `from` comes from `to` now. */
void rewriter_move_edge(rewriter *r, LLVMBasicBlockRef block, LLVMBasicBlockRef from, LLVMBasicBlockRef to);

/* The argument of a call may be null from now on, whatever its attributes said. */
void rewriter_allow_null(rewriter *r, LLVMValueRef call, unsigned argument);

/* Changes the pointer that a release is given, which may be null from now on. */
void rewriter_release(rewriter *r, LLVMValueRef call, unsigned argument, LLVMValueRef pointer);

/* "No access depends on another iteration" held for objects that were distinct in each; a slot is not. */
void rewriter_drop_access_groups(const rewriter *r, LLVMValueRef function);

/* Erases a call whose result is no longer used; an invoke becomes a branch to its normal destination. */
void rewriter_erase_call(rewriter *r, LLVMValueRef call);

#endif
