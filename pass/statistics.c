/* Implementation of statistics.h. */
#include "statistics.h"

#include "report.h"

#include <stdio.h>

statistics statistics_begin(bool wanted) {
  statistics s = {.wanted = wanted, .growth = GROWTH_NONE};
  if (wanted)
    timespec_get(&s.lap, TIME_UTC);
  return s;
}

void statistics_end_lap(statistics *s, heap2stack_phase phase) {
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  s->result.seconds[phase] +=
      (double)(now.tv_sec - s->lap.tv_sec) + (double)(now.tv_nsec - s->lap.tv_nsec) / 1e9;
  s->lap = now;
}

static void count_site(heap2stack_statistics *result, const site_verdict *site) {
  result->sites++;
  if (site->reason) {
    result->kept[site->reason]++;
    return;
  }
  result->moved[report_slot(site)]++;
  result->stack_bytes += plan_slot_bytes(site);
}

void statistics_count(statistics *s, const names *n, const budget *calls, const function_plan *plans,
                      size_t count, const clones *clones) {
  if (!s->wanted)
    return;
  for (size_t p = 0; p < count; p++)
    for (size_t i = 0; i < plans[p].site_count; i++)
      count_site(&s->result, &plans[p].sites[i]);
  s->result.clones = clones_made(clones, &s->result.clone_instructions);
  s->growth = growth_measure(n, calls, plans);
  s->result.frame_bytes = s->growth.count ? s->growth.frames[0].bytes : 0;
  s->result.chain_bytes = s->growth.chain_bytes;
}

/* --- the table --- */

static const char *add_row(arena *run, const char *table, uint64_t number, const char *text) {
  return arena_printf(run, "%s%8llu %s\n", table, (unsigned long long)number, text);
}

static const char *add_moved(arena *run, const char *table, const uint64_t *moved) {
  static const char *const texts[HEAP2STACK_SLOT_KINDS] = {
      [HEAP2STACK_SLOT_PLAIN] = "plain slot",
      [HEAP2STACK_SLOT_ZEROED] = "zeroed slot",
      [HEAP2STACK_SLOT_COPIED] = "slot with a copy",
      [HEAP2STACK_SLOT_BOUNDED] = "slot of a proven bound",
      [HEAP2STACK_SLOT_GUARDED] = "guarded slot of dynamic size",
      [HEAP2STACK_SLOT_POOLED] = "slot of a pool, one for each object that is alive",
      [HEAP2STACK_SLOT_CLONE] = "built in its slot by a clone"};
  uint64_t total = 0;
  for (int kind = 0; kind < HEAP2STACK_SLOT_KINDS; kind++)
    total += moved[kind];
  table = add_row(run, table, total, "moved to stack");
  for (int kind = 0; kind < HEAP2STACK_SLOT_KINDS; kind++)
    if (moved[kind])
      table = add_row(run, table, moved[kind], arena_printf(run, "  %s", texts[kind]));
  return table;
}

static const char *add_kept(arena *run, const char *table, const uint64_t *kept) {
  uint64_t total = 0;
  for (int reason = 0; reason < HEAP2STACK_REASONS; reason++)
    total += kept[reason];
  table = add_row(run, table, total, "kept on heap");
  for (int reason = 0; reason < HEAP2STACK_REASONS; reason++)
    if (kept[reason])
      table = add_row(run, table, kept[reason],
                      arena_printf(run, "  %s: %s", heap2stack_reason_name((heap2stack_reason)reason),
                                   heap2stack_reason_text((heap2stack_reason)reason)));
  return table;
}

/* The functions whose frames grow most, and the chain of calls along which the stack does. */
static const char *add_growth(const names *n, const char *table, const growth *g) {
  enum { SHOWN = 10 };
  for (size_t i = 0; i < g->count && i < SHOWN; i++)
    table = add_row(n->run, table, g->frames[i].bytes,
                    arena_printf(n->run, "  in %s()", names_global(n, g->frames[i].function)));
  if (g->count > SHOWN)
    table = add_row(n->run, table, g->frames[SHOWN].bytes,
                    arena_printf(n->run, "  or less in %zu more functions", g->count - SHOWN));
  return g->count ? add_row(n->run, table, g->chain_bytes,
                            arena_printf(n->run, "at most along a chain of calls: %s", g->chain))
                  : table;
}

static const char *add_times(arena *run, const char *table, const double *seconds) {
  static const char *const texts[HEAP2STACK_PHASES] = {[HEAP2STACK_PHASE_FIND] = "finding sites",
                                                       [HEAP2STACK_PHASE_ANALYSIS] = "analysis",
                                                       [HEAP2STACK_PHASE_DECISION] = "decisions",
                                                       [HEAP2STACK_PHASE_REPORT] = "reports",
                                                       [HEAP2STACK_PHASE_REWRITING] = "rewriting"};
  for (int phase = 0; phase < HEAP2STACK_PHASES; phase++)
    table = arena_printf(run, "%s%8.4f s %s\n", table, seconds[phase], texts[phase]);
  return table;
}

void statistics_print(const statistics *s, const names *n) {
  arena *run = n->run;
  const heap2stack_statistics *result = &s->result;
  size_t length;
  const char *source = LLVMGetSourceFileName(n->m->module, &length);
  const char *table = arena_printf(run, "heap2stack: %.*s\n", (int)length, source);
  table = add_row(run, table, result->sites, "sites");
  table = add_moved(run, table, result->moved);
  table = add_kept(run, table, result->kept);
  table = add_row(run, table, result->stack_bytes, "bytes of slots");
  table = add_growth(n, table, &s->growth);
  table = add_row(run, table, result->clones, "clones of functions");
  table = add_row(run, table, result->clone_instructions, "instructions in clones");
  fputs(add_times(run, table, result->seconds), stderr); /* at once: other threads print as well */
}
