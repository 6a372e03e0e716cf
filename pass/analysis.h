/* The analysis of one function: its view and its solved flow, with the memory they live in.
 */
#ifndef HEAP2STACK_ANALYSIS_H
#define HEAP2STACK_ANALYSIS_H

#include "flow.h"

/* Steps allowed for one function: options.max_work at most, and in proportion to its size, so that the cost
 * of all is linear in the size of the module. Ordinary functions need less than twenty a value. A function
 * that has sites itself is worth more. */
enum { WORK_PER_SUMMARY = 50 * 1000, WORK_PER_PLAN = 1000 * 1000 };

typedef struct analysis {
  arena memory;
  function_view view;
  flow f;
} analysis;

/* Analyses `function`, which has a body, with `work` steps and some for each of its values. */
void analysis_run(analysis *a, const ir_module *m, callee_facts known, LLVMValueRef function, uint64_t work);
void analysis_free(analysis *a);

#endif
