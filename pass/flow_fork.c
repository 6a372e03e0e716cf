/* Copies to a pointer that depends on their length.
 *
 * A string of the C++ library keeps a short text in itself and a longer one in a block of its own. Its
 * constructors compare the length, and then copy that much to one pointer, a phi:
 *
 *     join: %to = phi ptr [ %block, %make ], [ %own_bytes, %entry ]     ; to %make if %length > 15
 *     call void @llvm.memcpy(ptr %to, ptr %from, i64 %length)
 *
 * What the length can be where control comes from each of the phi's blocks is the most that is copied to the
 * pointer from there. If that is less than the most in all for one of them, the copy is seen as several, one
 * for each of the phi's pointers: it takes its destinations from them and not from the phi.
 */
#include "flow.h"

enum { MAX_WAYS = 8 };

static bool find_ways(flow *f, uint32_t call, LLVMValueRef phi, LLVMValueRef length, flow_fork *fork) {
  LLVMValueRef instruction = f->view->values[call];
  uint64_t most = UINT64_MAX;
  bool known = bounds_maximum(&f->lengths, length, instruction, &most), worthwhile = false;
  fork->count = LLVMCountIncoming(phi);
  fork->ways = ARENA_ARRAY(f->memory, flow_way, fork->count);
  for (uint32_t i = 0; i < fork->count; i++) {
    flow_way *way = &fork->ways[i];
    *way = (flow_way){.to = flow_value_node(f, LLVMGetIncomingValue(phi, i)), .most = UINT64_MAX};
    if (bounds_maximum_from(&f->lengths, length, phi, i, &way->most) && (!known || way->most < most))
      worthwhile = true;
  }
  return worthwhile;
}

/* A copy that is no fork is remembered as one without ways. */
static flow_fork *make_fork(flow *f, uint32_t call) {
  LLVMValueRef instruction = f->view->values[call], phi = LLVMGetOperand(instruction, 0);
  flow_fork *fork = ARENA_NEW(f->memory, flow_fork);
  *fork = (flow_fork){.call = call};
  if (!LLVMIsAPHINode(phi) || LLVMCountIncoming(phi) > MAX_WAYS || LLVMGetNumArgOperands(instruction) < 3 ||
      LLVMIsConstant(LLVMGetOperand(instruction, 2)) ||
      !find_ways(f, call, phi, LLVMGetOperand(instruction, 2), fork)) {
    fork->count = 0;
    return fork;
  }
  fork->phi = flow_value_node(f, phi);
  fork->next = f->forks;
  f->forks = fork;
  return fork;
}

flow_fork *flow_find_fork(flow *f, uint32_t call) {
  if (!f->fork_of)
    f->fork_of = ARENA_ARRAY(f->memory, flow_fork *, f->view->value_count);
  if (!f->fork_of[call])
    f->fork_of[call] = make_fork(f, call);
  return f->fork_of[call]->count ? f->fork_of[call] : NULL;
}

bool flow_next_way(flow *f, flow_fork *fork, target *to, uint64_t *most) {
  for (uint32_t i = 0; i < fork->count; i++) {
    flow_way *way = &fork->ways[i];
    if (way->to == NO_INDEX || way->told >= arrlenu(f->nodes[way->to].targets))
      continue;
    *to = f->nodes[way->to].targets[way->told++];
    *most = way->most;
    return true;
  }
  return false;
}

void flow_follow_forks(flow *f, node_id phi) {
  for (flow_fork *fork = f->forks; fork; fork = fork->next)
    if (fork->phi == phi)
      flow_copy_ways(f, fork);
}
