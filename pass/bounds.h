/* Proven bounds of integers: the largest value that one can have where control reaches an instruction.
 *
 * A value's range (range.h) is what its definition yields for the ranges of its operands, cut down by the
 * facts that hold at the place that asks: conditions of branches and switches whose edge dominates it, and
 * assumptions (llvm.assume). A fact about a value that is computed from the one in question, such as
 * `n - 1 < 99`, is taken back to it. In unoptimised code variables live in allocas: a load yields what the
 * stores that reach it have put there, cut down by the conditions on the way. A call yields what the function
 * returns for such arguments.
 *
 * A fact that holds on an edge which dominates a place, about a value whose definition dominates the edge,
 * is one about the value's present execution: between that execution and the place, control has passed the
 * edge. The same argument lets the operands of a value be asked for at the place of the value itself; only
 * a phi's operands are asked for where their edge begins.
 *
 * A branch on poison or undef is undefined behaviour, and a size that is poison or undef may be taken to be
 * any number: flags such as nuw may be relied on. `freeze` ends that, so nothing is known about its result
 * but by facts about it.
 *
 * The attribute `range` is not used: LLVM-C, up to 22, can create such attributes but not read them.
 */
#ifndef HEAP2STACK_BOUNDS_H
#define HEAP2STACK_BOUNDS_H

#include "range.h"
#include "view.h"

/* A local variable that is loaded and stored directly, and nothing else. */
typedef struct variable {
  LLVMValueRef alloca;
  unsigned width;
  uint32_t *stores; /* positions, ascending; in the arena */
  uint32_t store_count;
} variable;

/* A phi or load that is being evaluated: one that is asked for again depends on itself. */
typedef struct bounds_active {
  LLVMValueRef value;
  const struct bounds_active *next;
} bounds_active;

/* What is known of one function; made once for all its questions. */
typedef struct bounds {
  const range *arguments; /* where a call's callee is looked at: their ranges, if integers; else NULL */
  uint32_t calls;         /* that are being looked at */
  arena *a;
  const ir_module *m;
  const function_view *view;
  bool prepared;
  graph_dominators dominators;
  uint32_t *entered_from; /* block -> the one block from which control comes to it, but for its own loop;
                             NO_INDEX if there are several or none */
  uint32_t *assumptions;  /* positions of calls of llvm.assume */
  uint32_t assumption_count;
  pointer_map variable_of; /* alloca -> index, once it has been looked at */
  variable *variables;
  uint32_t variable_count;
  unsigned range_kind; /* of the metadata !range */
  uint32_t limit;      /* steps for one question: values, conditions and edges looked at */
  uint64_t work_left;  /* for all further questions */
  uint32_t work;       /* steps left for this question */
  uint32_t depth;      /* of the evaluation */
  const bounds_active *active;
} bounds;

/* Prepares nothing yet: a function that is never asked about costs nothing. One question takes no more than
 * `limit` steps. The arena, the module and the view must outlive `b`. */
void bounds_init(bounds *b, arena *a, const ir_module *m, const function_view *view, uint32_t limit);

/* True and the largest unsigned value that `value`, an integer, can have when control reaches the
 * instruction `at`, which uses it. False where nothing is proven. */
bool bounds_maximum(bounds *b, LLVMValueRef value, LLVMValueRef at, uint64_t *maximum);

/* The same where a phi takes its incoming value number `i`: what `value` can be then, and still is until the
 * phi is evaluated again. False as well where it could be another execution's. */
bool bounds_maximum_from(bounds *b, LLVMValueRef value, LLVMValueRef phi, unsigned i, uint64_t *maximum);

/* Pointers that `value`, one itself, differs from wherever control is in the block, by the conditions of
 * branches: fills in `others`, no more than `room`, and returns their number. */
unsigned bounds_unequal(bounds *b, LLVMValueRef value, uint32_t block, LLVMValueRef *others, unsigned room);

/* --- among the files of this analysis --- */

void bounds_prepare(bounds *b);
/* The width of an integer that ranges can describe, 0 for any other value. */
unsigned bounds_width(LLVMValueRef value);
/* The range of such a value where the instruction of number `at` is reached, which it dominates. */
range bounds_evaluate(bounds *b, LLVMValueRef value, uint32_t at);

/* What a fact is wanted about: an SSA value, or a variable's content at the end of a block. */
typedef struct bounds_subject {
  LLVMValueRef value;
  unsigned width;
  const variable *variable; /* if `value` is NULL */
  uint32_t block;
} bounds_subject;

/* What the condition's being `truth` says about the subject. */
range bounds_by_condition(bounds *b, LLVMValueRef condition, bool truth, const bounds_subject *subject);
/* What passing from block to block says about the subject. */
range bounds_by_edge(bounds *b, uint32_t from, uint32_t to, const bounds_subject *subject);
/* What the facts that hold at an instruction say about the subject, an SSA value. */
range bounds_by_facts(bounds *b, uint32_t at, const bounds_subject *subject);

/* The variable behind an address, NULL if it is anything else. */
const variable *bounds_find_variable(bounds *b, LLVMValueRef address);
/* The last store to the variable in the block that comes before the position `before`, or NO_INDEX. */
uint32_t bounds_store_before(const bounds *b, const variable *v, uint32_t block, uint32_t before);
/* What a load of the variable, an instruction number, yields. */
range bounds_of_load(bounds *b, const variable *v, uint32_t load);
/* What a call that is no intrinsic yields, if its operands are asked for at `at`. */
range bounds_of_call(bounds *b, LLVMValueRef call, unsigned width, uint32_t at);

#endif
