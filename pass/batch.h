/* The batch: every function that matters, analysed bottom-up, so that a call finds its callee's summary.
 */
#ifndef HEAP2STACK_BATCH_H
#define HEAP2STACK_BATCH_H

#include "clones.h"
#include "plan.h"
#include "summary.h"

typedef struct batch {
  arena *run;
  const ir_module *m;
  const heap2stack_options *options;
  callee_facts known;
  summary_table *summaries;
  clones *clones;
  bool *has_sites; /* by position among the module's functions with a body; objects may also be made for it */
  struct statistics *statistics;
  const struct names *explain; /* plans are to hold explanations of kept sites; NULL: not */
  function_plan *plans;        /* result, by the same position */
  budget budget;
  uint32_t *rings;       /* while functions are decided, by position in budget.functions: summary.ring */
  uint64_t *results;     /* set of these positions: result_memory_find() */
  uint8_t *summarisable; /* by position in budget.functions: summary_is_possible(), once asked for */
} batch;

/* Fills in b->plans for the functions with sites. Only these and what they need to know (demand.h) are
 * analysed, or every function if `all`. The other members must be set. */
void batch_decide(batch *b, bool all);

#endif
