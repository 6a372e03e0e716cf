/* Names: what a programmer calls the values and functions of the IR.
 *
 * Variables have the names that debug info gives them, which LLVM-C cannot read (the callbacks find_variable
 * and find_parameter); where a function has none, those in the IR. C++ and Rust functions are demangled
 * (callback demangle). What has no name is described by what it is: "malloc(24)", "parameter 1", "*q" for a
 * pointer that is stored in what q points to.
 */
#ifndef HEAP2STACK_NAMES_H
#define HEAP2STACK_NAMES_H

#include "allocators.h"

#include <heap2stack/heap2stack.h>

typedef struct names {
  arena *run; /* holds the strings */
  const ir_module *m;
  const heap2stack_callbacks *callbacks;
} names;

/* The readable form of a symbol: "ns::keep" for "_ZN2ns4keepEPv". */
const char *names_symbol(const names *n, const char *symbol, size_t length);
const char *names_global(const names *n, LLVMValueRef global);
/* The function that a call names: "keep()", "the function pointer f", "inline assembly". */
const char *names_callee(const names *n, LLVMValueRef call);
/* A parameter's name in the source, in the IR, or "parameter 1"; `found` as from the callback, all zero
 * without debug info. */
const char *names_parameter(const names *n, LLVMValueRef function, uint32_t index,
                            heap2stack_parameter *found);
/* The variable that holds a value, or lives in an alloca, as code at instruction `at` knows it; NULL if it
 * has none.
 */
const char *names_variable(const names *n, LLVMValueRef value, LLVMValueRef at);
/* The same for any value: never NULL. */
const char *names_value(const names *n, LLVMValueRef value, LLVMValueRef at);
/* A number as the source would write it: "24", "n", "n * 8"; NULL if that is not known. */
const char *names_number(const names *n, LLVMValueRef value, LLVMValueRef at);
/* "malloc(24)", "operator new(n)": a site as the programmer would recognise it. */
const char *names_site(const names *n, const allocator_call *site, LLVMValueRef call);
/* "inlined into main() at a.c:9:3" for an instruction that comes from another function's source, else NULL.
 */
const char *names_inlined(const names *n, LLVMValueRef instruction);
/* "a.c:9:3", or NULL where there is no position in the source. */
const char *names_position(const names *n, const ir_location *where);

#endif
