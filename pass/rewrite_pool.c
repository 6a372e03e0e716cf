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

static LLVMValueRef load_marks(rewriter *r, LLVMValueRef marks) {
  return LLVMBuildLoad2(r->builder, marks_type(r), marks, "used");
}

/* The address `bytes` in front of a slot. */
static LLVMValueRef build_in_front(rewriter *r, LLVMValueRef slot, uint64_t bytes, const char *name) {
  LLVMValueRef back = wide(r, -bytes);
  return LLVMBuildGEP2(r->builder, LLVMInt8TypeInContext(r->m->context), slot, &back, 1, name);
}

LLVMValueRef rewrite_pool_marks(rewriter *r, LLVMValueRef first) {
  return build_in_front(r, first, CLONE_POOL_HEADER, "slots.used");
}

void rewrite_pool_build_no_mark(rewriter *r, LLVMValueRef slot) {
  LLVMBuildStore(r->builder, wide(r, CLONE_MARKED_HEADER),
                 build_in_front(r, slot, CLONE_MARKED_HEADER, "header"));
}

void rewrite_pool_build_header(rewriter *r, LLVMValueRef slot, LLVMValueRef header, LLVMValueRef room,
                               LLVMValueRef stays) {
  LLVMValueRef place = build_in_front(r, slot, CLONE_MARKED_HEADER, "header");
  if (stays) {
    LLVMValueRef before = LLVMBuildLoad2(r->builder, wide_type(r), place, "");
    header = LLVMBuildSelect(r->builder, stays, before, header, "");
  }
  LLVMBuildStore(r->builder, header, place);
  LLVMBuildStore(r->builder, room, build_in_front(r, slot, CLONE_SLOT_HEADER, "capacity"));
}

void rewrite_pool_give_back_by_header(rewriter *r, LLVMValueRef slot) {
  LLVMTypeRef half = marks_type(r), byte = LLVMInt8TypeInContext(r->m->context);
  LLVMValueRef place = build_in_front(r, slot, CLONE_MARKED_HEADER, "");
  LLVMValueRef header = LLVMBuildLoad2(r->builder, wide_type(r), place, "header");
  LLVMValueRef distance =
      LLVMBuildZExt(r->builder, LLVMBuildTrunc(r->builder, header, half, ""), wide_type(r), "distance");
  LLVMValueRef back = LLVMBuildNeg(r->builder, distance, "");
  LLVMValueRef marks = LLVMBuildGEP2(r->builder, byte, slot, &back, 1, "slots.used");
  LLVMValueRef mark =
      LLVMBuildTrunc(r->builder, LLVMBuildLShr(r->builder, header, wide(r, 32), ""), half, "mark");
  LLVMValueRef left =
      LLVMBuildAnd(r->builder, load_marks(r, marks), LLVMBuildNot(r->builder, mark, ""), "left");
  LLVMBuildStore(r->builder, left, marks);
}

/* The address `bytes` (i64) after another one. */
static LLVMValueRef build_address(rewriter *r, LLVMValueRef from, LLVMValueRef bytes, const char *name) {
  return LLVMBuildGEP2(r->builder, LLVMInt8TypeInContext(r->m->context), from, &bytes, 1, name);
}

pool_memory rewrite_pool_memory(rewriter *r, const site_verdict *s) {
  uint64_t all = (UINT64_C(1) << s->pool->count) - 1;
  return (pool_memory){s->slot, s->pool->marks, wide(r, plan_pool_stride(s->pool)),
                       LLVMConstInt(marks_type(r), all, false)};
}

/* The object's slot has been other objects' before, whose accesses, of other types or with scopes of their
 * own, stay in front of this one's, here as in functions that are inlined later. It becomes no code. */
static void build_barrier(rewriter *r) {
  LLVMBuildFence(r->builder, LLVMAtomicOrderingSequentiallyConsistent, true, "");
}

pool_choice rewrite_pool_choose(rewriter *r, const pool_memory *pool) {
  LLVMTypeRef type = marks_type(r);
  build_barrier(r);
  LLVMValueRef used = load_marks(r, pool->marks);
  LLVMValueRef unused = LLVMBuildXor(r->builder, used, pool->all, "free");
  LLVMValueRef arguments[] = {unused, LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 1, false)};
  LLVMValueRef first = rewriter_intrinsic(r, r->m->intrinsics.cttz, type, arguments, 2, "first");
  LLVMValueRef number = LLVMBuildZExt(r->builder, first, wide_type(r), "");
  LLVMValueRef bytes = LLVMBuildMul(r->builder, number, pool->stride, "");
  LLVMValueRef rest = LLVMBuildNeg(r->builder, unused, "");
  LLVMValueRef bit = LLVMBuildAnd(r->builder, unused, rest, "");
  pool_choice choice;
  choice.any = LLVMBuildICmp(r->builder, LLVMIntNE, unused, LLVMConstNull(type), "any.free");
  choice.memory = build_address(r, pool->first, bytes, "slot");
  choice.taken = LLVMBuildOr(r->builder, used, bit, "taken");
  LLVMValueRef mark = LLVMBuildZExt(r->builder, bit, wide_type(r), "");
  LLVMValueRef distance = LLVMBuildAdd(r->builder, bytes, wide(r, CLONE_POOL_HEADER), "");
  choice.header =
      LLVMBuildOr(r->builder, LLVMBuildShl(r->builder, mark, wide(r, 32), ""), distance, "header");
  choice.room = LLVMBuildSub(r->builder, pool->stride, wide(r, CLONE_MARKED_HEADER), "room");
  return choice;
}

LLVMValueRef rewrite_pool_contains(rewriter *r, const pool_memory *pool, LLVMValueRef pointer) {
  LLVMValueRef none = LLVMBuildNot(r->builder, pool->all, "");
  LLVMValueRef arguments[] = {none, LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 0, false)};
  LLVMValueRef count = rewriter_intrinsic(r, r->m->intrinsics.cttz, marks_type(r), arguments, 2, "count");
  LLVMValueRef bytes =
      LLVMBuildMul(r->builder, LLVMBuildZExt(r->builder, count, wide_type(r), ""), pool->stride, "");
  LLVMValueRef end = build_address(r, pool->first, bytes, "slots.end");
  LLVMValueRef above = LLVMBuildICmp(r->builder, LLVMIntUGE, pointer, pool->first, "");
  LLVMValueRef below = LLVMBuildICmp(r->builder, LLVMIntULT, pointer, end, "");
  return LLVMBuildAnd(r->builder, above, below, "stays");
}

LLVMValueRef rewrite_pool_has(rewriter *r, const site_verdict *s, LLVMValueRef pointer) {
  if (!s->pool)
    return LLVMBuildICmp(r->builder, LLVMIntEQ, pointer, s->slot, "is.slot");
  LLVMValueRef end =
      build_address(r, s->slot, wide(r, s->pool->count * plan_pool_stride(s->pool)), "slots.end");
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
    LLVMValueRef second = build_address(r, s->slot, wide(r, plan_pool_stride(s->pool)), "second");
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
  LLVMValueRef left = LLVMBuildAnd(r->builder, load_marks(r, s->pool->marks), kept, "left");
  LLVMBuildStore(r->builder, left, s->pool->marks);
}
