/* Budget: how many bytes promotion may add to a frame, to a recursive frame, and along a chain of calls.
 *
 * Promotion must not be the reason that a program overflows its stack. The call graph has an edge for each
 * direct call, from each indirect call to every function of that type whose address is taken, and to every
 * function whose address is passed to a function outside the module (qsort's comparison). Functions are
 * decided bottom-up, so that the bytes below a function are final when its turn comes. Inside a component
 * of the graph the order is that of the module and only functions decided before count, which is why a
 * cycle has a small budget of its own: its depth is unknown anyway.
 *
 * Code outside the module may also call back any function whose address is taken, from any call of an unknown
 * function. That such a cycle is closed and deep is unlikely but possible; it has a budget in between.
 *
 * A module that gives threads, signal handlers or contexts stacks of their own makes less of both budgets:
 * half of the smallest such stack.
 *
 * A frame's own allocas count against the budgets of frame and chain, except for the first kilobyte that is
 * promoted: a function with large arrays leaves less room, but may always have its small objects.
 */
#ifndef HEAP2STACK_BUDGET_H
#define HEAP2STACK_BUDGET_H

#include "graph.h"
#include "ir.h"

#include <heap2stack/heap2stack.h>

struct effect_table;

typedef struct budget {
  const heap2stack_options *options;
  uint64_t frame_budget, chain_budget; /* the options', or less */
  uint32_t function_count;
  LLVMValueRef *functions; /* those with a body, callees before callers */
  uint32_t *module_order;  /* position in `functions` -> position among the module's functions with a body */
  bool *recursive;         /* indexed like functions */
  bool *reentrant;         /* the same: in a cycle that goes through code outside the module */
  uint64_t *own;           /* the same: bytes of the frame's static allocas before promotion */
  uint32_t *component;     /* the same: functions of one cycle have the same number and are neighbours */
  uint64_t *slots;         /* node -> most bytes of slots along any chain of calls that starts there */
  uint64_t *depth;         /* the same of slots and own allocas */
  uint32_t *type_node;     /* the node of indirect calls that may reach the function, or NO_NODE */
  uint32_t node_count;     /* functions and nodes for indirect calls */
  graph calls;             /* between positions in `functions`, and nodes for indirect calls after them */
} budget;

/* Builds the call graph of the module. `effects` tells which library functions call back; may be NULL. */
void budget_init(budget *result, arena *a, const ir_module *m, const struct effect_table *effects,
                 const heap2stack_options *options);

/* The position after the last function of the cycle that the function at `begin` is the first one of; a
 * function outside every cycle is alone. */
uint32_t budget_component_end(const budget *b, uint32_t begin);

/* What one function may still take. */
typedef struct frame {
  budget *b;
  uint32_t function;                 /* position in b->functions */
  uint64_t used;                     /* bytes promoted in this function so far */
  uint64_t slots_below, depth_below; /* the most of b->slots and b->depth among the callees */
} frame;

/* Opens the account of functions[function]; those before it must have been closed. */
frame budget_open(budget *b, uint32_t function);
/* Takes `bytes` for one slot: HEAP2STACK_PROMOTED, or the reason why it may not be taken. */
heap2stack_reason budget_take(frame *f, uint64_t bytes);
/* Returns `bytes` that were taken. */
void budget_return(frame *f, uint64_t bytes);
void budget_close(frame *f);

#endif
