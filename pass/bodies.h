/* Bodies of C++ library functions that a program only declares: members of strings (libstdc++'s and
 * libc++'s) and of libc++'s shared pointers (bodies/).
 *
 * Headers declare the former `extern template`, so that the function that makes, enlarges and releases a
 * string's buffer is in the library, where no pass sees it. Here such declarations get bodies, linkage
 * `available_externally`, while the module is analysed and rewritten; what is rewritten are private clones of
 * them, as of any other function. Afterwards each one is a declaration again, as it was: what is not cloned
 * runs in the library.
 */
#ifndef HEAP2STACK_BODIES_H
#define HEAP2STACK_BODIES_H

#include "support.h"

#include <llvm-c/Types.h>
#include <stdbool.h>

typedef struct bodies bodies;

/* NULL if the module declares no such function, or not for the platforms the bodies are written for (64-bit
 * pointers). What it returns is the run's. */
bodies *bodies_install(arena *run, LLVMModuleRef module);
/* Restores the declarations; NULL: nothing to restore. Bodies must not be referred to afterwards. */
void bodies_remove(bodies *b);

/* True for a function that has its body from here. */
bool bodies_has(LLVMValueRef function);

#endif
