/* Implementation of analysis.h. */
#include "analysis.h"

/* Ordinary functions need less than twenty steps for each value. */
enum { PER_SUMMARY = 50 * 1000, PER_PLAN = 200 * 1000, PER_VALUE = 300 };
enum { PER_HANDED_ON = 200 * 1000 }; /* what a container's functions take that link nodes in */
enum { PER_DOOMED_PLAN = 16 * 1000, PER_DOOMED_VALUE = 40 };

void analysis_run(analysis *a, const ir_module *m, callee_facts known, LLVMValueRef function,
                  analysis_purpose purpose) {
  *a = (analysis){0};
  view_init(&a->view, &a->memory, function);
  uint64_t values = a->view.value_count;
  flow_work limit = {.doomed = PER_DOOMED_PLAN + PER_DOOMED_VALUE * values};
  if (purpose & ANALYSIS_FOR_SUMMARY) {
    limit.doomed = PER_SUMMARY + PER_VALUE * values;
    limit.handed_on = PER_HANDED_ON + PER_VALUE * values;
  }
  limit.most = purpose & ANALYSIS_FOR_PLAN ? PER_PLAN + PER_VALUE * values : limit.doomed;
  if (limit.most > known.options->max_work)
    limit.most = known.options->max_work;
  flow_solve(&a->f, m, &a->view, known, &a->memory, limit);
}

void analysis_free(analysis *a) {
  flow_free(&a->f);
  arena_free(&a->memory);
}
