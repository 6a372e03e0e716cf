/* The memory for a function's result, which the caller passes (the attributes `sret` and `noalias`, LangRef,
 * "Parameter Attributes"). flow_result.c says what is known of it.
 */
#ifndef HEAP2STACK_RESULT_MEMORY_H
#define HEAP2STACK_RESULT_MEMORY_H

#include "ir.h"

/* The parameter, one of the first two, leads to memory for the result, and nobody else gets at that while the
 * function runs. */
bool result_memory_is(const ir_module *m, LLVMValueRef function, uint32_t parameter);

/* The set of those of the functions, by place, that have such a parameter or may be passed the address. */
uint64_t *result_memory_find(arena *a, const ir_module *m, LLVMValueRef const *functions, uint32_t count);

#endif
