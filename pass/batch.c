/* Implementation of batch.h. */
#include "batch.h"

/* Rounds over a cycle of the call graph before its functions are given up. Each round goes through the cycle
 * one way and back, so that a fact travels far in one; real cycles need two or three. */
enum { MAX_ROUNDS = 24 };

typedef struct analysis {
  arena memory;
  function_view view;
  flow f;
} analysis;

static void analyse(const batch *b, analysis *a, LLVMValueRef function) {
  *a = (analysis){0};
  view_init(&a->view, &a->memory, function);
  flow_solve(&a->f, b->m, &a->view, b->known, &a->memory, b->options->max_work);
}

static void analysis_free(analysis *a) {
  flow_free(&a->f);
  view_free(&a->view);
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
  analyse(b, &a, function_at(b, i));
  if (summary_is_possible(b->summaries, b->m, function_at(b, i)))
    summary_update(b->summaries, &a.f);
  decide_function(b, i, has_sites(b, i) ? &a.f : NULL);
  analysis_free(&a);
}

static bool update(batch *b, uint32_t i) {
  analysis a;
  if (!summary_is_possible(b->summaries, b->m, function_at(b, i)))
    return false;
  analyse(b, &a, function_at(b, i));
  bool changed = summary_update(b->summaries, &a.f);
  analysis_free(&a);
  return changed;
}

/* The summaries of a cycle: from "does nothing" up to the least fix-point, or given up. */
static void solve_cycle(batch *b, uint32_t begin, uint32_t end) {
  bool changed = true;
  for (uint32_t i = begin; i < end; i++)
    if (summary_is_possible(b->summaries, b->m, function_at(b, i)))
      summary_start(b->summaries, function_at(b, i));
  for (int round = 0; changed && round < MAX_ROUNDS; round++) {
    changed = false;
    for (uint32_t n = begin; n < end; n++)
      changed |= update(b, round % 2 ? n : end - 1 - (n - begin));
  }
  for (uint32_t i = begin; changed && i < end; i++)
    summary_give_up(b->summaries, function_at(b, i));
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
    analyse(b, &a, function_at(b, i));
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
