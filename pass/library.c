/* Implementation of library.h. */
#include "library.h"

#include <string.h>

/* All of them measure a text, their first argument; the second one is its limit. */
static const struct {
  const char *name;
  unsigned arguments;
} functions[] = {
    [LIBRARY_STRLEN] = {"strlen", 1}, [LIBRARY_STRNLEN] = {"strnlen", 2}, [LIBRARY_WCSLEN] = {"wcslen", 1}};

static LLVMTypeRef function_type(const ir_module *m, library_function f) {
  LLVMTypeRef size = LLVMIntTypeInContext(m->context, 8 * m->pointer_size);
  LLVMTypeRef parameters[] = {LLVMPointerTypeInContext(m->context, 0), size};
  return LLVMFunctionType(size, parameters, functions[f].arguments, false);
}

bool library_has(const ir_module *m, library_function f) {
  const char *name = functions[f].name;
  LLVMValueRef function = LLVMGetNamedFunction(m->module, name);
  if (!function)
    return !LLVMGetNamedGlobal(m->module, name) && !LLVMGetNamedGlobalAlias(m->module, name, strlen(name)) &&
           !LLVMGetNamedGlobalIFunc(m->module, name, strlen(name));
  return LLVMIsDeclaration(function) && LLVMGetFunctionCallConv(function) == LLVMCCallConv &&
         LLVMGlobalGetValueType(function) == function_type(m, f);
}

static void add_attribute(const ir_module *m, LLVMValueRef function, unsigned index, unsigned kind,
                          uint64_t value) {
  if (kind)
    LLVMAddAttributeAtIndex(function, index, LLVMCreateEnumAttribute(m->context, kind, value));
}

LLVMValueRef library_declare(const ir_module *m, library_function f) {
  enum { READS_ARGUMENTS = 1 }; /* attribute `memory`, see ir.c */
  const ir_attributes *k = &m->attributes;
  LLVMValueRef function = LLVMGetNamedFunction(m->module, functions[f].name);
  if (function)
    return function;
  function = LLVMAddFunction(m->module, functions[f].name, function_type(m, f));
  add_attribute(m, function, IR_FUNCTION_INDEX, k->memory, READS_ARGUMENTS);
  add_attribute(m, function, IR_FUNCTION_INDEX, k->nounwind, 0);
  add_attribute(m, function, IR_FUNCTION_INDEX, k->nofree, 0);
  add_attribute(m, function, IR_FUNCTION_INDEX, k->willreturn, 0);
  add_attribute(m, function, 1, k->nocapture ? k->nocapture : k->captures, 0);
  return function;
}
