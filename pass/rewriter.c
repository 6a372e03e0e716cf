/* Implementation of rewriter.h. */
#include "rewriter.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

void rewriter_init(rewriter *r, const ir_module *m, const heap2stack_callbacks *callbacks) {
  *r = (rewriter){.m = m, .callbacks = callbacks, .builder = LLVMCreateBuilderInContext(m->context)};
  r->is_pad = pointer_map_new(&r->memory, 0);
  r->gone = pointer_map_new(&r->memory, 0);
  r->unmarked = pointer_map_new(&r->memory, 0);
}

/* --- building --- */

void rewriter_before(rewriter *r, LLVMValueRef instruction) {
  LLVMPositionBuilderBefore(r->builder, instruction);
  LLVMSetCurrentDebugLocation2(r->builder, LLVMInstructionGetDebugLoc(instruction));
}

void rewriter_at_end(rewriter *r, LLVMBasicBlockRef block, LLVMValueRef like) {
  LLVMPositionBuilderAtEnd(r->builder, block);
  LLVMSetCurrentDebugLocation2(r->builder, LLVMInstructionGetDebugLoc(like));
}

/* Debug records come after phis. */
void rewriter_at_begin(rewriter *r, LLVMBasicBlockRef block, LLVMValueRef like) {
  LLVMPositionBuilderBeforeInstrAndDbgRecords(r->builder, LLVMGetFirstInstruction(block));
  LLVMSetCurrentDebugLocation2(r->builder, LLVMInstructionGetDebugLoc(like));
}

const char *rewriter_name(rewriter *r, LLVMValueRef value) {
  size_t length;
  const char *name = LLVMGetValueName2(value, &length);
  return arena_printf(&r->memory, "%.*s", (int)length, name);
}

/* Until LLVM 21 the first argument of a marker is the size. */
void rewriter_lifetime(rewriter *r, unsigned intrinsic, LLVMValueRef slot) {
  LLVMTypeRef pointer = LLVMTypeOf(slot);
  if (r->m->poison || !LLVMIsAAllocaInst(slot) || pointer_map_find(&r->unmarked, slot) != POINTER_MAP_NONE)
    return;
  LLVMValueRef marker = LLVMGetIntrinsicDeclaration(r->m->module, intrinsic, &pointer, 1);
  LLVMTypeRef type = LLVMGlobalGetValueType(marker);
  uint64_t size = LLVMABISizeOfType(r->m->layout, LLVMGetAllocatedType(slot));
  LLVMValueRef sized[] = {LLVMConstInt(LLVMInt64TypeInContext(r->m->context), size, false), slot};
  if (LLVMCountParamTypes(type) == 2)
    LLVMBuildCall2(r->builder, type, marker, sized, 2, "");
  else
    LLVMBuildCall2(r->builder, type, marker, &sized[1], 1, "");
}

void rewriter_poison(rewriter *r, LLVMValueRef memory, LLVMValueRef size) {
  enum { PATTERN = 0xA5 };
  LLVMContextRef context = r->m->context;
  LLVMTypeRef types[] = {LLVMTypeOf(memory), LLVMInt64TypeInContext(context)};
  if (!r->m->poison)
    return;
  LLVMValueRef fill = LLVMGetIntrinsicDeclaration(r->m->module, r->m->intrinsics.memset_, types, 2);
  LLVMValueRef pattern = LLVMConstInt(LLVMInt8TypeInContext(context), PATTERN, false);
  LLVMValueRef is_volatile = LLVMConstInt(LLVMInt1TypeInContext(context), 1, false);
  LLVMValueRef arguments[] = {memory, pattern, size, is_volatile};
  LLVMBuildCall2(r->builder, LLVMGlobalGetValueType(fill), fill, arguments, 4, "");
}

void rewriter_keep_apart(rewriter *r, LLVMValueRef slot) {
  if (pointer_map_find(&r->unmarked, slot) == POINTER_MAP_NONE)
    pointer_map_add(&r->unmarked, slot, 0);
}

LLVMValueRef rewriter_intrinsic(rewriter *r, unsigned intrinsic, LLVMTypeRef type, LLVMValueRef *arguments,
                                unsigned count, const char *name) {
  LLVMValueRef function = LLVMGetIntrinsicDeclaration(r->m->module, intrinsic, &type, 1);
  return LLVMBuildCall2(r->builder, LLVMGlobalGetValueType(function), function, arguments, count, name);
}

/* --- blocks and edges --- */

/* An alloca is only part of the frame, rather than made when it is reached, in the entry block. */
static void hoist_allocas(rewriter *r, LLVMBasicBlockRef entry, LLVMValueRef from) {
  LLVMValueRef next, first = LLVMGetFirstInstruction(entry);
  for (LLVMValueRef i = from; i; i = next) {
    next = LLVMGetNextInstruction(i);
    if (!LLVMIsAAllocaInst(i) || !LLVMIsAConstantInt(LLVMGetOperand(i, 0)))
      continue;
    const char *name = rewriter_name(r, i);
    LLVMInstructionRemoveFromParent(i);
    rewriter_before(r, first);
    LLVMSetCurrentDebugLocation2(r->builder, NULL);
    LLVMInsertIntoBuilderWithName(r->builder, i, name);
  }
}

LLVMBasicBlockRef rewriter_split(rewriter *r, LLVMValueRef instruction) {
  LLVMBasicBlockRef block = LLVMGetInstructionParent(instruction);
  if (block == LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(block)))
    hoist_allocas(r, block, instruction);
  LLVMBasicBlockRef rest = r->callbacks->split_block(instruction, r->callbacks->user);
  LLVMInstructionEraseFromParent(LLVMGetBasicBlockTerminator(block));
  return rest;
}

/* Clang marks what `delete` releases as nonnull, since it checked; a guard passes null. */
void rewriter_allow_null(rewriter *r, LLVMValueRef call, unsigned argument) {
  const ir_attributes *k = &r->m->attributes;
  const unsigned kinds[] = {k->nonnull, k->dereferenceable, k->dereferenceable_or_null};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    LLVMRemoveCallSiteEnumAttribute(call, argument + 1, kinds[i]);
}

/* What becomes of the edges of a phi. */
typedef struct edge_change {
  const pointer_map *gone;    /* edges from these blocks go, if not NULL */
  LLVMBasicBlockRef from, to; /* the edge from `from` comes from `to` */
} edge_change;

static void rebuild_phi(rewriter *r, LLVMValueRef phi, edge_change change) {
  unsigned count = LLVMCountIncoming(phi), kept = 0;
  LLVMValueRef *values = ARENA_ARRAY(&r->memory, LLVMValueRef, count + 1);
  LLVMBasicBlockRef *blocks = ARENA_ARRAY(&r->memory, LLVMBasicBlockRef, count + 1);
  for (unsigned i = 0; i < count; i++) {
    LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
    if (change.gone && pointer_map_find(change.gone, block) != POINTER_MAP_NONE)
      continue;
    values[kept] = LLVMGetIncomingValue(phi, i);
    blocks[kept++] = block == change.from ? change.to : block;
  }
  const char *name = rewriter_name(r, phi);
  LLVMValueRef replacement = LLVMGetPoison(LLVMTypeOf(phi));
  if (kept > 0) {
    rewriter_before(r, phi);
    replacement = LLVMBuildPhi(r->builder, LLVMTypeOf(phi), "");
    LLVMAddIncoming(replacement, values, blocks, kept);
  }
  LLVMReplaceAllUsesWith(phi, replacement);
  LLVMInstructionEraseFromParent(phi);
  if (kept > 0)
    LLVMSetValueName2(replacement, name, strlen(name));
}

static void rebuild_phis(rewriter *r, LLVMBasicBlockRef block, edge_change change) {
  LLVMValueRef phi = LLVMGetFirstInstruction(block);
  while (LLVMIsAPHINode(phi)) {
    LLVMValueRef next = LLVMGetNextInstruction(phi);
    rebuild_phi(r, phi, change);
    phi = next;
  }
}

void rewriter_move_edge(rewriter *r, LLVMBasicBlockRef block, LLVMBasicBlockRef from, LLVMBasicBlockRef to) {
  rebuild_phis(r, block, (edge_change){.from = from, .to = to});
}

/* Moves a call to a block of its own, and lets what followed it begin the join. */
static rewriter_diamond split_around_call(rewriter *r, LLVMValueRef call, const char *other_name,
                                          const char *call_name) {
  rewriter_diamond d = {.join = rewriter_split(r, call)};
  d.other = LLVMInsertBasicBlockInContext(r->m->context, d.join, other_name);
  d.call = LLVMInsertBasicBlockInContext(r->m->context, d.join, call_name);
  const char *name = rewriter_name(r, call);
  LLVMInstructionRemoveFromParent(call);
  rewriter_at_end(r, d.call, call);
  LLVMInsertIntoBuilderWithName(r->builder, call, name);
  LLVMBuildBr(r->builder, d.join);
  return d;
}

/* The invoke ends a block of its own, and the join is on its way to the normal destination. */
static rewriter_diamond split_around_invoke(rewriter *r, LLVMValueRef invoke, const char *other_name) {
  LLVMBasicBlockRef normal = LLVMGetNormalDest(invoke);
  rewriter_diamond d = {.call = rewriter_split(r, invoke)};
  d.other = LLVMInsertBasicBlockInContext(r->m->context, d.call, other_name);
  d.join = LLVMInsertBasicBlockInContext(r->m->context, d.call, "join");
  LLVMMoveBasicBlockAfter(d.join, d.call);
  rewriter_at_end(r, d.join, invoke);
  LLVMBuildBr(r->builder, normal);
  LLVMSetNormalDest(invoke, d.join);
  rewriter_move_edge(r, normal, d.call, d.join);
  return d;
}

rewriter_diamond rewriter_branch_around(rewriter *r, LLVMValueRef call, LLVMValueRef condition,
                                        const char *other_name, const char *call_name) {
  LLVMBasicBlockRef head = LLVMGetInstructionParent(call);
  rewriter_diamond d = LLVMIsAInvokeInst(call) ? split_around_invoke(r, call, other_name)
                                               : split_around_call(r, call, other_name, call_name);
  rewriter_at_end(r, head, call);
  LLVMBuildCondBr(r->builder, condition, d.other, d.call);
  return d;
}

/* The unwinding edge of a block's invoke goes away; the pad's phis follow in rewriter_finish(), once for all
 * of them. */
static void remove_edge(rewriter *r, LLVMBasicBlockRef pad, LLVMBasicBlockRef block) {
  pointer_map_add(&r->gone, block, 0);
  if (pointer_map_find(&r->is_pad, pad) != POINTER_MAP_NONE)
    return;
  pointer_map_add(&r->is_pad, pad, 0);
  arrput(r->pads, pad);
}

void rewriter_finish(rewriter *r) {
  for (size_t i = 0; i < arrlenu(r->pads); i++)
    rebuild_phis(r, r->pads[i], (edge_change){.gone = &r->gone});
  arrfree(r->pads);
  LLVMDisposeBuilder(r->builder);
  arena_free(&r->memory);
}

void rewriter_erase_call(rewriter *r, LLVMValueRef call) {
  if (LLVMIsAInvokeInst(call)) {
    rewriter_before(r, call);
    LLVMBuildBr(r->builder, LLVMGetNormalDest(call));
    remove_edge(r, LLVMGetUnwindDest(call), LLVMGetInstructionParent(call));
  }
  LLVMInstructionEraseFromParent(call);
}

LLVMValueRef rewriter_in_range(rewriter *r, LLVMValueRef pointer, LLVMValueRef begin, LLVMValueRef end,
                               const char *name) {
  LLVMValueRef above = LLVMBuildICmp(r->builder, LLVMIntUGE, pointer, begin, "");
  LLVMValueRef below = LLVMBuildICmp(r->builder, LLVMIntULT, pointer, end, "");
  return LLVMBuildAnd(r->builder, above, below, name);
}

void rewriter_release(rewriter *r, LLVMValueRef call, unsigned argument, LLVMValueRef pointer) {
  LLVMSetOperand(call, argument, pointer);
  rewriter_allow_null(r, call, argument);
}

void rewriter_drop_access_groups(const rewriter *r, LLVMValueRef function) {
  static const char name[] = "llvm.access.group";
  unsigned kind = LLVMGetMDKindIDInContext(r->m->context, name, sizeof name - 1);
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (LLVMHasMetadata(i) && LLVMGetMetadata(i, kind))
        LLVMSetMetadata(i, kind, NULL);
}
