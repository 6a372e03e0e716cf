/* Implementation of rewrite_resize.h. */
#include "rewrite_resize.h"

#include "rewrite_site.h"

/* What the call asks for. */
typedef struct request {
  LLVMValueRef size;  /* i64 */
  LLVMValueRef empty; /* i1: it only releases; NULL: that cannot be */
} request;

static request build_request(rewriter *r, LLVMValueRef call, const allocator_call *resize) {
  LLVMValueRef overflows;
  uint64_t constant;
  request q = {rewrite_site_size(r, call, resize, &overflows), NULL};
  bool never = ir_constant(q.size, &constant) && constant != 0;
  if (!r->m->resize_to_zero_releases || never)
    return q;
  q.empty = LLVMBuildICmp(r->builder, LLVMIntEQ, q.size, LLVMConstNull(LLVMTypeOf(q.size)), "empty");
  if (overflows)
    q.empty = LLVMBuildAnd(r->builder, q.empty, LLVMBuildNot(r->builder, overflows, ""), "empty");
  return q;
}

/* The same call given null, which makes it an allocation, and the copy. Nothing is copied when it fails. */
static LLVMValueRef build_move(rewriter *r, LLVMValueRef call, const allocator_call *resize,
                               LLVMValueRef size, LLVMValueRef available) {
  LLVMValueRef pointer = LLVMGetOperand(call, resize->pointer);
  LLVMValueRef fresh = LLVMInstructionClone(call);
  LLVMSetOperand(fresh, resize->pointer, LLVMConstNull(LLVMTypeOf(pointer)));
  rewriter_allow_null(r, fresh, resize->pointer);
  LLVMInsertIntoBuilderWithName(r->builder, fresh, "moved");
  LLVMValueRef failed = LLVMBuildIsNull(r->builder, fresh, "failed");
  LLVMValueRef readable =
      LLVMBuildSelect(r->builder, failed, LLVMConstNull(LLVMTypeOf(available)), available, "readable");
  rewrite_site_copy(r, fresh, pointer, size, readable);
  rewriter_poison(r, pointer, readable);
  return fresh;
}

LLVMValueRef rewrite_resize_guard(rewriter *r, LLVMValueRef call, const allocator_call *resize,
                                  LLVMValueRef is_slot, LLVMValueRef available) {
  LLVMContextRef context = r->m->context;
  LLVMBasicBlockRef head = LLVMGetInstructionParent(call);
  rewriter_before(r, call);
  request q = build_request(r, call, resize);
  LLVMBasicBlockRef join = rewriter_split(r, call);
  LLVMBasicBlockRef from_slot = LLVMInsertBasicBlockInContext(context, join, "from.stack");
  LLVMBasicBlockRef move = q.empty ? LLVMInsertBasicBlockInContext(context, join, "move") : from_slot;
  LLVMBasicBlockRef from_heap = LLVMInsertBasicBlockInContext(context, join, "from.heap");
  const char *name = rewriter_name(r, call);
  LLVMInstructionRemoveFromParent(call);

  rewriter_at_end(r, head, call);
  LLVMBuildCondBr(r->builder, is_slot, from_slot, from_heap);
  if (q.empty) {
    rewriter_at_end(r, from_slot, call);
    LLVMBuildCondBr(r->builder, q.empty, join, move);
  }
  rewriter_at_end(r, move, call);
  LLVMValueRef moved = build_move(r, call, resize, q.size, available);
  LLVMBuildBr(r->builder, join);
  rewriter_at_end(r, from_heap, call);
  LLVMInsertIntoBuilderWithName(r->builder, call, name);
  LLVMBuildBr(r->builder, join);

  rewriter_at_begin(r, join, call);
  LLVMValueRef object = LLVMBuildPhi(r->builder, LLVMTypeOf(call), "resized");
  LLVMReplaceAllUsesWith(call, object);
  LLVMValueRef values[] = {call, moved, LLVMConstNull(LLVMTypeOf(call))};
  LLVMBasicBlockRef blocks[] = {from_heap, move, from_slot};
  LLVMAddIncoming(object, values, blocks, q.empty ? 3 : 2);
  return object;
}
