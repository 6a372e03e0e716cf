/* Implementation of analysis.h. */
#include "analysis.h"
#include "summary_access.h"

/* Ordinary functions need less than twenty steps for each value. Few of the large ones need more than sixty,
 * and those tend to need a thousand. */
enum {
  PER_SUMMARY = 50 * 1000,
  PER_PLAN = 200 * 1000,
  PER_VALUE = 300,
  LARGE = 500,
  PER_VALUE_IF_LARGE = 60
};
enum { PER_HANDED_ON = 200 * 1000 }; /* what a container's functions take that link nodes in */

static uint64_t steps_for(uint64_t values) {
  return values <= LARGE ? PER_VALUE * values : PER_VALUE * LARGE + PER_VALUE_IF_LARGE * (values - LARGE);
}

void analysis_run(analysis *a, const ir_module *m, callee_facts known, LLVMValueRef function,
                  analysis_purpose purpose) {
  *a = (analysis){0};
  view_init(&a->view, &a->memory, function);
  uint64_t values = a->view.value_count;
  flow_work limit = {0};
  if (purpose & ANALYSIS_FOR_SUMMARY) {
    limit.doomed = PER_SUMMARY + steps_for(values);
    limit.handed_on = PER_HANDED_ON + steps_for(values);
  }
  limit.most = purpose & ANALYSIS_FOR_PLAN ? PER_PLAN + steps_for(values) : limit.doomed;
  if (limit.most > known.options->max_work)
    limit.most = known.options->max_work;
  const summary *before = summary_find(known.summaries, function);
  flow_solve(&a->f, m, &a->view, known, &a->memory, limit, before && before->result_read);
  if (summary_reads_result(&a->f, &a->accesses)) {
    arrfree(a->accesses);
    flow_free(&a->f);
    flow_solve(&a->f, m, &a->view, known, &a->memory, limit, true);
  }
}

void analysis_free(analysis *a) {
  arrfree(a->accesses);
  flow_free(&a->f);
  arena_free(&a->memory);
}
