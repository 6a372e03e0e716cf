/* Where a guarded slot does not pay: on paths that are hardly ever taken it only adds code and frame.
 *
 * What counts as cold, on the word of the IR alone (attributes, branch_weights of profiles and of
 * __builtin_expect): functions that are cold or to be as small as possible (cold, minsize); calls marked
 * cold; and a block that ends in unreachable, calls something cold, or lies behind a branch that goes there
 * less than once in a hundred times, with nothing else leading there.
 */
#ifndef HEAP2STACK_COLD_H
#define HEAP2STACK_COLD_H

#include "view.h"

/* True if the call is on a cold path. */
bool cold_call(const ir_module *m, const function_view *view, LLVMValueRef call);

#endif
