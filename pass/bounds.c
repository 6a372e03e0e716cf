/* Implementation of bounds.h: values and their definitions. */
#include "bounds.h"

#include <string.h>

enum {
  LEAST_WORK = 262144, /* for all questions about one function, */
  WORK_FACTOR = 64,    /* and more for each instruction */
  MAX_DEPTH = 32,
  MAX_INCOMING = 64,
  MAX_RANGES = 16 /* pairs of numbers in one !range */
};

/* --- one function --- */

void bounds_init(bounds *b, arena *a, const ir_module *m, const function_view *view, uint32_t limit) {
  *b = (bounds){.a = a, .m = m, .view = view, .limit = limit};
}

/* Edges from blocks that the block dominates are those of its own loop: who comes that way has been here. */
static uint32_t find_entered_from(const bounds *b, uint32_t block) {
  const graph *predecessors = &b->view->predecessors;
  uint32_t from = NO_INDEX;
  for (uint32_t i = predecessors->first[block]; i < predecessors->first[block + 1]; i++) {
    uint32_t p = predecessors->targets[i];
    if (p == from || graph_dominates(&b->dominators, block, p))
      continue;
    if (from != NO_INDEX)
      return NO_INDEX;
    from = p;
  }
  return from;
}

static bool is_assumption(const bounds *b, LLVMValueRef i) {
  return LLVMGetInstructionOpcode(i) == LLVMCall && ir_intrinsic(i) == b->m->intrinsics.assume;
}

void bounds_prepare(bounds *b) {
  const function_view *view = b->view;
  uint32_t allocas = 0, assumptions = 0;
  if (b->prepared)
    return;
  b->prepared = true;
  b->work_left = LEAST_WORK + (uint64_t)WORK_FACTOR * view->value_count;
  b->range_kind = LLVMGetMDKindIDInContext(b->m->context, "range", sizeof "range" - 1);
  b->dominators = graph_find_dominators(b->a, &view->successors, &view->predecessors);
  b->entered_from = ARENA_ARRAY(b->a, uint32_t, view->block_count + 1);
  for (uint32_t block = 0; block < view->block_count; block++)
    b->entered_from[block] = find_entered_from(b, block);
  for (uint32_t v = view->argument_count; v < view->value_count; v++) {
    allocas += LLVMIsAAllocaInst(view->values[v]) != NULL;
    assumptions += is_assumption(b, view->values[v]);
  }
  b->variables = ARENA_ARRAY(b->a, variable, allocas + 1);
  b->variable_of = pointer_map_new(b->a, 0);
  b->assumptions = ARENA_ARRAY(b->a, uint32_t, assumptions + 1);
  for (uint32_t v = view->argument_count; v < view->value_count; v++)
    if (is_assumption(b, view->values[v]))
      b->assumptions[b->assumption_count++] = v;
}

static uint32_t begin_question(bounds *b) {
  uint32_t work = b->work_left < b->limit ? (uint32_t)b->work_left : b->limit;
  b->work = work;
  return work;
}

static bool end_question(bounds *b, uint32_t work, range r, uint64_t *maximum) {
  b->work_left -= work - b->work;
  *maximum = r.high;
  return !r.empty;
}

bool bounds_maximum(bounds *b, LLVMValueRef value, LLVMValueRef at, uint64_t *maximum) {
  uint32_t position = view_index(b->view, at);
  if (!bounds_width(value) || position == NO_INDEX)
    return false;
  bounds_prepare(b);
  if (!b->dominators.first[b->view->block_of[position]]) /* unreachable */
    return false;
  uint32_t work = begin_question(b);
  return end_question(b, work, bounds_evaluate(b, value, position), maximum);
}

/* Whether the value is the same as long as control does not come to the block again. */
static bool is_settled_before(const bounds *b, LLVMValueRef value, uint32_t block) {
  uint32_t position = view_index(b->view, value);
  if (position == NO_INDEX || position < b->view->argument_count)
    return position != NO_INDEX;
  uint32_t made_in = b->view->block_of[position];
  return made_in != block && graph_dominates(&b->dominators, made_in, block);
}

bool bounds_maximum_from(bounds *b, LLVMValueRef value, LLVMValueRef phi, unsigned i, uint64_t *maximum) {
  unsigned width = bounds_width(value);
  uint32_t to = view_block_index(b->view, LLVMGetInstructionParent(phi));
  uint32_t from = view_block_index(b->view, LLVMGetIncomingBlock(phi, i));
  bounds_prepare(b);
  if (!width || !b->dominators.first[from] || !is_settled_before(b, value, to))
    return false;
  uint32_t work = begin_question(b);
  bounds_subject subject = {.value = value, .width = width};
  range r = bounds_evaluate(b, value, b->view->block_begin[from + 1] - 1);
  return end_question(b, work, range_intersect(r, bounds_by_edge(b, from, to, &subject)), maximum);
}

unsigned bounds_width(LLVMValueRef value) {
  LLVMTypeRef type = LLVMTypeOf(value);
  if (LLVMGetTypeKind(type) != LLVMIntegerTypeKind || LLVMGetIntTypeWidth(type) > RANGE_MAX_WIDTH)
    return 0;
  return LLVMGetIntTypeWidth(type);
}

/* --- definitions --- */

static LLVMValueRef operand(LLVMValueRef instruction, unsigned i) { return LLVMGetOperand(instruction, i); }

static range of_operand(bounds *b, LLVMValueRef instruction, unsigned i, uint32_t at) {
  return bounds_evaluate(b, operand(instruction, i), at);
}

static range of_binary(bounds *b, LLVMValueRef i, unsigned width, uint32_t at) {
  range x = of_operand(b, i, 0, at), y = of_operand(b, i, 1, at);
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMAdd:
    return range_add(x, y, LLVMGetNUW(i), LLVMGetNSW(i));
  case LLVMSub:
    return range_subtract(x, y, LLVMGetNUW(i), LLVMGetNSW(i));
  case LLVMMul:
    return range_multiply(x, y, LLVMGetNUW(i), LLVMGetNSW(i));
  case LLVMShl:
    return range_shift_left(x, y, LLVMGetNUW(i), LLVMGetNSW(i));
  case LLVMLShr:
    return range_shift_right(x, y, false);
  case LLVMAShr:
    return range_shift_right(x, y, true);
  case LLVMUDiv:
    return range_divide(x, y, false);
  case LLVMSDiv:
    return range_divide(x, y, true);
  case LLVMURem:
    return range_remainder(x, y, false);
  case LLVMSRem:
    return range_remainder(x, y, true);
  case LLVMAnd:
    return range_and(x, y);
  case LLVMOr:
    return range_or(x, y);
  case LLVMXor:
    return range_xor(x, y);
  default:
    return range_full(width);
  }
}

static range of_conversion(bounds *b, LLVMValueRef i, unsigned width, uint32_t at) {
  unsigned from = bounds_width(operand(i, 0));
  if (!from)
    return range_full(width);
  range x = of_operand(b, i, 0, at);
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMTrunc:
    return range_truncate(x, width);
  case LLVMSExt:
    return range_sign_extend(x, width);
  default:
    if (LLVMGetNNeg(i))
      x = range_intersect(x, range_signed(from, 0, INT64_MAX));
    return range_zero_extend(x, width);
  }
}

static range of_compare(bounds *b, LLVMValueRef i, uint32_t at) {
  if (!bounds_width(operand(i, 0)))
    return range_full(1);
  return range_compare(LLVMGetICmpPredicate(i), of_operand(b, i, 0, at), of_operand(b, i, 1, at));
}

/* An arm is chosen only where the condition says so. */
static range of_arm(bounds *b, LLVMValueRef select, bool truth, unsigned width, uint32_t at) {
  LLVMValueRef arm = operand(select, truth ? 1 : 2);
  bounds_subject subject = {.value = arm, .width = width};
  return range_intersect(bounds_evaluate(b, arm, at),
                         bounds_by_condition(b, operand(select, 0), truth, &subject));
}

static range of_select(bounds *b, LLVMValueRef i, unsigned width, uint32_t at) {
  if (!bounds_width(operand(i, 0)))
    return range_full(width);
  range chosen = of_operand(b, i, 0, at), r = range_empty(width);
  if (chosen.empty || chosen.high == 1)
    r = range_unite(r, of_arm(b, i, true, width, at));
  if (chosen.empty || chosen.low == 0)
    r = range_unite(r, of_arm(b, i, false, width, at));
  return r;
}

static range of_phi(bounds *b, LLVMValueRef phi, unsigned width) {
  unsigned count = LLVMCountIncoming(phi);
  if (count > MAX_INCOMING)
    return range_full(width);
  uint32_t to = view_block_index(b->view, LLVMGetInstructionParent(phi));
  range r = range_empty(width);
  for (unsigned i = 0; i < count; i++) {
    uint32_t from = view_block_index(b->view, LLVMGetIncomingBlock(phi, i));
    bounds_subject subject = {.value = LLVMGetIncomingValue(phi, i), .width = width};
    if (subject.value == phi || !b->dominators.first[from])
      continue;
    range incoming = bounds_evaluate(b, subject.value, b->view->block_begin[from + 1] - 1);
    r = range_unite(r, range_intersect(incoming, bounds_by_edge(b, from, to, &subject)));
  }
  return r;
}

/* --- metadata, calls --- */

/* From `low` up to, not including, `end`, modulo the width. */
static range half_open(unsigned width, LLVMValueRef low, LLVMValueRef end) {
  uint64_t first = LLVMConstIntGetZExtValue(low), past = LLVMConstIntGetZExtValue(end);
  if (first < past)
    return range_unsigned(width, first, past - 1);
  if (past == 0)
    return range_unsigned(width, first, UINT64_MAX);
  int64_t least = LLVMConstIntGetSExtValue(low), above = LLVMConstIntGetSExtValue(end);
  return least < above ? range_signed(width, least, above - 1) : range_full(width);
}

static range by_metadata(const bounds *b, LLVMValueRef i, unsigned width) {
  LLVMValueRef numbers[2 * MAX_RANGES], node = LLVMHasMetadata(i) ? LLVMGetMetadata(i, b->range_kind) : NULL;
  unsigned count = node ? LLVMGetMDNodeNumOperands(node) : 0;
  range r = range_empty(width);
  if (count == 0 || count % 2 || count > 2 * MAX_RANGES)
    return range_full(width);
  LLVMGetMDNodeOperands(node, numbers);
  for (unsigned n = 0; n < count; n += 2) {
    if (!LLVMIsAConstantInt(numbers[n]) || !LLVMIsAConstantInt(numbers[n + 1]))
      return range_full(width);
    r = range_unite(r, half_open(width, numbers[n], numbers[n + 1]));
  }
  return r;
}

static bool is_named(const char *name, size_t length, const char *intrinsic) {
  size_t prefix = strlen(intrinsic);
  return length > prefix && memcmp(name, intrinsic, prefix) == 0;
}

static range of_intrinsic(bounds *b, LLVMValueRef call, unsigned width, uint32_t at) {
  size_t length;
  const char *name = LLVMGetValueName2(ir_callee(call), &length);
  if (is_named(name, length, "llvm.umin.") || is_named(name, length, "llvm.smin."))
    return range_minimum(of_operand(b, call, 0, at), of_operand(b, call, 1, at), name[5] == 's');
  if (is_named(name, length, "llvm.umax.") || is_named(name, length, "llvm.smax."))
    return range_maximum(of_operand(b, call, 0, at), of_operand(b, call, 1, at), name[5] == 's');
  if (is_named(name, length, "llvm.usub.sat."))
    return range_subtract_saturating(of_operand(b, call, 0, at), of_operand(b, call, 1, at));
  if (is_named(name, length, "llvm.abs."))
    return range_absolute(of_operand(b, call, 0, at));
  if (is_named(name, length, "llvm.ctlz.") || is_named(name, length, "llvm.cttz.") ||
      is_named(name, length, "llvm.ctpop."))
    return range_unsigned(width, 0, width);
  return range_full(width);
}

/* One result of an operation `with.overflow`: the number, modulo the width, or whether it wrapped. */
static range of_checked(bounds *b, LLVMValueRef extract, unsigned width, uint32_t at) {
  LLVMValueRef call = LLVMIsACallInst(operand(extract, 0));
  if (!call || !ir_intrinsic(call) || LLVMGetNumIndices(extract) != 1)
    return range_full(width);
  size_t length;
  const char *name = LLVMGetValueName2(ir_callee(call), &length);
  bool adds = is_named(name, length, "llvm.uadd.with.overflow.");
  if ((!adds && !is_named(name, length, "llvm.umul.with.overflow.")) || !bounds_width(operand(call, 0)))
    return range_full(width);
  range x = of_operand(b, call, 0, at), y = of_operand(b, call, 1, at);
  if (LLVMGetIndices(extract)[0] == 0)
    return adds ? range_add(x, y, false, false) : range_multiply(x, y, false, false);
  uint64_t most, limit = range_full(x.width).high;
  bool may_wrap = x.empty || y.empty ||
                  (adds ? __builtin_add_overflow(x.high, y.high, &most)
                        : __builtin_mul_overflow(x.high, y.high, &most)) ||
                  most > limit;
  return may_wrap ? range_full(width) : range_constant(width, 0);
}

static range of_load(bounds *b, LLVMValueRef load, unsigned width) {
  range r = by_metadata(b, load, width);
  const variable *v = bounds_find_variable(b, operand(load, 0));
  return v ? range_intersect(r, bounds_of_load(b, v, view_index(b->view, load))) : r;
}

static bool is_active(const bounds *b, LLVMValueRef value) {
  const bounds_active *a = b->active;
  while (a && a->value != value)
    a = a->next;
  return a != NULL;
}

/* Phis and loads may depend on themselves. */
static range of_merge(bounds *b, LLVMValueRef i, unsigned width) {
  if (is_active(b, i))
    return range_full(width);
  bounds_active self = {i, b->active};
  b->active = &self;
  range r = LLVMIsAPHINode(i) ? of_phi(b, i, width) : of_load(b, i, width);
  b->active = self.next;
  return r;
}

static range of_definition(bounds *b, LLVMValueRef i, unsigned width, uint32_t at) {
  if (LLVMIsABinaryOperator(i))
    return of_binary(b, i, width, at);
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMZExt:
  case LLVMSExt:
  case LLVMTrunc:
    return of_conversion(b, i, width, at);
  case LLVMICmp:
    return of_compare(b, i, at);
  case LLVMSelect:
    return of_select(b, i, width, at);
  case LLVMPHI:
  case LLVMLoad:
    return of_merge(b, i, width);
  case LLVMExtractValue:
    return of_checked(b, i, width, at);
  case LLVMCall:
  case LLVMInvoke:
    return range_intersect(by_metadata(b, i, width),
                           ir_intrinsic(i) ? of_intrinsic(b, i, width, at) : bounds_of_call(b, i, width, at));
  default:
    return range_full(width);
  }
}

range bounds_evaluate(bounds *b, LLVMValueRef value, uint32_t at) {
  unsigned width = bounds_width(value);
  uint64_t number;
  if (ir_constant(value, &number))
    return range_constant(width, number);
  if (b->work == 0 || b->depth == MAX_DEPTH || LLVMIsAConstant(value))
    return range_full(width);
  b->work--;
  b->depth++;
  bounds_subject subject = {.value = value, .width = width};
  range r = bounds_by_facts(b, at, &subject);
  if (LLVMIsAInstruction(value))
    r = range_intersect(r, of_definition(b, value, width, at));
  else if (b->arguments && LLVMIsAArgument(value))
    r = range_intersect(r, b->arguments[view_index(b->view, value)]);
  b->depth--;
  return r;
}
