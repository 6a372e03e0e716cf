/* Mutations of operands and of the way that values take to them, see mutator.h. */
#include "mutator.h"

static bool is_any(LLVMValueRef i) { return i != NULL; }

static bool is_no_terminator(LLVMValueRef i) { return !LLVMIsATerminatorInst(i); }

/* Not a phi: those are changed with the edges. */
static bool can_be_copied(LLVMValueRef i) {
  return is_no_terminator(i) && !LLVMIsAPHINode(i) && !LLVMIsALandingPadInst(i) && !LLVMIsAFuncletPadInst(i);
}

bool replace_operand(mutator *m) {
  LLVMValueRef i = pick_instruction(m, is_any);
  int operand = i ? pick_operand(m, i) : -1;
  if (operand < 0)
    return false;
  LLVMValueRef old = LLVMGetOperand(i, (unsigned)operand);
  LLVMSetOperand(i, (unsigned)operand, pick_value(m, LLVMTypeOf(old), i));
  return true;
}

bool swap_operands(mutator *m) {
  LLVMValueRef a = pick_instruction(m, is_any), b = one_in(m, 2) ? a : pick_instruction(m, is_any);
  int of_a = a ? pick_operand(m, a) : -1, of_b = b ? pick_operand(m, b) : -1;
  if (of_a < 0 || of_b < 0)
    return false;
  LLVMValueRef x = LLVMGetOperand(a, (unsigned)of_a), y = LLVMGetOperand(b, (unsigned)of_b);
  if (x == y || LLVMTypeOf(x) != LLVMTypeOf(y))
    return false;
  LLVMSetOperand(a, (unsigned)of_a, y);
  LLVMSetOperand(b, (unsigned)of_b, x);
  return true;
}

bool duplicate_instruction(mutator *m) {
  LLVMValueRef i = pick_instruction(m, can_be_copied);
  if (!i)
    return false;
  LLVMPositionBuilderBefore(m->builder, one_in(m, 2) ? i : pick_place(m));
  LLVMValueRef copy = LLVMInstructionClone(i);
  LLVMInsertIntoBuilder(m->builder, copy);
  plant(m, copy);
  return true;
}

bool move_instruction(mutator *m) {
  LLVMValueRef i = pick_instruction(m, can_be_copied), place = pick_place(m);
  if (!i || !place || i == place)
    return false;
  LLVMInstructionRemoveFromParent(i);
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMInsertIntoBuilder(m->builder, i);
  return true;
}

bool erase_instruction(mutator *m) {
  LLVMValueRef i = pick_instruction(m, is_no_terminator);
  if (!i)
    return false;
  LLVMTypeRef type = LLVMTypeOf(i);
  if (is_ordinary_type(type))
    LLVMReplaceAllUsesWith(i, pick_value(m, type, i));
  else if (LLVMGetFirstUse(i))
    return false;
  LLVMInstructionEraseFromParent(i);
  return true;
}

/* An operand of an instruction, and a builder in front of it. */
typedef struct use {
  LLVMValueRef user, value;
  unsigned operand;
} use;

/* Prefers pointers: they are what the pass follows. */
static bool pick_use(mutator *m, use *result) {
  for (int tries = 0; tries < 8; tries++) {
    LLVMValueRef i = pick_instruction(m, is_any);
    int operand = i && !LLVMIsAPHINode(i) ? pick_operand(m, i) : -1;
    if (operand < 0)
      continue;
    *result = (use){i, LLVMGetOperand(i, (unsigned)operand), (unsigned)operand};
    if (LLVMTypeOf(result->value) == m->pointer || tries > 5) {
      LLVMPositionBuilderBefore(m->builder, i);
      return true;
    }
  }
  return false;
}

static bool set_use(const use *u, LLVMValueRef value) {
  LLVMSetOperand(u->user, u->operand, value);
  return true;
}

bool through_aggregate(mutator *m) {
  use u;
  if (!pick_use(m, &u))
    return false;
  LLVMTypeRef type = LLVMTypeOf(u.value), word = LLVMInt64TypeInContext(m->context);
  LLVMTypeRef fields[] = {word, type, LLVMArrayType2(type, 2)};
  LLVMTypeRef record = LLVMStructTypeInContext(m->context, fields, 3, one_in(m, 2));
  LLVMValueRef aggregate = one_in(m, 2) ? LLVMGetUndef(record) : pick_value(m, record, u.user);
  aggregate = LLVMBuildInsertValue(m->builder, aggregate, u.value, 1, "");
  LLVMValueRef array = LLVMBuildExtractValue(m->builder, aggregate, 2, "");
  array =
      LLVMBuildInsertValue(m->builder, array, one_in(m, 2) ? u.value : pick_value(m, type, u.user), 1, "");
  aggregate = LLVMBuildInsertValue(m->builder, aggregate, array, 2, "");
  if (one_in(m, 2))
    return set_use(&u, LLVMBuildExtractValue(m->builder, aggregate, 1, ""));
  array = LLVMBuildExtractValue(m->builder, aggregate, 2, "");
  return set_use(&u, LLVMBuildExtractValue(m->builder, array, (unsigned)below(m, 2), ""));
}

static bool can_be_element(LLVMTypeRef type) {
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  return kind == LLVMIntegerTypeKind || kind == LLVMPointerTypeKind || kind == LLVMFloatTypeKind ||
         kind == LLVMDoubleTypeKind;
}

bool through_vector(mutator *m) {
  use u;
  if (!pick_use(m, &u) || !can_be_element(LLVMTypeOf(u.value)))
    return false;
  LLVMTypeRef index_type = LLVMInt32TypeInContext(m->context);
  LLVMTypeRef vector_type =
      one_in(m, 4) ? LLVMScalableVectorType(LLVMTypeOf(u.value), 2) : LLVMVectorType(LLVMTypeOf(u.value), 2);
  LLVMValueRef index =
      one_in(m, 3) ? pick_value(m, index_type, u.user) : LLVMConstInt(index_type, below(m, 2), false);
  LLVMValueRef vector = pick_value(m, vector_type, u.user);
  vector = LLVMBuildInsertElement(m->builder, vector, u.value, index, "");
  if (one_in(m, 2)) {
    LLVMValueRef zeroes = LLVMConstNull(LLVMGetTypeKind(vector_type) == LLVMScalableVectorTypeKind
                                            ? LLVMScalableVectorType(index_type, 2)
                                            : LLVMVectorType(index_type, 2));
    vector = LLVMBuildShuffleVector(m->builder, vector, pick_value(m, vector_type, u.user), zeroes, "");
  }
  return set_use(&u, LLVMBuildExtractElement(m->builder, vector, index, ""));
}

bool through_integer(mutator *m) {
  static const unsigned widths[] = {1, 8, 32, 48, 63, 64, 65, 128};
  use u;
  if (!pick_use(m, &u) || LLVMTypeOf(u.value) != m->pointer)
    return false;
  LLVMTypeRef word = LLVMIntTypeInContext(m->context, one_in(m, 2) ? 64 : PICK(m, widths));
  LLVMValueRef number = LLVMBuildPtrToInt(m->builder, u.value, word, ""), other = pick_value(m, word, u.user);
  static const LLVMOpcode operations[] = {LLVMAdd, LLVMSub, LLVMXor,  LLVMOr,   LLVMAnd,
                                          LLVMMul, LLVMShl, LLVMLShr, LLVMURem, LLVMSDiv};
  if (one_in(m, 2))
    number = LLVMBuildBinOp(m->builder, PICK(m, operations), number, other, "");
  return set_use(&u, LLVMBuildIntToPtr(m->builder, number, m->pointer, ""));
}

bool through_cast(mutator *m) {
  use u;
  if (!pick_use(m, &u))
    return false;
  if (LLVMTypeOf(u.value) != m->pointer || one_in(m, 3))
    return set_use(&u, LLVMBuildFreeze(m->builder, u.value, ""));
  if (one_in(m, 2)) {
    LLVMTypeRef elsewhere = LLVMPointerTypeInContext(m->context, one_in(m, 2) ? 1 : 271);
    LLVMValueRef far = LLVMBuildAddrSpaceCast(m->builder, u.value, elsewhere, "");
    return set_use(&u, LLVMBuildAddrSpaceCast(m->builder, far, m->pointer, ""));
  }
  LLVMTypeRef byte = LLVMInt8TypeInContext(m->context), word = LLVMInt64TypeInContext(m->context);
  LLVMValueRef index = pick_value(m, word, u.user);
  return set_use(&u, LLVMBuildGEP2(m->builder, byte, u.value, &index, 1, ""));
}

bool through_choice(mutator *m) {
  use u;
  if (!pick_use(m, &u))
    return false;
  LLVMValueRef condition = pick_value(m, LLVMInt1TypeInContext(m->context), u.user);
  LLVMValueRef other = pick_value(m, LLVMTypeOf(u.value), u.user);
  bool first = one_in(m, 2);
  return set_use(
      &u, LLVMBuildSelect(m->builder, condition, first ? u.value : other, first ? other : u.value, ""));
}
