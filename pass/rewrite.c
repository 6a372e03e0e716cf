/* Implementation of rewrite.h. */
#include "rewrite.h"

#include <llvm-c/DebugInfo.h>

typedef struct rewriter {
  const ir_module *m;
  LLVMBuilderRef builder;
  LLVMValueRef function;
  arena memory;
  LLVMBasicBlockRef *pads; /* stb_ds array: landing pads that lost an edge */
  pointer_map is_pad;      /* set of them */
  pointer_map gone;        /* set of the blocks that the edges came from */
} rewriter;

static void build_before(rewriter *r, LLVMValueRef instruction) {
  LLVMPositionBuilderBefore(r->builder, instruction);
  LLVMSetCurrentDebugLocation2(r->builder, LLVMInstructionGetDebugLoc(instruction));
}

/* lifetime.start or lifetime.end on a slot. Until LLVM 21 the first argument is the size. */
static void build_lifetime(rewriter *r, unsigned id, const site_verdict *s) {
  LLVMTypeRef pointer = LLVMTypeOf(s->slot);
  LLVMValueRef marker = LLVMGetIntrinsicDeclaration(r->m->module, id, &pointer, 1);
  LLVMTypeRef type = LLVMGlobalGetValueType(marker);
  LLVMValueRef sized[] = {LLVMConstInt(LLVMInt64TypeInContext(r->m->context), s->size ? s->size : 1, false),
                          s->slot};
  if (LLVMCountParamTypes(type) == 2)
    LLVMBuildCall2(r->builder, type, marker, sized, 2, "");
  else
    LLVMBuildCall2(r->builder, type, marker, &sized[1], 1, "");
}

/* --- slots --- */

/* Slots live in the entry block, whatever loop the site is in: one alloca a site, executed once. A zero-size
 * object gets a byte, since malloc(0) yields distinct addresses. */
static void build_slot(rewriter *r, site_verdict *s) {
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(r->function);
  LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(entry));
  LLVMSetCurrentDebugLocation2(r->builder, NULL);
  LLVMTypeRef bytes = LLVMArrayType2(LLVMInt8TypeInContext(r->m->context), s->size ? s->size : 1);
  s->slot = LLVMBuildAlloca(r->builder, bytes, "slot");
  LLVMSetAlignment(s->slot, s->alignment);
}

static LLVMValueRef build_as_64_bits(rewriter *r, LLVMValueRef number) {
  return LLVMBuildZExtOrBitCast(r->builder, number, LLVMInt64TypeInContext(r->m->context), "");
}

/* What of the slot is to be zeroed: all, unless it is much more than the program may have asked for. What it
 * asked for may be undefined, the number of bytes that a slot is zeroed for may not. */
static LLVMValueRef build_zeroed_bytes(rewriter *r, const site_verdict *s) {
  enum { SMALL = 256 };
  LLVMValueRef all = LLVMConstInt(LLVMInt64TypeInContext(r->m->context), s->size, false);
  if (!s->bounded || s->size <= SMALL)
    return all;
  LLVMValueRef bytes = build_as_64_bits(r, s->site.size);
  if (s->site.count)
    bytes = LLVMBuildMul(r->builder, bytes, build_as_64_bits(r, s->site.count), "");
  bytes = LLVMBuildFreeze(r->builder, bytes, "");
  LLVMValueRef fits = LLVMBuildICmp(r->builder, LLVMIntULT, bytes, all, "");
  return LLVMBuildSelect(r->builder, fits, bytes, all, "");
}

/* The object is fresh each time its site runs: the slot starts a new life there, and is zeroed there. */
static void build_fresh_content(rewriter *r, const site_verdict *s) {
  build_before(r, s->call);
  build_lifetime(r, r->m->intrinsics.lifetime_start, s);
  if (s->site.zeroed && s->size)
    LLVMBuildMemSet(r->builder, s->slot, LLVMConstInt(LLVMInt8TypeInContext(r->m->context), 0, false),
                    build_zeroed_bytes(r, s), s->alignment);
}

/* A slot is never null: checks of the result fold. */
static void fold_null_checks(LLVMValueRef site) {
  LLVMUseRef next;
  for (LLVMUseRef use = LLVMGetFirstUse(site); use; use = next) {
    LLVMValueRef user = LLVMGetUser(use);
    next = LLVMGetNextUse(use);
    if (!LLVMIsAICmpInst(user))
      continue;
    LLVMValueRef other = LLVMGetOperand(user, LLVMGetOperand(user, 0) == site ? 1 : 0);
    LLVMIntPredicate predicate = LLVMGetICmpPredicate(user);
    if (!ir_is_null(other) || (predicate != LLVMIntEQ && predicate != LLVMIntNE))
      continue;
    LLVMReplaceAllUsesWith(user, LLVMConstInt(LLVMTypeOf(user), predicate == LLVMIntNE, false));
    LLVMInstructionEraseFromParent(user);
  }
}

/* --- removing calls --- */

static bool is_gone(const rewriter *r, LLVMBasicBlockRef block) {
  return pointer_map_find(&r->gone, block) != POINTER_MAP_NONE;
}

/* Rebuilds a phi of a landing pad without the edges that are gone: LLVM-C cannot remove an incoming value. */
static void remove_incoming(rewriter *r, LLVMValueRef phi) {
  unsigned count = LLVMCountIncoming(phi), kept = 0;
  for (unsigned i = 0; i < count; i++)
    kept += !is_gone(r, LLVMGetIncomingBlock(phi, i));
  LLVMValueRef replacement = LLVMGetPoison(LLVMTypeOf(phi));
  if (kept > 0) {
    build_before(r, phi);
    replacement = LLVMBuildPhi(r->builder, LLVMTypeOf(phi), "");
    for (unsigned i = 0; i < count; i++) {
      LLVMValueRef value = LLVMGetIncomingValue(phi, i);
      LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
      if (!is_gone(r, block))
        LLVMAddIncoming(replacement, &value, &block, 1);
    }
  }
  LLVMReplaceAllUsesWith(phi, replacement);
  LLVMInstructionEraseFromParent(phi);
}

/* The unwinding edge of a block's invoke goes away; the pad's phis follow in remove_gone_edges(), once for
 * all of them. */
static void remove_edge(rewriter *r, LLVMBasicBlockRef pad, LLVMBasicBlockRef block) {
  pointer_map_add(&r->gone, block, 0);
  if (pointer_map_find(&r->is_pad, pad) != POINTER_MAP_NONE)
    return;
  pointer_map_add(&r->is_pad, pad, 0);
  arrput(r->pads, pad);
}

static void remove_gone_edges(rewriter *r) {
  for (size_t i = 0; i < arrlenu(r->pads); i++) {
    LLVMValueRef phi = LLVMGetFirstInstruction(r->pads[i]);
    while (LLVMIsAPHINode(phi)) {
      LLVMValueRef next = LLVMGetNextInstruction(phi);
      remove_incoming(r, phi);
      phi = next;
    }
  }
  arrfree(r->pads);
}

/* Erases a call whose result is no longer used; an invoke becomes a branch to its normal destination. */
static void erase_call(rewriter *r, LLVMValueRef call) {
  if (LLVMIsAInvokeInst(call)) {
    build_before(r, call);
    LLVMBuildBr(r->builder, LLVMGetNormalDest(call));
    remove_edge(r, LLVMGetUnwindDest(call), LLVMGetInstructionParent(call));
  }
  LLVMInstructionEraseFromParent(call);
}

static void rewrite_site(rewriter *r, site_verdict *s) {
  build_fresh_content(r, s);
  fold_null_checks(s->call);
  LLVMReplaceAllUsesWith(s->call, s->slot);
  erase_call(r, s->call);
}

/* --- releases --- */

/* Clang marks what `delete` releases as nonnull, since it checked; a guard passes null. */
static void allow_null(rewriter *r, LLVMValueRef call, unsigned argument) {
  const ir_attributes *k = &r->m->attributes;
  const unsigned kinds[] = {k->nonnull, k->dereferenceable, k->dereferenceable_or_null};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    LLVMRemoveCallSiteEnumAttribute(call, argument + 1, kinds[i]);
}

/* Releases null instead of a slot, which every release of allocators.def ignores: no new control flow. */
static void guard_release(rewriter *r, const release_plan *plan) {
  build_before(r, plan->call);
  LLVMValueRef pointer = plan->operand, null = LLVMConstNull(LLVMTypeOf(plan->operand));
  for (site_verdict **s = plan->objects; *s; s++) {
    LLVMValueRef is_slot = LLVMBuildICmp(r->builder, LLVMIntEQ, plan->operand, (*s)->slot, "is.slot");
    pointer = LLVMBuildSelect(r->builder, is_slot, null, pointer, "release");
  }
  unsigned count = LLVMGetNumArgOperands(plan->call);
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetOperand(plan->call, i) == plan->operand) {
      LLVMSetOperand(plan->call, i, pointer);
      allow_null(r, plan->call, i);
    }
}

static void rewrite_release(rewriter *r, const release_plan *plan) {
  if (!plan->removed) {
    guard_release(r, plan);
    return;
  }
  if (plan->ends) {
    build_before(r, plan->call);
    build_lifetime(r, r->m->intrinsics.lifetime_end, plan->ends);
  }
  erase_call(r, plan->call);
}

/* "No access depends on another iteration" held for objects that were distinct in each; a slot is not. */
static void drop_access_groups(const rewriter *r) {
  static const char name[] = "llvm.access.group";
  unsigned kind = LLVMGetMDKindIDInContext(r->m->context, name, sizeof name - 1);
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(r->function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (LLVMHasMetadata(i) && LLVMGetMetadata(i, kind))
        LLVMSetMetadata(i, kind, NULL);
}

/* A function with large slots must not be inlined any more: at link time that could put them into a frame
 * that exists many times at once, which the budget of this module did not see. */
static void pin_large_frame(rewriter *r, const function_plan *plan) {
  enum { LARGE = 1024 };
  const ir_attributes *k = &r->m->attributes;
  uint64_t bytes = 0;
  for (size_t i = 0; i < plan->site_count; i++)
    if (!plan->sites[i].reason)
      bytes += plan->sites[i].size;
  if (bytes > LARGE && !ir_function_has(r->function, IR_FUNCTION_INDEX, k->alwaysinline))
    LLVMAddAttributeAtIndex(r->function, IR_FUNCTION_INDEX,
                            LLVMCreateEnumAttribute(r->m->context, k->noinline_, 0));
}

void rewrite_function(const ir_module *m, function_plan *plan) {
  rewriter r = {.m = m, .builder = LLVMCreateBuilderInContext(m->context), .function = plan->function};
  r.is_pad = pointer_map_new(&r.memory, 0);
  r.gone = pointer_map_new(&r.memory, 0);
  for (size_t i = 0; i < plan->tail_call_count; i++)
    LLVMSetTailCallKind(plan->tail_calls[i], LLVMTailCallKindNone);
  for (size_t i = 0; i < plan->site_count; i++)
    if (!plan->sites[i].reason)
      build_slot(&r, &plan->sites[i]);
  for (size_t i = 0; i < plan->release_count; i++)
    rewrite_release(&r, &plan->releases[i]);
  for (size_t i = 0; i < plan->site_count; i++)
    if (!plan->sites[i].reason)
      rewrite_site(&r, &plan->sites[i]);
  remove_gone_edges(&r);
  drop_access_groups(&r);
  pin_large_frame(&r, plan);
  LLVMDisposeBuilder(r.builder);
  arena_free(&r.memory);
}
