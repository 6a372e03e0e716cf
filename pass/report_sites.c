/* Verdicts: what is said about each site, to the callback and in its line. */
#include "report.h"

#include "clones.h"

#include <string.h>

static const struct {
  const char *name, *text;
} reasons[] = {
#define HEAP2STACK_REASON(ID, NAME, TEXT) {NAME, TEXT},
#include <heap2stack/reasons.def>
#undef HEAP2STACK_REASON
};

const char *heap2stack_reason_name(heap2stack_reason reason) { return reasons[reason].name; }

const char *heap2stack_reason_text(heap2stack_reason reason) { return reasons[reason].text; }

const char *heap2stack_slot_name(heap2stack_slot slot) {
  static const char *const kinds[HEAP2STACK_SLOT_KINDS] = {
      [HEAP2STACK_SLOT_PLAIN] = "plain",     [HEAP2STACK_SLOT_ZEROED] = "zeroed",
      [HEAP2STACK_SLOT_COPIED] = "copied",   [HEAP2STACK_SLOT_BOUNDED] = "bounded",
      [HEAP2STACK_SLOT_GUARDED] = "guarded", [HEAP2STACK_SLOT_POOLED] = "pooled",
      [HEAP2STACK_SLOT_CLONE] = "clone"};
  return kinds[slot];
}

heap2stack_slot report_slot(const site_verdict *s) {
  if (s->clone)
    return HEAP2STACK_SLOT_CLONE;
  if (s->pool)
    return HEAP2STACK_SLOT_POOLED;
  if (s->guarded)
    return HEAP2STACK_SLOT_GUARDED;
  if (s->bounded)
    return HEAP2STACK_SLOT_BOUNDED;
  if (s->site.source || s->site.kind == ALLOCATOR_RESIZE)
    return HEAP2STACK_SLOT_COPIED;
  return s->site.zeroed ? HEAP2STACK_SLOT_ZEROED : HEAP2STACK_SLOT_PLAIN;
}

/* --- messages --- */

static const char *symbol(const report *r, const char *name) {
  return names_symbol(r->names, name, strlen(name));
}

/* What else was done for a promoted object, and what it costs. */
static const char *clones_used(const report *r, const site_verdict *s) {
  arena *run = r->names->run;
  const char *text = "";
  if (s->clone)
    text = arena_printf(run, " via clone %s (%u instructions)", symbol(r, s->clone->name),
                        s->clone->instructions);
  if (s->released_by && s->released_by != s->clone)
    text = arena_printf(run, "%s, not released in clone %s (%u instructions)", text,
                        symbol(r, s->released_by->name), s->released_by->instructions);
  return text;
}

/* The number that is compared with the slot's size. */
static const char *size_name(const report *r, const site_verdict *s) {
  const allocator_call *site = &s->site;
  const char *name =
      site->count || site->source || !site->size ? NULL : names_number(r->names, site->size, s->call);
  return name ? name : "size";
}

static const char *pool_message(const report *r, const site_verdict *s, const char *call) {
  arena *run = r->names->run;
  const char *slots = s->pool->count == 1 ? "its slot" : arena_printf(run, "one of %u slots", s->pool->count);
  const char *fits = "";
  if (!s->size_known)
    fits = arena_printf(run, "%s <= %llu and ", size_name(r, s), (unsigned long long)s->size);
  return arena_printf(run, "moved to stack when %s%s is free: %s%s", fits, slots, call, clones_used(r, s));
}

static const char *make_message(const report *r, const site_verdict *s, const char *call) {
  arena *run = r->names->run;
  unsigned long long size = s->size;
  const char *text = heap2stack_reason_text(s->reason);
  if (s->reason == HEAP2STACK_TOO_LARGE)
    return arena_printf(run, "%s escapes to heap: %s (limit %llu)", call, text,
                        (unsigned long long)r->options->max_size);
  if (s->reason)
    return arena_printf(run, "%s escapes to heap: %s", call, text);
  if (s->pool)
    return pool_message(r, s, call);
  if (s->guarded)
    return arena_printf(run, "moved to stack when %s <= %llu: %s%s", size_name(r, s), size, call,
                        clones_used(r, s));
  if (s->bounded)
    return arena_printf(run, "moved to stack: %s, at most %llu bytes%s", call, size, clones_used(r, s));
  return arena_printf(run, "moved to stack: %s%s", call, clones_used(r, s));
}

/* An allocation in the function itself, or what else makes its object. */
static const fresh_source *own_source(const summary_fresh *made) {
  for (size_t i = 0; i < arrlenu(made->sources); i++)
    if (!made->sources[i].maker)
      return &made->sources[i];
  return &made->sources[0];
}

/* The allocation that makes a callee's object in the end. */
static const char *innermost_site(const report *r, LLVMValueRef maker, uint32_t fresh) {
  enum { MAX_MAKERS = 64 };
  for (int i = 0; maker && i < MAX_MAKERS; i++) {
    const summary *s = summary_find(r->explainer->known.summaries, maker);
    if (!s || fresh >= arrlenu(s->fresh))
      return NULL;
    const fresh_source *source = own_source(&s->fresh[fresh]);
    if (!source->maker) {
      allocator_call site = allocator_classify(r->names->m, source->call);
      return names_site(r->names, &site, source->call);
    }
    maker = source->maker;
    fresh = source->inner;
  }
  return NULL;
}

/* "malloc(24)", "user_new()", "object 2 of new_pair() (malloc(8))". */
static const char *describe_site(const report *r, const site_verdict *s, bool one_of_several) {
  if (s->maker_fresh == NO_INDEX)
    return names_site(r->names, &s->site, s->call);
  const char *maker = names_symbol(r->names, s->site.shown, s->site.shown_length);
  if (!one_of_several)
    return arena_printf(r->names->run, "%s()", maker);
  const char *inner = innermost_site(r, s->maker, s->maker_fresh);
  return arena_printf(r->names->run, "object %u of %s()%s%s%s", s->maker_fresh + 1, maker, inner ? " (" : "",
                      inner ? inner : "", inner ? ")" : "");
}

/* --- verdicts --- */

static const char *callee_name(const report *r, LLVMValueRef culprit) {
  bool call = culprit && LLVMIsAInstruction(culprit) && ir_is_call(culprit);
  LLVMValueRef callee = call ? LLVMIsAFunction(ir_called(culprit)) : NULL;
  return callee ? names_global(r->names, callee) : NULL;
}

static void report_site(report *r, const function_plan *plan, const site_verdict *s, bool one_of_several) {
  const heap2stack_callbacks *callbacks = r->names->callbacks;
  const char *description = describe_site(r, s, one_of_several);
  heap2stack_verdict verdict = {.function = plan->function,
                                .site = s->call,
                                .description = description,
                                .promoted = !s->reason,
                                .reason = s->reason,
                                .size = s->size_known || s->guarded ? s->size : 0,
                                .culprit = s->culprit,
                                .message = make_message(r, s, description),
                                .allocator = names_symbol(r->names, s->site.shown, s->site.shown_length),
                                .callee = callee_name(r, s->culprit),
                                .inlined = names_inlined(r->names, s->call),
                                .slot = report_slot(s),
                                .clone = s->clone ? symbol(r, s->clone->name) : NULL,
                                .releaser = s->released_by ? symbol(r, s->released_by->name) : NULL};
  if (s->why)
    verdict.flow = explain_lines(r->explainer, s->why, &verdict.flow_length);
  if (callbacks->on_verdict)
    callbacks->on_verdict(&verdict, callbacks->user);
  if (r->options->m == 0)
    return;
  ir_location where = ir_instruction_location(s->call);
  report_line *line = report_add(r, plan->function, &where, verdict.message);
  line->steps = verdict.flow;
  line->step_count = verdict.flow_length;
  line->inlined = verdict.inlined != NULL;
  line->context = line->inlined
                      ? verdict.inlined
                      : arena_printf(r->names->run, "in %s()", names_global(r->names, plan->function));
}

static bool same_call(const function_plan *plan, size_t a, size_t b) {
  return b < plan->site_count && plan->sites[a].call == plan->sites[b].call;
}

void report_sites(report *r, const function_plan *plans, size_t count) {
  for (size_t p = 0; p < count; p++)
    for (size_t s = 0; s < plans[p].site_count; s++) {
      bool several = same_call(&plans[p], s, s + 1) || (s > 0 && same_call(&plans[p], s, s - 1));
      report_site(r, &plans[p], &plans[p].sites[s], several);
    }
}
