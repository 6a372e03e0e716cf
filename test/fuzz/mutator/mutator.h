/* The mutator: makes odd but valid IR of a module (mutate.c).
 *
 * A mutation is a small random change. It may leave the module invalid: mutate.c then drops it. Choices come
 * from the mutator's own random numbers alone, so that a seed always gives the same module.
 */
#ifndef MUTATOR_H
#define MUTATOR_H

#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct mutator {
  LLVMContextRef context;
  LLVMModuleRef module;
  LLVMBuilderRef builder;
  LLVMValueRef function; /* that this mutation changes; it has a body */
  LLVMTypeRef pointer;   /* to address space 0 */
  uint64_t favourite;    /* stands for the function that is changed most often */
  uint64_t random;       /* the state of the random numbers */
} mutator;

/* Returns false when there is nothing that it can change. */
typedef bool mutation(mutator *m);

/* --- pick.c: random choices --- */

/* A number from 0 to `count` - 1; `count` is not 0. */
uint64_t below(mutator *m, uint64_t count);
static inline bool one_in(mutator *m, uint64_t count) { return below(m, count) == 0; }
/* An element of an array. */
#define PICK(M, ARRAY) ((ARRAY)[below(M, sizeof(ARRAY) / sizeof((ARRAY)[0]))])

/* Chooses m->function; false if no function has a body. */
bool pick_function(mutator *m);

/* Tells which instructions are wanted. */
typedef bool wanted(LLVMValueRef instruction);
/* One of those instructions of m->function, or NULL. */
LLVMValueRef pick_instruction(mutator *m, wanted *want);
LLVMBasicBlockRef pick_block(mutator *m);
/* An instruction in front of which others can be put. */
LLVMValueRef pick_place(mutator *m);
/* The number of an operand that can be replaced by another value of its type, or -1. */
int pick_operand(mutator *m, LLVMValueRef instruction);
/* A value of a type for use at an instruction: constants, undefined ones, and values of m->function, most of
 * which dominate it. */
LLVMValueRef pick_value(mutator *m, LLVMTypeRef type, LLVMValueRef at);
LLVMValueRef pick_constant(mutator *m, LLVMTypeRef type);
/* A global variable, function or alias, or NULL. */
LLVMValueRef pick_global(mutator *m);

/* Whether values of the type can be undefined, loaded and passed. */
bool is_ordinary_type(LLVMTypeRef type);
bool is_call(LLVMValueRef instruction); /* a call or invoke */

/* Uses a new value in place of another one of its type. */
void plant(mutator *m, LLVMValueRef value);

/* --- calls.c --- */

/* A call's copy in front of it with another callee and operand bundles; the call is replaced and erased. NULL
 * if it is of a kind that cannot be copied. The bundles stay the caller's. */
LLVMValueRef rebuild_call(mutator *m, LLVMValueRef call, LLVMValueRef callee, LLVMOperandBundleRef *bundles,
                          unsigned bundle_count);
mutation call_library, call_any, call_intrinsic, make_indirect, redirect_call, mark_tail, add_bundle,
    add_call_attribute, change_call_convention, call_as_variadic;

/* --- values.c --- */

mutation replace_operand, swap_operands, duplicate_instruction, erase_instruction, through_aggregate,
    through_vector, through_integer, through_cast, through_choice, move_instruction;

/* --- memory.c --- */

mutation make_atomic, store_to_exchange, store_value, load_value, through_memory, copy_memory, add_alloca;

/* --- blocks.c --- */

mutation redirect_edge, duplicate_edge, split_block, add_unreachable_cycle, add_loop, call_to_invoke,
    branch_to_indirect;

/* --- globals.c --- */

mutation change_linkage, change_convention, add_function_attribute, replace_by_alias, replace_by_ifunc,
    rename_global, store_in_global, replace_by_declaration;

#endif
