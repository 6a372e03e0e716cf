/* Mutations of loads, stores and what they reach, see mutator.h. */
#include "mutator.h"

static const LLVMAtomicOrdering orderings[] = {LLVMAtomicOrderingUnordered, LLVMAtomicOrderingMonotonic,
                                               LLVMAtomicOrderingAcquire, LLVMAtomicOrderingRelease,
                                               LLVMAtomicOrderingSequentiallyConsistent};

static bool is_access(LLVMValueRef i) { return LLVMIsALoadInst(i) || LLVMIsAStoreInst(i); }

static bool is_store(LLVMValueRef i) { return LLVMIsAStoreInst(i); }

bool make_atomic(mutator *m) {
  LLVMValueRef i = pick_instruction(m, is_access);
  if (!i)
    return false;
  if (one_in(m, 3))
    LLVMSetVolatile(i, !LLVMGetVolatile(i));
  if (one_in(m, 2))
    LLVMSetAlignment(i, 1U << below(m, 8));
  else
    LLVMSetOrdering(i, PICK(m, orderings));
  return true;
}

/* A store becomes an exchange, a compare-and-exchange or an operation, whose result is used. */
bool store_to_exchange(mutator *m) {
  static const LLVMAtomicRMWBinOp operations[] = {LLVMAtomicRMWBinOpXchg, LLVMAtomicRMWBinOpXchg,
                                                  LLVMAtomicRMWBinOpAdd, LLVMAtomicRMWBinOpUMax};
  LLVMValueRef store = pick_instruction(m, is_store);
  if (!store)
    return false;
  LLVMValueRef value = LLVMGetOperand(store, 0), address = LLVMGetOperand(store, 1), old;
  LLVMTypeRef type = LLVMTypeOf(value);
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  if (kind != LLVMPointerTypeKind && kind != LLVMIntegerTypeKind)
    return false;
  LLVMPositionBuilderBefore(m->builder, store);
  if (one_in(m, 2)) {
    LLVMValueRef result =
        LLVMBuildAtomicCmpXchg(m->builder, address, pick_value(m, type, store), value,
                               LLVMAtomicOrderingAcquireRelease, LLVMAtomicOrderingMonotonic, false);
    old = LLVMBuildExtractValue(m->builder, result, 0, "");
  } else {
    LLVMAtomicRMWBinOp operation = kind == LLVMPointerTypeKind ? LLVMAtomicRMWBinOpXchg : PICK(m, operations);
    old = LLVMBuildAtomicRMW(m->builder, operation, address, value, LLVMAtomicOrderingSequentiallyConsistent,
                             false);
  }
  plant(m, old);
  LLVMInstructionEraseFromParent(store);
  return true;
}

static LLVMTypeRef pick_type(mutator *m) {
  LLVMTypeRef word = LLVMInt64TypeInContext(m->context);
  LLVMTypeRef fields[] = {m->pointer, word};
  LLVMTypeRef types[] = {m->pointer,
                         m->pointer,
                         m->pointer,
                         word,
                         LLVMInt8TypeInContext(m->context),
                         LLVMIntTypeInContext(m->context, 128),
                         LLVMIntTypeInContext(m->context, 33),
                         LLVMVectorType(m->pointer, 2),
                         LLVMStructTypeInContext(m->context, fields, 2, one_in(m, 2)),
                         LLVMArrayType2(m->pointer, 3),
                         LLVMPointerTypeInContext(m->context, 1),
                         LLVMDoubleTypeInContext(m->context),
                         LLVMScalableVectorType(word, 2)};
  return PICK(m, types);
}

bool store_value(mutator *m) {
  LLVMValueRef place = pick_place(m);
  if (!place)
    return false;
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMValueRef value = pick_value(m, pick_type(m), place);
  LLVMBuildStore(m->builder, value, pick_value(m, m->pointer, place));
  return true;
}

bool load_value(mutator *m) {
  LLVMValueRef place = pick_place(m);
  if (!place)
    return false;
  LLVMPositionBuilderBefore(m->builder, place);
  plant(m, LLVMBuildLoad2(m->builder, pick_type(m), pick_value(m, m->pointer, place), ""));
  return true;
}

/* A value is stored, and loaded again at a later place. */
bool through_memory(mutator *m) {
  LLVMValueRef place = pick_place(m), later = pick_place(m);
  if (!place || !later)
    return false;
  LLVMTypeRef type = pick_type(m);
  LLVMValueRef value = pick_value(m, type, place);
  LLVMPositionBuilderBefore(m->builder, LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(m->function)));
  LLVMValueRef memory = LLVMBuildAlloca(m->builder, type, "");
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMBuildStore(m->builder, value, memory);
  LLVMPositionBuilderBefore(m->builder, later);
  plant(m, LLVMBuildLoad2(m->builder, one_in(m, 4) ? pick_type(m) : type, memory, ""));
  return true;
}

bool copy_memory(mutator *m) {
  static const unsigned long long sizes[] = {0, 1, 7, 8, 9, 16, 24, 64, 65536};
  LLVMValueRef place = pick_place(m);
  if (!place)
    return false;
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMTypeRef word = LLVMInt64TypeInContext(m->context);
  LLVMValueRef from = pick_value(m, m->pointer, place), to = pick_value(m, m->pointer, place);
  LLVMValueRef size = one_in(m, 3) ? pick_value(m, word, place) : LLVMConstInt(word, PICK(m, sizes), false);
  if (one_in(m, 3))
    LLVMBuildMemSet(m->builder, to, pick_value(m, LLVMInt8TypeInContext(m->context), place), size, 1);
  else if (one_in(m, 2))
    LLVMBuildMemMove(m->builder, to, 1, from, 1, size);
  else
    LLVMBuildMemCpy(m->builder, to, 8, from, 1, size);
  return true;
}

/* Also in loops, and of a size that varies. */
bool add_alloca(mutator *m) {
  LLVMValueRef place = pick_place(m);
  if (!place)
    return false;
  LLVMPositionBuilderBefore(m->builder, place);
  LLVMTypeRef type = pick_type(m), number = LLVMInt32TypeInContext(m->context);
  if (one_in(m, 2))
    plant(m, LLVMBuildAlloca(m->builder, type, ""));
  else
    plant(m, LLVMBuildArrayAlloca(m->builder, type, pick_value(m, number, place), ""));
  return true;
}
