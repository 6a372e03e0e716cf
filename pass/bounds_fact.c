/* Conditions of bounds.h: branches, switches, assumptions. */
#include "bounds.h"

enum {
  MAX_BLOCKS = 256,     /* looked at upwards in the dominator tree */
  MAX_CONDITIONS = 64,  /* that are in force at one place */
  MAX_ASSUMPTIONS = 64, /* the same, of llvm.assume */
  MAX_CASES = 256,
  MAX_NESTING = 8 /* of one condition or expression */
};

static bool spend(bounds *b) {
  if (b->work == 0)
    return false;
  b->work--;
  return true;
}

/* --- expressions of the subject --- */

static bool is_subject(const bounds *b, LLVMValueRef value, const bounds_subject *s) {
  if (s->value)
    return value == s->value;
  if (!LLVMIsALoadInst(value) || LLVMGetOperand(value, 0) != s->variable->alloca)
    return false;
  uint32_t load = view_index(b->view, value), end = b->view->block_begin[s->block + 1];
  if (b->view->block_of[load] != s->block)
    return false;
  uint32_t store = bounds_store_before(b, s->variable, s->block, end);
  return store == NO_INDEX || store < load;
}

/* The operand that an expression is a function of, if there is a way back from its range to the operand's:
 * NULL otherwise. */
static LLVMValueRef invertible_operand(LLVMValueRef e) {
  LLVMValueRef left, right;
  if (!LLVMIsAInstruction(e))
    return NULL;
  switch (LLVMGetInstructionOpcode(e)) {
  case LLVMZExt:
  case LLVMSExt:
  case LLVMFreeze:
    return LLVMGetOperand(e, 0);
  case LLVMAdd:
  case LLVMSub:
  case LLVMMul:
    left = LLVMGetOperand(e, 0);
    right = LLVMGetOperand(e, 1);
    if (LLVMIsAConstantInt(right))
      return left;
    return LLVMIsAConstantInt(left) ? right : NULL;
  case LLVMShl:
    return LLVMIsAConstantInt(LLVMGetOperand(e, 1)) ? LLVMGetOperand(e, 0) : NULL;
  default:
    return NULL;
  }
}

/* How far down the subject is in an expression; NO_INDEX if it is not there. */
static uint32_t find_subject(const bounds *b, LLVMValueRef e, const bounds_subject *s) {
  for (uint32_t depth = 0; e && depth < MAX_NESTING; depth++) {
    if (is_subject(b, e, s))
      return depth;
    e = invertible_operand(e);
  }
  return NO_INDEX;
}

/* What x can be if x * factor, which does not wrap (`nuw`, `nsw`), is in r. */
static range divide_back(range r, uint64_t factor, bool nuw, bool nsw) {
  range result = range_full(r.width);
  if (factor == 0 || r.empty)
    return result;
  if (nuw)
    result = range_unsigned(r.width, r.low / factor + (r.low % factor != 0), r.high / factor);
  if (nsw && factor <= (uint64_t)range_full(r.width).most) {
    int64_t divisor = (int64_t)factor;
    result = range_intersect(result, range_signed(r.width, r.least / divisor, r.most / divisor));
  }
  return result;
}

/* The range of e's invertible operand, if that of e is r. */
static range invert(LLVMValueRef e, range r) {
  LLVMValueRef x = invertible_operand(e);
  unsigned width = bounds_width(x);
  bool first = LLVMGetOperand(e, 0) == x;
  uint64_t constant = 0;
  range other = range_full(width);
  if (LLVMIsABinaryOperator(e)) {
    constant = LLVMConstIntGetZExtValue(LLVMGetOperand(e, first ? 1 : 0));
    other = range_constant(width, constant);
  }
  switch (LLVMGetInstructionOpcode(e)) {
  case LLVMZExt:
    r = range_intersect(r, range_zero_extend(other, r.width));
    return r.empty ? range_empty(width) : range_unsigned(width, r.low, r.high);
  case LLVMSExt:
    r = range_intersect(r, range_sign_extend(other, r.width));
    return r.empty ? range_empty(width) : range_signed(width, r.least, r.most);
  case LLVMAdd:
    return range_subtract(r, other, LLVMGetNUW(e), LLVMGetNSW(e));
  case LLVMSub:
    return first ? range_add(r, other, LLVMGetNUW(e), LLVMGetNSW(e))
                 : range_subtract(other, r, LLVMGetNUW(e), LLVMGetNSW(e));
  case LLVMMul:
    return divide_back(r, constant, LLVMGetNUW(e), LLVMGetNSW(e));
  case LLVMShl:
    if (constant >= width)
      return other;
    return divide_back(r, UINT64_C(1) << constant, LLVMGetNUW(e), LLVMGetNSW(e) && constant + 1 < width);
  default:
    return r;
  }
}

/* The subject's range, if it is `depth` steps down in an expression whose range is r. */
static range take_back(LLVMValueRef e, range r, uint32_t depth, const bounds_subject *s) {
  for (; depth > 0 && !r.empty; depth--) {
    if (!bounds_width(invertible_operand(e)))
      return range_full(s->width);
    r = invert(e, r);
    e = invertible_operand(e);
  }
  return r.empty ? range_empty(s->width) : r;
}

/* --- conditions --- */

static range by_condition(bounds *b, LLVMValueRef condition, bool truth, const bounds_subject *s,
                          unsigned nesting);

/* What `left predicate right` says, if the subject is on the left. */
static range by_comparison(bounds *b, LLVMIntPredicate predicate, LLVMValueRef left, LLVMValueRef right,
                           LLVMValueRef compare, const bounds_subject *s) {
  uint32_t depth = bounds_width(left) ? find_subject(b, left, s) : NO_INDEX;
  if (depth == NO_INDEX)
    return range_full(s->width);
  range other = bounds_evaluate(b, right, view_index(b->view, compare));
  return take_back(left, range_where(predicate, other), depth, s);
}

/* `!!c` in unoptimised code: a condition made a number, and compared with 0. */
static LLVMValueRef compared_condition(LLVMValueRef compare) {
  LLVMIntPredicate predicate = LLVMGetICmpPredicate(compare);
  LLVMValueRef left = LLVMGetOperand(compare, 0);
  uint64_t zero;
  if ((predicate != LLVMIntEQ && predicate != LLVMIntNE) || !ir_constant(LLVMGetOperand(compare, 1), &zero) ||
      zero)
    return NULL;
  while (LLVMIsAZExtInst(left) || LLVMIsASExtInst(left))
    left = LLVMGetOperand(left, 0);
  return bounds_width(left) == 1 ? left : NULL;
}

static range by_compare(bounds *b, LLVMValueRef compare, bool truth, const bounds_subject *s,
                        unsigned nesting) {
  LLVMIntPredicate predicate = LLVMGetICmpPredicate(compare);
  LLVMValueRef left = LLVMGetOperand(compare, 0), right = LLVMGetOperand(compare, 1);
  LLVMValueRef condition = compared_condition(compare);
  if (condition)
    return by_condition(b, condition, (predicate == LLVMIntNE) == truth, s, nesting);
  if (!truth)
    predicate = range_inverse(predicate);
  range r = by_comparison(b, predicate, left, right, compare, s);
  return range_intersect(r, by_comparison(b, range_swapped(predicate), right, left, compare, s));
}

static bool is_bool(LLVMValueRef value, bool truth) {
  uint64_t number;
  return ir_constant(value, &number) && number == truth;
}

/* The two conditions of which `condition` is the conjunction or disjunction. */
static bool split(LLVMValueRef condition, LLVMValueRef *first, LLVMValueRef *second, bool *both) {
  *first = LLVMGetOperand(condition, 0);
  *second = LLVMGetOperand(condition, 1);
  *both = LLVMGetInstructionOpcode(condition) == LLVMAnd;
  if (*both || LLVMGetInstructionOpcode(condition) == LLVMOr)
    return true;
  if (!LLVMIsASelectInst(condition))
    return false;
  if (is_bool(LLVMGetOperand(condition, 2), false)) { /* `first ? second : false` */
    *both = true;
    return true;
  }
  *second = LLVMGetOperand(condition, 2);
  return is_bool(LLVMGetOperand(condition, 1), true); /* `first ? true : second` */
}

static range by_condition(bounds *b, LLVMValueRef condition, bool truth, const bounds_subject *s,
                          unsigned nesting) {
  LLVMValueRef first, second;
  bool both;
  if (nesting == MAX_NESTING || !LLVMIsAInstruction(condition) || bounds_width(condition) != 1 || !spend(b))
    return range_full(s->width);
  if (LLVMIsAICmpInst(condition))
    return by_compare(b, condition, truth, s, nesting + 1);
  if (LLVMIsAFreezeInst(condition))
    return by_condition(b, LLVMGetOperand(condition, 0), truth, s, nesting + 1);
  if (LLVMGetInstructionOpcode(condition) == LLVMXor && is_bool(LLVMGetOperand(condition, 1), true))
    return by_condition(b, LLVMGetOperand(condition, 0), !truth, s, nesting + 1);
  if (LLVMGetInstructionOpcode(condition) != LLVMSelect && !LLVMIsABinaryOperator(condition))
    return range_full(s->width);
  if (!split(condition, &first, &second, &both))
    return range_full(s->width);
  range x = by_condition(b, first, truth, s, nesting + 1);
  range y = by_condition(b, second, truth, s, nesting + 1);
  return both == truth ? range_intersect(x, y) : range_unite(x, y);
}

range bounds_by_condition(bounds *b, LLVMValueRef condition, bool truth, const bounds_subject *s) {
  return by_condition(b, condition, truth, s, 0);
}

/* --- edges --- */

static range by_branch(bounds *b, LLVMValueRef branch, LLVMBasicBlockRef to, const bounds_subject *s) {
  LLVMBasicBlockRef when_true = LLVMGetSuccessor(branch, 0);
  if (!LLVMIsConditional(branch) || when_true == LLVMGetSuccessor(branch, 1))
    return range_full(s->width);
  return bounds_by_condition(b, LLVMGetCondition(branch), to == when_true, s);
}

/* Any of the cases that lead there; the default says nothing. */
static range by_switch(bounds *b, LLVMValueRef branch, LLVMBasicBlockRef to, const bounds_subject *s) {
  LLVMValueRef selector = LLVMGetOperand(branch, 0);
  unsigned successors = LLVMGetNumSuccessors(branch), width = bounds_width(selector);
  uint32_t depth = width ? find_subject(b, selector, s) : NO_INDEX;
  if (depth == NO_INDEX || successors > MAX_CASES || LLVMGetSwitchDefaultDest(branch) == to)
    return range_full(s->width);
  range cases = range_empty(width);
  for (unsigned i = 1; i < successors; i++) {
    uint64_t number;
    if (LLVMGetSuccessor(branch, i) != to)
      continue;
    if (!ir_constant(ir_switch_case(branch, i), &number))
      return range_full(s->width);
    cases = range_unite(cases, range_constant(width, number));
  }
  return take_back(selector, cases, depth, s);
}

range bounds_by_edge(bounds *b, uint32_t from, uint32_t to, const bounds_subject *s) {
  LLVMValueRef terminator = b->view->values[b->view->block_begin[from + 1] - 1];
  LLVMBasicBlockRef block = b->view->blocks[to];
  if (!spend(b))
    return range_full(s->width);
  switch (LLVMGetInstructionOpcode(terminator)) {
  case LLVMBr:
    return LLVMGetNumSuccessors(terminator) == 2 ? by_branch(b, terminator, block, s) : range_full(s->width);
  case LLVMSwitch:
    return by_switch(b, terminator, block, s);
  default:
    return range_full(s->width);
  }
}

static bool has_choice(const bounds *b, uint32_t block) {
  return b->view->successors.first[block + 1] - b->view->successors.first[block] > 1;
}

/* The pointer that passing from block to block says the value is not; NULL: none. */
static LLVMValueRef unequal_by_edge(const bounds *b, uint32_t from, uint32_t to, LLVMValueRef value) {
  LLVMValueRef branch = b->view->values[b->view->block_begin[from + 1] - 1];
  if (!LLVMIsABranchInst(branch) || !LLVMIsConditional(branch) ||
      LLVMGetSuccessor(branch, 0) == LLVMGetSuccessor(branch, 1))
    return NULL;
  LLVMValueRef compare = LLVMGetCondition(branch);
  bool truth = LLVMGetSuccessor(branch, 0) == b->view->blocks[to];
  if (!LLVMIsAICmpInst(compare) || LLVMGetICmpPredicate(compare) != (truth ? LLVMIntNE : LLVMIntEQ))
    return NULL;
  LLVMValueRef left = LLVMGetOperand(compare, 0), right = LLVMGetOperand(compare, 1);
  if (left == value)
    return right;
  return right == value ? left : NULL;
}

unsigned bounds_unequal(bounds *b, LLVMValueRef value, uint32_t block, LLVMValueRef *others, unsigned room) {
  unsigned count = 0;
  bounds_prepare(b);
  if (!b->dominators.first[block]) /* unreachable */
    return 0;
  for (uint32_t i = 0; i < MAX_BLOCKS && block != 0 && count < room; i++) {
    uint32_t from = b->entered_from[block];
    LLVMValueRef other = from != NO_INDEX ? unequal_by_edge(b, from, block, value) : NULL;
    if (other)
      others[count++] = other;
    block = b->dominators.immediate[block];
  }
  return count;
}

range bounds_by_facts(bounds *b, uint32_t at, const bounds_subject *s) {
  uint32_t here = b->view->block_of[at], block = here, conditions = 0;
  range r = range_full(s->width);
  for (uint32_t i = 0; i < MAX_BLOCKS && block != 0 && conditions < MAX_CONDITIONS; i++) {
    uint32_t from = b->entered_from[block];
    if (from != NO_INDEX && has_choice(b, from)) {
      r = range_intersect(r, bounds_by_edge(b, from, block, s));
      conditions++;
    }
    block = b->dominators.immediate[block];
  }
  for (uint32_t i = 0; i < b->assumption_count && i < MAX_ASSUMPTIONS; i++) {
    uint32_t call = b->assumptions[i], there = b->view->block_of[call];
    bool before = there == here ? call < at : graph_dominates(&b->dominators, there, here);
    if (before)
      r = range_intersect(r, bounds_by_condition(b, LLVMGetOperand(b->view->values[call], 0), true, s));
  }
  return r;
}
