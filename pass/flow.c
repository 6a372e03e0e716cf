/* Implementation of flow.h: the fix-point, escapes, and what each kind of instruction does. */
#include "flow.h"

#include <string.h>

enum {
  MAX_TARGETS = 256,       /* of one node; more count as escaped */
  MAX_OFFSETS = 8          /* known offsets into one object at one node; more become unknown */
};

/* --- the fix-point --- */

void flow_touch(flow *f, node_id node) {
  flow_node *n = &f->nodes[node];
  n->processed = 0;
  n->foreign_processed = false;
  if (!n->queued) {
    n->queued = true;
    arrput(f->queue, node);
  }
}

static void enqueue(flow *f, node_id node) {
  if (!f->nodes[node].queued) {
    f->nodes[node].queued = true;
    arrput(f->queue, node);
  }
}

/* A cell of an exposed object hands what it holds to unknown code. */
static void expose_target(flow *f, node_id cell, const target *t) {
  const flow_object *container = &f->objects[f->nodes[cell].object];
  if (!container->exposed)
    return;
  bool whole = container->escape != HEAP2STACK_PROMOTED;
  flow_escape(f, t->object, whole ? HEAP2STACK_ESCAPES_CONTENT : HEAP2STACK_ESCAPES_CALL, container->culprit,
              cell);
}

static bool is_cell(const flow *f, node_id node) { return node >= f->view->value_count; }

static void saturate(flow *f, node_id node, uint32_t via) {
  f->nodes[node].saturated = true;
  flow_add_foreign(f, node);
  for (size_t i = 0; i < arrlenu(f->nodes[node].targets); i++)
    flow_escape(f, f->nodes[node].targets[i].object, HEAP2STACK_WORK_BUDGET, via, node);
}

void flow_add_target(flow *f, node_id node, object_id object, int32_t offset, node_id from, uint32_t via) {
  target t = {object, offset, from, via};
  flow_node *n = &f->nodes[node];
  int offsets = 0;
  f->work += 1 + arrlenu(n->targets) / 8;
  if (n->saturated) {
    flow_escape(f, object, HEAP2STACK_WORK_BUDGET, via, node);
    return;
  }
  for (size_t i = 0; i < arrlenu(n->targets); i++) {
    if (n->targets[i].object != object)
      continue;
    if (n->targets[i].offset == offset || n->targets[i].offset == OFFSET_UNKNOWN)
      return;
    offsets++;
  }
  if (offsets >= MAX_OFFSETS)
    t.offset = OFFSET_UNKNOWN;
  arrput(n->targets, t);
  enqueue(f, node);
  if (is_cell(f, node))
    expose_target(f, node, &t);
  if (arrlenu(f->nodes[node].targets) > MAX_TARGETS)
    saturate(f, node, via);
}

void flow_add_foreign(flow *f, node_id node) {
  f->work++;
  if (f->nodes[node].foreign)
    return;
  f->nodes[node].foreign = true;
  enqueue(f, node);
}

static void expose_cell(flow *f, node_id cell) {
  for (size_t i = 0; i < arrlenu(f->nodes[cell].targets); i++) {
    target t = f->nodes[cell].targets[i];
    expose_target(f, cell, &t);
  }
}

void flow_expose(flow *f, object_id object, uint32_t culprit) {
  flow_object *o = &f->objects[object];
  if (o->exposed)
    return;
  o->exposed = true;
  if (o->culprit == NO_INDEX)
    o->culprit = culprit;
  flow_write_foreign(f, object);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    expose_cell(f, f->objects[object].cells[i]);
}

void flow_write_foreign(flow *f, object_id object) {
  flow_add_foreign(f, flow_cell(f, object, OFFSET_UNKNOWN));
}

void flow_escape(flow *f, object_id object, heap2stack_reason reason, uint32_t culprit, node_id node) {
  flow_object *o = &f->objects[object];
  if (o->escape != HEAP2STACK_PROMOTED)
    return;
  o->escape = reason;
  o->culprit = culprit;
  o->escape_node = node;
  flow_expose(f, object, culprit);
}

/* One use of a value node: everything new at the node happens to the user. */
static void propagate_use(flow *f, node_id node, uint32_t from, bool foreign, LLVMValueRef user) {
  uint32_t index = LLVMIsAInstruction(user) ? view_index(f->view, user) : NO_INDEX;
  if (index == NO_INDEX)
    return;
  if (foreign)
    flow_transfer(f, index, node, NULL);
  for (uint32_t i = from; i < arrlenu(f->nodes[node].targets); i++) {
    target t = f->nodes[node].targets[i];
    flow_transfer(f, index, node, &t);
  }
}

static void propagate_value(flow *f, node_id node, uint32_t from, bool foreign) {
  for (LLVMUseRef use = LLVMGetFirstUse(f->view->values[node]); use; use = LLVMGetNextUse(use))
    propagate_use(f, node, from, foreign, LLVMGetUser(use));
}

/* Hands a cell's content to one reader. */
static void read_cell(flow *f, node_id cell, const cell_reader *reader, uint32_t from, bool foreign) {
  bool torn = f->nodes[cell].torn || f->objects[f->nodes[cell].object].torn;
  bool pointer = ir_type_holds_pointers(LLVMTypeOf(f->view->values[reader->to]));
  if (foreign || (f->nodes[cell].number && pointer))
    flow_add_foreign(f, reader->to);
  for (uint32_t i = from; i < arrlenu(f->nodes[cell].targets); i++) {
    target t = f->nodes[cell].targets[i];
    flow_add_target(f, reader->to, t.object, torn || !reader->whole ? OFFSET_UNKNOWN : t.offset, cell,
                    reader->via);
    if (!reader->whole)
      flow_add_foreign(f, reader->to);
  }
}

static void propagate_cell(flow *f, node_id cell, uint32_t from, bool foreign) {
  object_id object = f->nodes[cell].object;
  for (size_t i = 0; i < arrlenu(f->nodes[cell].readers); i++) {
    cell_reader reader = f->nodes[cell].readers[i];
    read_cell(f, cell, &reader, from, foreign);
  }
  for (size_t i = 0; i < arrlenu(f->objects[object].readers); i++) {
    cell_reader reader = f->objects[object].readers[i];
    read_cell(f, cell, &reader, from, foreign);
  }
  flow_apply_copies(f, cell);
}

static void run_queue(flow *f) {
  while (f->queue_head < arrlenu(f->queue)) {
    node_id node = f->queue[f->queue_head++];
    flow_node *n = &f->nodes[node];
    uint32_t from = n->processed;
    bool foreign = n->foreign && !n->foreign_processed;
    n->queued = false;
    n->processed = (uint32_t)arrlenu(n->targets);
    n->foreign_processed = n->foreign;
    if (is_cell(f, node))
      propagate_cell(f, node, from, foreign);
    else
      propagate_value(f, node, from, foreign);
    if (f->work > f->max_work) {
      f->exhausted = true;
      return;
    }
  }
  f->queue_head = 0;
  arrsetlen(f->queue, 0);
}

/* --- instructions --- */

static void flow_to_result(flow *f, uint32_t user, node_id value, const target *t, int32_t offset) {
  if (t)
    flow_add_target(f, user, t->object, offset, value, user);
  else
    flow_add_foreign(f, user);
}

static bool is_operand(LLVMValueRef instruction, unsigned operand, LLVMValueRef value) {
  return LLVMGetOperand(instruction, operand) == value;
}

static void transfer_gep(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef gep = f->view->values[user];
  int64_t offset;
  if (!is_operand(gep, 0, f->view->values[value])) {
    /* Our pointer as an index: the result is computed from it, in no way that we follow. */
    if (t) {
      flow_to_result(f, user, value, t, OFFSET_UNKNOWN);
      flow_add_foreign(f, user);
    }
    return;
  }
  if (!t || t->offset == OFFSET_UNKNOWN || !ir_gep_offset(f->m, gep, &offset) ||
      __builtin_add_overflow(offset, (int64_t)t->offset, &offset) || offset > INT32_MAX / 2 ||
      offset < INT32_MIN / 2)
    offset = OFFSET_UNKNOWN;
  flow_to_result(f, user, value, t, (int32_t)offset);
}

/* The value of the operation is still the pointer plus a number: adding or removing one, or clearing low
 * bits. Any other arithmetic may cancel the pointer or move it into a place we do not see. */
static bool keeps_base(LLVMValueRef instruction, unsigned pointer_operand) {
  LLVMValueRef other = LLVMGetOperand(instruction, 1 - pointer_operand);
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMAdd:
    return true;
  case LLVMSub:
    return pointer_operand == 0;
  case LLVMOr:
  case LLVMXor:
    return LLVMIsAConstantInt(other) != NULL;
  case LLVMAnd:
    return LLVMIsAConstantInt(other) && LLVMGetIntTypeWidth(LLVMTypeOf(other)) <= 64 &&
           LLVMConstIntGetSExtValue(other) < 0;
  default:
    return false;
  }
}

static void transfer_arithmetic(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[user];
  bool left = is_operand(instruction, 0, f->view->values[value]);
  flow_to_result(f, user, value, t, OFFSET_UNKNOWN);
  if (!t)
    return;
  bool binary = LLVMIsABinaryOperator(instruction) != NULL;
  LLVMValueRef other = binary ? LLVMGetOperand(instruction, left ? 1 : 0) : NULL;
  node_id other_node = other ? flow_value_node(f, other) : NO_INDEX;
  bool both = other_node != NO_INDEX && (other_node == value || arrlenu(f->nodes[other_node].targets) > 0);
  if (!binary || both || !keeps_base(instruction, left ? 0 : 1))
    flow_add_foreign(f, user);
}

static void transfer_cast_to_number(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMTypeRef type = LLVMTypeOf(f->view->values[user]);
  bool whole = LLVMGetTypeKind(type) == LLVMIntegerTypeKind &&
               LLVMGetIntTypeWidth(type) >= 8 * f->m->pointer_size;
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

static void transfer_unknown(flow *f, uint32_t user, node_id value, const target *t) {
  if (t)
    flow_escape(f, t->object, HEAP2STACK_ESCAPES_UNKNOWN, user, value);
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
      break;
    flow_to_result(f, user, value, t, t ? t->offset : OFFSET_UNKNOWN);
    break;
  case LLVMPHI:
  case LLVMBitCast:
  case LLVMAddrSpaceCast:
  case LLVMIntToPtr:
  case LLVMFreeze:
  case LLVMExtractValue:
  case LLVMInsertValue:
  case LLVMExtractElement:
  case LLVMInsertElement:
  case LLVMShuffleVector:
    flow_to_result(f, user, value, t, t ? t->offset : OFFSET_UNKNOWN);
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
  case LLVMICmp: /* comparing is not keeping */
  case LLVMFCmp:
  case LLVMSwitch:
  case LLVMBr:
    break;
  case LLVMRet:
    if (t)
      flow_escape(f, t->object, HEAP2STACK_ESCAPES_RETURN, user, value);
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

static object_id add_object(flow *f, object_kind kind, uint32_t value) {
  flow_object o = {.kind = kind, .value = value, .culprit = NO_INDEX, .escape_node = NO_INDEX};
  object_id id = (object_id)arrlenu(f->objects);
  arrput(f->objects, o);
  flow_add_target(f, value, id, 0, NO_INDEX, value);
  return id;
}

static void seed_alloca(flow *f, uint32_t value) {
  uint64_t bytes;
  object_id id = add_object(f, OBJECT_ALLOCA, value);
  f->objects[id].single = ir_static_alloca(f->m, f->view->values[value], &bytes);
}

/* The operand that an instruction's result is copied or computed from may be a constant address, and
 * constants have no node. */
static void seed_constant_operands(flow *f, uint32_t value) {
  LLVMValueRef instruction = f->view->values[value];
  int count = LLVMGetNumOperands(instruction);
  for (int i = 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(instruction, (unsigned)i);
    if (LLVMIsConstant(operand) && !LLVMValueIsBasicBlock(operand) && !ir_is_plain_constant(operand)) {
      flow_add_foreign(f, value);
      return;
    }
  }
}

static void seed_instruction(flow *f, uint32_t value) {
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
    if (allocation.kind == ALLOCATOR_SITE) {
      object_id id = add_object(f, OBJECT_SITE, value);
      f->objects[id].site = allocation;
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
      flow_load(f, value, NULL);
    break;
  case LLVMGetElementPtr:
    if (LLVMIsConstant(LLVMGetOperand(instruction, 0)))
      flow_add_foreign(f, value);
    break;
  case LLVMSelect:
  case LLVMPHI:
  case LLVMBitCast:
  case LLVMAddrSpaceCast:
  case LLVMFreeze:
  case LLVMExtractValue:
  case LLVMInsertValue:
  case LLVMExtractElement:
  case LLVMInsertElement:
  case LLVMShuffleVector:
  case LLVMPtrToInt:
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

static bool is_plain_number(const flow *f, LLVMValueRef value) {
  node_id node = flow_value_node(f, value);
  return node != NO_INDEX && !ir_type_holds_pointers(LLVMTypeOf(value)) &&
         arrlenu(f->nodes[node].targets) == 0 && !f->nodes[node].foreign;
}

/* A merge of our pointer, as a number, with a plain number may be either. */
static bool merges_number(const flow *f, LLVMValueRef merge) {
  int count = LLVMGetNumOperands(merge);
  for (int i = LLVMGetInstructionOpcode(merge) == LLVMSelect ? 1 : 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(merge, (unsigned)i);
    if (is_plain_number(f, operand))
      return true;
  }
  return false;
}

static void settle_number(flow *f, uint32_t value) {
  LLVMValueRef instruction = f->view->values[value];
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMIntToPtr:
    if (arrlenu(f->nodes[value].targets) == 0)
      flow_add_foreign(f, value);
    break;
  case LLVMPHI:
  case LLVMSelect:
  case LLVMInsertElement:
  case LLVMInsertValue:
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
    if (is_plain_number(f, stored))
      flow_store_number(f, value, stored, LLVMGetOperand(instruction, store ? 1 : 0));
    break;
  }
  default:
    break;
  }
}

void flow_solve(flow *f, const ir_module *m, const function_view *view, arena *a, uint64_t max_work) {
  *f = (flow){.m = m, .view = view, .memory = a, .max_work = max_work};
  arrsetlen(f->nodes, view->value_count);
  memset(f->nodes, 0, sizeof(flow_node) * view->value_count);
  f->call_kinds = ARENA_ARRAY(a, uint8_t, view->value_count + 1);
  for (uint32_t v = 0; v < view->argument_count; v++)
    if (ir_type_holds_pointers(LLVMTypeOf(view->values[v])))
      flow_add_foreign(f, v);
  for (uint32_t v = view->argument_count; v < view->value_count; v++)
    seed_instruction(f, v);
  run_queue(f);
  for (uint32_t v = view->argument_count; v < view->value_count && !f->exhausted; v++)
    settle_number(f, v);
  if (!f->exhausted)
    run_queue(f);
}

void flow_free(flow *f) {
  for (size_t i = 0; i < arrlenu(f->nodes); i++) {
    arrfree(f->nodes[i].targets);
    arrfree(f->nodes[i].readers);
  }
  for (size_t i = 0; i < arrlenu(f->objects); i++) {
    arrfree(f->objects[i].cells);
    arrfree(f->objects[i].readers);
    arrfree(f->objects[i].copies);
  }
  flow_free_cells(f);
  arrfree(f->nodes);
  arrfree(f->objects);
  arrfree(f->releases);
  arrfree(f->queue);
}

/* --- queries --- */

node_id flow_value_node(const flow *f, LLVMValueRef value) { return view_index(f->view, value); }

bool flow_may_point_to(const flow *f, node_id node, object_id object) {
  for (size_t i = 0; i < arrlenu(f->nodes[node].targets); i++)
    if (f->nodes[node].targets[i].object == object)
      return true;
  return false;
}

static void add_reachable(object_id **pending, const flow_node *node, uint64_t *set) {
  for (size_t i = 0; i < arrlenu(node->targets); i++)
    if (bitset_add(set, node->targets[i].object))
      arrput(*pending, node->targets[i].object);
}

void flow_reachable(const flow *f, node_id node, uint64_t *set) {
  object_id *pending = NULL;
  add_reachable(&pending, &f->nodes[node], set);
  while (arrlenu(pending)) {
    const flow_object *o = &f->objects[arrpop(pending)];
    for (size_t i = 0; i < arrlenu(o->cells); i++)
      add_reachable(&pending, &f->nodes[o->cells[i]], set);
  }
  arrfree(pending);
}
