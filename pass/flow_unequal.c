/* Pointers that a branch tells apart.
 *
 * A string of the C++ library points to a block, or to bytes of its own. Where one is moved from, a block is
 * handed on:
 *
 *     %p = load ptr, ptr %string
 *     %same = icmp eq ptr %p, %own_bytes
 *     br i1 %same, label %copy, label %take
 *   take:
 *     store ptr %p, ptr %result       ; is not %own_bytes
 *
 * The address of a variable in this frame is one and the same as long as the frame is there: a pointer that
 * differs from it is none that leads exactly there. Nothing is said about pointers to anywhere in the
 * variable.
 */
#include "summary.h"

enum { MOST_UNEQUAL = 4 };

/* One more than the number of the argument; 0: none. */
static uint32_t find_returned(const flow *f, LLVMValueRef call, uint32_t count) {
  for (uint32_t a = 0; a < count; a++)
    if (ir_call_has(call, a + 1, f->m->attributes.returned))
      return a + 1;
  LLVMValueRef callee = flow_used_callee(f, view_index(f->view, call));
  const summary *s = callee ? summary_find(f->known.summaries, callee) : NULL;
  return summary_is_known(s) && s->returned <= count ? s->returned : 0;
}

/* The argument that a call always returns, as a member of a class does that returns *this; NULL: none. What
 * is passed by value is returned as the copy that it is. */
static LLVMValueRef returned_argument(const flow *f, LLVMValueRef call) {
  uint32_t returned = find_returned(f, call, LLVMGetNumArgOperands(call));
  bool same = returned && !ir_call_has(call, returned, f->m->attributes.byval);
  return same ? LLVMGetOperand(call, returned - 1) : NULL;
}

/* The variable that an address is in, at a constant offset; NULL if it is another address. */
static LLVMValueRef find_variable(const flow *f, LLVMValueRef address, int64_t *offset) {
  int64_t step;
  *offset = 0;
  while (address && !LLVMIsAAllocaInst(address)) {
    if (LLVMIsAGetElementPtrInst(address) && ir_gep_offset(f->m, address, &step) &&
        !__builtin_add_overflow(*offset, step, offset))
      address = LLVMGetOperand(address, 0);
    else
      address = LLVMIsACallInst(address) || LLVMIsAInvokeInst(address) ? returned_argument(f, address) : NULL;
  }
  return address;
}

static bool is_address(const flow *f, LLVMValueRef address, const target *t) {
  int64_t offset;
  LLVMValueRef variable = find_variable(f, address, &offset);
  return variable && flow_value_node(f, variable) == f->objects[t->object].value && offset == t->offset;
}

/* Only of an exact place in a variable is known that there is one such address, and only of what is merged or
 * loaded can a branch say more than where it comes from. */
static bool may_be_told(const flow *f, LLVMValueRef value, const target *t) {
  const flow_object *o = &f->objects[t->object];
  return o->kind == OBJECT_ALLOCA && o->single && flow_is_exact(t->offset) &&
         (LLVMIsALoadInst(value) || LLVMIsAPHINode(value) || LLVMIsASelectInst(value) ||
          LLVMIsAExtractValueInst(value));
}

bool flow_is_ruled_out(flow *f, uint32_t store, const target *t) {
  LLVMValueRef others[MOST_UNEQUAL], instruction = f->view->values[store];
  LLVMValueRef value = LLVMIsAStoreInst(instruction) ? LLVMGetOperand(instruction, 0) : NULL;
  if (!value || !may_be_told(f, value, t))
    return false;
  unsigned count = bounds_unequal(&f->lengths, value, f->view->block_of[store], others, MOST_UNEQUAL);
  for (unsigned i = 0; i < count; i++)
    if (is_address(f, others[i], t))
      return true;
  return false;
}
