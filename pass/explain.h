/* Explanations: the path of a pointer from a site, or from a parameter, to where it gets out of the function
 * or is released, in the form of Go's -m -m. Where that is a call of a function with a summary, the path goes
 * on in the callee, by the fact in the summary that decided.
 *
 * Paths are read off solved flows, whose targets remember where they came from (flow.h). That of a callee is
 * gone by the time that it is asked for: it is analysed once more, which costs nothing where nobody asks.
 */
#ifndef HEAP2STACK_EXPLAIN_H
#define HEAP2STACK_EXPLAIN_H

#include "names.h"
#include "plan.h"
#include "summary.h"

/* "from NAME (ACTION)", and the instruction that does it. */
typedef struct explain_step {
  const char *name, *action;
  LLVMValueRef instruction;
} explain_step;

/* What happens to one object in one function. */
typedef struct explanation {
  const char *destination; /* "{heap}"; NULL: there is nothing to tell */
  explain_step *steps;     /* in the run's arena */
  size_t count;
  LLVMValueRef
      callee; /* goes on there, where fact number `fact` of its summary comes from; NULL: ends here */
  size_t fact;
} explanation;

typedef struct explainer {
  names names;
  callee_facts known;
  pointer_map functions;   /* function -> one of explained, by number */
  explanation **explained; /* stb_ds array: explanations of the function's facts, by their number */
} explainer;

explainer explainer_new(const names *names, callee_facts known);
void explainer_free(explainer *e);

/* What happens in this function to an object that is kept for `reason`, at `culprit`. */
explanation explain_object(const names *n, const flow *f, object_id object, heap2stack_reason reason,
                           LLVMValueRef culprit);
/* What the analysed function does to make a fact of its summary true; nothing if that is not found. */
explanation explain_local_fact(const names *n, const flow *f, const fact *fact);
/* The same with the function analysed for it, once; NULL if there is nothing to tell. */
const explanation *explain_fact(explainer *e, LLVMValueRef function, size_t fact);

/* The lines: "flow: {heap} = p:", then each step, those of callees included. In the run's arena. */
heap2stack_step *explain_lines(explainer *e, const explanation *x, size_t *count);

#endif
