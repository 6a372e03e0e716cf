/* What the parts of the decision about one function share: plan.c asks about sites and releases, plan_pool.c
 * about objects that are alive together, plan_calls.c about the calls that objects are given to.
 */
#ifndef HEAP2STACK_PLANNER_H
#define HEAP2STACK_PLANNER_H

#include "bounds.h"
#include "clones.h"
#include "plan.h"

enum { MAX_GUARDS = 8 }; /* comparisons in front of one release */

typedef struct planner {
  arena *run;  /* what outlives the function's analysis */
  arena local; /* what does not */
  const heap2stack_options *options;
  frame *account;
  clones *clones;
  flow *f;
  bounds bounds;
  function_plan plan;
  object_id *object_of;        /* site -> object */
  site_verdict **verdict_of;   /* object -> site, NULL for allocas */
  uint32_t *outlives;          /* object -> lifetime_check()'s culprit */
  uint64_t *released;          /* set of objects, for planner_pool(); NULL: not looked at yet */
  uint64_t *released_in_cycle; /* of these, what the site may make again after that */
} planner;

/* The site is kept after all; what it had of the budget is free again. */
void planner_keep(planner *p, site_verdict *s, heap2stack_reason reason, LLVMValueRef culprit);
/* The site that a call is which also releases; NULL for a release. */
site_verdict *planner_resized_site(const planner *p, const flow_release *r);

/* The object may be alive when its site runs again: gives the site a pool of slots instead of one, if that
 * can be and is likely to pay. */
bool planner_pool(planner *p, site_verdict *s, object_id object);
/* Sites whose objects are released together have one pool together; those that have none get one where a
 * release could not tell all their slots apart, or a realloc may be given memory of the heap. */
void planner_share_pools(planner *p);
/* If clones have to do with pools: slots that they may be given get the header for that. */
void planner_mark_pools(planner *p);
/* The fewest slots that a pool is worth while with. */
unsigned planner_pool_least(const site_verdict *s);

/* The pools are as they are decided: finds their owners. */
void planner_find_pool_owners(planner *p);

/* A copy in the run's arena of an stb_ds array, and its length. */
LLVMValueRef *planner_copy(planner *p, LLVMValueRef *values, size_t *count);

/* Keeps what needs a clone that cannot be had, and notes for the others which calls go to clones. True if
 * something was kept. */
bool planner_judge_clones(planner *p);
/* What else happens to calls once it is decided what is promoted: `tail` markers, bodies that are relied on.
 */
void planner_plan_calls(planner *p);

#endif
