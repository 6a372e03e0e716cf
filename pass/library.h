/* Functions of the C library that rewriting calls, where the program may do so.
 */
#ifndef HEAP2STACK_LIBRARY_H
#define HEAP2STACK_LIBRARY_H

#include "ir.h"

typedef enum library_function { LIBRARY_STRLEN, LIBRARY_STRNLEN, LIBRARY_WCSLEN } library_function;

/* True if the name is free in this module or declared as what it is in the library. */
bool library_has(const ir_module *m, library_function f);
/* Its declaration, made if there is none; library_has() holds. */
LLVMValueRef library_declare(const ir_module *m, library_function f);

#endif
