/* Implementation of rewrite_pool.h. */
#include "rewrite_pool.h"

#include <llvm-c/DebugInfo.h>

static LLVMTypeRef marks_type(const rewriter *r) { return LLVMInt32TypeInContext(r->m->context); }

static LLVMTypeRef wide_type(const rewriter *r) { return LLVMInt64TypeInContext(r->m->context); }

static LLVMValueRef wide(const rewriter *r, uint64_t value) {
  return LLVMConstInt(wide_type(r), value, false);
}

void rewrite_pool_build_marks(rewriter *r, LLVMValueRef function, slot_pool *pool) {
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
  LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(entry));
  LLVMSetCurrentDebugLocation2(r->builder, NULL);
  pool->marks = LLVMBuildAlloca(r->builder, marks_type(r), "slots.used");
  LLVMBuildStore(r->builder, LLVMConstNull(marks_type(r)), pool->marks);
}

static LLVMValueRef load_marks(rewriter *r, const site_verdict *s) {
  return LLVMBuildLoad2(r->builder, marks_type(r), s->pool->marks, "used");
}

/* The address `bytes` (i64) after the pool's beginning. */
static LLVMValueRef build_address(rewriter *r, const site_verdict *s, LLVMValueRef bytes, const char *name) {
  return LLVMBuildGEP2(r->builder, LLVMInt8TypeInContext(r->m->context), s->slot, &bytes, 1, name);
}

/* The object's slot has been other objects' before, whose accesses, of other types or with scopes of their
 * own, stay in front of this one's, here as in functions that are inlined later. It becomes no code. */
static void build_barrier(rewriter *r) {
  LLVMBuildFence(r->builder, LLVMAtomicOrderingSequentiallyConsistent, true, "");
}

pool_choice rewrite_pool_choose(rewriter *r, const site_verdict *s) {
  LLVMTypeRef type = marks_type(r);
  uint64_t all = (UINT64_C(1) << s->pool->count) - 1;
  build_barrier(r);
  LLVMValueRef used = load_marks(r, s);
  LLVMValueRef unused = LLVMBuildXor(r->builder, used, LLVMConstInt(type, all, false), "free");
  LLVMValueRef arguments[] = {unused, LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 1, false)};
  LLVMValueRef first = rewriter_intrinsic(r, r->m->intrinsics.cttz, type, arguments, 2, "first");
  LLVMValueRef number = LLVMBuildZExt(r->builder, first, wide_type(r), "");
  LLVMValueRef bytes = LLVMBuildMul(r->builder, number, wide(r, plan_pool_stride(s->pool)), "");
  LLVMValueRef rest = LLVMBuildNeg(r->builder, unused, "");
  LLVMValueRef bit = LLVMBuildAnd(r->builder, unused, rest, "");
  pool_choice choice;
  choice.any = LLVMBuildICmp(r->builder, LLVMIntNE, unused, LLVMConstNull(type), "any.free");
  choice.memory = build_address(r, s, bytes, "slot");
  choice.taken = LLVMBuildOr(r->builder, used, bit, "taken");
  return choice;
}

LLVMValueRef rewrite_pool_has(rewriter *r, const site_verdict *s, LLVMValueRef pointer) {
  if (!s->pool)
    return LLVMBuildICmp(r->builder, LLVMIntEQ, pointer, s->slot, "is.slot");
  LLVMValueRef end = build_address(r, s, wide(r, s->pool->count * plan_pool_stride(s->pool)), "slots.end");
  LLVMValueRef above = LLVMBuildICmp(r->builder, LLVMIntUGE, pointer, s->slot, "");
  LLVMValueRef below = LLVMBuildICmp(r->builder, LLVMIntULT, pointer, end, "");
  return LLVMBuildAnd(r->builder, above, below, "is.slot");
}

/* The bit of the slot at the pointer. Of two slots by a comparison: an address that becomes a number hinders
 * the optimizer. */
static LLVMValueRef build_bit(rewriter *r, const site_verdict *s, LLVMValueRef pointer) {
  LLVMTypeRef type = marks_type(r);
  LLVMValueRef one = LLVMConstInt(type, 1, false);
  if (s->pool->count == 1)
    return one;
  if (s->pool->count == 2) {
    LLVMValueRef second = build_address(r, s, wide(r, plan_pool_stride(s->pool)), "second");
    LLVMValueRef is_first = LLVMBuildICmp(r->builder, LLVMIntULT, pointer, second, "");
    return LLVMBuildSelect(r->builder, is_first, one, LLVMConstInt(type, 2, false), "");
  }
  LLVMValueRef address = LLVMBuildPtrToInt(r->builder, pointer, wide_type(r), "");
  LLVMValueRef begin = LLVMBuildPtrToInt(r->builder, s->slot, wide_type(r), "");
  LLVMValueRef bytes = LLVMBuildSub(r->builder, address, begin, "");
  LLVMValueRef number = LLVMBuildUDiv(r->builder, bytes, wide(r, plan_pool_stride(s->pool)), "");
  number = LLVMBuildTrunc(r->builder, number, type, "number");
  return LLVMBuildShl(r->builder, one, number, "");
}

void rewrite_pool_give_back(rewriter *r, const site_verdict *s, LLVMValueRef pointer, LLVMValueRef released) {
  LLVMTypeRef type = marks_type(r);
  LLVMValueRef bit = build_bit(r, s, pointer);
  LLVMValueRef cleared = LLVMBuildSelect(r->builder, released, bit, LLVMConstNull(type), "");
  LLVMValueRef kept = LLVMBuildNot(r->builder, cleared, "");
  LLVMValueRef left = LLVMBuildAnd(r->builder, load_marks(r, s), kept, "left");
  LLVMBuildStore(r->builder, left, s->pool->marks);
}
