/* Implementation of cold.h. */
#include "cold.h"

#include <string.h>

enum { RARELY = 100, FARTHEST = 32, SMALL = 256 }; /* once in so many times; blocks to go back; bytes */

static bool looks_cold(const ir_module *m, const function_view *view, uint32_t block) {
  if (LLVMIsAUnreachableInst(view->values[view->block_begin[block + 1] - 1]))
    return true;
  for (uint32_t i = view->block_begin[block]; i < view->block_begin[block + 1]; i++)
    if (ir_is_call(view->values[i]) && ir_call_has(view->values[i], IR_FUNCTION_INDEX, m->attributes.cold))
      return true;
  return false;
}

/* A block may be large, and have many sites. */
static bool is_cold_block(const ir_module *m, const function_view *view, uint32_t block) {
  enum { UNKNOWN, COLD, WARM };
  uint8_t *temperature = &view->temperatures[block];
  if (*temperature == UNKNOWN)
    *temperature = looks_cold(m, view, block) ? COLD : WARM;
  return *temperature == COLD;
}

/* The weight of one successor and the sum of all: metadata {"branch_weights", ["expected",] weights}. */
static bool find_weight(const ir_module *m, LLVMValueRef terminator, LLVMBasicBlockRef successor,
                        uint64_t *weight, uint64_t *sum) {
  enum { MOST = 32 };
  static const char prof[] = "prof", name[] = "branch_weights";
  unsigned count = LLVMGetNumSuccessors(terminator), length = 0, kind;
  LLVMValueRef operands[MOST], node = NULL;
  kind = LLVMGetMDKindIDInContext(m->context, prof, sizeof prof - 1);
  if (LLVMHasMetadata(terminator))
    node = LLVMGetMetadata(terminator, kind);
  unsigned size = node ? (unsigned)LLVMGetMDNodeNumOperands(node) : 0;
  if (size > MOST || size < count + 1 || size > count + 2)
    return false;
  LLVMGetMDNodeOperands(node, operands);
  const char *text = LLVMGetMDString(operands[0], &length);
  if (!text || length != sizeof name - 1 || memcmp(text, name, length) != 0)
    return false;
  *weight = *sum = 0;
  for (unsigned i = 0; i < count; i++) {
    uint64_t w;
    if (!ir_constant(operands[size - count + i], &w))
      return false;
    *sum += w;
    *weight += LLVMGetSuccessor(terminator, i) == successor ? w : 0;
  }
  return true;
}

static bool is_rare_edge(const ir_module *m, const function_view *view, uint32_t from, uint32_t to) {
  LLVMValueRef terminator = view->values[view->block_begin[from + 1] - 1];
  uint64_t weight, sum;
  if (!LLVMIsABranchInst(terminator) && !LLVMIsASwitchInst(terminator))
    return false;
  return find_weight(m, terminator, view->blocks[to], &weight, &sum) && weight < sum / RARELY;
}

/* The only block that leads to `block`; NO_INDEX if there are more, or none. */
static uint32_t only_predecessor(const function_view *view, uint32_t block) {
  const graph *g = &view->predecessors;
  uint32_t only = g->first[block] < g->first[block + 1] ? g->targets[g->first[block]] : NO_INDEX;
  for (uint32_t i = g->first[block]; i < g->first[block + 1]; i++)
    if (g->targets[i] != only)
      return NO_INDEX;
  return only;
}

static bool is_cold_function(const ir_module *m, const function_view *view) {
  return ir_function_has(view->function, IR_FUNCTION_INDEX, m->attributes.cold) ||
         ir_function_has(view->function, IR_FUNCTION_INDEX, m->attributes.minsize);
}

/* `in_loops`: branches count that may be taken again in the same call. */
static bool is_cold_path(const ir_module *m, const function_view *view, uint32_t block, bool in_loops) {
  bool counts = in_loops || !view_block_repeats(view, block);
  if (is_cold_block(m, view, block))
    return true;
  for (int i = 0; i < FARTHEST; i++) {
    uint32_t from = only_predecessor(view, block);
    if (from == NO_INDEX)
      return false;
    if (counts && is_rare_edge(m, view, from, block))
      return true;
    block = from;
  }
  return false;
}

bool cold_call(const ir_module *m, const function_view *view, LLVMValueRef call, bool dynamic) {
  uint32_t block = view_block_index(view, LLVMGetInstructionParent(call));
  return is_cold_function(m, view) || is_cold_path(m, view, block, !dynamic);
}

/* A function that the code generator checks for overrun stacks once it has a slot. If it has variables in
 * memory already, it is checked anyway. */
static bool begins_to_be_checked(const ir_module *m, const function_view *view) {
  if (!ir_function_has(view->function, IR_FUNCTION_INDEX, m->attributes.ssp) &&
      !ir_function_has(view->function, IR_FUNCTION_INDEX, m->attributes.sspstrong))
    return false;
  for (uint32_t i = view->block_begin[0]; i < view->block_begin[1]; i++)
    if (LLVMIsAAllocaInst(view->values[i]))
      return false;
  return true;
}

bool cold_slot(const ir_module *m, const function_view *view, LLVMValueRef call, uint64_t size) {
  uint32_t block = view_block_index(view, LLVMGetInstructionParent(call));
  return block != 0 && (size > SMALL || begins_to_be_checked(m, view)) && !is_cold_function(m, view) &&
         is_cold_path(m, view, block, true);
}
