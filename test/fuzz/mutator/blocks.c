/* Mutations of the control flow, see mutator.h. */
#include "mutator.h"

enum { MOST_INCOMING = 1024 };

/* Takes the place of a phi's block: from `old`, to `new`. Without a new one, one edge from the old one is
 * gone. */
typedef struct block_change {
  LLVMBasicBlockRef old, new;
} block_change;

/* LLVM-C can only add to a phi, so it is made again. */
static void rebuild_phi(mutator *m, LLVMValueRef phi, block_change change) {
  LLVMValueRef values[MOST_INCOMING];
  LLVMBasicBlockRef blocks[MOST_INCOMING];
  unsigned count = LLVMCountIncoming(phi), used = 0;
  bool dropped = false;
  if (count > MOST_INCOMING)
    return;
  for (unsigned i = 0; i < count; i++) {
    LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
    if (block == change.old && !change.new && !dropped) {
      dropped = true;
      continue;
    }
    values[used] = LLVMGetIncomingValue(phi, i);
    blocks[used++] = block == change.old && change.new ? change.new : block;
  }
  LLVMPositionBuilderBefore(m->builder, phi);
  LLVMValueRef copy = LLVMBuildPhi(m->builder, LLVMTypeOf(phi), "");
  LLVMAddIncoming(copy, values, blocks, used);
  LLVMReplaceAllUsesWith(phi, copy);
  LLVMInstructionEraseFromParent(phi);
}

static void change_phis(mutator *m, LLVMBasicBlockRef block, block_change change) {
  LLVMValueRef next;
  for (LLVMValueRef i = LLVMGetFirstInstruction(block); i && LLVMIsAPHINode(i); i = next) {
    next = LLVMGetNextInstruction(i);
    rebuild_phi(m, i, change);
  }
}

/* The value of a phi for one more edge from a block: the same as for the edges that are there. */
static LLVMValueRef value_for_edge(mutator *m, LLVMValueRef phi, LLVMBasicBlockRef from) {
  for (unsigned i = 0; i < LLVMCountIncoming(phi); i++)
    if (LLVMGetIncomingBlock(phi, i) == from)
      return LLVMGetIncomingValue(phi, i);
  return pick_value(m, LLVMTypeOf(phi), LLVMGetBasicBlockTerminator(from));
}

static void add_edge_to_phis(mutator *m, LLVMBasicBlockRef from, LLVMBasicBlockRef to) {
  for (LLVMValueRef i = LLVMGetFirstInstruction(to); i && LLVMIsAPHINode(i); i = LLVMGetNextInstruction(i)) {
    LLVMValueRef value = value_for_edge(m, i, from);
    LLVMAddIncoming(i, &value, &from, 1);
  }
}

static bool has_edges(LLVMValueRef i) { return LLVMIsATerminatorInst(i) && LLVMGetNumSuccessors(i) > 0; }

bool redirect_edge(mutator *m) {
  LLVMValueRef end = pick_instruction(m, has_edges);
  LLVMBasicBlockRef to = pick_block(m);
  if (!end || to == LLVMGetEntryBasicBlock(m->function))
    return false;
  LLVMBasicBlockRef from = LLVMGetInstructionParent(end);
  unsigned edge = (unsigned)below(m, LLVMGetNumSuccessors(end));
  LLVMBasicBlockRef old = LLVMGetSuccessor(end, edge);
  add_edge_to_phis(m, from, to);
  LLVMSetSuccessor(end, edge, to);
  change_phis(m, old, (block_change){from, NULL});
  return true;
}

static bool is_jump(LLVMValueRef i) { return LLVMIsABranchInst(i) && !LLVMIsConditional(i); }

/* A jump becomes a switch or branch that goes to the same block, perhaps several times. */
bool duplicate_edge(mutator *m) {
  LLVMValueRef jump = pick_instruction(m, is_jump);
  if (!jump)
    return false;
  LLVMBasicBlockRef from = LLVMGetInstructionParent(jump), to = LLVMGetSuccessor(jump, 0),
                    other = pick_block(m);
  LLVMTypeRef byte = LLVMInt8TypeInContext(m->context);
  if (other == LLVMGetEntryBasicBlock(m->function) || one_in(m, 2))
    other = to;
  add_edge_to_phis(m, from, other);
  LLVMPositionBuilderBefore(m->builder, jump);
  if (one_in(m, 2)) {
    LLVMBuildCondBr(m->builder, pick_value(m, LLVMInt1TypeInContext(m->context), jump), to, other);
  } else {
    unsigned cases = (unsigned)below(m, 4);
    LLVMValueRef end = LLVMBuildSwitch(m->builder, pick_value(m, byte, jump), other, cases + 1);
    LLVMAddCase(end, LLVMConstInt(byte, 0, false), to);
    for (unsigned i = 0; i < cases; i++) {
      add_edge_to_phis(m, from, to);
      LLVMAddCase(end, LLVMConstInt(byte, i + 1, false), to);
    }
  }
  LLVMInstructionEraseFromParent(jump);
  return true;
}

/* Moves an instruction and all behind it to a new block, which is not yet reached. */
static LLVMBasicBlockRef cut(mutator *m, LLVMValueRef at) {
  LLVMBasicBlockRef block = LLVMGetInstructionParent(at);
  LLVMBasicBlockRef rest = LLVMAppendBasicBlockInContext(m->context, m->function, "");
  LLVMValueRef next, end = LLVMGetBasicBlockTerminator(block);
  for (unsigned i = 0; i < LLVMGetNumSuccessors(end); i++)
    change_phis(m, LLVMGetSuccessor(end, i), (block_change){block, rest});
  LLVMPositionBuilderAtEnd(m->builder, rest);
  for (LLVMValueRef i = at; i; i = next) {
    next = LLVMGetNextInstruction(i);
    LLVMInstructionRemoveFromParent(i);
    LLVMInsertIntoBuilder(m->builder, i);
  }
  LLVMMoveBasicBlockAfter(rest, block);
  LLVMPositionBuilderAtEnd(m->builder, block);
  return rest;
}

bool split_block(mutator *m) {
  LLVMValueRef place = pick_place(m);
  if (!place)
    return false;
  LLVMBasicBlockRef rest = cut(m, place);
  LLVMBuildBr(m->builder, rest);
  return true;
}

/* What follows a place is repeated while some value says so. */
bool add_loop(mutator *m) {
  LLVMValueRef place = pick_place(m);
  if (!place || LLVMIsATerminatorInst(place))
    return false;
  LLVMBasicBlockRef body = cut(m, place);
  LLVMBuildBr(m->builder, body);
  LLVMValueRef end = LLVMGetBasicBlockTerminator(body);
  LLVMBasicBlockRef rest = cut(m, end);
  end = LLVMGetBasicBlockTerminator(rest);
  LLVMPositionBuilderAtEnd(m->builder, body);
  LLVMBuildCondBr(m->builder, pick_value(m, LLVMInt1TypeInContext(m->context), end), body, rest);
  return true;
}

/* Blocks that nothing reaches; values there may use themselves and one another. */
bool add_unreachable_cycle(mutator *m) {
  LLVMBasicBlockRef a = LLVMAppendBasicBlockInContext(m->context, m->function, "");
  LLVMBasicBlockRef b = LLVMAppendBasicBlockInContext(m->context, m->function, ""), to = pick_block(m);
  LLVMTypeRef byte = LLVMInt8TypeInContext(m->context), word = LLVMInt64TypeInContext(m->context);
  LLVMValueRef used = pick_value(m, m->pointer, NULL), index = pick_value(m, word, NULL);
  if (to == LLVMGetEntryBasicBlock(m->function))
    to = b;
  LLVMPositionBuilderAtEnd(m->builder, a);
  LLVMValueRef loop = LLVMBuildGEP2(m->builder, byte, used, &index, 1, "");
  if (LLVMIsAInstruction(loop))
    LLVMSetOperand(loop, 0, one_in(m, 2) ? loop : used);
  LLVMBuildStore(m->builder, used, loop);
  LLVMBuildBr(m->builder, b);
  LLVMPositionBuilderAtEnd(m->builder, b);
  LLVMValueRef phi = LLVMBuildPhi(m->builder, m->pointer, "");
  LLVMValueRef incoming[] = {loop, phi};
  LLVMBasicBlockRef blocks[] = {a, b};
  LLVMBuildStore(m->builder, phi, used);
  LLVMBuildCondBr(m->builder, LLVMGetUndef(LLVMInt1TypeInContext(m->context)), to, a);
  LLVMAddIncoming(phi, incoming, blocks, to == b ? 2 : 1);
  if (to != b && to != a)
    add_edge_to_phis(m, b, to);
  return true;
}

static bool is_plain_call(LLVMValueRef i) {
  return LLVMIsACallInst(i) && !LLVMGetIntrinsicID(LLVMGetCalledValue(i)) &&
         !LLVMIsAInlineAsm(LLVMGetCalledValue(i));
}

static void give_personality(mutator *m) {
  LLVMTypeRef type = LLVMFunctionType(LLVMInt32TypeInContext(m->context), NULL, 0, true);
  LLVMValueRef personality = LLVMGetNamedFunction(m->module, "__gxx_personality_v0");
  if (!personality)
    personality = LLVMAddFunction(m->module, "__gxx_personality_v0", type);
  if (!LLVMHasPersonalityFn(m->function))
    LLVMSetPersonalityFn(m->function, personality);
}

static LLVMBasicBlockRef build_landing_pad(mutator *m) {
  LLVMTypeRef fields[] = {m->pointer, LLVMInt32TypeInContext(m->context)};
  LLVMBasicBlockRef block = LLVMAppendBasicBlockInContext(m->context, m->function, "");
  LLVMPositionBuilderAtEnd(m->builder, block);
  LLVMValueRef pad =
      LLVMBuildLandingPad(m->builder, LLVMStructTypeInContext(m->context, fields, 2, false), NULL, 1, "");
  LLVMAddClause(pad, LLVMConstNull(m->pointer));
  LLVMSetCleanup(pad, one_in(m, 2));
  LLVMValueRef end = one_in(m, 3) ? LLVMBuildUnreachable(m->builder) : LLVMBuildResume(m->builder, pad);
  LLVMPositionBuilderBefore(m->builder, end);
  LLVMBuildStore(m->builder, pick_value(m, m->pointer, NULL), pick_value(m, m->pointer, NULL));
  return block;
}

bool call_to_invoke(mutator *m) {
  LLVMValueRef call = pick_instruction(m, is_plain_call), arguments[64];
  unsigned count = call ? LLVMGetNumArgOperands(call) : 0;
  if (!call || count > 64 || LLVMGetTailCallKind(call) == LLVMTailCallKindMustTail)
    return false;
  for (unsigned i = 0; i < count; i++)
    arguments[i] = LLVMGetOperand(call, i);
  give_personality(m);
  LLVMBasicBlockRef block = LLVMGetInstructionParent(call), rest = cut(m, LLVMGetNextInstruction(call));
  LLVMBasicBlockRef pad = build_landing_pad(m);
  LLVMPositionBuilderAtEnd(m->builder, block);
  LLVMValueRef invoke = LLVMBuildInvoke2(m->builder, LLVMGetCalledFunctionType(call),
                                         LLVMGetCalledValue(call), arguments, count, rest, pad, "");
  LLVMSetInstructionCallConv(invoke, LLVMGetInstructionCallConv(call));
  if (LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMVoidTypeKind)
    LLVMReplaceAllUsesWith(call, invoke);
  LLVMInstructionEraseFromParent(call);
  return true;
}

bool branch_to_indirect(mutator *m) {
  LLVMValueRef jump = pick_instruction(m, is_jump);
  LLVMBasicBlockRef other = pick_block(m);
  if (!jump || other == LLVMGetEntryBasicBlock(m->function))
    return false;
  LLVMBasicBlockRef from = LLVMGetInstructionParent(jump), to = LLVMGetSuccessor(jump, 0);
  add_edge_to_phis(m, from, other);
  LLVMPositionBuilderBefore(m->builder, jump);
  LLVMValueRef address = one_in(m, 2) ? LLVMBlockAddress(m->function, to) : pick_value(m, m->pointer, jump);
  LLVMValueRef end = LLVMBuildIndirectBr(m->builder, address, 2);
  LLVMAddDestination(end, to);
  LLVMAddDestination(end, other);
  LLVMInstructionEraseFromParent(jump);
  return true;
}
