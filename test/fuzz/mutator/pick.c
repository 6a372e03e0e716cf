/* Random choices of the mutator, see mutator.h. */
#include "mutator.h"

enum { MOST_CHOICES = 4096 };

/* splitmix64 */
uint64_t below(mutator *m, uint64_t count) {
  uint64_t z = m->random += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return (z ^ z >> 31) % count;
}

/* Chooses among things that are seen one after the other: each is as likely as the others. */
static bool take(mutator *m, uint64_t *seen) { return one_in(m, ++*seen); }

bool pick_function(mutator *m) {
  uint64_t count = 0, number;
  for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
    count += !LLVMIsDeclaration(f);
  if (!count)
    return false;
  number = one_in(m, 3) ? below(m, count) : m->favourite % count;
  m->function = LLVMGetFirstFunction(m->module);
  while (LLVMIsDeclaration(m->function) || number--)
    m->function = LLVMGetNextFunction(m->function);
  return true;
}

LLVMBasicBlockRef pick_block(mutator *m) {
  uint64_t seen = 0;
  LLVMBasicBlockRef result = NULL;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(m->function); b; b = LLVMGetNextBasicBlock(b))
    if (take(m, &seen))
      result = b;
  return result;
}

LLVMValueRef pick_instruction(mutator *m, wanted *want) {
  uint64_t seen = 0;
  LLVMValueRef result = NULL;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(m->function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (want(i) && take(m, &seen))
        result = i;
  return result;
}

static bool allows_others_before(LLVMValueRef i) {
  return !LLVMIsAPHINode(i) && !LLVMIsALandingPadInst(i) && !LLVMIsAFuncletPadInst(i) &&
         !LLVMIsACatchSwitchInst(i);
}

LLVMValueRef pick_place(mutator *m) { return pick_instruction(m, allows_others_before); }

bool is_call(LLVMValueRef i) { return LLVMIsACallInst(i) || LLVMIsAInvokeInst(i); }

bool is_ordinary_type(LLVMTypeRef type) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMVoidTypeKind:
  case LLVMLabelTypeKind:
  case LLVMMetadataTypeKind:
  case LLVMTokenTypeKind:
  case LLVMFunctionTypeKind:
  case LLVMX86_AMXTypeKind:
  case LLVMTargetExtTypeKind:
    return false;
  default:
    return true;
  }
}

int pick_operand(mutator *m, LLVMValueRef i) {
  uint64_t seen = 0;
  int result = -1, count = LLVMGetNumOperands(i);
  if (LLVMIsALandingPadInst(i) || LLVMIsAFuncletPadInst(i) || LLVMIsACatchSwitchInst(i))
    return -1;
  if (LLVMIsASwitchInst(i))
    count = 1; /* the others are constants that the verifier relies on */
  for (int n = 0; n < count; n++) {
    LLVMValueRef operand = LLVMGetOperand(i, (unsigned)n);
    if (operand && is_ordinary_type(LLVMTypeOf(operand)) && take(m, &seen))
      result = n;
  }
  return result;
}

LLVMValueRef pick_global(mutator *m) {
  uint64_t seen = 0;
  LLVMValueRef result = NULL;
  for (LLVMValueRef g = LLVMGetFirstGlobal(m->module); g; g = LLVMGetNextGlobal(g))
    if (take(m, &seen))
      result = g;
  for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
    if (!LLVMGetIntrinsicID(f) && take(m, &seen))
      result = f;
  return result;
}

static LLVMValueRef pick_number(mutator *m, LLVMTypeRef type) {
  static const long long numbers[] = {0,  1,   2,         7,         8,          16,       24,
                                      32, 255, 256,       257,       4096,       65535,    65536,
                                      -1, -8,  INT64_MAX, INT64_MIN, UINT32_MAX, INT32_MAX};
  LLVMValueRef global = pick_global(m);
  if (global && one_in(m, 12))
    return LLVMConstPtrToInt(global, type);
  return LLVMConstInt(type, (unsigned long long)PICK(m, numbers), true);
}

/* A pointer that is a constant expression; to address space 0. */
static LLVMValueRef pick_address(mutator *m) {
  LLVMTypeRef byte = LLVMInt8TypeInContext(m->context), word = LLVMInt64TypeInContext(m->context);
  LLVMValueRef global = pick_global(m), number = pick_number(m, word);
  LLVMBasicBlockRef block = pick_block(m);
  switch (below(m, 5)) {
  case 0:
    return LLVMConstIntToPtr(number, m->pointer);
  case 1:
    if (block && block != LLVMGetEntryBasicBlock(m->function))
      return LLVMBlockAddress(m->function, block);
    return LLVMConstNull(m->pointer);
  case 2:
    return global ? LLVMConstGEP2(byte, global, &number, 1) : LLVMConstNull(m->pointer);
  default:
    return global ? global : LLVMConstNull(m->pointer);
  }
}

LLVMValueRef pick_constant(mutator *m, LLVMTypeRef type) {
  uint64_t kind = below(m, 6);
  if (kind == 0)
    return LLVMGetUndef(type);
  if (kind == 1)
    return LLVMGetPoison(type);
  if (kind == 2)
    return LLVMConstNull(type);
  if (LLVMGetTypeKind(type) == LLVMIntegerTypeKind)
    return pick_number(m, type);
  if (type == m->pointer)
    return pick_address(m);
  return LLVMConstNull(type);
}

/* The values of a function that have one type: all, and first those that dominate a place for sure. */
typedef struct choices {
  LLVMValueRef sure[MOST_CHOICES], all[MOST_CHOICES];
  unsigned sure_count, count;
} choices;

static void add_choice(choices *c, LLVMValueRef value, bool sure) {
  if (sure && c->sure_count < MOST_CHOICES)
    c->sure[c->sure_count++] = value;
  if (c->count < MOST_CHOICES)
    c->all[c->count++] = value;
}

static void collect(mutator *m, choices *c, LLVMTypeRef type, LLVMValueRef at) {
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(m->function),
                    here = at ? LLVMGetInstructionParent(at) : NULL;
  for (LLVMValueRef p = LLVMGetFirstParam(m->function); p; p = LLVMGetNextParam(p))
    if (LLVMTypeOf(p) == type)
      add_choice(c, p, true);
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(m->function); b; b = LLVMGetNextBasicBlock(b)) {
    bool before = b == here || b == entry;
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i)) {
      before = before && i != at;
      if (i != at && LLVMTypeOf(i) == type)
        add_choice(c, i, before);
    }
  }
}

LLVMValueRef pick_value(mutator *m, LLVMTypeRef type, LLVMValueRef at) {
  choices c;
  c.count = c.sure_count = 0;
  if (!one_in(m, 4))
    collect(m, &c, type, at);
  if (c.sure_count && !one_in(m, 4))
    return c.sure[below(m, c.sure_count)];
  return c.count ? c.all[below(m, c.count)] : pick_constant(m, type);
}

void plant(mutator *m, LLVMValueRef value) {
  LLVMTypeRef type = LLVMTypeOf(value);
  uint64_t seen = 0;
  LLVMValueRef user = NULL;
  unsigned operand = 0;
  for (LLVMValueRef i = LLVMGetNextInstruction(value); i; i = LLVMGetNextInstruction(i))
    for (int n = 0; n < LLVMGetNumOperands(i) && !LLVMIsAPHINode(i) && !LLVMIsASwitchInst(i); n++) {
      LLVMValueRef old = LLVMGetOperand(i, (unsigned)n);
      if (old && LLVMTypeOf(old) == type && take(m, &seen)) {
        user = i;
        operand = (unsigned)n;
      }
    }
  if (user)
    LLVMSetOperand(user, operand, value);
}
