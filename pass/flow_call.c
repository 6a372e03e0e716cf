/* Flow into calls: what a callee may do with each pointer it is given (flow.h has the theory).
 *
 * Two questions are asked of every argument and never mixed up: may the callee keep the pointer, and may it
 * free the object. And they are asked of the pointer (level 0) and of what the object holds (its content):
 * LLVM's attributes speak of level 0 only.
 */
#include "flow.h"

/* What a callee may do with one argument, as far as attributes say. */
typedef struct argument_effect {
  heap2stack_reason kept; /* why the object escapes, 0 if the pointer is not kept */
  bool freed;
  bool returned;         /* the result may be this pointer, or point into its object */
  bool returned_exactly; /* the result is this pointer */
  bool content_kept;     /* pointers found in the object may be kept, freed or returned */
  bool content_written;  /* foreign pointers may be stored into the object */
} argument_effect;

static bool is_asm(LLVMValueRef call) { return LLVMIsAInlineAsm(LLVMGetCalledValue(call)) != NULL; }

/* The reason to give when an argument of this call is kept. */
static heap2stack_reason kept_reason(LLVMValueRef call) {
  if (ir_is_guaranteed_tail(call))
    return HEAP2STACK_ESCAPES_TAIL;
  if (is_asm(call))
    return HEAP2STACK_ESCAPES_ASM;
  return ir_callee(call) ? HEAP2STACK_ESCAPES_CALL : HEAP2STACK_ESCAPES_INDIRECT_CALL;
}

/* A result in which no part of a pointer fits. */
static bool result_holds_nothing(LLVMValueRef call) {
  LLVMTypeRef type = LLVMTypeOf(call);
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  return kind == LLVMVoidTypeKind || (kind == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) == 1);
}

static argument_effect worst_effect(LLVMValueRef call) {
  return (argument_effect){.kept = kept_reason(call),
                           .freed = true,
                           .returned = !result_holds_nothing(call),
                           .content_kept = true,
                           .content_written = true};
}

/* What the attributes of the call and of its callee allow (LangRef, "Parameter Attributes" and "Function
 * Attributes"). */
static argument_effect effect_by_attributes(const ir_module *m, LLVMValueRef call, unsigned argument) {
  const ir_attributes *k = &m->attributes;
  unsigned index = argument + 1;
  if (ir_is_guaranteed_tail(call) || is_asm(call) || ir_call_has(call, index, k->inalloca) ||
      ir_call_has(call, index, k->preallocated) || ir_call_has(call, index, k->swifterror))
    return worst_effect(call);
  if (ir_call_has(call, index, k->byval)) /* the callee gets a copy of the object */
    return (argument_effect){.content_kept = true};

  ir_memory memory = ir_call_memory(m, call);
  ir_capture capture = ir_call_capture(m, call, argument);
  bool unwinds = !ir_call_has(call, IR_FUNCTION_INDEX, k->nounwind);
  bool reads =
      memory.reads && !ir_call_has(call, index, k->readnone) && !ir_call_has(call, index, k->writeonly);
  bool writes =
      memory.writes && !ir_call_has(call, index, k->readnone) && !ir_call_has(call, index, k->readonly);
  argument_effect effect = {0};
  /* A function that writes nothing and does not unwind can keep a pointer in its result only. */
  if (capture.kept && (memory.writes || unwinds))
    effect.kept = kept_reason(call);
  effect.freed = memory.writes && !ir_call_has(call, IR_FUNCTION_INDEX, k->nofree) &&
                 !ir_call_has(call, index, k->nofree);
  effect.returned_exactly = ir_call_has(call, index, k->returned);
  effect.returned = (capture.returned || effect.returned_exactly || (capture.kept && !effect.kept)) &&
                    !result_holds_nothing(call);
  effect.content_kept = reads && (memory.writes || unwinds || !result_holds_nothing(call));
  effect.content_written = writes;
  return effect;
}

static void apply_argument(flow *f, uint32_t call, const target *t, const argument_effect *e) {
  if (e->kept)
    flow_escape(f, t->object, e->kept, call, t->from);
  if (e->freed)
    flow_release_by_call(f, t->object, call);
  if (e->content_kept)
    flow_expose(f, t->object, call);
  if (e->content_written)
    flow_write_foreign(f, t->object);
  if (e->returned)
    flow_add_target(f, call, t->object, e->returned_exactly ? t->offset : OFFSET_UNKNOWN, t->from, call);
  if (e->returned && !e->returned_exactly) {
    flow_add_foreign(f, call);
    flow_mark_firm(f, call);
    flow_mark_part(f, call);
  }
}

void flow_apply_attributes(flow *f, uint32_t call, unsigned argument, const target *t) {
  argument_effect effect = effect_by_attributes(f->m, f->view->values[call], argument);
  apply_argument(f, call, t, &effect);
}

void flow_apply_worst(flow *f, uint32_t call, const target *t) {
  argument_effect effect = worst_effect(f->view->values[call]);
  effect.returned = false; /* an unknown result is foreign, and what escaped may be anywhere */
  apply_argument(f, call, t, &effect);
}

/* --- intrinsics --- */

/* Intrinsics that look at an address at most. */
static bool is_harmless_intrinsic(const ir_intrinsics *i, unsigned id) {
  const unsigned harmless[] = {i->assume,
                               i->dbg_assign,
                               i->dbg_declare,
                               i->dbg_label,
                               i->dbg_value,
                               i->donothing,
                               i->experimental_noalias_scope_decl,
                               i->fake_use,
                               i->invariant_end,
                               i->invariant_start,
                               i->is_constant,
                               i->lifetime_end,
                               i->lifetime_start,
                               i->objectsize,
                               i->prefetch,
                               i->pseudoprobe,
                               i->sideeffect,
                               i->va_end_};
  for (size_t n = 0; n < sizeof harmless / sizeof harmless[0]; n++)
    if (id == harmless[n])
      return true;
  return false;
}

static void transfer_masked_load(flow *f, uint32_t call, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[call];
  if (LLVMGetOperand(instruction, 0) == f->view->values[value]) {
    if (t)
      flow_load_all(f, call, t->object);
    else
      flow_load(f, call, NULL);
  } else if (t) { /* the value of the lanes that are off */
    flow_add_target(f, call, t->object, OFFSET_UNKNOWN, value, call);
    flow_add_foreign(f, call);
  }
}

static void transfer_masked_store(flow *f, uint32_t call, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[call];
  LLVMValueRef address = LLVMGetOperand(instruction, 1);
  flow_store(f, call, LLVMGetOperand(instruction, 0), address, value, t);
  if (t && address == f->view->values[value])
    flow_write_foreign(f, t->object);
}

/* A va_list leads to the memory with the variadic arguments. That of the System V ABI for x86-64 (3.5.7) has
 * two numbers, then pointers to the arguments in memory and to the saved registers; others are not followed.
 */
static void transfer_va_list(flow *f, uint32_t call, const target *list) {
  flow_place arguments = {.parameter = f->view->argument_count, .depth = 1};
  object_id memory = flow_place_object(f, arguments);
  target t = {memory, OFFSET_UNKNOWN, NO_INDEX, call, MEMBER_ANY};
  flow_write w = {.value = NO_INDEX, .t = &t, .via = call};
  if (!f->m->sysv_x86_64) {
    flow_escape(f, memory, HEAP2STACK_ESCAPES_UNKNOWN, call, NO_INDEX);
    flow_write_foreign(f, list->object);
    return;
  }
  flow_write_memory(f, list->object, list->offset == OFFSET_UNKNOWN ? OFFSET_UNKNOWN : list->offset + 8, &w);
  flow_write_memory(f, list->object, list->offset == OFFSET_UNKNOWN ? OFFSET_UNKNOWN : list->offset + 16, &w);
}

/* An intrinsic that makes a floating-point number of one, as llvm.fmuladd: arithmetic. */
static bool computes_a_number(const flow *f, uint32_t call, node_id value) {
  return ir_type_is_floating(LLVMTypeOf(f->view->values[call])) &&
         ir_type_is_floating(LLVMTypeOf(f->view->values[value]));
}

/* True if the intrinsic was dealt with. */
static bool transfer_intrinsic(flow *f, uint32_t call, node_id value, const target *t, unsigned id) {
  const ir_intrinsics *i = &f->m->intrinsics;
  if (is_harmless_intrinsic(i, id))
    return true;
  if (ir_copies_memory(f->m, id) || id == i->va_copy_) {
    flow_copy_memory(f, call, value, t);
  } else if (ir_fills_memory(f->m, id)) {
    if (t && LLVMGetOperand(f->view->values[call], 0) == f->view->values[value])
      flow_set_memory(f, call, t);
  } else if (id == i->launder || id == i->strip || id == i->ptrmask) {
    if (t)
      flow_add_target(f, call, t->object, id == i->ptrmask ? OFFSET_UNKNOWN : t->offset, value, call);
    else
      flow_add_foreign(f, call);
  } else if (id == i->smax || id == i->smin || id == i->umax || id == i->umin) {
    flow_choose(f, call, value, t);
  } else if (id == i->va_start_) {
    if (t)
      transfer_va_list(f, call, t);
  } else if (id == i->masked_load) {
    transfer_masked_load(f, call, value, t);
  } else if (id == i->masked_store) {
    transfer_masked_store(f, call, value, t);
  } else if (computes_a_number(f, call, value)) {
    flow_to_member(f, call, value, t, OFFSET_UNKNOWN, MEMBER_ANY);
    if (t)
      flow_add_foreign(f, call);
  } else {
    return false;
  }
  return true;
}

/* --- calls --- */

static bool result_is_an_argument(const flow *f, LLVMValueRef call) {
  const ir_intrinsics *i = &f->m->intrinsics;
  unsigned id = ir_intrinsic(call);
  if (id)
    return id == i->launder || id == i->strip || id == i->ptrmask;
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned a = 0; a < count; a++)
    if (ir_call_has(call, a + 1, f->m->attributes.returned))
      return true;
  return false;
}

void flow_seed_call(flow *f, uint32_t call) {
  LLVMValueRef instruction = f->view->values[call];
  const ir_intrinsics *i = &f->m->intrinsics;
  unsigned id = ir_intrinsic(instruction);
  if (flow_is_applied(f, instruction)) {
    bitset_add(f->is_applied, call);
    flow_queue_call(f, call);
    return;
  }
  if (!ir_type_holds_pointers(LLVMTypeOf(instruction)))
    return;
  bool reads_known_memory = id && id == i->masked_load && !LLVMIsConstant(LLVMGetOperand(instruction, 0));
  if (reads_known_memory)
    return;
  if (!result_is_an_argument(f, instruction)) {
    flow_add_foreign(f, call);
    return;
  }
  unsigned count = LLVMGetNumArgOperands(instruction);
  for (unsigned a = 0; a < count; a++) {
    LLVMValueRef argument = LLVMGetOperand(instruction, a);
    if (LLVMIsConstant(argument) && !ir_is_plain_constant(argument))
      flow_add_foreign(f, call);
  }
}

static bool is_in_bundle(LLVMValueRef call, LLVMValueRef value) {
  unsigned bundles = LLVMGetNumOperandBundles(call);
  bool found = false;
  for (unsigned b = 0; b < bundles && !found; b++) {
    LLVMOperandBundleRef bundle = LLVMGetOperandBundleAtIndex(call, b);
    unsigned count = LLVMGetNumOperandBundleArgs(bundle);
    for (unsigned a = 0; a < count; a++)
      found |= LLVMGetOperandBundleArgAtIndex(bundle, a) == value;
    LLVMDisposeOperandBundle(bundle);
  }
  return found;
}

static void transfer_argument(flow *f, uint32_t call, unsigned argument, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[call];
  if (!t) {
    if (ir_call_has(instruction, argument + 1, f->m->attributes.returned))
      flow_add_foreign(f, call);
    return;
  }
  target held = *t;
  held.from = value;
  flow_apply_attributes(f, call, argument, &held);
}

/* posix_memalign: the call stores a pointer to its object where `t` points to. */
static void transfer_delivery(flow *f, uint32_t call, const target *t) {
  target object = {number_map_find(&f->sites, (uint64_t)call + 1), 0, NO_INDEX, call, MEMBER_ANY};
  flow_write w = {.value = NO_INDEX, .t = &object, .via = call};
  if (t)
    flow_write_memory(f, t->object, t->offset, &w);
  else
    flow_escape(f, object.object, HEAP2STACK_ESCAPES_STORE, call, NO_INDEX);
}

/* realloc: the object ends, and its content moves to the new one. That of other memory may be anything, and
 * the new one of a custom allocator is not followed. */
static void transfer_resize(flow *f, uint32_t call, const target *t) {
  object_id made = number_map_find(&f->sites, (uint64_t)call + 1);
  bool known = t && (f->objects[t->object].kind == OBJECT_SITE ||
                     (f->objects[t->object].kind == OBJECT_PARAMETER &&
                      allocator_resize_is_guardable(f->m, f->view->values[call])));
  if (made != NUMBER_MAP_NONE && known) {
    flow_copy_object(f, call, t->object, made);
    return;
  }
  if (made != NUMBER_MAP_NONE)
    flow_write_foreign(f, made);
  if (!t)
    return;
  flow_expose(f, t->object, call);
  if (made != NUMBER_MAP_NONE && f->objects[t->object].kind == OBJECT_PARAMETER &&
      allocator_resize_is_guardable(f->m, f->view->values[call]))
    return; /* a release for the summary */
  f->objects[t->object].release = HEAP2STACK_RESIZED;
  f->objects[t->object].release_culprit = call;
}

void flow_transfer_call(flow *f, uint32_t call, node_id value, const target *t) {
  LLVMValueRef instruction = f->view->values[call];
  LLVMValueRef held = f->view->values[value];
  unsigned id = ir_intrinsic(instruction);
  if (id && transfer_intrinsic(f, call, value, t, id))
    return;
  if (t && is_in_bundle(instruction, held)) {
    flow_escape(f, t->object, HEAP2STACK_ESCAPES_UNKNOWN, call, value);
    return;
  }
  if (bitset_has(f->is_applied, call)) {
    flow_queue_call(f, call);
    return;
  }
  allocator_kind kind = (allocator_kind)f->call_kinds[call];
  allocator_call function = {0};
  if (kind != ALLOCATOR_NONE)
    function = allocator_classify(f->m, instruction);
  bool ends = kind == ALLOCATOR_RELEASE || kind == ALLOCATOR_RESIZE;
  unsigned count = LLVMGetNumArgOperands(instruction);
  for (unsigned a = 0; a < count; a++) {
    if (LLVMGetOperand(instruction, a) != held)
      continue;
    if (function.delivery == held)
      transfer_delivery(f, call, t);
    else if (kind == ALLOCATOR_RESIZE && a == function.pointer)
      transfer_resize(f, call, t);
    else if (kind == ALLOCATOR_NONE || (function.by_attribute && !(ends && a == function.pointer)))
      transfer_argument(f, call, a, value, t);
  }
}
