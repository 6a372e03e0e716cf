/* Addresses that are aligned by hand: `address & -alignment`, `(address + alignment - 1) & ~(alignment - 1)`.
 *
 * Where the alignment is a constant this is arithmetic with constants. Where it is not known, adding and
 * masking could lead anywhere; of these forms it is taken that they yield the address, moved by less than the
 * alignment, whatever number that is. Knowing where they lead otherwise takes knowing the address. A number
 * that is an address itself is no alignment: whose it is escapes, or the result is foreign.
 *
 * Sizes are rounded up in the same way. Only what is made from a pointer here is taken to be an address.
 */
#include "flow.h"

enum { MAX_STEPS = 4 };

static bool is_number(LLVMValueRef value, int64_t number) {
  return LLVMIsAConstantInt(value) && LLVMGetIntTypeWidth(LLVMTypeOf(value)) <= 64 &&
         LLVMConstIntGetSExtValue(value) == number;
}

/* What a constant is added to or subtracted from: NULL if the value is no such sum. */
static LLVMValueRef without_constant(LLVMValueRef value) {
  bool sum = LLVMGetInstructionOpcode(value) == LLVMAdd || LLVMGetInstructionOpcode(value) == LLVMSub;
  return sum && LLVMIsAConstantInt(LLVMGetOperand(value, 1)) ? LLVMGetOperand(value, 0) : NULL;
}

/* The alignment that a mask is made for, `-alignment` or `~(alignment - 1)`; NULL for any other value. */
static LLVMValueRef alignment_of(LLVMValueRef mask) {
  if (LLVMGetInstructionOpcode(mask) == LLVMSub && is_number(LLVMGetOperand(mask, 0), 0))
    return LLVMGetOperand(mask, 1);
  if (LLVMGetInstructionOpcode(mask) != LLVMXor || !is_number(LLVMGetOperand(mask, 1), -1))
    return NULL;
  LLVMValueRef less = LLVMGetOperand(mask, 0);
  bool by_one = (LLVMGetInstructionOpcode(less) == LLVMAdd && is_number(LLVMGetOperand(less, 1), -1)) ||
                (LLVMGetInstructionOpcode(less) == LLVMSub && is_number(LLVMGetOperand(less, 1), 1));
  return by_one ? LLVMGetOperand(less, 0) : NULL;
}

/* In unoptimised code a parameter is loaded each time. */
static bool is_same_number(const flow *f, LLVMValueRef x, LLVMValueRef y) {
  uint32_t parameter = view_argument(f->view, x);
  return x == y || (parameter != NO_INDEX && parameter == view_argument(f->view, y));
}

/* The alignment, if what is added serves to round up to it: `(address + constant + alignment) & -alignment`.
 * NULL for any other sum. */
static LLVMValueRef rounded_up_to(const flow *f, LLVMValueRef sum, LLVMValueRef added) {
  for (unsigned i = 0; i < MAX_STEPS && without_constant(added); i++)
    added = without_constant(added);
  for (unsigned i = 0; i < MAX_STEPS; i++) {
    LLVMUseRef use = LLVMGetFirstUse(sum);
    if (!use || LLVMGetNextUse(use))
      return NULL;
    LLVMValueRef user = LLVMGetUser(use);
    if (LLVMGetInstructionOpcode(user) == LLVMAnd) {
      LLVMValueRef alignment = alignment_of(LLVMGetOperand(user, LLVMGetOperand(user, 0) == sum ? 1 : 0));
      return alignment && is_same_number(f, alignment, added) ? added : NULL;
    }
    if (without_constant(user) != sum)
      return NULL;
    sum = user;
  }
  return NULL;
}

/* A pointer as a number, to which others may have been added; in unoptimised code it may be in a variable. */
static bool is_address(LLVMValueRef value, unsigned steps) {
  value = ir_through_variable(value);
  if (steps == MAX_STEPS)
    return false;
  if (LLVMIsAPtrToIntInst(value))
    return true;
  if (LLVMGetInstructionOpcode(value) == LLVMSub)
    return is_address(LLVMGetOperand(value, 0), steps + 1);
  return LLVMGetInstructionOpcode(value) == LLVMAdd &&
         (is_address(LLVMGetOperand(value, 0), steps + 1) || is_address(LLVMGetOperand(value, 1), steps + 1));
}

LLVMValueRef flow_aligned_to(const flow *f, LLVMValueRef instruction, unsigned operand) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  if (opcode != LLVMAnd && opcode != LLVMAdd)
    return NULL;
  LLVMValueRef value = LLVMGetOperand(instruction, operand);
  LLVMValueRef alignment = opcode == LLVMAnd ? alignment_of(value) : rounded_up_to(f, instruction, value);
  return alignment && is_address(LLVMGetOperand(instruction, 1 - operand), 0) ? alignment : NULL;
}
