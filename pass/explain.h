/* Explanations: the path from a kept site to where its pointer escapes, in the form of Go's -m -m, and
 * names for values.
 */
#ifndef HEAP2STACK_EXPLAIN_H
#define HEAP2STACK_EXPLAIN_H

#include "plan.h"

/* Fills in verdict->flow with strings in `run`: "flow: {result} = p:", then "  from p (return) at a.c:3:1".
 */
void explain_site(arena *run, const flow *f, object_id object, site_verdict *verdict);

/* "malloc(24)", "operator new(n)": the call as the programmer would recognise it. */
char *explain_call(arena *run, const allocator_call *site, LLVMValueRef call);

/* The variable that holds the site's size, or "size". */
const char *explain_size(arena *run, const allocator_call *site);

#endif
