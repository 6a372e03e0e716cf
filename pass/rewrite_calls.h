/* Rewriting calls to clones, and making the clones (clones.h says what they are).
 */
#ifndef HEAP2STACK_REWRITE_CALLS_H
#define HEAP2STACK_REWRITE_CALLS_H

#include "clones.h"
#include "copies.h"

typedef struct call_rewriter {
  const ir_module *m;
  const heap2stack_callbacks *callbacks;
  clones *clones;
  clone **made;               /* stb_ds array: clones with a body, or one to be filled in */
  pointer_map by_body;        /* body -> its place in `made` */
  pointer_map replaced;       /* call -> its place in `replacements` */
  LLVMValueRef *replacements; /* stb_ds array */
  arena memory;
} call_rewriter;

void call_rewriter_init(call_rewriter *w, const ir_module *m, const heap2stack_callbacks *callbacks,
                        clones *clones);
void call_rewriter_free(call_rewriter *w);

/* Replaces the plan's special calls; rewrite_function() has made its slots. Clones are declared only, until
 * every function was dealt with. */
void rewrite_special_calls(call_rewriter *w, const function_plan *plan);
/* Makes the bodies of all clones that are called, and tells `c` about them. */
void rewrite_make_clones(call_rewriter *w, copies *c);

#endif
