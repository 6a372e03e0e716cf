/* Implementation of rounds.h. */
#include "rounds.h"

enum { MOST = 1 << 16, MAX_BLOCKS = 1024 }; /* more is not told apart from unknown; in a function */

typedef struct loop {
  bounds *bounds;
  const function_view *view;
  uint32_t component; /* of blocks */
} loop;

static bool is_inside(const loop *l, uint32_t block) { return l->view->components.of[block] == l->component; }

static uint32_t find_header(const loop *l) {
  const graph *g = &l->view->predecessors;
  for (uint32_t b = 0; b < l->view->block_count; b++)
    for (uint32_t e = g->first[b]; is_inside(l, b) && e < g->first[b + 1]; e++)
      if (!is_inside(l, g->targets[e]))
        return b;
  return NO_INDEX;
}

/* Whether control comes back to the block without passing the loop's header. */
static bool is_nested(const loop *l, arena *scratch, uint32_t block, uint32_t header) {
  const graph *g = &l->view->successors;
  uint64_t *seen = bitset_new(scratch, l->view->block_count);
  uint32_t *pending = ARENA_ARRAY(scratch, uint32_t, l->view->block_count), count = 0;
  for (uint32_t b = block; b != header; b = pending[--count]) {
    for (uint32_t e = g->first[b]; e < g->first[b + 1]; e++) {
      uint32_t next = g->targets[e];
      if (is_inside(l, next) && next != header && bitset_add(seen, next))
        pending[count++] = next;
    }
    if (count == 0)
      break;
  }
  return bitset_has(seen, block);
}

static bool small_constant(LLVMValueRef value, int64_t *result) {
  if (!LLVMIsAConstantInt(value) || LLVMGetIntTypeWidth(LLVMTypeOf(value)) > 64)
    return false;
  *result = LLVMConstIntGetSExtValue(value);
  return *result > -MOST && *result < MOST;
}

/* A constant, or the most that the value can be. */
static bool limit_of(const loop *l, LLVMValueRef value, LLVMValueRef condition, int64_t *result) {
  uint64_t most;
  if (LLVMIsAConstant(value))
    return small_constant(value, result);
  if (!bounds_maximum(l->bounds, value, condition, &most) || most >= MOST)
    return false;
  *result = (int64_t)most;
  return true;
}

/* The value, without what is added to it and conversions. */
static LLVMValueRef find_counter(LLVMValueRef value) {
  enum { MOST_STEPS = 4 };
  int64_t added;
  for (int i = 0; i < MOST_STEPS; i++)
    if (LLVMIsACastInst(value) ||
        (LLVMGetInstructionOpcode(value) == LLVMAdd && small_constant(LLVMGetOperand(value, 1), &added) &&
         (added == 1 || added == -1)))
      value = LLVMGetOperand(value, 0);
  return value;
}

/* What a phi begins with, if it counts: what comes from outside of the loop. */
static bool start_of_phi(const loop *l, LLVMValueRef phi, int64_t *result) {
  bool found = false;
  for (unsigned i = 0; i < LLVMCountIncoming(phi); i++) {
    LLVMValueRef value = LLVMGetIncomingValue(phi, i);
    if (!is_inside(l, view_block_index(l->view, LLVMGetIncomingBlock(phi, i))))
      found = small_constant(value, result);
    else if (value != phi && find_counter(value) != phi)
      return false;
  }
  return found;
}

/* What a counter begins with: a phi, or a variable by what is stored there. */
static bool start_of(const loop *l, LLVMValueRef counter, int64_t *result) {
  bool found = false;
  if (LLVMIsAPHINode(counter))
    return start_of_phi(l, counter, result);
  if (!LLVMIsALoadInst(counter) || !LLVMIsAAllocaInst(LLVMGetOperand(counter, 0)))
    return false;
  for (LLVMUseRef u = LLVMGetFirstUse(LLVMGetOperand(counter, 0)); u; u = LLVMGetNextUse(u)) {
    LLVMValueRef store = LLVMGetUser(u);
    if (LLVMIsAStoreInst(store) && !is_inside(l, view_block_index(l->view, LLVMGetInstructionParent(store))))
      found = small_constant(LLVMGetOperand(store, 0), result);
  }
  return found;
}

/* Rounds until the branch at the block's end leaves the loop. */
static uint32_t rounds_until_exit(const loop *l, uint32_t block) {
  LLVMValueRef branch = l->view->values[l->view->block_begin[block + 1] - 1];
  if (!LLVMIsABranchInst(branch) || !LLVMIsConditional(branch) || !LLVMIsAICmpInst(LLVMGetCondition(branch)))
    return NO_INDEX;
  int64_t limit, start;
  LLVMValueRef condition = LLVMGetCondition(branch);
  for (unsigned i = 0; i < 2; i++)
    if (limit_of(l, LLVMGetOperand(condition, 1 - i), condition, &limit) &&
        start_of(l, find_counter(LLVMGetOperand(condition, i)), &start))
      return (uint32_t)(limit < start ? start - limit : limit - start);
  return NO_INDEX;
}

static uint32_t count_rounds(const loop *l) {
  const graph *g = &l->view->successors;
  uint32_t least = NO_INDEX;
  for (uint32_t b = 0; b < l->view->block_count; b++)
    for (uint32_t e = g->first[b]; is_inside(l, b) && e < g->first[b + 1]; e++) {
      uint32_t rounds = is_inside(l, g->targets[e]) ? NO_INDEX : rounds_until_exit(l, b);
      least = rounds < least ? rounds : least;
    }
  return least;
}

uint32_t rounds_guess(bounds *b, LLVMValueRef call) {
  const function_view *view = b->view;
  uint32_t block = view->block_of[view_index(view, call)];
  loop l = {b, view, view->components.of[block]};
  if (!view_block_repeats(view, block))
    return 1;
  if (view->block_count > MAX_BLOCKS)
    return NO_INDEX;
  arena scratch = {0};
  bool nested = is_nested(&l, &scratch, block, find_header(&l));
  arena_free(&scratch);
  return nested ? NO_INDEX : count_rounds(&l);
}
