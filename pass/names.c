/* Implementation of names.h. */
#include "names.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

enum { MAX_NESTING = 4 }; /* operators in a number, dereferences in a pointer */

/* --- functions and globals --- */

/* Where a clone's own ending begins ("foo.h2s", clones.h): that is no part of the mangled name. */
static size_t mangled_length(const char *symbol, size_t length) {
  static const char ending[] = ".h2s";
  size_t size = sizeof ending - 1;
  for (size_t i = length; i-- > 1;)
    if (length - i >= size && memcmp(symbol + i, ending, size) == 0)
      return i;
  return length;
}

const char *names_symbol(const names *n, const char *symbol, size_t length) {
  size_t mangled = mangled_length(symbol, length);
  char *readable =
      n->callbacks->demangle ? n->callbacks->demangle(symbol, mangled, n->callbacks->user) : NULL;
  if (!readable)
    return arena_printf(n->run, "%.*s", (int)length, symbol);
  const char *result = arena_printf(n->run, "%s%.*s", readable, (int)(length - mangled), symbol + mangled);
  free(readable);
  return result;
}

const char *names_global(const names *n, LLVMValueRef global) {
  size_t length;
  const char *symbol = LLVMGetValueName2(global, &length);
  return length ? names_symbol(n, symbol, length) : "an unnamed global";
}

const char *names_callee(const names *n, LLVMValueRef call) {
  LLVMValueRef callee = ir_called(call);
  if (LLVMIsAInlineAsm(callee))
    return "inline assembly";
  if (LLVMIsAFunction(callee))
    return arena_printf(n->run, "%s()", names_global(n, callee));
  bool global = LLVMIsALoadInst(callee) && LLVMIsAGlobalVariable(LLVMGetOperand(callee, 0));
  const char *name = global ? names_global(n, LLVMGetOperand(callee, 0)) : names_variable(n, callee, call);
  return name ? arena_printf(n->run, "the function pointer %s", name) : "a function pointer";
}

/* --- variables --- */

static bool has_debug_info(LLVMValueRef value) {
  LLVMBasicBlockRef block = LLVMIsAInstruction(value) ? LLVMGetInstructionParent(value) : NULL;
  LLVMValueRef function = block ? LLVMGetBasicBlockParent(block) : NULL;
  return function && LLVMGetSubprogram(function);
}

/* With debug info, the IR's names of instructions are the front end's own. */
static const char *ir_name(const names *n, LLVMValueRef value) {
  static const char spilled[] = ".addr"; /* clang's name for a parameter's own alloca */
  size_t suffix = sizeof spilled - 1, length;
  if (LLVMIsAInstruction(value) && !LLVMIsAAllocaInst(value) && has_debug_info(value))
    return NULL;
  if (LLVMIsAConstant(value))
    return NULL;
  const char *name = LLVMGetValueName2(value, &length);
  if (length > suffix && memcmp(name + length - suffix, spilled, suffix) == 0)
    length -= suffix;
  return length ? arena_printf(n->run, "%.*s", (int)length, name) : NULL;
}

const char *names_parameter(const names *n, LLVMValueRef function, uint32_t index,
                            heap2stack_parameter *found) {
  *found = (heap2stack_parameter){0};
  bool known = LLVMGetSubprogram(function) && n->callbacks->find_parameter &&
               n->callbacks->find_parameter(function, index, found, n->callbacks->user);
  if (!known)
    *found = (heap2stack_parameter){0};
  if (found->name_length)
    return arena_printf(n->run, "%.*s", (int)found->name_length, found->name);
  if (index >= LLVMCountParams(function))
    return "the variadic arguments";
  const char *name = ir_name(n, LLVMGetParam(function, index));
  return name ? name : arena_printf(n->run, "parameter %u", index + 1);
}

static const char *debug_name(const names *n, LLVMValueRef value, LLVMValueRef at) {
  heap2stack_variable found = {0};
  bool known = n->callbacks->find_variable &&
               n->callbacks->find_variable(value, at, &found, n->callbacks->user) && found.name_length;
  return known ? arena_printf(n->run, "%.*s", (int)found.name_length, found.name) : NULL;
}

const char *names_variable(const names *n, LLVMValueRef value, LLVMValueRef at) {
  if (LLVMIsALoadInst(value) && LLVMIsAAllocaInst(LLVMGetOperand(value, 0)))
    value = LLVMGetOperand(value, 0);
  const char *name = debug_name(n, value, at);
  if (!name && LLVMIsAInstruction(value)) /* one of inlined code that made the value */
    name = debug_name(n, value, value);
  return name ? name : ir_name(n, value);
}

/* --- values --- */

static uint32_t parameter_index(LLVMValueRef argument) {
  uint32_t index = 0;
  for (LLVMValueRef p = LLVMGetPreviousParam(argument); p; p = LLVMGetPreviousParam(p))
    index++;
  return index;
}

static const char *name_call(const names *n, LLVMValueRef call) {
  allocator_call site = allocator_classify(n->m, call);
  return allocator_makes_object(&site) ? names_site(n, &site, call) : names_callee(n, call);
}

static const char *name_instruction(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting);

static const char *name_value(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting) {
  heap2stack_parameter found;
  const char *name = names_variable(n, value, at);
  if (name)
    return name;
  if (LLVMIsAGlobalValue(value))
    return names_global(n, value);
  if (LLVMIsAArgument(value))
    return names_parameter(n, LLVMGetParamParent(value), parameter_index(value), &found);
  if (LLVMIsAInstruction(value) && nesting < MAX_NESTING)
    return name_instruction(n, value, at, nesting + 1);
  return "the pointer";
}

static const char *name_instruction(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting) {
  switch (LLVMGetInstructionOpcode(value)) {
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    return name_call(n, value);
  case LLVMLoad: {
    const char *address = name_value(n, LLVMGetOperand(value, 0), at, nesting);
    return arena_printf(n->run, "%s%s", LLVMIsAGlobalVariable(LLVMGetOperand(value, 0)) ? "" : "*", address);
  }
  case LLVMGetElementPtr:
  case LLVMBitCast:
  case LLVMAddrSpaceCast:
  case LLVMFreeze:
  case LLVMPtrToInt:
  case LLVMIntToPtr:
    return name_value(n, LLVMGetOperand(value, 0), at, nesting);
  default:
    return "the pointer";
  }
}

const char *names_value(const names *n, LLVMValueRef value, LLVMValueRef at) {
  return name_value(n, value, at, 0);
}

/* --- numbers --- */

/* How tightly the last operator of a written number binds. */
typedef enum binding { BINDS_SUM, BINDS_PRODUCT, BINDS_ATOM } binding;

static const char *name_number(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting,
                               binding *binds);

static const char *name_operand(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting,
                                binding least) {
  binding binds;
  const char *name = name_number(n, value, at, nesting, &binds);
  return name && binds < least ? arena_printf(n->run, "(%s)", name) : name;
}

static bool small_constant(LLVMValueRef value, int64_t *number) {
  *number = LLVMIsAConstantInt(value) && LLVMGetIntTypeWidth(LLVMTypeOf(value)) <= 64
                ? LLVMConstIntGetSExtValue(value)
                : INT64_MIN;
  return *number > INT32_MIN && *number < INT32_MAX;
}

static const char *name_sum(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting) {
  LLVMValueRef right = LLVMGetOperand(value, 1);
  const char *left = name_operand(n, LLVMGetOperand(value, 0), at, nesting, BINDS_SUM);
  bool minus = LLVMGetInstructionOpcode(value) == LLVMSub;
  int64_t number;
  if (left && !minus && small_constant(right, &number) && number < 0)
    return arena_printf(n->run, "%s - %lld", left, (long long)-number);
  const char *name = name_operand(n, right, at, nesting, minus ? BINDS_PRODUCT : BINDS_SUM);
  return left && name ? arena_printf(n->run, "%s %c %s", left, minus ? '-' : '+', name) : NULL;
}

static const char *name_product(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting) {
  LLVMValueRef right = LLVMGetOperand(value, 1);
  const char *left = name_operand(n, LLVMGetOperand(value, 0), at, nesting, BINDS_PRODUCT);
  int64_t shift;
  if (left && LLVMGetInstructionOpcode(value) == LLVMShl)
    return small_constant(right, &shift) && shift >= 0 && shift < 32
               ? arena_printf(n->run, "%s * %llu", left, 1ULL << shift)
               : NULL;
  const char *name = name_operand(n, right, at, nesting, BINDS_PRODUCT);
  return left && name ? arena_printf(n->run, "%s * %s", left, name) : NULL;
}

static const char *name_number(const names *n, LLVMValueRef value, LLVMValueRef at, int nesting,
                               binding *binds) {
  uint64_t number;
  *binds = BINDS_ATOM;
  if (ir_constant(value, &number))
    return arena_printf(n->run, "%llu", (unsigned long long)number);
  const char *name = names_variable(n, value, at);
  if (name || !LLVMIsAInstruction(value) || nesting == MAX_NESTING)
    return name;
  switch (LLVMGetInstructionOpcode(value)) {
  case LLVMZExt:
  case LLVMSExt:
  case LLVMTrunc:
  case LLVMFreeze:
    return name_number(n, LLVMGetOperand(value, 0), at, nesting + 1, binds);
  case LLVMLoad:
    return names_value(n, value, at);
  case LLVMOr:
    if (!LLVMGetIsDisjoint(value))
      return NULL;
    *binds = BINDS_SUM;
    return name_sum(n, value, at, nesting + 1);
  case LLVMAdd:
  case LLVMSub:
    *binds = BINDS_SUM;
    return name_sum(n, value, at, nesting + 1);
  case LLVMMul:
  case LLVMShl:
    *binds = BINDS_PRODUCT;
    return name_product(n, value, at, nesting + 1);
  default:
    return NULL;
  }
}

const char *names_number(const names *n, LLVMValueRef value, LLVMValueRef at) {
  binding binds;
  return name_number(n, value, at, 0, &binds);
}

/* --- sites --- */

/* Of a string's buffer: its bytes. */
static const char *name_creation(const names *n, const allocator_call *site) {
  const char *shown = names_symbol(n, site->shown, site->shown_length);
  uint64_t bytes;
  if (allocator_size(site, &bytes) != SIZE_CONSTANT)
    return arena_printf(n->run, "%s(n)", shown);
  return arena_printf(n->run, "%s(%llu)", shown, (unsigned long long)bytes);
}

const char *names_site(const names *n, const allocator_call *site, LLVMValueRef call) {
  if (site->capacity)
    return name_creation(n, site);
  const char *line = arena_printf(n->run, "%s(", names_symbol(n, site->shown, site->shown_length));
  unsigned count = LLVMGetNumArgOperands(call);
  const char *separator = "";
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef argument = LLVMGetOperand(call, i);
    bool text = argument == site->source;
    if (LLVMGetTypeKind(LLVMTypeOf(argument)) != LLVMIntegerTypeKind && !text)
      continue;
    const char *name = !text                      ? names_number(n, argument, call)
                       : LLVMIsConstant(argument) ? NULL
                                                  : names_variable(n, argument, call);
    line = arena_printf(n->run, "%s%s%s", line, separator, name ? name : text ? "text" : "n");
    separator = ", ";
  }
  return arena_printf(n->run, "%s)", line);
}

const char *names_position(const names *n, const ir_location *where) {
  if (!where->line)
    return NULL;
  if (!where->column)
    return arena_printf(n->run, "%.*s:%u", (int)where->file_length, where->file, where->line);
  return arena_printf(n->run, "%.*s:%u:%u", (int)where->file_length, where->file, where->line, where->column);
}

static ir_location metadata_location(LLVMMetadataRef location) {
  ir_location where = {0};
  LLVMMetadataRef file = LLVMDIScopeGetFile(LLVMDILocationGetScope(location));
  if (file)
    where.file = LLVMDIFileGetFilename(file, &where.file_length);
  where.line = LLVMDILocationGetLine(location);
  where.column = LLVMDILocationGetColumn(location);
  return where;
}

const char *names_inlined(const names *n, LLVMValueRef instruction) {
  LLVMMetadataRef location = LLVMInstructionGetDebugLoc(instruction);
  LLVMMetadataRef call = location ? LLVMDILocationGetInlinedAt(location) : NULL;
  if (!call)
    return NULL;
  LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(instruction));
  const char *text = "inlined";
  for (; call; call = LLVMDILocationGetInlinedAt(call)) {
    ir_location where = metadata_location(call);
    const char *position = names_position(n, &where);
    bool last = !LLVMDILocationGetInlinedAt(call);
    if (last)
      text = arena_printf(n->run, "%s into %s()", text, names_global(n, function));
    if (position)
      text = arena_printf(n->run, "%s at %s%s", text, position, last ? "" : ",");
  }
  return text;
}
