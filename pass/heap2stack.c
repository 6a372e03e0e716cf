/* The driver: find the functions with sites, decide each one bottom-up, report, rewrite.
 *
 * Nothing is changed before everything is decided (plan.h), and nothing is decided while rewriting
 * (rewrite.h). A reader starts here, then reads batch.c for the order of work, flow.h for the analysis, and plan.c for the
 * rules.
 */
#include "batch.h"
#include "effects.h"
#include "report.h"
#include "rewrite.h"

#include <heap2stack/heap2stack.h>

/* True if some call in the module may be a site: most modules that allocate nothing end here. */
static bool may_allocate(const ir_module *m, LLVMValueRef function) {
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (ir_is_call(i) && allocator_classify(m, i).kind == ALLOCATOR_SITE)
        return true;
  return false;
}

/* For each function with a body, in module order: whether it has a site. NULL if none has. */
static bool *find_sites(const ir_module *m) {
  bool *found = NULL, any = false;
  for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f)) {
    if (LLVMIsDeclaration(f))
      continue;
    bool allocates = may_allocate(m, f);
    any |= allocates;
    arrput(found, allocates);
  }
  if (!any)
    arrfree(found);
  return found;
}

static bool rewrite(const ir_module *m, const heap2stack_callbacks *callbacks, function_plan *plans,
                    size_t count) {
  bool changed = false;
  for (size_t i = 0; i < count; i++) {
    if (!plan_changes(&plans[i]))
      continue;
    changed = true;
    rewrite_function(m, &plans[i]);
    if (callbacks->on_changed)
      callbacks->on_changed(plans[i].function, callbacks->user);
  }
  return changed;
}

bool heap2stack_run(LLVMModuleRef module, const heap2stack_options *options,
                    const heap2stack_callbacks *callbacks) {
  heap2stack_options defaults;
  heap2stack_callbacks none = {0};
  heap2stack_options_init(&defaults);
  options = options ? options : &defaults;
  callbacks = callbacks ? callbacks : &none;

  ir_module m;
  arena run = {0};
  ir_module_init(&m, module);
  bool *has_sites = find_sites(&m);
  bool changed = false;
  if (has_sites) {
    size_t count = arrlenu(has_sites);
    effect_table *effects = effect_table_create();
    batch b = {.run = &run, .m = &m, .options = options, .has_sites = has_sites};
    b.summaries = summary_table_create();
    b.known = (callee_facts){b.summaries, effects};
    b.explain = options->m >= 2 || callbacks->on_verdict;
    batch_decide(&b, false);
    report_verdicts(&run, &m, options, callbacks, b.plans, count);
    summary_table_destroy(b.summaries);
    effect_table_destroy(effects);
    changed = rewrite(&m, callbacks, b.plans, count);
  }
  arrfree(has_sites);
  arena_free(&run);
  return changed;
}
