/* What the types that a C or C++ program accesses memory with say: metadata `tbaa`, "type-based alias
 * analysis".
 *
 * In these languages what was stored as a pointer must not be loaded as a number, nor the other way round
 * (ISO C 6.5 "effective type"); clang writes that down where the program is built so (-fstrict-aliasing), and
 * accesses of two scalar types of which neither is an ancestor of the other do not meet.
 */
#ifndef HEAP2STACK_ACCESS_H
#define HEAP2STACK_ACCESS_H

#include "ir.h"

typedef enum access_type {
  ACCESS_ANY,     /* may meet any other: nothing is said, or it is that of a character */
  ACCESS_POINTER, /* of a pointer: does not meet a number */
  ACCESS_NUMBER,  /* of a number: does not meet a pointer */
  ACCESS_OWN /* through a variable's own address (flow_access()), a store of a pointer or a load of a number:
                these may meet each other */
} access_type;

/* The type of a load or store; ACCESS_ANY for any other instruction. */
access_type access_type_of(const ir_module *m, LLVMValueRef instruction);

#endif
