/* The analysis of one function: its view and its solved flow, with the memory they live in.
 */
#ifndef HEAP2STACK_ANALYSIS_H
#define HEAP2STACK_ANALYSIS_H

#include "summary.h"

/* What an analysis is for, which decides how many steps it may take. */
typedef enum analysis_purpose {
  ANALYSIS_FOR_SUMMARY = 1,
  ANALYSIS_FOR_PLAN = 2, /* of a function with sites: worth more, as long as one of them may still move */
  ANALYSIS_FOR_BOTH = ANALYSIS_FOR_SUMMARY | ANALYSIS_FOR_PLAN
} analysis_purpose;

typedef struct analysis {
  arena memory;
  function_view view;
  flow f;
  summary_access *accesses; /* stb_ds array: summary_find_accesses(), if that was asked; or NULL */
} analysis;

/* Analyses `function`, which has a body. The steps are limited by options.max_work, and in proportion to the
 * function's size, so that the cost of all is linear in the size of the module. */
void analysis_run(analysis *a, const ir_module *m, callee_facts known, LLVMValueRef function,
                  analysis_purpose purpose);
void analysis_free(analysis *a);

#endif
