/* Growth: how many bytes of slots promotion adds to each frame, and along chains of calls inside the module.
 *
 * This is for those who want to know (statistics.h): what may be added was decided before (budget.h). An
 * indirect call counts as the worst function that it may reach, as it does there; a cycle is gone through
 * once.
 */
#ifndef HEAP2STACK_GROWTH_H
#define HEAP2STACK_GROWTH_H

#include "names.h"
#include "plan.h"

/* A function whose frame grows. */
typedef struct grown_frame {
  uint64_t bytes;
  uint32_t order; /* position among the module's functions with a body */
  LLVMValueRef function;
} grown_frame;

typedef struct growth {
  grown_frame *frames; /* the largest first */
  size_t count;
  uint64_t chain_bytes; /* the most along a chain of calls */
  const char *chain;    /* its functions that grow: "main() -> parse()"; "" if none does */
} growth;

/* Nothing grows: for a module in which nothing was decided. */
#define GROWTH_NONE ((growth){.chain = ""})

/* `plans`: by position among the module's functions with a body, as in calls->module_order. */
growth growth_measure(const names *n, const budget *calls, const function_plan *plans);

#endif
