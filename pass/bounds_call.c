/* Calls of bounds.h: what a small function returns, for the ranges of its arguments.
 *
 * The callee is a question of its own: its parameters have the ranges that the arguments have at the call,
 * and its result is what any of its returns can yield. It is part of the caller's question, and its
 * instructions and all that is looked at in it come off the same steps. A body that another one may replace
 * proves nothing.
 */
#include "bounds.h"

enum {
  MAX_CALLS = 4, /* inside each other */
  MAX_INSTRUCTIONS = 128
};

/* Takes the steps for reading the function; false if it is too large. */
static bool spend_on(bounds *b, LLVMValueRef function) {
  uint32_t count = 0, limit = b->work < MAX_INSTRUCTIONS ? b->work : MAX_INSTRUCTIONS;
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block))
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i))
      if (++count > limit)
        return false;
  b->work -= count;
  return true;
}

static range of_returns(bounds *b, unsigned width) {
  range r = range_empty(width);
  for (uint32_t block = 0; block < b->view->block_count; block++) {
    uint32_t last = b->view->block_begin[block + 1] - 1;
    if (b->dominators.first[block] && LLVMIsAReturnInst(b->view->values[last]))
      r = range_unite(r, bounds_evaluate(b, LLVMGetOperand(b->view->values[last], 0), last));
  }
  return r;
}

range bounds_of_call(bounds *b, LLVMValueRef call, unsigned width, uint32_t at) {
  LLVMValueRef callee = ir_callee(call);
  if (!callee || !ir_is_exact(b->m, callee) || !ir_does_as_written(b->m, callee) || b->calls == MAX_CALLS ||
      !spend_on(b, callee))
    return range_full(width);
  arena local = {0};
  function_view view;
  view_init(&view, &local, callee);
  range *arguments = ARENA_ARRAY(&local, range, view.argument_count + 1);
  for (uint32_t i = 0; i < view.argument_count; i++) {
    unsigned given = bounds_width(view.values[i]);
    if (given)
      arguments[i] = bounds_evaluate(b, LLVMGetOperand(call, i), at);
  }
  bounds inner;
  bounds_init(&inner, &local, b->m, &view, b->limit);
  inner.arguments = arguments;
  inner.calls = b->calls + 1;
  inner.depth = b->depth;
  inner.work = b->work;
  bounds_prepare(&inner);
  range r = of_returns(&inner, width);
  b->work = inner.work;
  arena_free(&local);
  return r;
}
