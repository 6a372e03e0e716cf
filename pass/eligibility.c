/* Implementation of eligibility.h. */
#include "eligibility.h"

static heap2stack_reason reason_by_attributes(const ir_module *m, LLVMValueRef function,
                                              const heap2stack_options *options) {
  const ir_attributes *k = &m->attributes;
  const struct {
    unsigned kind;
    heap2stack_reason reason;
  } refused[] = {{k->optnone, HEAP2STACK_FUNCTION_OPTNONE},
                 {k->naked, HEAP2STACK_FUNCTION_NAKED},
                 {k->presplitcoroutine, HEAP2STACK_FUNCTION_COROUTINE},
                 {k->sanitize_address, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_hwaddress, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_memory, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_memtag, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_thread, HEAP2STACK_FUNCTION_SANITIZED}};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    if (refused[i].reason == HEAP2STACK_FUNCTION_SANITIZED && options->sanitized)
      continue;
    if (ir_function_has(function, IR_FUNCTION_INDEX, refused[i].kind))
      return refused[i].reason;
  }
  return LLVMGetGC(function) ? HEAP2STACK_FUNCTION_GC : HEAP2STACK_PROMOTED;
}

static heap2stack_reason reason_by_instruction(const ir_module *m, LLVMValueRef i) {
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMCallBr:
    return HEAP2STACK_FUNCTION_CALLBR;
  case LLVMCatchPad:
  case LLVMCatchSwitch:
  case LLVMCleanupPad:
    return HEAP2STACK_FUNCTION_FUNCLETS;
  case LLVMCall:
  case LLVMInvoke:
    return ir_call_has(i, IR_FUNCTION_INDEX, m->attributes.returns_twice) ? HEAP2STACK_FUNCTION_RETURNS_TWICE
                                                                          : HEAP2STACK_PROMOTED;
  default:
    return HEAP2STACK_PROMOTED;
  }
}

heap2stack_reason eligibility_of(const ir_module *m, const function_view *view,
                                 const heap2stack_options *options) {
  heap2stack_reason reason = reason_by_attributes(m, view->function, options);
  for (uint32_t v = view->argument_count; v < view->value_count && !reason; v++)
    reason = reason_by_instruction(m, view->values[v]);
  return reason;
}

/* A musttail call needs its caller's exact parameters, and a noduplicate call must be the only one. */
static bool has_fixed_call(const ir_module *m, const function_view *view) {
  for (uint32_t v = view->argument_count; v < view->value_count; v++)
    if (ir_is_call(view->values[v]) &&
        (ir_is_guaranteed_tail(view->values[v]) ||
         ir_call_has(view->values[v], IR_FUNCTION_INDEX, m->attributes.noduplicate)))
      return true;
  return false;
}

/* AddressSanitizer may keep frames elsewhere than on the stack. */
static bool is_sanitized(const ir_module *m, LLVMValueRef function) {
  const ir_attributes *k = &m->attributes;
  return ir_function_has(function, IR_FUNCTION_INDEX, k->sanitize_address) ||
         ir_function_has(function, IR_FUNCTION_INDEX, k->sanitize_hwaddress);
}

/* Has to be the last one. */
static bool has_inalloca(const ir_module *m, LLVMValueRef function) {
  unsigned count = LLVMCountParams(function);
  return count > 0 && ir_function_has(function, count, m->attributes.inalloca);
}

/* Clones compare addresses with the range of their caller's slots, which needs one contiguous stack; and a
 * calling convention that promises tail calls has its own idea of parameters. */
bool eligibility_to_clone(const ir_module *m, const function_view *view) {
  unsigned convention = LLVMGetFunctionCallConv(view->function);
  return (convention == LLVMCCallConv || convention == LLVMFastCallConv) &&
         !ir_function_has_string(view->function, "split-stack") && !is_sanitized(m, view->function) &&
         !has_inalloca(m, view->function) && !has_fixed_call(m, view) &&
         !ir_has_block_address(view->function);
}
