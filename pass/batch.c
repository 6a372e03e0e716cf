/* Implementation of batch.h. */
#include "batch.h"

/* Rounds over a cycle of the call graph: after the first ones without a fix-point its summaries give up their
 * detail, after the last its functions are given up. Rounds go through the cycle one way and back in turn, so
 * that a fact travels far in one; real cycles need two or three. */
enum { DETAILED_ROUNDS = 4, MAX_ROUNDS = 12 };

/* Steps allowed for one function: options.max_work at most, and in proportion to its size, so that the cost
 * of all is linear in the size of the module. Ordinary functions need less than twenty a value. A function that
 * has sites itself is worth more. */
enum { WORK_PER_SUMMARY = 50 * 1000, WORK_PER_PLAN = 1000 * 1000, WORK_PER_VALUE = 300 };

typedef struct analysis {
  arena memory;
  function_view view;
  flow f;
} analysis;

static void analyse(const batch *b, analysis *a, LLVMValueRef function, uint64_t work) {
  *a = (analysis){0};
  view_init(&a->view, &a->memory, function);
  work += (uint64_t)a->view.value_count * WORK_PER_VALUE;
  if (work > b->options->max_work)
    work = b->options->max_work;
  flow_solve(&a->f, b->m, &a->view, b->known, &a->memory, work);
}

static void analysis_free(analysis *a) {
  flow_free(&a->f);
  arena_free(&a->memory);
}

static bool has_sites(const batch *b, uint32_t i) { return b->has_sites[b->budget.module_order[i]]; }

static LLVMValueRef function_at(const batch *b, uint32_t i) { return b->budget.functions[i]; }

static void decide_function(batch *b, uint32_t i, flow *f) {
  frame account = budget_open(&b->budget, i);
  if (f)
    b->plans[b->budget.module_order[i]] = plan_function(b->run, b->options, &account, f, b->explain);
  budget_close(&account);
}

/* A function outside every cycle: its flow serves both for its summary and for its plan. */
static void decide_single(batch *b, uint32_t i, bool needed) {
  analysis a;
  if (!needed) {
    decide_function(b, i, NULL);
    return;
  }
  analyse(b, &a, function_at(b, i), has_sites(b, i) ? WORK_PER_PLAN : WORK_PER_SUMMARY);
  if (summary_is_possible(b->summaries, b->m, function_at(b, i)))
    summary_update(b->summaries, &a.f);
  decide_function(b, i, has_sites(b, i) ? &a.f : NULL);
  analysis_free(&a);
}

static bool update(batch *b, uint32_t i) {
  analysis a;
  if (!summary_is_possible(b->summaries, b->m, function_at(b, i)))
    return false;
  analyse(b, &a, function_at(b, i), WORK_PER_SUMMARY);
  bool changed = summary_update(b->summaries, &a.f);
  analysis_free(&a);
  return changed;
}

/* True if something that the function may call, and that is in its cycle, changed after the function was last
 * looked at. `changed` and `seen` hold points in time, by position. */
static bool is_stale(const batch *b, uint32_t i, uint32_t begin, uint32_t end, const uint32_t *changed,
                     const uint32_t *seen) {
  const graph *calls = &b->budget.calls;
  for (uint32_t e = calls->first[i]; e < calls->first[i + 1]; e++) {
    uint32_t callee = calls->targets[e];
    if (callee >= b->budget.function_count)
      return true; /* an indirect call */
    if (callee >= begin && callee < end && changed[callee - begin] > seen[i - begin])
      return true;
  }
  return seen[i - begin] == 0;
}

/* The summaries of a cycle: from "does nothing" up to the least fix-point, or given up. */
static void solve_cycle(batch *b, uint32_t begin, uint32_t end) {
  arena memory = {0};
  uint32_t *changed = ARENA_ARRAY(&memory, uint32_t, end - begin), now = 0;
  uint32_t *seen = ARENA_ARRAY(&memory, uint32_t, end - begin);
  bool any = true;
  for (uint32_t i = begin; i < end; i++)
    if (summary_is_possible(b->summaries, b->m, function_at(b, i)))
      summary_start(b->summaries, function_at(b, i));
  for (int round = 0; any && round < MAX_ROUNDS; round++) {
    any = false;
    for (uint32_t n = begin; n < end; n++) {
      uint32_t i = round % 2 ? n : end - 1 - (n - begin);
      if (!is_stale(b, i, begin, end, changed, seen))
        continue;
      seen[i - begin] = ++now;
      if (round == DETAILED_ROUNDS)
        summary_coarsen(b->summaries, function_at(b, i));
      if (!update(b, i))
        continue;
      changed[i - begin] = ++now;
      any = true;
    }
  }
  for (uint32_t i = begin; i < end; i++) {
    if (!summary_is_possible(b->summaries, b->m, function_at(b, i)))
      continue;
    if (any)
      summary_give_up(b->summaries, function_at(b, i));
    else
      summary_finish(b->summaries, function_at(b, i));
  }
  arena_free(&memory);
}

static void decide_cycle(batch *b, uint32_t begin, uint32_t end, bool needed) {
  analysis a;
  if (needed)
    solve_cycle(b, begin, end);
  for (uint32_t i = begin; i < end; i++) {
    if (!has_sites(b, i)) {
      decide_function(b, i, NULL);
      continue;
    }
    analyse(b, &a, function_at(b, i), WORK_PER_PLAN);
    decide_function(b, i, &a.f);
    analysis_free(&a);
  }
}

/* The functions with sites and all that they may call, directly or through pointers. */
static uint64_t *find_needed(const batch *b, arena *a, bool all) {
  const graph *calls = &b->budget.calls;
  uint64_t *needed = bitset_new(a, b->budget.node_count);
  uint32_t *pending = NULL;
  for (uint32_t i = 0; i < b->budget.function_count; i++)
    if ((all || has_sites(b, i)) && bitset_add(needed, i))
      arrput(pending, i);
  while (arrlenu(pending)) {
    uint32_t n = arrpop(pending);
    for (uint32_t e = calls->first[n]; e < calls->first[n + 1]; e++)
      if (bitset_add(needed, calls->targets[e]))
        arrput(pending, calls->targets[e]);
  }
  arrfree(pending);
  return needed;
}

void batch_decide(batch *b, bool all) {
  arena memory = {0};
  budget_init(&b->budget, b->run, b->m, b->known.effects, b->options);
  b->plans = ARENA_ARRAY(b->run, function_plan, b->budget.function_count + 1);
  uint64_t *needed = find_needed(b, &memory, all);
  uint32_t end;
  for (uint32_t begin = 0; begin < b->budget.function_count; begin = end) {
    bool any = bitset_has(needed, begin);
    for (end = begin + 1;
         end < b->budget.function_count && b->budget.component[end] == b->budget.component[begin]; end++)
      any |= bitset_has(needed, end);
    if (b->budget.recursive[begin])
      decide_cycle(b, begin, end, any);
    else
      decide_single(b, begin, any);
  }
  arena_free(&memory);
}
