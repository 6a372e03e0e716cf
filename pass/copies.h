/* Copies: where a promotion relies on the body of an inline function that the linker may replace, a private
 * copy of that body is called instead, and so on for everything that the body relies on itself.
 *
 * Copies are internal, made at most once for a function, and shared by all callers.
 */
#ifndef HEAP2STACK_COPIES_H
#define HEAP2STACK_COPIES_H

#include "plan.h"
#include "summary.h"

typedef struct copies {
  arena *run;
  const heap2stack_callbacks *callbacks;
  const summary_table *summaries;
  struct copy_entry *entries;  /* uthash: function -> copy */
  struct copy_entry **pending; /* stb_ds array: those whose bodies' own calls are to be redirected */
  LLVMValueRef *changed;       /* stb_ds array: clones */
  LLVMValueRef
      *redirected; /* stb_ds array: bodies in which calls were redirected, and nothing else changed */
} copies;

/* Redirects the calls that the plan's promotions rely on. */
void copies_apply(copies *c, const function_plan *plan);
/* The same for a clone of a function, whose body promotions rely on. One with the same parameters serves as
 * its copy. */
void copies_apply_body(copies *c, LLVMValueRef function, LLVMValueRef body);
/* Redirects calls in the bodies relied on, and reports the functions that changed by on_changed() and
 * on_redirected(). Call it once after every plan was applied. */
void copies_finish(copies *c);

#endif
