/* Where a slot does not pay: on paths that are hardly ever taken.
 *
 * A guarded slot only adds code and frame there. A plain slot shortens the path itself, but each call of the
 * function pays for the frame: two instructions for a slot that is large, more if the code generator starts
 * to check the function's stack (-fstack-protector-strong). Measured for an allocation in every thousandth
 * call of a loop's function: 5000 bytes 3.6 % more instructions, 24 bytes 5.3 % less, and 6.6 % more with
 * that check.
 *
 * What counts as cold, on the word of the IR alone (attributes, branch_weights of profiles and of
 * __builtin_expect): functions that are cold or to be as small as possible (cold, minsize); calls marked
 * cold; and a block that ends in unreachable, calls something cold, or lies behind a branch that goes there
 * less than once in a hundred times, with nothing else leading there.
 */
#ifndef HEAP2STACK_COLD_H
#define HEAP2STACK_COLD_H

#include "view.h"

/* True if the call is on a cold path. `dynamic`: it makes an object of any size, which may be a buffer that
 * grows while a loop fills it. How seldom a time round the loop it does says little then: libc++ expects its
 * vectors not to grow. */
bool cold_call(const ir_module *m, const function_view *view, LLVMValueRef call, bool dynamic);

/* True if the call is on a cold path of a function that is not cold itself, where a plain slot of `size`
 * bytes would cost the function more than it saves on the path. */
bool cold_slot(const ir_module *m, const function_view *view, LLVMValueRef call, uint64_t size);

#endif
