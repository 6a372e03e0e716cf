/* Rewriting: carries out a function's plan. The only code that changes IR.
 */
#ifndef HEAP2STACK_REWRITE_H
#define HEAP2STACK_REWRITE_H

#include "plan.h"

/* Replaces every promoted site by a slot in the entry block, removes or guards the releases, and drops the
 * `tail` markers that no longer hold. */
void rewrite_function(const ir_module *m, const heap2stack_callbacks *callbacks, function_plan *plan);

#endif
