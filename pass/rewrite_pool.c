/* Implementation of rewrite_pool.h. */
#include "rewrite_pool.h"

#include <llvm-c/DebugInfo.h>

static LLVMTypeRef marks_type(const rewriter *r) { return LLVMInt32TypeInContext(r->m->context); }

static LLVMTypeRef wide_type(const rewriter *r) { return LLVMInt64TypeInContext(r->m->context); }

static LLVMValueRef wide(const rewriter *r, uint64_t value) {
  return LLVMConstInt(wide_type(r), value, false);
}

static LLVMValueRef load_marks(rewriter *r, LLVMValueRef marks) {
  return LLVMBuildLoad2(r->builder, marks_type(r), marks, "free");
}

/* The address `bytes` (i64) after another one. */
static LLVMValueRef build_address(rewriter *r, LLVMValueRef from, LLVMValueRef bytes, const char *name) {
  return LLVMBuildGEP2(r->builder, LLVMInt8TypeInContext(r->m->context), from, &bytes, 1, name);
}

/* The address `bytes` in front of a slot. */
static LLVMValueRef build_in_front(rewriter *r, LLVMValueRef slot, uint64_t bytes, const char *name) {
  return build_address(r, slot, wide(r, -bytes), name);
}

static LLVMValueRef marks_of_all(const rewriter *r, const slot_pool *pool) {
  return LLVMConstInt(marks_type(r), (UINT64_C(1) << pool->count) - 1, false);
}

void rewrite_pool_build_marks(rewriter *r, LLVMValueRef function, slot_pool *pool) {
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
  LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(entry));
  LLVMSetCurrentDebugLocation2(r->builder, NULL);
  pool->marks = LLVMBuildAlloca(r->builder, marks_type(r), "slots.free");
  LLVMBuildStore(r->builder, marks_of_all(r, pool), pool->marks);
}

LLVMValueRef rewrite_pool_marks(rewriter *r, LLVMValueRef first) {
  return build_in_front(r, first, CLONE_POOL_HEADER, "slots.free");
}

static LLVMValueRef build_place_of_all(rewriter *r, LLVMValueRef first) {
  return build_in_front(r, first, CLONE_POOL_HEADER - CLONE_MARKS, "slots.all");
}

void rewrite_pool_build_shared_marks(rewriter *r, LLVMValueRef first, slot_pool *pool) {
  pool->marks = rewrite_pool_marks(r, first);
  LLVMBuildStore(r->builder, marks_of_all(r, pool), pool->marks);
  LLVMBuildStore(r->builder, marks_of_all(r, pool), build_place_of_all(r, first));
}

/* Where the distance from a slot to its marks is. */
static LLVMValueRef build_place_of_distance(rewriter *r, LLVMValueRef slot) {
  return build_in_front(r, slot, CLONE_MARKED_HEADER - CLONE_MARKS, "");
}

void rewrite_pool_build_no_mark(rewriter *r, LLVMValueRef slot) {
  LLVMTypeRef type = marks_type(r);
  LLVMValueRef back = LLVMConstInt(type, (uint64_t)-CLONE_MARKED_HEADER, true);
  LLVMBuildStore(r->builder, LLVMConstNull(type), build_in_front(r, slot, CLONE_MARKED_HEADER, "mark"));
  LLVMBuildStore(r->builder, back, build_place_of_distance(r, slot));
}

/* Stores a value, unless the object stays where it is. */
static void store_unless(rewriter *r, LLVMValueRef stays, LLVMValueRef value, LLVMValueRef place) {
  if (stays) {
    LLVMValueRef before = LLVMBuildLoad2(r->builder, LLVMTypeOf(value), place, "");
    value = LLVMBuildSelect(r->builder, stays, before, value, "");
  }
  LLVMBuildStore(r->builder, value, place);
}

void rewrite_pool_build_header(rewriter *r, LLVMValueRef slot, const slot_header *header,
                               LLVMValueRef stays) {
  store_unless(r, stays, header->mark, build_in_front(r, slot, CLONE_MARKED_HEADER, "mark"));
  store_unless(r, stays, header->distance, build_place_of_distance(r, slot));
  LLVMBuildStore(r->builder, header->room, build_in_front(r, slot, CLONE_SLOT_HEADER, "capacity"));
}

void rewrite_pool_give_back_by_header(rewriter *r, LLVMValueRef slot, LLVMValueRef marks) {
  LLVMTypeRef type = marks_type(r);
  LLVMValueRef mark =
      LLVMBuildLoad2(r->builder, type, build_in_front(r, slot, CLONE_MARKED_HEADER, ""), "mark");
  if (!marks) {
    LLVMValueRef distance = LLVMBuildLoad2(r->builder, type, build_place_of_distance(r, slot), "distance");
    distance = LLVMBuildSExt(r->builder, distance, wide_type(r), "");
    marks = build_address(r, slot, distance, "slots.free");
  }
  LLVMBuildStore(r->builder, LLVMBuildOr(r->builder, load_marks(r, marks), mark, ""), marks);
}

pool_memory rewrite_pool_memory(rewriter *r, const site_verdict *s) {
  return (pool_memory){s->slot, s->pool->marks, wide(r, plan_pool_stride(s->pool))};
}

/* The object's slot has been other objects' before, whose accesses, of other types or with scopes of their
 * own, stay in front of this one's, here as in functions that are inlined later. It becomes no code. */
static void build_barrier(rewriter *r) {
  LLVMBuildFence(r->builder, LLVMAtomicOrderingSequentiallyConsistent, true, "");
}

pool_choice rewrite_pool_choose(rewriter *r, const pool_memory *pool) {
  LLVMTypeRef type = marks_type(r);
  build_barrier(r);
  LLVMValueRef unused = load_marks(r, pool->marks);
  LLVMValueRef arguments[] = {unused, LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 1, false)};
  LLVMValueRef first = rewriter_intrinsic(r, r->m->intrinsics.cttz, type, arguments, 2, "first");
  LLVMValueRef number = LLVMBuildZExt(r->builder, first, wide_type(r), "");
  LLVMValueRef bytes = LLVMBuildMul(r->builder, number, pool->stride, "");
  LLVMValueRef one = LLVMConstInt(type, 1, false), front = wide(r, (uint64_t)-CLONE_POOL_HEADER);
  pool_choice choice;
  choice.any = LLVMBuildICmp(r->builder, LLVMIntNE, unused, LLVMConstNull(type), "any.free");
  choice.memory = build_address(r, pool->first, bytes, "slot");
  choice.rest = LLVMBuildAnd(r->builder, unused, LLVMBuildSub(r->builder, unused, one, ""), "rest");
  choice.header.mark = LLVMBuildXor(r->builder, unused, choice.rest, "mark");
  choice.header.distance =
      LLVMBuildTrunc(r->builder, LLVMBuildSub(r->builder, front, bytes, ""), type, "distance");
  choice.header.room = LLVMBuildSub(r->builder, pool->stride, wide(r, CLONE_MARKED_HEADER), "room");
  return choice;
}

LLVMValueRef rewrite_pool_contains(rewriter *r, const pool_memory *pool, LLVMValueRef pointer) {
  LLVMTypeRef type = marks_type(r);
  LLVMValueRef all = LLVMBuildLoad2(r->builder, type, build_place_of_all(r, pool->first), "all");
  LLVMValueRef arguments[] = {LLVMBuildNot(r->builder, all, ""),
                              LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 0, false)};
  LLVMValueRef count = rewriter_intrinsic(r, r->m->intrinsics.cttz, type, arguments, 2, "count");
  LLVMValueRef bytes =
      LLVMBuildMul(r->builder, LLVMBuildZExt(r->builder, count, wide_type(r), ""), pool->stride, "");
  LLVMValueRef end = build_address(r, pool->first, bytes, "slots.end");
  return rewriter_in_range(r, pointer, pool->first, end, "stays");
}

LLVMValueRef rewrite_pool_has(rewriter *r, const site_verdict *s, LLVMValueRef pointer) {
  if (!s->pool)
    return LLVMBuildICmp(r->builder, LLVMIntEQ, pointer, s->slot, "is.slot");
  LLVMValueRef end =
      build_address(r, s->slot, wide(r, s->pool->count * plan_pool_stride(s->pool)), "slots.end");
  return rewriter_in_range(r, pointer, s->slot, end, "is.slot");
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
  LLVMValueRef none = LLVMConstNull(marks_type(r));
  LLVMValueRef mark = LLVMBuildSelect(r->builder, released, build_bit(r, s, pointer), none, "mark");
  LLVMBuildStore(r->builder, LLVMBuildOr(r->builder, load_marks(r, s->pool->marks), mark, ""),
                 s->pool->marks);
}
