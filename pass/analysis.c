/* Implementation of analysis.h. */
#include "analysis.h"

enum { WORK_PER_VALUE = 300 };

void analysis_run(analysis *a, const ir_module *m, callee_facts known, LLVMValueRef function, uint64_t work) {
  *a = (analysis){0};
  view_init(&a->view, &a->memory, function);
  work += (uint64_t)a->view.value_count * WORK_PER_VALUE;
  if (work > known.options->max_work)
    work = known.options->max_work;
  flow_solve(&a->f, m, &a->view, known, &a->memory, work);
}

void analysis_free(analysis *a) {
  flow_free(&a->f);
  arena_free(&a->memory);
}
