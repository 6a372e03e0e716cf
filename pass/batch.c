/* Implementation of batch.h. */
#include "batch.h"

#include "analysis.h"
#include "bodies.h"
#include "demand.h"
#include "result_memory.h"
#include "statistics.h"

/* Analyses of one function of a cycle: after the first ones its summary gives up detail, after the last it is
 * given up. Real cycles need two or three. */
enum { DETAILED_ANALYSES = 4, COARSE_ANALYSES = 8, MAX_ANALYSES = 12 };

static void analyse(const batch *b, analysis *a, LLVMValueRef function, analysis_purpose purpose) {
  statistics_lap(b->statistics, HEAP2STACK_PHASE_DECISION);
  analysis_run(a, b->m, b->known, function, purpose);
  statistics_lap(b->statistics, HEAP2STACK_PHASE_ANALYSIS);
}

static bool has_sites(const batch *b, uint32_t i) { return b->has_sites[b->budget.module_order[i]]; }

static LLVMValueRef function_at(const batch *b, uint32_t i) { return b->budget.functions[i]; }

static bool can_summarise(const batch *b, uint32_t i) {
  enum { UNKNOWN, YES, NO };
  if (b->summarisable[i] == UNKNOWN)
    b->summarisable[i] = summary_is_possible(b->summaries, b->m, function_at(b, i)) ? YES : NO;
  return b->summarisable[i] == YES;
}

static void decide_function(batch *b, uint32_t i, flow *f) {
  frame account = budget_open(&b->budget, i);
  if (f) {
    function_plan *plan = &b->plans[b->budget.module_order[i]];
    *plan = plan_function(b->run, b->options, &account, b->clones, f, b->explain);
    clones_add_plan(b->clones, plan);
  }
  budget_close(&account);
}

/* A function outside every cycle: its flow serves both for its summary and for its plan. */
static void decide_single(batch *b, uint32_t i, bool needed) {
  analysis a;
  bool summarised = needed && can_summarise(b, i);
  if (!summarised && !has_sites(b, i)) {
    decide_function(b, i, NULL);
    return;
  }
  analyse(b, &a, function_at(b, i),
          (summarised ? ANALYSIS_FOR_SUMMARY : 0) | (has_sites(b, i) ? ANALYSIS_FOR_PLAN : 0));
  if (summarised)
    summary_update(b->summaries, &a.f, &a.accesses);
  decide_function(b, i, has_sites(b, i) ? &a.f : NULL);
  analysis_free(&a);
}

/* --- cycles --- */

/* A cycle while its summaries grow. Members are counted from `begin`. */
typedef struct cycle {
  batch *b;
  uint32_t begin, count;
  pointer_map members;   /* function that is summarised -> member */
  bool *pending;         /* member -> it has to be analysed (again) */
  uint32_t *analyses;    /* member -> how often it was */
  uint32_t **dependents; /* member -> stb_ds array of the members that used its summary as it is now */
} cycle;

static void note_dependence(cycle *c, uint32_t member, const flow *f) {
  for (size_t i = 0; i < arrlenu(f->consulted); i++) {
    uint32_t used = pointer_map_find(&c->members, f->consulted[i]);
    if (used != POINTER_MAP_NONE)
      arrput(c->dependents[used], member);
  }
}

/* Analyses a member; true if its summary says more than before. */
static bool update(cycle *c, uint32_t member) {
  analysis a;
  LLVMValueRef function = function_at(c->b, c->begin + member);
  const summary *known = summary_find(c->b->summaries, function);
  uint32_t analyses = c->analyses[member]++;
  if (known && known->worst)
    return false;
  if (analyses >= MAX_ANALYSES) {
    summary_give_up(c->b->summaries, function);
    return analyses == MAX_ANALYSES;
  }
  if (analyses == DETAILED_ANALYSES || analyses == COARSE_ANALYSES)
    summary_coarsen(c->b->summaries, function, analyses == COARSE_ANALYSES);
  analyse(c->b, &a, function, ANALYSIS_FOR_SUMMARY);
  note_dependence(c, member, &a.f);
  bool changed = summary_update(c->b->summaries, &a.f, &a.accesses);
  analysis_free(&a);
  return changed;
}

/* One round over what is pending; true if anything is again. */
static bool update_pending(cycle *c, bool upwards) {
  bool again = false;
  for (uint32_t n = 0; n < c->count; n++) {
    uint32_t member = upwards ? n : c->count - 1 - n;
    if (!c->pending[member])
      continue;
    c->pending[member] = false;
    if (!update(c, member))
      continue;
    for (size_t i = 0; i < arrlenu(c->dependents[member]); i++)
      c->pending[c->dependents[member][i]] = again = true;
    arrsetlen(c->dependents[member], 0);
  }
  return again;
}

/* The summaries of a cycle: from "does nothing" up to the least fix-point. Rounds go through the cycle one
 * way and back in turn, so that a fact travels far in one; a function is analysed again only when a summary
 * that it used has changed. */
static void solve_cycle(batch *b, uint32_t begin, uint32_t end, const uint64_t *needed) {
  arena memory = {0};
  cycle c = {.b = b, .begin = begin, .count = end - begin};
  c.members = pointer_map_new(&memory, c.count);
  c.pending = ARENA_ARRAY(&memory, bool, c.count);
  c.analyses = ARENA_ARRAY(&memory, uint32_t, c.count);
  c.dependents = ARENA_ARRAY(&memory, uint32_t *, c.count);
  bool results = false;
  for (uint32_t n = 0; n < c.count; n++)
    results |= bitset_has(b->results, begin + n);
  for (uint32_t n = 0; n < c.count; n++) {
    LLVMValueRef function = function_at(b, begin + n);
    if (!bitset_has(needed, begin + n) || !can_summarise(b, begin + n))
      continue;
    summary_start(b->summaries, function, b->rings[begin + n], results);
    pointer_map_add(&c.members, function, n);
    c.pending[n] = true;
  }
  for (bool upwards = false; update_pending(&c, upwards);)
    upwards = !upwards;
  for (uint32_t n = 0; n < c.count; n++) {
    if (c.analyses[n] > 0)
      summary_finish(b->summaries, function_at(b, begin + n));
    arrfree(c.dependents[n]);
  }
  arena_free(&memory);
}

static void decide_cycle(batch *b, uint32_t begin, uint32_t end, const uint64_t *needed) {
  analysis a;
  solve_cycle(b, begin, end, needed);
  for (uint32_t i = begin; i < end; i++) {
    if (!has_sites(b, i)) {
      decide_function(b, i, NULL);
      continue;
    }
    analyse(b, &a, function_at(b, i), ANALYSIS_FOR_PLAN);
    decide_function(b, i, &a.f);
    analysis_free(&a);
  }
}

/* --- the module --- */

/* For each function the cycle of calls by name that it is in. */
static uint32_t *find_rings(const batch *b, arena *a) {
  const graph *calls = &b->budget.calls;
  uint32_t count = b->budget.function_count;
  graph_edge *edges = NULL;
  for (uint32_t f = 0; f < count; f++)
    for (uint32_t i = calls->first[f]; i < calls->first[f + 1]; i++)
      if (calls->targets[i] < count) {
        graph_edge edge = {f, calls->targets[i]};
        arrput(edges, edge);
      }
  graph by_name = graph_build(a, count, edges, arrlenu(edges), false);
  arrfree(edges);
  return graph_find_components(a, &by_name).of;
}

static uint64_t *find_all(const batch *b, arena *a) {
  uint64_t *all = bitset_new(a, b->budget.node_count);
  for (uint32_t i = 0; i < b->budget.function_count; i++)
    bitset_add(all, i);
  return all;
}

/* Their sites are the program's where clones of them make objects, and the library's where they are. */
static void pass_over_bodies(batch *b) {
  for (uint32_t i = 0; i < b->budget.function_count; i++)
    if (bodies_has(function_at(b, i)))
      b->has_sites[b->budget.module_order[i]] = false;
}

void batch_decide(batch *b, bool all) {
  arena memory = {0};
  budget_init(&b->budget, b->run, b->m, b->known.effects, b->options);
  b->plans = ARENA_ARRAY(b->run, function_plan, b->budget.function_count + 1);
  b->summarisable = ARENA_ARRAY(b->run, uint8_t, b->budget.function_count + 1);
  uint64_t *needed = demand_find(&memory, b->m, &b->budget, b->known.clones, b->has_sites);
  if (all)
    needed = find_all(b, &memory);
  pass_over_bodies(b);
  b->rings = find_rings(b, &memory);
  b->results = result_memory_find(&memory, b->m, b->budget.functions, b->budget.function_count);
  uint32_t end;
  for (uint32_t begin = 0; begin < b->budget.function_count; begin = end) {
    end = budget_component_end(&b->budget, begin);
    if (b->budget.recursive[begin])
      decide_cycle(b, begin, end, needed);
    else
      decide_single(b, begin, bitset_has(needed, begin));
  }
  arena_free(&memory);
}
