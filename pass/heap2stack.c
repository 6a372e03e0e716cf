/* The driver: find the functions with sites, decide each one bottom-up, report, rewrite.
 *
 * Nothing is changed before everything is decided (plan.h), and nothing is decided while rewriting
 * (rewrite.h). A reader starts here, then reads batch.c for the order of work, flow.h for the analysis, and
 * plan.c for the rules.
 */
#include "allocator_table.h"
#include "batch.h"
#include "bodies.h"
#include "copies.h"
#include "effects.h"
#include "report.h"
#include "rewrite.h"
#include "rewrite_calls.h"
#include "statistics.h"

#include <heap2stack/heap2stack.h>
#include <stdio.h>

static bool makes_object(const ir_module *m, LLVMValueRef call) {
  allocator_call site = allocator_classify(m, call);
  return allocator_makes_object(&site);
}

/* True if some call in the module may be a site: most modules that allocate nothing end here. */
static bool may_allocate(const ir_module *m, LLVMValueRef function) {
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (ir_is_call(i) && makes_object(m, i))
        return true;
  return false;
}

/* For each function with a body, in module order: whether it has a site. */
static bool *find_sites(arena *run, const ir_module *m, size_t *count, bool *any) {
  *count = 0;
  *any = false;
  for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
    *count += !LLVMIsDeclaration(f);
  bool *found = ARENA_ARRAY(run, bool, *count + 1);
  size_t i = 0;
  for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
    if (!LLVMIsDeclaration(f)) {
      found[i] = may_allocate(m, f);
      *any |= found[i++];
    }
  return found;
}

static bool rewrite(arena *run, const ir_module *m, const heap2stack_callbacks *callbacks, batch *b,
                    size_t count) {
  copies c = {.run = run, .callbacks = callbacks, .summaries = b->summaries};
  call_rewriter calls;
  bool changed = false;
  call_rewriter_init(&calls, m, callbacks, b->clones);
  for (size_t i = 0; i < count; i++)
    if (plan_changes(&b->plans[i])) {
      rewrite_function(m, callbacks, &b->plans[i]);
      changed = true;
    }
  for (size_t i = 0; i < count; i++)
    rewrite_special_calls(&calls, &b->plans[i]);
  rewrite_make_clones(&calls, &c);
  for (size_t i = 0; i < count; i++)
    if (plan_changes(&b->plans[i]))
      copies_apply(&c, &b->plans[i]);
  copies_finish(&c);
  for (size_t i = 0; callbacks->on_changed && i < count; i++)
    if (plan_changes(&b->plans[i]))
      callbacks->on_changed(b->plans[i].function, callbacks->user);
  call_rewriter_free(&calls);
  return changed;
}

/* What is known by name: library functions, with the user's rows, and the user's allocation functions. */
typedef struct tables {
  effect_table *effects;
  allocator_table *allocators; /* NULL: none */
} tables;

static void destroy_tables(tables *t) {
  effect_table_destroy(t->effects);
  allocator_table_destroy(t->allocators);
}

static char *read_tables(tables *t, const heap2stack_options *options) {
  char *error = options->effects[0] ? effect_table_add_file(t->effects, options->effects) : NULL;
  if (error || !options->allocators[0])
    return error;
  t->allocators = allocator_table_create();
  return allocator_table_add_file(t->allocators, options->allocators);
}

/* False if the user's rows cannot be used; there is nothing to destroy then. */
static bool make_tables(tables *t, const heap2stack_options *options, const heap2stack_callbacks *callbacks) {
  *t = (tables){.effects = effect_table_create()};
  char *error = read_tables(t, options);
  if (!error)
    return true;
  char *message = support_format("heap2stack: %s", error);
  if (callbacks->on_error)
    callbacks->on_error(message, callbacks->user);
  else
    fprintf(stderr, "error: %s\n", message);
  free(message);
  free(error);
  destroy_tables(t);
  return false;
}

/* Verdicts and lines, for whoever asked for them. */
static void tell(const batch *b, const names *names, size_t count) {
  if (b->options->m == 0 && !names->callbacks->on_verdict)
    return;
  explainer e = explainer_new(names, b->known);
  report r = {.names = names, .options = b->options, .explainer = &e};
  report_sites(&r, b->plans, count);
  if (b->options->m > 0)
    report_parameters(&r);
  report_print(&r);
  explainer_free(&e);
}

/* The phases from the analysis on. */
static bool decide_and_rewrite(batch *b, const names *names, size_t count) {
  clones clones = clones_new(b->run, b->m, b->options, b->summaries);
  b->clones = &clones;
  batch_decide(b, b->options->m > 0);
  statistics_lap(b->statistics, HEAP2STACK_PHASE_DECISION);
  tell(b, names, count);
  statistics_lap(b->statistics, HEAP2STACK_PHASE_REPORT);
  bool changed = rewrite(b->run, b->m, names->callbacks, b, count);
  statistics_lap(b->statistics, HEAP2STACK_PHASE_REWRITING);
  statistics_count(b->statistics, names, &b->budget, b->plans, count, &clones);
  clones_free(&clones);
  return changed;
}

static void give_statistics(const names *n, const heap2stack_options *options, const statistics *s) {
  if (options->stats)
    statistics_print(s, n);
  if (n->callbacks->on_statistics)
    n->callbacks->on_statistics(&s->result, n->callbacks->user);
}

/* The phases. */
static bool run_phases(arena *run, const ir_module *m, const heap2stack_options *options,
                       const heap2stack_callbacks *callbacks, const effect_table *effects) {
  size_t count;
  bool any, changed = false;
  statistics statistics = statistics_begin(options->stats || callbacks->on_statistics);
  names names = {run, m, callbacks};
  batch b = {.run = run, .m = m, .options = options, .statistics = &statistics};
  b.has_sites = find_sites(run, m, &count, &any);
  statistics_lap(&statistics, HEAP2STACK_PHASE_FIND);
  if (any || options->m > 0) {
    b.summaries = summary_table_create(callbacks->clone_function != NULL);
    b.known = (callee_facts){.summaries = b.summaries, .effects = effects, .options = options};
    b.known.clones = callbacks->clone_function && callbacks->split_block;
    b.known.explain = options->m >= 2 || callbacks->on_verdict;
    b.explain = b.known.explain ? &names : NULL;
    changed = decide_and_rewrite(&b, &names, count);
    summary_table_destroy(b.summaries);
  }
  give_statistics(&names, options, &statistics);
  return changed;
}

bool heap2stack_run(LLVMModuleRef module, const heap2stack_options *options,
                    const heap2stack_callbacks *callbacks) {
  heap2stack_options used;
  heap2stack_callbacks none = {0};
  heap2stack_options_init(&used);
  if (options)
    used = *options;
  callbacks = callbacks ? callbacks : &none;
  tables known;
  if (!make_tables(&known, &used, callbacks))
    return false;
  ir_module m;
  arena run = {0};
  bodies *bodies = callbacks->clone_function && callbacks->split_block ? bodies_install(&run, module) : NULL;
  ir_module_init(&m, &run, module);
  m.can_split = callbacks->split_block != NULL;
  m.poison = used.poison;
  m.allocators = known.allocators;
  bool changed = run_phases(&run, &m, &used, callbacks, known.effects);
  bodies_remove(bodies);
  destroy_tables(&known);
  arena_free(&run);
  return changed;
}
