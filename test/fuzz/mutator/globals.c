/* Mutations of functions, globals and their names, see mutator.h. */
#include "mutator.h"

#include <string.h>

bool change_linkage(mutator *m) {
  static const LLVMLinkage linkages[] = {LLVMExternalLinkage,    LLVMAvailableExternallyLinkage,
                                         LLVMLinkOnceAnyLinkage, LLVMLinkOnceODRLinkage,
                                         LLVMWeakAnyLinkage,     LLVMWeakODRLinkage,
                                         LLVMInternalLinkage,    LLVMPrivateLinkage,
                                         LLVMExternalWeakLinkage};
  LLVMValueRef global = one_in(m, 2) ? m->function : pick_global(m);
  LLVMSetLinkage(global, PICK(m, linkages));
  if (one_in(m, 4))
    LLVMSetVisibility(global, (LLVMVisibility)below(m, 3));
  if (one_in(m, 8))
    LLVMSetSection(global, "odd");
  if (one_in(m, 4) && LLVMIsAGlobalVariable(global)) {
    LLVMSetThreadLocal(global, !LLVMIsThreadLocal(global));
    LLVMSetGlobalConstant(global, one_in(m, 2));
    LLVMSetExternallyInitialized(global, one_in(m, 2));
  }
  return true;
}

/* Of the function, and perhaps of the calls that name it. */
bool change_convention(mutator *m) {
  static const unsigned conventions[] = {0, 8, 9, 10, 13, 16, 18, 20, 64, 65, 80};
  unsigned convention = PICK(m, conventions);
  LLVMSetFunctionCallConv(m->function, convention);
  bool also_calls = one_in(m, 2);
  for (LLVMUseRef use = LLVMGetFirstUse(m->function); use && also_calls; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (LLVMIsAInstruction(user) && is_call(user) && LLVMGetCalledValue(user) == m->function)
      LLVMSetInstructionCallConv(user, convention);
  }
  return true;
}

bool add_function_attribute(mutator *m) {
  static const char *const of_functions[] = {"noinline",
                                             "optnone",
                                             "naked",
                                             "nounwind",
                                             "noreturn",
                                             "returns_twice",
                                             "nofree",
                                             "norecurse",
                                             "nosync",
                                             "willreturn",
                                             "mustprogress",
                                             "convergent",
                                             "cold",
                                             "minsize",
                                             "optsize",
                                             "strictfp",
                                             "safestack",
                                             "sspstrong",
                                             "presplitcoroutine",
                                             "nobuiltin",
                                             "sanitize_address",
                                             "shadowcallstack",
                                             "null_pointer_is_valid",
                                             "alwaysinline",
                                             "jumptable"};
  static const char *const of_parameters[] = {"nonnull",   "noalias",   "returned", "readonly",
                                              "readnone",  "writeonly", "noundef",  "nofree",
                                              "nocapture", "inreg",     "nest",     "swifterror"};
  static const char *const with_types[] = {"byval", "sret", "byref", "inalloca"};
  LLVMValueRef function = one_in(m, 3) ? LLVMIsAFunction(pick_global(m)) : m->function;
  if (!function)
    return false;
  unsigned parameters = LLVMCountParams(function);
  bool of_parameter = parameters && one_in(m, 2), typed = of_parameter && one_in(m, 3);
  const char *name = typed          ? PICK(m, with_types)
                     : of_parameter ? PICK(m, of_parameters)
                                    : PICK(m, of_functions);
  unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
  LLVMAttributeIndex index =
      of_parameter ? 1 + (unsigned)below(m, parameters) : (unsigned)LLVMAttributeFunctionIndex;
  LLVMTypeRef of = LLVMArrayType2(m->pointer, 2);
  if (!kind)
    return false;
  LLVMAddAttributeAtIndex(function, index,
                          typed ? LLVMCreateTypeAttribute(m->context, kind, of)
                                : LLVMCreateEnumAttribute(m->context, kind, 0));
  if (strcmp(name, "optnone") == 0)
    LLVMAddAttributeAtIndex(
        function, index,
        LLVMCreateEnumAttribute(m->context, LLVMGetEnumAttributeKindForName("noinline", 8), 0));
  if (one_in(m, 8))
    LLVMSetGC(function, "statepoint-example");
  return true;
}

/* Gives some uses of a function or variable, but not all, another name for it. */
static bool redirect_uses(mutator *m, LLVMValueRef global, LLVMValueRef other) {
  bool changed = false;
  LLVMUseRef next;
  for (LLVMUseRef use = LLVMGetFirstUse(global); use; use = next) {
    next = LLVMGetNextUse(use);
    LLVMValueRef user = LLVMGetUser(use);
    if (!LLVMIsAInstruction(user) || one_in(m, 3))
      continue;
    for (int i = 0; i < LLVMGetNumOperands(user); i++)
      if (LLVMGetOperand(user, (unsigned)i) == global) {
        LLVMSetOperand(user, (unsigned)i, other);
        changed = true;
        break;
      }
  }
  return changed;
}

bool replace_by_alias(mutator *m) {
  LLVMValueRef global = pick_global(m);
  if (!global || LLVMIsDeclaration(global))
    return false;
  static const LLVMLinkage linkages[] = {LLVMExternalLinkage, LLVMInternalLinkage, LLVMWeakAnyLinkage,
                                         LLVMLinkOnceODRLinkage};
  LLVMValueRef alias = LLVMAddAlias2(m->module, LLVMGlobalGetValueType(global), 0, global, "odd.alias");
  LLVMSetLinkage(alias, PICK(m, linkages));
  return redirect_uses(m, global, alias);
}

bool replace_by_ifunc(mutator *m) {
  LLVMValueRef function = LLVMIsAFunction(pick_global(m)), before = m->function;
  if (!function)
    return false;
  LLVMTypeRef type = LLVMFunctionType(m->pointer, NULL, 0, false);
  LLVMValueRef resolver = LLVMAddFunction(m->module, "odd.resolver", type);
  LLVMPositionBuilderAtEnd(m->builder, LLVMAppendBasicBlockInContext(m->context, resolver, ""));
  LLVMBuildRet(m->builder, function);
  LLVMValueRef ifunc =
      LLVMAddGlobalIFunc(m->module, "odd.ifunc", 9, LLVMGlobalGetValueType(function), 0, resolver);
  m->function = before;
  return redirect_uses(m, function, ifunc);
}

/* The function becomes unknown, while its callers stay. */
bool replace_by_declaration(mutator *m) {
  LLVMValueRef other = LLVMAddFunction(m->module, "odd.declaration", LLVMGlobalGetValueType(m->function));
  return redirect_uses(m, m->function, other);
}

bool rename_global(mutator *m) {
  static const char *const names[] = {"",          "malloc",  "free",
                                      "realloc",   "calloc",  "_Znwm",
                                      "_ZdlPv",    "strdup",  "odd \"name\" %s %n",
                                      "llvm.used", "\001odd", "f.h2s",
                                      "_ZN3odd",   "main",    "setjmp",
                                      "a\nb"};
  LLVMValueRef global = one_in(m, 2) ? m->function : pick_global(m);
  const char *name = PICK(m, names);
  if (LLVMGetNamedFunction(m->module, name) || LLVMGetNamedGlobal(m->module, name))
    return false;
  LLVMSetValueName2(global, name, strlen(name));
  return true;
}

/* A function, or the address of something, is in a table. */
bool store_in_global(mutator *m) {
  LLVMValueRef elements[] = {pick_constant(m, m->pointer), NULL, NULL, pick_constant(m, m->pointer)};
  elements[1] = m->function;
  elements[2] = pick_constant(m, m->pointer);
  LLVMTypeRef type = LLVMArrayType2(m->pointer, 4);
  LLVMValueRef table = LLVMAddGlobal(m->module, type, "odd.table"), place = pick_place(m);
  LLVMSetInitializer(table, LLVMConstArray2(m->pointer, elements, 4));
  LLVMSetGlobalConstant(table, one_in(m, 2));
  LLVMSetLinkage(table, one_in(m, 2) ? LLVMInternalLinkage : LLVMExternalLinkage);
  if (!place)
    return true;
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMValueRef index = pick_value(m, LLVMInt64TypeInContext(m->context), place);
  LLVMValueRef address = LLVMBuildGEP2(m->builder, m->pointer, table, &index, 1, "");
  plant(m, LLVMBuildLoad2(m->builder, m->pointer, address, ""));
  return true;
}
