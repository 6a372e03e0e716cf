/* Mutations of calls, see mutator.h. */
#include "mutator.h"

#include <string.h>

enum { MOST_ARGUMENTS = 64 };

/* Functions that the pass knows by name. Types: p pointer, z i64, i i32, v nothing; "." makes it variadic. */
static const struct library_function {
  const char *name, *type;
} library[] = {{"malloc", "pz"},
               {"malloc", "pz"},
               {"calloc", "pzz"},
               {"realloc", "ppz"},
               {"reallocarray", "ppzz"},
               {"free", "vp"},
               {"free", "vp"},
               {"free", "vp"},
               {"strdup", "pp"},
               {"strndup", "ppz"},
               {"wcsdup", "pp"},
               {"aligned_alloc", "pzz"},
               {"memalign", "pzz"},
               {"posix_memalign", "ipzz"},
               {"_Znwm", "pz"},
               {"_Znam", "pz"},
               {"_ZnwmSt11align_val_t", "pzz"},
               {"_ZnwmRKSt9nothrow_t", "pzp"},
               {"_ZdlPv", "vp"},
               {"_ZdlPvm", "vpz"},
               {"_ZdaPv", "vp"},
               {"strlen", "zp"},
               {"strcpy", "ppp"},
               {"strtok", "ppp"},
               {"memchr", "ppiz"},
               {"memmove", "pppz"},
               {"qsort", "vpzzp"},
               {"bsearch", "pppzzp"},
               {"printf", "ip."},
               {"asprintf", "ipp."},
               {"getline", "zppp"},
               {"setjmp", "ip"},
               {"longjmp", "vpi"},
               {"pthread_create", "ipppp"},
               {"atexit", "ip"},
               {"exit", "vi"},
               {"__cxa_throw", "vppp"},
               {"__cxa_allocate_exception", "pz"},
               {"unknown_function", "ppp"}};

static LLVMTypeRef type_of_letter(mutator *m, char letter) {
  switch (letter) {
  case 'p':
    return m->pointer;
  case 'z':
    return LLVMInt64TypeInContext(m->context);
  case 'i':
    return LLVMInt32TypeInContext(m->context);
  default:
    return LLVMVoidTypeInContext(m->context);
  }
}

static LLVMTypeRef function_type(mutator *m, const char *letters) {
  LLVMTypeRef parameters[8];
  size_t count = strlen(letters) - 1;
  bool variadic = letters[count] == '.';
  count -= variadic;
  for (size_t i = 0; i < count; i++)
    parameters[i] = type_of_letter(m, letters[i + 1]);
  return LLVMFunctionType(type_of_letter(m, letters[0]), parameters, (unsigned)count, variadic);
}

static void add_attribute(mutator *m, LLVMValueRef call, const char *name) {
  unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
  if (kind)
    LLVMAddCallSiteAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                             LLVMCreateEnumAttribute(m->context, kind, 0));
}

/* Calls a function in front of `place` with values that are there. */
static LLVMValueRef build_call(mutator *m, LLVMTypeRef type, LLVMValueRef callee, LLVMValueRef place) {
  LLVMTypeRef types[MOST_ARGUMENTS];
  LLVMValueRef arguments[MOST_ARGUMENTS];
  unsigned count = LLVMCountParamTypes(type);
  if (count + 1 > MOST_ARGUMENTS)
    return NULL;
  LLVMGetParamTypes(type, types);
  for (unsigned i = 0; i < count; i++) {
    if (!is_ordinary_type(types[i]))
      return NULL;
    arguments[i] = pick_value(m, types[i], place);
  }
  if (LLVMIsFunctionVarArg(type) && one_in(m, 2))
    arguments[count++] = pick_value(m, m->pointer, place);
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMValueRef call = LLVMBuildCall2(m->builder, type, callee, arguments, count, "");
  if (is_ordinary_type(LLVMTypeOf(call)))
    plant(m, call);
  return call;
}

bool call_library(mutator *m) {
  LLVMValueRef place = pick_place(m);
  struct library_function called = PICK(m, library);
  LLVMTypeRef type = function_type(m, called.type);
  LLVMValueRef callee = LLVMGetNamedFunction(m->module, called.name);
  if (!place)
    return false;
  if (!callee)
    callee = LLVMAddFunction(m->module, called.name, type);
  LLVMValueRef call = build_call(m, type, callee, place);
  if (call && strncmp(called.name, "_Zn", 3) == 0)
    add_attribute(m, call, "builtin");
  return call != NULL;
}

/* A function of the module, perhaps the one that it is in. */
bool call_any(mutator *m) {
  LLVMValueRef place = pick_place(m), callee = one_in(m, 3) ? m->function : LLVMIsAFunction(pick_global(m));
  return place && callee && build_call(m, LLVMGlobalGetValueType(callee), callee, place);
}

bool call_intrinsic(mutator *m) {
  static const struct {
    const char *name;
    const char *type;
    bool overloaded; /* by pointers */
  } intrinsics[] = {{"llvm.lifetime.start", "vzp", true},
                    {"llvm.lifetime.end", "vzp", true},
                    {"llvm.launder.invariant.group", "pp", true},
                    {"llvm.strip.invariant.group", "pp", true},
                    {"llvm.ssa.copy", "pp", true},
                    {"llvm.ptrmask", "ppz", true},
                    {"llvm.stacksave", "p", true},
                    {"llvm.stackrestore", "vp", true},
                    {"llvm.invariant.start", "pzp", true},
                    {"llvm.threadlocal.address", "pp", true},
                    {"llvm.va_start", "vp", true},
                    {"llvm.donothing", "v", false},
                    {"llvm.trap", "v", false}};
  LLVMValueRef place = pick_place(m);
  size_t which = below(m, sizeof intrinsics / sizeof intrinsics[0]);
  const char *name = intrinsics[which].name;
  unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
  LLVMTypeRef overloads[] = {m->pointer, LLVMInt64TypeInContext(m->context)};
  unsigned count = !intrinsics[which].overloaded ? 0 : strcmp(name, "llvm.ptrmask") == 0 ? 2 : 1;
  if (!id || !place)
    return false;
  LLVMValueRef callee = LLVMGetIntrinsicDeclaration(m->module, id, overloads, count);
  return build_call(m, LLVMGlobalGetValueType(callee), callee, place) != NULL;
}

static void copy_attributes(LLVMValueRef from, LLVMValueRef to, unsigned arguments) {
  LLVMAttributeRef attributes[128];
  for (unsigned place = 0; place < arguments + 2; place++) {
    LLVMAttributeIndex index =
        place == arguments + 1 ? (LLVMAttributeIndex)LLVMAttributeFunctionIndex : place;
    unsigned count = LLVMGetCallSiteAttributeCount(from, index);
    if (count > 128)
      continue;
    LLVMGetCallSiteAttributes(from, index, attributes);
    for (unsigned i = 0; i < count; i++)
      LLVMAddCallSiteAttribute(to, index, attributes[i]);
  }
}

LLVMValueRef rebuild_call(mutator *m, LLVMValueRef call, LLVMValueRef callee, LLVMOperandBundleRef *bundles,
                          unsigned bundle_count) {
  LLVMValueRef arguments[MOST_ARGUMENTS], copy;
  unsigned count = LLVMGetNumArgOperands(call);
  LLVMTypeRef type = LLVMGetCalledFunctionType(call);
  if (count > MOST_ARGUMENTS || (!LLVMIsACallInst(call) && !LLVMIsAInvokeInst(call)))
    return NULL;
  for (unsigned i = 0; i < count; i++)
    arguments[i] = LLVMGetOperand(call, i);
  LLVMPositionBuilderBefore(m->builder, call);
  if (LLVMIsAInvokeInst(call)) {
    copy =
        LLVMBuildInvokeWithOperandBundles(m->builder, type, callee, arguments, count, LLVMGetNormalDest(call),
                                          LLVMGetUnwindDest(call), bundles, bundle_count, "");
  } else {
    copy = LLVMBuildCallWithOperandBundles(m->builder, type, callee, arguments, count, bundles, bundle_count,
                                           "");
    LLVMSetTailCallKind(copy, LLVMGetTailCallKind(call));
  }
  LLVMSetInstructionCallConv(copy, LLVMGetInstructionCallConv(call));
  copy_attributes(call, copy, count);
  if (LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMVoidTypeKind)
    LLVMReplaceAllUsesWith(call, copy);
  LLVMInstructionEraseFromParent(call);
  return copy;
}

bool add_bundle(mutator *m) {
  static const char *const tags[] = {"deopt",           "odd",           "gc-live",
                                     "gc-transition",   "cfguardtarget", "kcfi",
                                     "align",           "nonnull",       "clang.arc.attachedcall",
                                     "convergencectrl", "preallocated"};
  LLVMValueRef call = pick_instruction(m, is_call);
  if (!call)
    return false;
  const char *tag = PICK(m, tags);
  LLVMValueRef values[3];
  unsigned count = (unsigned)below(m, 4);
  for (unsigned i = 0; i < count; i++)
    values[i] = pick_value(m, one_in(m, 4) ? LLVMInt32TypeInContext(m->context) : m->pointer, call);
  LLVMOperandBundleRef bundle = LLVMCreateOperandBundle(tag, strlen(tag), values, count);
  bool done = rebuild_call(m, call, LLVMGetCalledValue(call), &bundle, 1) != NULL;
  LLVMDisposeOperandBundle(bundle);
  return done;
}

static void set_callee(LLVMValueRef call, LLVMValueRef callee) {
  LLVMSetOperand(call, (unsigned)LLVMGetNumOperands(call) - 1, callee);
}

/* The function is found in memory, among several, or by its number. */
bool make_indirect(mutator *m) {
  LLVMValueRef call = pick_instruction(m, is_call);
  if (!call || LLVMGetIntrinsicID(LLVMGetCalledValue(call)))
    return false;
  LLVMValueRef callee = LLVMGetCalledValue(call), other = pick_value(m, m->pointer, call);
  LLVMTypeRef word = LLVMInt64TypeInContext(m->context);
  LLVMPositionBuilderBefore(m->builder, call);
  switch (below(m, 3)) {
  case 0: {
    LLVMValueRef memory = LLVMBuildAlloca(m->builder, m->pointer, "");
    LLVMBuildStore(m->builder, callee, memory);
    set_callee(call, LLVMBuildLoad2(m->builder, m->pointer, memory, ""));
    break;
  }
  case 1:
    set_callee(call, LLVMBuildSelect(m->builder, pick_value(m, LLVMInt1TypeInContext(m->context), call),
                                     callee, other, ""));
    break;
  default:
    callee = LLVMBuildPtrToInt(m->builder, callee, word, "");
    set_callee(call, LLVMBuildIntToPtr(m->builder, LLVMBuildFreeze(m->builder, callee, ""), m->pointer, ""));
  }
  return true;
}

/* Calls something else: often of another type. */
bool redirect_call(mutator *m) {
  LLVMValueRef call = pick_instruction(m, is_call);
  if (!call || LLVMGetIntrinsicID(LLVMGetCalledValue(call)))
    return false;
  LLVMValueRef callee = one_in(m, 3) ? pick_value(m, m->pointer, call) : pick_global(m);
  if (!callee || (LLVMIsAFunction(callee) && LLVMGetIntrinsicID(callee)))
    return false;
  set_callee(call, callee);
  return true;
}

static bool is_plain_call(LLVMValueRef i) { return LLVMIsACallInst(i); }

/* A musttail call needs a return behind it. */
bool mark_tail(mutator *m) {
  static const LLVMTailCallKind kinds[] = {LLVMTailCallKindTail, LLVMTailCallKindMustTail,
                                           LLVMTailCallKindMustTail, LLVMTailCallKindNoTail};
  LLVMValueRef call = pick_instruction(m, is_plain_call);
  if (!call)
    return false;
  LLVMTailCallKind kind = PICK(m, kinds);
  LLVMValueRef next = LLVMGetNextInstruction(call);
  LLVMSetTailCallKind(call, kind);
  if (kind == LLVMTailCallKindMustTail && next && LLVMIsAReturnInst(next) && LLVMGetNumOperands(next) == 1 &&
      LLVMTypeOf(LLVMGetOperand(next, 0)) == LLVMTypeOf(call))
    LLVMSetOperand(next, 0, call);
  return true;
}

bool add_call_attribute(mutator *m) {
  static const char *const of_calls[] = {"nobuiltin",     "builtin",    "noreturn", "nounwind",
                                         "returns_twice", "convergent", "cold",     "nofree",
                                         "willreturn",    "nomerge",    "noinline"};
  static const char *const of_arguments[] = {"nonnull",   "noalias", "returned",   "readonly",  "readnone",
                                             "writeonly", "noundef", "nofree",     "nocapture", "immarg",
                                             "inreg",     "nest",    "swifterror", "swiftself", "zeroext"};
  static const char *const with_types[] = {"byval",    "sret",         "byref",
                                           "inalloca", "preallocated", "elementtype"};
  LLVMValueRef call = pick_instruction(m, is_call);
  if (!call)
    return false;
  unsigned arguments = LLVMGetNumArgOperands(call);
  if (!arguments || one_in(m, 3)) {
    add_attribute(m, call, PICK(m, of_calls));
    return true;
  }
  bool typed = one_in(m, 3);
  const char *name = typed ? PICK(m, with_types) : PICK(m, of_arguments);
  unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
  if (!kind)
    return false;
  LLVMTypeRef of = LLVMArrayType2(m->pointer, 2);
  LLVMAddCallSiteAttribute(call, 1 + (unsigned)below(m, arguments),
                           typed ? LLVMCreateTypeAttribute(m->context, kind, of)
                                 : LLVMCreateEnumAttribute(m->context, kind, 0));
  return true;
}

bool change_call_convention(mutator *m) {
  static const unsigned conventions[] = {0, 8, 9, 10, 13, 14, 16, 18, 20, 64, 65, 80};
  LLVMValueRef call = pick_instruction(m, is_call);
  if (!call)
    return false;
  LLVMSetInstructionCallConv(call, PICK(m, conventions));
  return true;
}

/* The callee is called as if it took other arguments, or fewer, or variable ones. */
bool call_as_variadic(mutator *m) {
  LLVMValueRef call = pick_instruction(m, is_plain_call);
  if (!call || LLVMGetIntrinsicID(LLVMGetCalledValue(call)))
    return false;
  LLVMTypeRef types[MOST_ARGUMENTS], result = LLVMTypeOf(call);
  unsigned count = (unsigned)below(m, 4);
  for (unsigned i = 0; i < count; i++)
    types[i] = one_in(m, 3) ? LLVMInt64TypeInContext(m->context) : m->pointer;
  LLVMTypeRef type = LLVMFunctionType(result, types, count, one_in(m, 2));
  LLVMValueRef copy = build_call(m, type, LLVMGetCalledValue(call), call);
  if (LLVMGetTypeKind(result) != LLVMVoidTypeKind)
    LLVMReplaceAllUsesWith(call, copy);
  LLVMInstructionEraseFromParent(call);
  return true;
}
