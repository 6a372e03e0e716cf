/* Eligibility: which functions may be changed at all, and which may be cloned.
 */
#ifndef HEAP2STACK_ELIGIBILITY_H
#define HEAP2STACK_ELIGIBILITY_H

#include "view.h"

#include <heap2stack/heap2stack.h>

/* HEAP2STACK_PROMOTED if slots may be added to the function, else why not. */
heap2stack_reason eligibility_of(const ir_module *m, const function_view *view,
                                 const heap2stack_options *options);

/* True if a private clone with more parameters can stand in for the function, one that may be changed
 * (eligibility_of()), at a direct call. */
bool eligibility_to_clone(const ir_module *m, const function_view *view);

#endif
