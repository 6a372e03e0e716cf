/* Clones: private copies of functions that take part in a promotion in one of their callers.
 *
 * A destructor's clone takes the range of addresses in which its caller's slots lie, and hands null to every
 * release whose pointer is in there. A constructor's clone takes a slot for each object that it makes and its
 * caller has promoted; one of dynamic size comes with its capacity, and is made on the heap when it does not
 * fit. What a clone calls for the same purposes are clones as well. So a clone depends on which objects it
 * makes in slots, but not on who calls it: clones are shared by all callers.
 *
 *     T f(A a, B b)  ->  T f.h2s(A a, B b, [ptr begin, ptr end,] [ptr slot, [i64 capacity,]]...)
 *
 * A function that calls what it is given a pointer to (a destructor in a table, the second argument of
 * list_free()) cannot hand more arguments to that. Its clone compares the pointer with the functions that its
 * callers know it to be, and calls their clones by name.
 *
 * A clone that resizes an object, or poisons a slot, finds the capacity of the slot in front of it
 * (CLONE_SLOT_HEADER).
 *
 * Of objects that may be alive together the caller has a pool (plan_pool.c): the clone that makes them takes
 * the pool's first slot and the bytes from one slot to the next, and finds the marks in front of the slots
 * (CLONE_POOL_HEADER). A clone that releases one of them (CLONE_CLEARS) sets its mark, which it finds by what
 * stands in front of the slot (CLONE_MARKED_HEADER): all slots in the range that such a clone takes have that
 * header.
 *
 * Frames of one stack: a range that has to cover the slots of two frames covers what lies between, and no
 * object of the heap lies there.
 *
 * Clones are registered while functions are decided (clones_plan) and made when everything is
 * (rewrite_calls.h).
 */
#ifndef HEAP2STACK_CLONES_H
#define HEAP2STACK_CLONES_H

#include "plan.h"
#include "summary.h"

/* Bytes in front of a slot, if clones may resize what is in it: its capacity, an i64. If clones give slots
 * back, there are two i32 in front of that: the slot's mark, and the distance from the slot to the marks of
 * its pool, in bytes (negative). A slot in no pool has no mark, and the distance leads to its place. */
enum { CLONE_SLOT_HEADER = 8, CLONE_MARKED_HEADER = 16 };
/* Bytes from the marks of a pool that clones know to its first slot. The marks of all its slots come next. */
enum { CLONE_POOL_HEADER = 32, CLONE_MARKS = 4 };

/* What a clone does, as a set: bit k, it takes a slot for object k of the function's summary.fresh;
 * CLONE_POOL << k, that is a pool; CLONE_CLEARS, it gives slots back. */
enum { CLONE_POOL = 1 << MAX_FRESH, CLONE_CLEARS = 1 << 2 * MAX_FRESH };

typedef struct clone {
  LLVMValueRef function; /* what it is a clone of */
  uint32_t slots;        /* set, as above */
  bool ranged;           /* it takes a range */
  const char *name;
  uint32_t instructions;    /* the function's size */
  LLVMValueRef *candidates; /* stb_ds array: what the pointers that it calls may be */
  LLVMValueRef body;        /* NULL until a call of it is made */
} clone;

typedef struct clones {
  arena *run;
  const ir_module *m;
  const heap2stack_options *options;
  const summary_table *summaries;
  struct clone_entry *entries;        /* uthash */
  number_map specials;                /* call -> place in special_calls */
  const special_call **special_calls; /* stb_ds array: of all plans so far */
  uint64_t count, instructions;       /* registered so far */
} clones;

clones clones_new(arena *run, const ir_module *m, const heap2stack_options *options,
                  const summary_table *summaries);
void clones_free(clones *c);

/* Registers the clones of `takers`, which have summaries, and all clones that they call, for the plan; also
 * those of `candidates`, functions that are called through pointers, by the clones too. False if that would
 * be more than the options allow; then nothing is registered. */
bool clones_plan(clones *c, const function_plan *plan, const slot_taker *takers, size_t taker_count,
                 LLVMValueRef const *candidates, size_t count);
/* The clone itself, whatever the options allow. */
clone *clones_get(clones *c, LLVMValueRef function, uint32_t slots);
/* How many clones have been made, and how many instructions their functions have. */
uint64_t clones_made(const clones *c, uint64_t *instructions);
/* A function was decided: clones of it inherit its own special calls. */
void clones_add_plan(clones *c, const function_plan *plan);

/* A call in a function that has to go to a clone when the function is cloned itself. */
typedef struct clone_request {
  LLVMValueRef call;
  LLVMValueRef callee; /* NULL: the call goes through a pointer */
  uint32_t slots;      /* all that the call's clone takes */
  /* Of the callee's objects: which of the function's own it is; NO_INDEX: not one. */
  uint32_t from[MAX_FRESH];
} clone_request;

/* The requests of a clone with `slots`, an stb_ds array that the caller frees. */
clone_request *clones_requests(const clones *c, LLVMValueRef function, uint32_t slots);

#endif
