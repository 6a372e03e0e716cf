/* What each kind of instruction does with pointers (flow.h has the theory). */
#include "flow.h"

void flow_to_member(flow *f, uint32_t user, node_id value, const target *t, int32_t offset, uint32_t member) {
  if (f->nodes[value].part)
    flow_mark_part(f, user);
  if (f->nodes[value].firm)
    flow_mark_firm(f, user);
  if (t) {
    target moved = {t->object, offset, value, user, member};
    flow_add_member(f, user, &moved);
  } else {
    flow_add_foreign_members(f, user, flow_members(member));
  }
}

static void flow_to_result(flow *f, uint32_t user, node_id value, const target *t, int32_t offset) {
  flow_to_member(f, user, value, t, offset, MEMBER_ANY);
}

/* The result is the same, member by member. */
static void pass_on(flow *f, uint32_t user, node_id value, const target *t) {
  if (f->nodes[value].part)
    flow_mark_part(f, user);
  if (f->nodes[value].firm)
    flow_mark_firm(f, user);
  if (t)
    flow_to_member(f, user, value, t, t->offset, t->member);
  else
    flow_add_foreign_members(f, user, f->nodes[value].foreign);
}

static bool is_operand(LLVMValueRef instruction, unsigned operand, LLVMValueRef value) {
  return LLVMGetOperand(instruction, operand) == value;
}

static void transfer_unknown(flow *f, uint32_t user, node_id value, const target *t) {
  if (t)
    flow_escape(f, t->object, HEAP2STACK_ESCAPES_UNKNOWN, user, value);
}

static int32_t moved_by(const target *t, int32_t step) {
  return t ? flow_add_offset(t->offset, step) : OFFSET_UNKNOWN;
}

/* An index counts as a signed number, however it was computed. */
static bool is_not_negative(flow *f, LLVMValueRef gep, LLVMValueRef index) {
  uint64_t most;
  if (LLVMIsAZExtInst(index))
    return true;
  unsigned width = LLVMGetIntTypeWidth(LLVMTypeOf(index));
  return width <= 64 && bounds_maximum(&f->lengths, index, gep, &most) && most >> (width - 1) == 0;
}

/* The pointer is not moved back but by constant indices. Without `nuw` an index of unknown sign may go either
 * way, and without `inbounds` or `nusw` many steps forward may come round. */
static bool find_forward(flow *f, LLVMValueRef gep) {
  LLVMGEPNoWrapFlags flags = LLVMGEPGetNoWrapFlags(gep);
  if (flags & LLVMGEPFlagNUW)
    return true;
  if (!(flags & (LLVMGEPFlagInBounds | LLVMGEPFlagNUSW)))
    return false;
  int count = LLVMGetNumOperands(gep);
  for (int i = 1; i < count; i++) {
    LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
    if (!LLVMIsAConstantInt(index) && !is_not_negative(f, gep, index))
      return false;
  }
  return true;
}

/* What is known of a value in flow.moves: of a gep, and of a pointer that a loop may move. */
enum { MOVE_KNOWN = 1, MOVES_FORWARD = 2, LOOP_KNOWN = 4, LOOP_MOVES_FORWARD = 8, LOOP_MOVES = 16 };

static bool moves_forward(flow *f, uint32_t gep) {
  if (!(f->moves[gep] & MOVE_KNOWN))
    f->moves[gep] |= find_forward(f, f->view->values[gep]) ? MOVE_KNOWN | MOVES_FORWARD : MOVE_KNOWN;
  return f->moves[gep] & MOVES_FORWARD;
}

/* By at least so much, if it is known. */
static int32_t least_move(flow *f, uint32_t user, const target *t) {
  int64_t least;
  if (!t || t->offset == OFFSET_UNKNOWN || !ir_gep_constant_part(f->m, f->view->values[user], &least))
    return OFFSET_UNKNOWN;
  int32_t step = flow_behind(flow_bytes(least));
  bool matters = flow_first_granule(f, t->object, flow_add_offset(t->offset, step)) != OFFSET_UNKNOWN;
  return matters && moves_forward(f, user) ? step : OFFSET_UNKNOWN;
}

/* How far a pointer may be from the phi of a loop that it goes back to, in bytes. */
typedef struct phi_distance {
  bool found; /* it comes from the phi, as far as a few steps back can tell */
  int64_t least, most;
} phi_distance;

enum { FAR = 1 << 30 };

static phi_distance move_away(flow *f, LLVMValueRef gep, phi_distance d) {
  int64_t steps[IR_GEP_OFFSETS], least = 0, most = FAR;
  unsigned count = ir_gep_offsets(f->m, gep, steps);
  if (count == 0 && !(ir_gep_constant_part(f->m, gep, &least) && moves_forward(f, flow_value_node(f, gep))))
    least = -FAR;
  for (unsigned i = 0; i < count; i++) {
    least = i == 0 || steps[i] < least ? steps[i] : least;
    most = i == 0 || steps[i] > most ? steps[i] : most;
  }
  if (least < -FAR || least > FAR || most < -FAR || most > FAR)
    return (phi_distance){true, -FAR, FAR};
  return (phi_distance){true, d.least + least, d.most + most};
}

static phi_distance distance_from(flow *f, LLVMValueRef value, LLVMValueRef phi, unsigned *steps_left);

/* The phi, or select, is one of its operands from `first` on. */
static phi_distance distance_of_any(flow *f, LLVMValueRef value, unsigned first, LLVMValueRef phi,
                                    unsigned *steps_left) {
  phi_distance any = {0};
  unsigned count = (unsigned)LLVMGetNumOperands(value);
  for (unsigned i = first; i < count; i++) {
    phi_distance d = distance_from(f, LLVMGetOperand(value, i), phi, steps_left);
    if (d.found && (!any.found || d.least < any.least))
      any.least = d.least;
    if (d.found && (!any.found || d.most > any.most))
      any.most = d.most;
    any.found |= d.found;
  }
  return any;
}

static phi_distance distance_from(flow *f, LLVMValueRef value, LLVMValueRef phi, unsigned *steps_left) {
  if (value == phi)
    return (phi_distance){.found = true};
  if (*steps_left == 0 || !LLVMIsAInstruction(value))
    return (phi_distance){0};
  --*steps_left;
  switch (LLVMGetInstructionOpcode(value)) {
  case LLVMGetElementPtr: {
    phi_distance d = distance_from(f, LLVMGetOperand(value, 0), phi, steps_left);
    return d.found ? move_away(f, value, d) : d;
  }
  case LLVMSelect:
    return distance_of_any(f, value, 1, phi, steps_left);
  case LLVMPHI:
    return distance_of_any(f, value, 0, phi, steps_left);
  default:
    return (phi_distance){0};
  }
}

static unsigned find_loop_move(flow *f, LLVMValueRef value) {
  unsigned steps_left = 12;
  phi_distance d = {0};
  if (LLVMIsAPHINode(value))
    d = distance_of_any(f, value, 0, value, &steps_left);
  return LOOP_KNOWN | (d.least < 0 ? LOOP_MOVES : d.most > 0 ? LOOP_MOVES_FORWARD : 0);
}

int32_t flow_loop_offset(flow *f, uint32_t value, int32_t offset) {
  if (!flow_is_exact(offset))
    return offset;
  if (!(f->moves[value] & LOOP_KNOWN))
    f->moves[value] |= (uint8_t)find_loop_move(f, f->view->values[value]);
  if (f->moves[value] & LOOP_MOVES)
    return OFFSET_UNKNOWN;
  return f->moves[value] & LOOP_MOVES_FORWARD ? flow_behind(offset) : offset;
}

static void transfer_gep(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef gep = f->view->values[user];
  int64_t steps[IR_GEP_OFFSETS];
  if (!is_operand(gep, 0, f->view->values[value])) {
    if (f->nodes[value].firm) /* a table may spell it out */
      transfer_unknown(f, user, value, t);
    return;
  }
  unsigned count = ir_gep_offsets(f->m, gep, steps);
  if (count == 0)
    flow_to_result(f, user, value, t, moved_by(t, least_move(f, user, t)));
  for (unsigned i = 0; i < count; i++)
    flow_to_result(f, user, value, t, moved_by(t, flow_bytes(steps[i])));
}

/* The value of the operation is still the pointer plus a known number: adding or removing one, or setting or
 * clearing low bits. Any other arithmetic may cancel the pointer, or add an address to what was null. */
static bool keeps_base(LLVMValueRef instruction, unsigned pointer_operand) {
  const int64_t low = INT64_C(1) << 32; /* more of an address than that is left */
  LLVMValueRef other = LLVMGetOperand(instruction, 1 - pointer_operand);
  if (!LLVMIsAConstantInt(other) || LLVMGetIntTypeWidth(LLVMTypeOf(other)) > 64)
    return false;
  int64_t constant = LLVMConstIntGetSExtValue(other);
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMAdd:
  case LLVMXor:
    return true;
  case LLVMSub:
    return pointer_operand == 0;
  case LLVMOr:
    return constant >= 0 && constant < low;
  case LLVMAnd:
    return constant < 0 && constant >= -low;
  default:
    return false;
  }
}

/* The lowest bits say nothing but the alignment. */
static bool keeps_low_bits_only(LLVMValueRef instruction) {
  enum { LOW = 4096 };
  uint64_t constant;
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  if (opcode != LLVMAnd && opcode != LLVMURem)
    return false;
  if (!ir_constant(LLVMGetOperand(instruction, 1), &constant))
    return false;
  return opcode == LLVMAnd ? constant < LOW : constant <= LOW && (constant & (constant - 1)) == 0;
}

/* True if nothing but its lowest bits, which depend on those of the operands only, is looked at: several
 * pointers are asked at once whether they are aligned. */
static bool leads_to_low_bits_only(LLVMValueRef instruction, unsigned steps) {
  enum { MAX_USES = 8 };
  unsigned count = 0;
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMAdd:
  case LLVMSub:
  case LLVMMul:
  case LLVMOr:
  case LLVMXor:
  case LLVMAnd:
  case LLVMTrunc:
    break;
  default:
    return false;
  }
  for (LLVMUseRef use = LLVMGetFirstUse(instruction); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (++count > MAX_USES || steps == 0 || !LLVMIsAInstruction(user))
      return false;
    if (!keeps_low_bits_only(user) && !leads_to_low_bits_only(user, steps - 1))
      return false;
  }
  return count > 0;
}

/* Adding, removing and aligning keep all of the pointer's bits together. */
static bool scatters_bits(LLVMValueRef instruction) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMAdd:
  case LLVMSub:
    return false;
  case LLVMOr:
  case LLVMXor:
  case LLVMAnd:
    return !keeps_base(instruction, 0);
  case LLVMZExt:
  case LLVMSExt:
    return false;
  default:
    return true;
  }
}

/* The distance of two of our pointers, until phase two finds that they may be in different objects. */
static bool is_open_distance(const flow *f, uint32_t user) {
  LLVMValueRef instruction = f->view->values[user];
  return LLVMGetInstructionOpcode(instruction) == LLVMSub && !f->nodes[user].apart &&
         !LLVMIsConstant(LLVMGetOperand(instruction, 0)) && !LLVMIsConstant(LLVMGetOperand(instruction, 1));
}

static void transfer_arithmetic(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[user];
  if (is_open_distance(f, user) && !f->nodes[value].part)
    return;
  bool binary = LLVMIsABinaryOperator(instruction) != NULL;
  bool left = is_operand(instruction, 0, f->view->values[value]);
  if (flow_aligned_to(f, instruction, left ? 0 : 1)) { /* if that may be any address: phase two */
    if (t)
      flow_escape(f, t->object, HEAP2STACK_ESCAPES_UNKNOWN, user, value);
    return;
  }
  enum { STEPS = 4 };
  bool low = keeps_low_bits_only(instruction) || leads_to_low_bits_only(instruction, STEPS);
  if ((!f->nodes[value].part && low) || flow_is_element_count(f->m, instruction))
    return;
  bool aligned = flow_aligned_to(f, instruction, left ? 1 : 0) != NULL;
  if (f->nodes[value].firm && !aligned && scatters_bits(instruction))
    flow_mark_part(f, user);
  flow_to_result(f, user, value, t, OFFSET_UNKNOWN);
  if (!t)
    return;
  LLVMValueRef other = binary ? LLVMGetOperand(instruction, left ? 1 : 0) : NULL;
  node_id other_node = other ? flow_value_node(f, other) : NO_INDEX;
  bool both = other_node != NO_INDEX && (other_node == value || arrlenu(f->nodes[other_node].targets) > 0);
  if (!aligned && (!binary || both || !keeps_base(instruction, left ? 0 : 1)))
    flow_add_foreign(f, user);
}

static void transfer_cast_to_number(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMTypeRef type = LLVMTypeOf(f->view->values[user]);
  bool whole =
      LLVMGetTypeKind(type) == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) >= 8 * f->m->pointer_size;
  flow_mark_firm(f, user);
  if (!whole)
    flow_mark_part(f, user);
  flow_to_result(f, user, value, t, whole && t ? t->offset : OFFSET_UNKNOWN);
  if (t && !whole)
    flow_add_foreign(f, user);
}

/* An atomic update stores its operand and yields the old content. */
static void transfer_atomic(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[user];
  LLVMValueRef address = LLVMGetOperand(instruction, 0);
  bool exchange = LLVMGetInstructionOpcode(instruction) == LLVMAtomicCmpXchg;
  LLVMValueRef stored = LLVMGetOperand(instruction, exchange ? 2 : 1);
  LLVMValueRef held = f->view->values[value];
  if (held == address || held == stored)
    flow_store(f, user, stored, address, value, t);
  if (held == address)
    flow_load(f, user, t);
  bool updates = !exchange && LLVMGetAtomicRMWBinOp(instruction) != LLVMAtomicRMWBinOpXchg;
  if (updates && held == address && t)
    flow_update(f, user, t);
  if (updates && held == stored && t)
    flow_escape(f, t->object, HEAP2STACK_ESCAPES_UNKNOWN, user, value);
}

/* Comparing a pointer is not keeping it; deciding by some of its bits may spell it out. */
static void transfer_comparison(flow *f, uint32_t user, node_id value, const target *t) {
  if (t && f->nodes[value].part)
    flow_escape(f, t->object, HEAP2STACK_ESCAPES_UNKNOWN, user, value);
}

static void transfer_return(flow *f, uint32_t user, node_id value, const target *t) {
  if (t && flow_is_local(&f->objects[t->object]))
    flow_leave(f, t->object, HEAP2STACK_ESCAPES_RETURN, user, value, false);
  if (f->nodes[value].part)
    flow_mark_part(f, f->result);
  if (f->nodes[value].firm)
    flow_mark_firm(f, f->result);
  if (t) {
    target returned = {t->object, t->offset, value, user, t->member};
    flow_add_member(f, f->result, &returned);
  } else {
    flow_add_foreign_members(f, f->result, f->nodes[value].foreign);
  }
}

void flow_choose(flow *f, uint32_t user, node_id value, const target *t) {
  transfer_comparison(f, user, value, t);
  flow_to_result(f, user, value, t, t ? t->offset : OFFSET_UNKNOWN);
  if (t)
    flow_add_foreign(f, user);
}

void flow_transfer(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[user];
  LLVMValueRef held = f->view->values[value];
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMGetElementPtr:
    transfer_gep(f, user, value, t);
    break;
  case LLVMSelect:
    if (is_operand(instruction, 0, held))
      transfer_comparison(f, user, value, t);
    else
      pass_on(f, user, value, t);
    break;
  case LLVMPHI:
    pass_on(f, user, value, t);
    flow_follow_forks(f, user);
    break;
  case LLVMBitCast:
  case LLVMAddrSpaceCast:
  case LLVMIntToPtr:
  case LLVMFreeze:
  case LLVMExtractElement:
  case LLVMInsertElement:
  case LLVMShuffleVector:
    pass_on(f, user, value, t);
    break;
  case LLVMInsertValue:
    flow_transfer_insertion(f, user, value, t);
    break;
  case LLVMExtractValue:
    flow_transfer_extraction(f, user, value, t);
    break;
  case LLVMPtrToInt:
    transfer_cast_to_number(f, user, value, t);
    break;
  case LLVMAdd:
  case LLVMSub:
  case LLVMOr:
  case LLVMXor:
  case LLVMAnd:
  case LLVMMul:
  case LLVMShl:
  case LLVMLShr:
  case LLVMAShr:
  case LLVMUDiv:
  case LLVMSDiv:
  case LLVMURem:
  case LLVMSRem:
  case LLVMTrunc:
  case LLVMZExt:
  case LLVMSExt:
  case LLVMFAdd: /* what is loaded as a floating-point number from where a pointer may be as well */
  case LLVMFSub:
  case LLVMFMul:
  case LLVMFDiv:
  case LLVMFRem:
  case LLVMFNeg:
  case LLVMFPTrunc:
  case LLVMFPExt:
  case LLVMFPToUI:
  case LLVMFPToSI:
  case LLVMUIToFP:
  case LLVMSIToFP:
    transfer_arithmetic(f, user, value, t);
    break;
  case LLVMLoad:
    flow_load(f, user, t);
    break;
  case LLVMStore:
    flow_store(f, user, LLVMGetOperand(instruction, 0), LLVMGetOperand(instruction, 1), value, t);
    break;
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    transfer_atomic(f, user, value, t);
    break;
  case LLVMICmp:
  case LLVMFCmp:
  case LLVMBr:
  case LLVMSwitch:
    transfer_comparison(f, user, value, t);
    break;
  case LLVMRet:
    transfer_return(f, user, value, t);
    break;
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    flow_transfer_call(f, user, value, t);
    break;
  default:
    transfer_unknown(f, user, value, t);
  }
}

/* --- where the fix-point starts --- */

static object_id seed_object(flow *f, object_kind kind, uint32_t value) {
  object_id id = flow_add_object(f, kind);
  f->objects[id].value = value;
  flow_add_target(f, value, id, 0, NO_INDEX, value);
  return id;
}

static void seed_resize(flow *f, uint32_t value, const allocator_call *resize) {
  LLVMValueRef operand = LLVMGetOperand(f->view->values[value], resize->pointer);
  flow_release entry = {value, operand, *resize};
  arrput(f->resizes, entry);
  if (LLVMIsConstant(operand) && !ir_is_plain_constant(operand))
    flow_write_foreign(f, number_map_find(&f->sites, (uint64_t)value + 1));
}

/* The object of a site; text that was copied into it may be anything but our pointers. */
static void seed_site(flow *f, uint32_t value, const allocator_call *site) {
  object_id id = site->delivery ? flow_add_object(f, OBJECT_SITE) : seed_object(f, OBJECT_SITE, value);
  f->objects[id].value = value;
  f->objects[id].site = *site;
  number_map_add(&f->sites, (uint64_t)value + 1, id);
  if (site->source)
    flow_write_foreign(f, id);
  if (site->kind == ALLOCATOR_RESIZE)
    seed_resize(f, value, site);
  if (site->delivery && LLVMIsConstant(site->delivery))
    flow_escape(f, id, HEAP2STACK_ESCAPES_STORE, value, NO_INDEX);
}

static void seed_alloca(flow *f, uint32_t value) {
  uint64_t bytes;
  object_id id = seed_object(f, OBJECT_ALLOCA, value);
  f->objects[id].single = ir_static_alloca(f->m, f->view->values[value], &bytes);
}

/* The operand that an instruction's result is copied or computed from may be a constant address, and
 * constants have no node. */
static void seed_constant_operands(flow *f, uint32_t value) {
  LLVMValueRef instruction = f->view->values[value];
  int count = LLVMGetNumOperands(instruction);
  for (int i = 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(instruction, (unsigned)i);
    if (LLVMIsConstant(operand) && !LLVMValueIsBasicBlock(operand))
      flow_add_constant(f, value, operand, value);
  }
}

/* A constant address and an index that varies: somewhere in the same constant. */
static void seed_constant_gep(flow *f, uint32_t value) {
  LLVMValueRef gep = f->view->values[value];
  LLVMValueRef base = LLVMGetOperand(gep, 0);
  int64_t offset;
  target origin;
  if (flow_constant_target(f, base, &origin)) {
    int32_t step = ir_gep_offset(f->m, gep, &offset) ? flow_bytes(offset) : OFFSET_UNKNOWN;
    flow_add_target(f, value, origin.object, flow_add_offset(origin.offset, step), NO_INDEX, value);
  } else {
    flow_add_foreign(f, value);
  }
}

void flow_seed_instruction(flow *f, uint32_t value) {
  LLVMValueRef instruction = f->view->values[value];
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMAlloca:
    seed_alloca(f, value);
    break;
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr: {
    allocator_call allocation = allocator_classify(f->m, instruction);
    f->call_kinds[value] = (uint8_t)allocation.kind;
    if (allocator_makes_object(&allocation)) {
      seed_site(f, value, &allocation);
    } else if (allocation.kind == ALLOCATOR_RELEASE) {
      flow_release release = {value, LLVMGetOperand(instruction, allocation.pointer), allocation};
      arrput(f->releases, release);
    } else {
      flow_seed_call(f, value);
    }
    break;
  }
  case LLVMLoad:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    if (LLVMIsConstant(LLVMGetOperand(instruction, 0)))
      flow_load_constant(f, value, LLVMGetOperand(instruction, 0));
    break;
  case LLVMGetElementPtr:
    if (LLVMIsConstant(LLVMGetOperand(instruction, 0)))
      seed_constant_gep(f, value);
    break;
  case LLVMRet:
    if (LLVMGetNumOperands(instruction) > 0 && LLVMIsConstant(LLVMGetOperand(instruction, 0)))
      flow_add_constant(f, f->result, LLVMGetOperand(instruction, 0), value);
    break;
  case LLVMInsertValue:
    flow_seed_insertion(f, value);
    break;
  case LLVMSelect:
  case LLVMPHI:
  case LLVMBitCast:
  case LLVMAddrSpaceCast:
  case LLVMFreeze:
  case LLVMExtractValue:
  case LLVMExtractElement:
  case LLVMInsertElement:
  case LLVMShuffleVector:
  case LLVMPtrToInt:
  case LLVMIntToPtr: /* of nothing but numbers: phase two */
    seed_constant_operands(f, value);
    break;
  case LLVMAdd:
  case LLVMSub:
  case LLVMOr:
  case LLVMXor:
  case LLVMAnd:
    break; /* numbers */
  default:
    if (ir_type_holds_pointers(LLVMTypeOf(instruction)))
      flow_add_foreign(f, value);
  }
}

/* --- phase two: numbers that never were our pointers --- */

bool flow_is_plain_number(const flow *f, LLVMValueRef value) {
  node_id node = flow_value_node(f, value);
  return node != NO_INDEX && !ir_type_holds_pointers(LLVMTypeOf(value)) &&
         arrlenu(f->nodes[node].targets) == 0 && !f->nodes[node].foreign && !flow_moves_pointer(f, node);
}

/* A merge of our pointer, as a number, with a plain number may be either. */
static bool merges_number(const flow *f, LLVMValueRef merge) {
  int count = LLVMGetNumOperands(merge);
  for (int i = LLVMGetInstructionOpcode(merge) == LLVMSelect ? 1 : 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(merge, (unsigned)i);
    if (flow_is_plain_number(f, operand))
      return true;
  }
  return false;
}

/* A distance of pointers that may be in the same objects is a plain number: C and C++ subtract only pointers
 * into one object. Any other (a self-relative pointer, say) is as good as the pointer itself. */
static void settle_distance(flow *f, uint32_t value) {
  LLVMValueRef instruction = f->view->values[value];
  node_id left = flow_value_node(f, LLVMGetOperand(instruction, 0));
  node_id right = flow_value_node(f, LLVMGetOperand(instruction, 1));
  if (!is_open_distance(f, value) || left == NO_INDEX || right == NO_INDEX ||
      flow_is_only_counted(f, instruction) || flow_measure(f, left, right))
    return;
  f->nodes[value].apart = true;
  flow_touch(f, left);
  flow_touch(f, right);
}

/* What is aligned to a number that may be an address may be anything. */
static void settle_alignment(flow *f, uint32_t value) {
  for (unsigned i = 0; i < 2 && arrlenu(f->nodes[value].targets) > 0; i++) {
    LLVMValueRef alignment = flow_aligned_to(f, f->view->values[value], i);
    node_id node = alignment ? flow_value_node(f, alignment) : NO_INDEX;
    if (node != NO_INDEX && f->nodes[node].foreign)
      flow_add_foreign(f, value);
  }
}

void flow_settle_number(flow *f, uint32_t value) {
  LLVMValueRef instruction = f->view->values[value];
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMIntToPtr:
    if (arrlenu(f->nodes[value].targets) == 0)
      flow_add_foreign(f, value);
    break;
  case LLVMAdd:
  case LLVMAnd:
    settle_alignment(f, value);
    break;
  case LLVMSub:
    settle_distance(f, value);
    break;
  case LLVMCall:
  case LLVMInvoke: {
    node_id callee = flow_value_node(f, LLVMGetCalledValue(instruction));
    if (callee != NO_INDEX && arrlenu(f->nodes[callee].targets) == 0)
      flow_add_foreign(f, callee); /* comes from nowhere that we know */
    break;
  }
  case LLVMInsertValue:
    flow_settle_insertion(f, value);
    break;
  case LLVMPHI:
  case LLVMSelect:
  case LLVMInsertElement:
  case LLVMShuffleVector:
    if (arrlenu(f->nodes[value].targets) > 0 && !f->nodes[value].foreign && merges_number(f, instruction))
      flow_add_foreign(f, value);
    break;
  case LLVMStore:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg: {
    bool store = LLVMGetInstructionOpcode(instruction) == LLVMStore;
    bool exchange = LLVMGetInstructionOpcode(instruction) == LLVMAtomicCmpXchg;
    LLVMValueRef stored = LLVMGetOperand(instruction, store ? 0 : exchange ? 2 : 1);
    if (flow_is_plain_number(f, stored))
      flow_store_number(f, value, stored, LLVMGetOperand(instruction, store ? 1 : 0));
    break;
  }
  default:
    break;
  }
}
