/* Implementation of rewrite_calls.h. */
#include "rewrite_calls.h"

#include "rewrite_pool.h"
#include "rewrite_resize.h"
#include "rewrite_site.h"

#include <llvm-c/DebugInfo.h>

void call_rewriter_init(call_rewriter *w, const ir_module *m, const heap2stack_callbacks *callbacks,
                        clones *clones) {
  *w = (call_rewriter){.m = m, .callbacks = callbacks, .clones = clones};
  w->by_body = pointer_map_new(&w->memory, 0);
  w->replaced = pointer_map_new(&w->memory, 0);
}

void call_rewriter_free(call_rewriter *w) {
  arrfree(w->made);
  arrfree(w->replacements);
  arena_free(&w->memory);
}

/* --- the parameters that a clone has more than its function --- */

/* What is passed, or what has been passed; members are NULL where the clone takes nothing. Of a pool it is
 * the first slot, and how far the next one is. */
typedef struct extra_arguments {
  LLVMValueRef begin, end;
  LLVMValueRef slots[MAX_FRESH], capacities[MAX_FRESH];
} extra_arguments;

static const summary *summary_of(const call_rewriter *w, const clone *c) {
  return summary_find(w->clones->summaries, c->function);
}

static bool has_capacity(const call_rewriter *w, const clone *c, uint32_t fresh) {
  return summary_of(w, c)->fresh[fresh].site.size == NULL;
}

static bool has_pool(const clone *c, uint32_t fresh) { return c->slots & (uint32_t)CLONE_POOL << fresh; }

/* Lists the members of `extras` that the clone takes, in the order of its parameters; yields their number. */
static unsigned list_extras(const call_rewriter *w, const clone *c, extra_arguments *extras,
                            LLVMValueRef **places) {
  unsigned count = 0;
  if (c->ranged) {
    places[count++] = &extras->begin;
    places[count++] = &extras->end;
  }
  for (uint32_t i = 0; i < MAX_FRESH; i++) {
    if (!(c->slots >> i & 1))
      continue;
    places[count++] = &extras->slots[i];
    if (has_pool(c, i) || has_capacity(w, c, i))
      places[count++] = &extras->capacities[i];
  }
  return count;
}

enum { MAX_EXTRAS = 2 + 2 * MAX_FRESH };

/* The type of one of `extras`. */
static LLVMTypeRef extra_type(const call_rewriter *w, const extra_arguments *extras,
                              LLVMValueRef const *place) {
  if (place >= extras->capacities && place < extras->capacities + MAX_FRESH)
    return LLVMInt64TypeInContext(w->m->context);
  return LLVMPointerTypeInContext(w->m->context, w->m->alloca_space);
}

static LLVMTypeRef clone_type(const call_rewriter *w, const clone *c) {
  extra_arguments extras = {0};
  LLVMValueRef *places[MAX_EXTRAS];
  LLVMTypeRef type = LLVMGlobalGetValueType(c->function), *types = NULL;
  arrsetlen(types, LLVMCountParamTypes(type));
  LLVMGetParamTypes(type, types);
  unsigned count = list_extras(w, c, &extras, places);
  for (unsigned i = 0; i < count; i++)
    arrput(types, extra_type(w, &extras, places[i]));
  LLVMTypeRef result =
      LLVMFunctionType(LLVMGetReturnType(type), types, (unsigned)arrlenu(types), LLVMIsFunctionVarArg(type));
  arrfree(types);
  return result;
}

/* The clone to call; it gets its body later. */
static clone *declare(call_rewriter *w, LLVMValueRef function, uint32_t slots) {
  clone *c = clones_get(w->clones, function, slots);
  if (c->body)
    return c;
  c->body = LLVMAddFunction(w->m->module, c->name, clone_type(w, c));
  pointer_map_add(&w->by_body, c->body, (uint32_t)arrlenu(w->made));
  arrput(w->made, c);
  return c;
}

static const clone *clone_called(const call_rewriter *w, LLVMValueRef call) {
  LLVMValueRef callee = ir_callee(call);
  uint32_t place = callee ? pointer_map_find(&w->by_body, callee) : POINTER_MAP_NONE;
  return place == POINTER_MAP_NONE ? NULL : w->made[place];
}

/* What a call of the clone passes, or its body is passed: `at` finds them by number in `holder`. */
static extra_arguments read_extras(const call_rewriter *w, const clone *c, LLVMValueRef holder,
                                   LLVMValueRef (*at)(LLVMValueRef, unsigned)) {
  extra_arguments extras = {0};
  LLVMValueRef *places[MAX_EXTRAS];
  unsigned first = LLVMCountParams(c->function), count = list_extras(w, c, &extras, places);
  for (unsigned i = 0; i < count; i++)
    *places[i] = at(holder, first + i);
  return extras;
}

/* --- attributes --- */

enum { LOST_ATTRIBUTES = 6 };

/* What is no longer true of a function that is given memory for its objects, and of calls of it: that it
 * touches no other memory than before, and that its result is nothing its caller knows. */
typedef struct lost_attributes {
  unsigned of_function[LOST_ATTRIBUTES], of_result;
} lost_attributes;

static lost_attributes find_lost(const call_rewriter *w) {
  const ir_attributes *k = &w->m->attributes;
  return (lost_attributes){{k->memory, k->nofree, k->allockind, k->allocsize, k->builtin, k->speculatable},
                           k->noalias};
}

static void drop_attributes(const call_rewriter *w, LLVMValueRef function) {
  lost_attributes lost = find_lost(w);
  for (size_t i = 0; i < LOST_ATTRIBUTES; i++)
    LLVMRemoveEnumAttributeAtIndex(function, IR_FUNCTION_INDEX, lost.of_function[i]);
  static const char family[] = "alloc-family";
  LLVMRemoveStringAttributeAtIndex(function, IR_FUNCTION_INDEX, family, sizeof family - 1);
  LLVMRemoveEnumAttributeAtIndex(function, IR_RETURN_INDEX, lost.of_result);
}

static bool still_holds(const call_rewriter *w, unsigned index, LLVMAttributeRef attribute) {
  lost_attributes lost = find_lost(w);
  if (!LLVMIsEnumAttribute(attribute))
    return index != IR_FUNCTION_INDEX || !LLVMIsStringAttribute(attribute);
  unsigned kind = LLVMGetEnumAttributeKind(attribute);
  if (index == IR_RETURN_INDEX)
    return kind != lost.of_result;
  for (size_t i = 0; index == IR_FUNCTION_INDEX && i < LOST_ATTRIBUTES; i++)
    if (kind == lost.of_function[i])
      return false;
  return true;
}

static void copy_attributes(const call_rewriter *w, LLVMValueRef from, LLVMValueRef to, unsigned from_index,
                            unsigned to_index) {
  unsigned count = LLVMGetCallSiteAttributeCount(from, from_index);
  if (count == 0)
    return;
  LLVMAttributeRef *attributes = NULL;
  arrsetlen(attributes, count);
  LLVMGetCallSiteAttributes(from, from_index, attributes);
  for (unsigned i = 0; i < count; i++)
    if (still_holds(w, from_index, attributes[i]))
      LLVMAddCallSiteAttribute(to, to_index, attributes[i]);
  arrfree(attributes);
}

static void copy_metadata(const call_rewriter *w, LLVMValueRef from, LLVMValueRef to) {
  size_t count;
  LLVMValueMetadataEntry *entries = LLVMInstructionGetAllMetadataOtherThanDebugLoc(from, &count);
  for (unsigned i = 0; i < count; i++)
    LLVMSetMetadata(to, LLVMValueMetadataEntriesGetKind(entries, i),
                    LLVMMetadataAsValue(w->m->context, LLVMValueMetadataEntriesGetMetadata(entries, i)));
  LLVMDisposeValueMetadataEntries(entries);
}

/* --- calls --- */

/* A call of a function with debug info needs a position where there is debug info; one through a pointer may
 * have come without. Line 0 says "unknown" (LangRef, DILocation). */
static void add_position(const call_rewriter *w, LLVMValueRef call) {
  LLVMMetadataRef scope = LLVMGetSubprogram(LLVMGetBasicBlockParent(LLVMGetInstructionParent(call)));
  if (scope && !LLVMInstructionGetDebugLoc(call))
    LLVMInstructionSetDebugLoc(call, LLVMDIBuilderCreateDebugLocation(w->m->context, 0, 0, scope, NULL));
}

/* Where each argument of a call of the clone stands in the call that it is like, NO_INDEX for extra ones.
 * These come before variadic arguments, and there may be others in that call. */
static uint32_t *list_arguments(LLVMValueRef like, const clone *c, unsigned extras) {
  uint32_t *places = NULL;
  unsigned own = LLVMCountParams(c->function), count = LLVMGetNumArgOperands(like);
  for (unsigned i = 0; i < own; i++)
    arrput(places, i);
  for (unsigned i = 0; i < extras; i++)
    arrput(places, NO_INDEX);
  for (unsigned i = LLVMCountParamTypes(ir_call_type(like)); i < count; i++)
    arrput(places, i);
  return places;
}

/* Builds, where the builder stands, a call of the clone that is like another call. An invoke continues at
 * `normal`. */
static LLVMValueRef build_call(call_rewriter *w, rewriter *r, LLVMValueRef like, const clone *c,
                               extra_arguments *extras, LLVMBasicBlockRef normal) {
  LLVMTypeRef type = LLVMGlobalGetValueType(c->body);
  LLVMValueRef *arguments = NULL, *taken[MAX_EXTRAS], call;
  uint32_t *places = list_arguments(like, c, list_extras(w, c, extras, taken)), extra = 0;
  unsigned count = (unsigned)arrlenu(places);
  for (unsigned i = 0; i < count; i++)
    arrput(arguments, places[i] == NO_INDEX ? *taken[extra++] : LLVMGetOperand(like, places[i]));
  if (LLVMIsAInvokeInst(like))
    call = LLVMBuildInvoke2(r->builder, type, c->body, arguments, count, normal, LLVMGetUnwindDest(like), "");
  else
    call = LLVMBuildCall2(r->builder, type, c->body, arguments, count, "");
  arrfree(arguments);
  LLVMSetInstructionCallConv(call, LLVMGetInstructionCallConv(like));
  copy_attributes(w, like, call, IR_FUNCTION_INDEX, IR_FUNCTION_INDEX);
  copy_attributes(w, like, call, IR_RETURN_INDEX, IR_RETURN_INDEX);
  for (unsigned i = 0; i < count; i++)
    if (places[i] != NO_INDEX)
      copy_attributes(w, like, call, places[i] + 1, i + 1);
  arrfree(places);
  copy_metadata(w, like, call);
  if (LLVMCanValueUseFastMathFlags(like))
    LLVMSetFastMathFlags(call, LLVMGetFastMathFlags(like));
  add_position(w, call);
  return call;
}

/* Replaces a call by one of a clone of the same function. */
static LLVMValueRef replace_call(call_rewriter *w, rewriter *r, LLVMValueRef call, const clone *c,
                                 extra_arguments *extras) {
  LLVMBasicBlockRef normal = LLVMIsAInvokeInst(call) ? LLVMGetNormalDest(call) : NULL;
  rewriter_before(r, call);
  LLVMValueRef replacement = build_call(w, r, call, c, extras, normal);
  LLVMReplaceAllUsesWith(call, replacement);
  LLVMInstructionEraseFromParent(call);
  return replacement;
}

/* A second block unwinds to where the first one does: in the phis there it has the same values. */
static void add_unwinding_edge(LLVMValueRef invoke, LLVMBasicBlockRef first, LLVMBasicBlockRef second) {
  LLVMValueRef phi = LLVMGetFirstInstruction(LLVMGetUnwindDest(invoke));
  for (; LLVMIsAPHINode(phi); phi = LLVMGetNextInstruction(phi))
    for (unsigned i = 0; i < LLVMCountIncoming(phi); i++)
      if (LLVMGetIncomingBlock(phi, i) == first) {
        LLVMValueRef value = LLVMGetIncomingValue(phi, i);
        LLVMAddIncoming(phi, &value, &second, 1);
        break;
      }
}

/* Compares the pointer that a call goes through with a function, and calls its clone if that is it. */
static void call_if_it_is(call_rewriter *w, rewriter *r, LLVMValueRef call, const clone *c,
                          extra_arguments *extras) {
  LLVMValueRef function = c->function;
  rewriter_before(r, call);
  LLVMValueRef same = LLVMBuildICmp(r->builder, LLVMIntEQ, LLVMGetCalledValue(call), function, "");
  rewriter_diamond d = rewriter_branch_around(r, call, same, "clone", "pointer");
  rewriter_at_end(r, d.other, call);
  LLVMValueRef values[] = {build_call(w, r, call, c, extras, d.join), call};
  if (LLVMIsAInvokeInst(call))
    add_unwinding_edge(call, d.call, d.other);
  else
    LLVMBuildBr(r->builder, d.join);
  if (LLVMGetTypeKind(LLVMTypeOf(call)) == LLVMVoidTypeKind)
    return;
  rewriter_at_begin(r, d.join, call);
  LLVMValueRef result = LLVMBuildPhi(r->builder, LLVMTypeOf(call), "");
  LLVMReplaceAllUsesWith(call, result);
  LLVMBasicBlockRef blocks[] = {d.other, d.call};
  LLVMAddIncoming(result, values, blocks, 2);
}

/* `slots`: of the clones. */
static void dispatch(call_rewriter *w, rewriter *r, LLVMValueRef call, LLVMValueRef const *candidates,
                     size_t count, uint32_t slots, extra_arguments *extras) {
  for (size_t i = 0; i < count; i++)
    if (LLVMGlobalGetValueType(candidates[i]) == ir_call_type(call))
      call_if_it_is(w, r, call, declare(w, candidates[i], slots), extras);
}

static LLVMValueRef number(const call_rewriter *w, uint64_t value) {
  return LLVMConstInt(LLVMInt64TypeInContext(w->m->context), value, false);
}

/* Has a range without slots passed where there is none: what the bodies that are called release is something
 * else. */
static void complete_range(const call_rewriter *w, extra_arguments *extras) {
  if (!extras->begin)
    extras->begin = extras->end = LLVMConstNull(LLVMPointerTypeInContext(w->m->context, w->m->alloca_space));
}

/* What a taker's clone is passed in this function. Its slots' lives begin in front of the call. */
static extra_arguments pass_slots(call_rewriter *w, rewriter *r, const function_plan *plan, LLVMValueRef call,
                                  const slot_taker *taker) {
  extra_arguments extras = {.begin = plan->group_begin, .end = plan->group_end};
  complete_range(w, &extras);
  rewriter_before(r, call);
  for (uint32_t k = 0; taker && k < MAX_FRESH; k++)
    if (taker->slots[k] && taker->slots[k]->pool) {
      pool_memory pool = rewrite_pool_memory(r, taker->slots[k]);
      extras.slots[k] = pool.first;
      extras.capacities[k] = pool.stride;
    } else if (taker->slots[k]) {
      extras.slots[k] = taker->slots[k]->slot;
      extras.capacities[k] = number(w, taker->slots[k]->size);
      rewriter_lifetime(r, w->m->intrinsics.lifetime_start, extras.slots[k]);
    }
  return extras;
}

static void rewrite_call_by_name(call_rewriter *w, rewriter *r, const function_plan *plan,
                                 const special_call *special) {
  const clone *c = declare(w, special->clone->function, special->clone->slots);
  extra_arguments extras = pass_slots(w, r, plan, special->call, &special->takers[0]);
  pointer_map_add(&w->replaced, special->call, (uint32_t)arrlenu(w->replacements));
  arrput(w->replacements, replace_call(w, r, special->call, c, &extras));
}

/* Takers come first: what is a candidate as well is not compared a second time with success. */
static void rewrite_call_by_pointer(call_rewriter *w, rewriter *r, const function_plan *plan,
                                    const special_call *special) {
  extra_arguments extras[MAX_MAKERS], others = pass_slots(w, r, plan, special->call, NULL);
  for (uint32_t i = 0; i < special->taker_count; i++)
    extras[i] = pass_slots(w, r, plan, special->call, &special->takers[i]);
  for (uint32_t i = 0; i < special->taker_count; i++) {
    const slot_taker *taker = &special->takers[i];
    const clone *c = declare(w, taker->function, plan_slots(plan, taker));
    call_if_it_is(w, r, special->call, c, &extras[i]);
  }
  dispatch(w, r, special->call, special->candidates, special->candidate_count, plan_slots(plan, NULL),
           &others);
}

static void rewrite_special_call(call_rewriter *w, rewriter *r, const function_plan *plan,
                                 const special_call *special) {
  if (special->clone)
    rewrite_call_by_name(w, r, plan, special);
  else
    rewrite_call_by_pointer(w, r, plan, special);
}

void rewrite_special_calls(call_rewriter *w, const function_plan *plan) {
  rewriter r;
  rewriter_init(&r, w->m, w->callbacks);
  for (size_t i = 0; i < plan->special_count; i++)
    rewrite_special_call(w, &r, plan, &plan->specials[i]);
  rewriter_finish(&r);
}

/* --- bodies --- */

static LLVMValueRef *list_instructions(LLVMValueRef function) {
  LLVMValueRef *list = NULL;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      arrput(list, i);
  return list;
}

/* A clone while its body is made. */
typedef struct clone_builder {
  call_rewriter *w;
  rewriter r;
  const clone *c;
  extra_arguments extras; /* its parameters */
  pointer_map twins;      /* instruction of the function -> the clone's, by place */
  LLVMValueRef *list;     /* stb_ds array: the clone's instructions when it was made */
  LLVMValueRef none;      /* no_slot(); NULL: not built yet */
} clone_builder;

/* The clone's instruction for one of the function's, which may have been replaced since it was analysed. */
static LLVMValueRef twin_of(const clone_builder *b, LLVMValueRef instruction) {
  uint32_t replaced = pointer_map_find(&b->w->replaced, instruction);
  if (replaced != POINTER_MAP_NONE)
    instruction = b->w->replacements[replaced];
  return b->list[pointer_map_find(&b->twins, instruction)];
}

static LLVMValueRef build_is_slot(clone_builder *b, LLVMValueRef pointer) {
  return rewriter_in_range(&b->r, pointer, b->extras.begin, b->extras.end, "is.slot");
}

static LLVMTypeRef byte_type(const clone_builder *b) { return LLVMInt8TypeInContext(b->w->m->context); }

static LLVMValueRef build_address(clone_builder *b, LLVMValueRef from, int64_t bytes, const char *name) {
  LLVMValueRef offset = number(b->w, (uint64_t)bytes);
  return LLVMBuildGEP2(b->r.builder, byte_type(b), from, &offset, 1, name);
}

static bool clears(const clone_builder *b) { return b->c->slots & CLONE_CLEARS; }

/* What stands for a slot where a pointer is to none: a header, of nothing. One does for the whole clone, as
 * it stays what it is. */
static LLVMValueRef no_slot(clone_builder *b) {
  if (b->none)
    return b->none;
  LLVMBuilderRef builder = b->r.builder;
  LLVMTypeRef header = LLVMArrayType2(byte_type(b), CLONE_MARKED_HEADER);
  LLVMPositionBuilderBefore(builder, LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(b->c->body)));
  LLVMSetCurrentDebugLocation2(builder, NULL);
  LLVMValueRef memory = LLVMBuildAlloca(builder, header, "none");
  LLVMSetAlignment(memory, CLONE_MARKED_HEADER);
  b->none = build_address(b, memory, CLONE_MARKED_HEADER, "none.end");
  rewrite_pool_build_no_mark(&b->r, b->none);
  LLVMBuildStore(builder, number(b->w, 0), build_address(b, b->none, -CLONE_SLOT_HEADER, "capacity"));
  return b->none;
}

/* The capacity (i64) of a slot. */
static LLVMValueRef load_capacity(clone_builder *b, LLVMValueRef slot) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(b->w->m->context);
  LLVMValueRef header = build_address(b, slot, -CLONE_SLOT_HEADER, "header");
  LLVMValueRef available = LLVMBuildLoad2(b->r.builder, wide, header, "available");
  LLVMSetAlignment(available, 1);
  return available;
}

/* What a realloc was given is gone once it has yielded another object. */
static void give_back_moved(clone_builder *b, LLVMValueRef result, LLVMValueRef pointer, LLVMValueRef slot,
                            LLVMValueRef none, LLVMValueRef next) {
  LLVMBuilderRef builder = b->r.builder;
  rewriter_before(&b->r, next);
  LLVMValueRef yields = LLVMBuildIsNotNull(builder, result, "");
  LLVMValueRef other = LLVMBuildICmp(builder, LLVMIntNE, result, pointer, "");
  LLVMValueRef moved = LLVMBuildAnd(builder, yields, other, "moved");
  LLVMValueRef given_back = LLVMBuildSelect(builder, moved, slot, none, "given.back");
  rewrite_pool_give_back_by_header(&b->r, given_back, NULL);
}

/* What the clone is passed, where the builder stands. */
static pool_memory passed_pool(clone_builder *b, uint32_t fresh) {
  LLVMValueRef first = b->extras.slots[fresh];
  return (pool_memory){first, rewrite_pool_marks(&b->r, first), b->extras.capacities[fresh]};
}

/* One of a pool, where the builder stands. */
static site_slot choose_slot(clone_builder *b, const pool_memory *pool) {
  site_slot slot = {0};
  rewrite_site_choose(&b->r, pool, &slot);
  slot.capacity = slot.header.room;
  return slot;
}

/* What a realloc is given stays in its slot of the pool if it fits; else it comes to one that is free, if
 * nothing of the heap is to be released. It does not stay in a slot of another site: that may use it again.
 */
static site_slot choose_resized(clone_builder *b, uint32_t fresh, LLVMValueRef call,
                                const allocator_call *resize, LLVMValueRef is_slot, LLVMValueRef slot) {
  LLVMBuilderRef builder = b->r.builder;
  LLVMValueRef pointer = LLVMGetOperand(call, resize->pointer);
  pool_memory pool = passed_pool(b, fresh);
  site_slot chosen = choose_slot(b, &pool);
  chosen.available = load_capacity(b, slot);
  LLVMValueRef movable = LLVMBuildOr(builder, LLVMBuildIsNull(builder, pointer, ""), is_slot, "movable");
  chosen.stays = rewrite_pool_contains(&b->r, &pool, pointer);
  rewrite_site_let_stay(&b->r, &chosen, pointer, movable);
  return chosen;
}

static void resize_in_pool(clone_builder *b, uint32_t fresh, LLVMValueRef call,
                           const allocator_call *resize) {
  LLVMValueRef pointer = LLVMGetOperand(call, resize->pointer), none = no_slot(b);
  LLVMValueRef next = LLVMGetNextInstruction(call);
  rewriter_before(&b->r, call);
  LLVMValueRef is_slot = b->c->ranged ? build_is_slot(b, pointer)
                                      : LLVMConstInt(LLVMInt1TypeInContext(b->w->m->context), 0, false);
  LLVMValueRef slot = LLVMBuildSelect(b->r.builder, is_slot, pointer, none, "slot");
  site_slot chosen = choose_resized(b, fresh, call, resize, is_slot, slot);
  LLVMValueRef result = rewrite_site_use_slot(&b->r, call, resize, &chosen);
  rewrite_resize_guard(&b->r, call, resize, is_slot, chosen.available);
  if (clears(b))
    give_back_moved(b, result, pointer, slot, none, next);
}

static void guard_resize_by_range(clone_builder *b, LLVMValueRef call, const allocator_call *resize) {
  LLVMValueRef pointer = LLVMGetOperand(call, resize->pointer), none = no_slot(b);
  LLVMValueRef next = LLVMGetNextInstruction(call);
  rewriter_before(&b->r, call);
  LLVMValueRef is_slot = build_is_slot(b, pointer);
  LLVMValueRef slot = LLVMBuildSelect(b->r.builder, is_slot, pointer, none, "slot");
  LLVMValueRef available = load_capacity(b, slot);
  LLVMValueRef result = rewrite_resize_guard(&b->r, call, resize, is_slot, available);
  if (clears(b))
    give_back_moved(b, result, pointer, slot, none, next);
}

/* Passes a release by for a caller's slot, which is given back if it is one of a pool. With the option
 * poison: what was in it is gone. */
static void guard_release_by_range(clone_builder *b, LLVMValueRef call, LLVMValueRef pointer) {
  rewriter_before(&b->r, call);
  rewriter_diamond d = rewriter_branch_around(&b->r, call, build_is_slot(b, pointer), "in.slot", "release");
  rewriter_at_end(&b->r, d.other, call);
  if (b->w->m->poison)
    rewriter_poison(&b->r, pointer, load_capacity(b, pointer));
  if (clears(b))
    rewrite_pool_give_back_by_header(&b->r, pointer, NULL);
  LLVMBuildBr(b->r.builder, d.join);
}

static void guard_by_range(clone_builder *b, LLVMValueRef call) {
  allocator_call release = allocator_classify(b->w->m, call);
  if (release.kind == ALLOCATOR_RESIZE)
    guard_resize_by_range(b, call, &release);
  else
    guard_release_by_range(b, call, LLVMGetOperand(call, release.pointer));
}

/* The function's own slots and those of its caller, if it takes any that may be released. */
static void widen_range(clone_builder *b, LLVMValueRef call, extra_arguments *passed) {
  if (!b->extras.begin) {
    complete_range(b->w, passed);
    return;
  }
  if (!passed->begin || LLVMIsNull(passed->begin)) {
    passed->begin = b->extras.begin;
    passed->end = b->extras.end;
    return;
  }
  LLVMBuilderRef builder = b->r.builder;
  rewriter_before(&b->r, call);
  LLVMValueRef lower = LLVMBuildICmp(builder, LLVMIntULT, passed->begin, b->extras.begin, "");
  LLVMValueRef higher = LLVMBuildICmp(builder, LLVMIntUGT, passed->end, b->extras.end, "");
  passed->begin = LLVMBuildSelect(builder, lower, passed->begin, b->extras.begin, "begin");
  passed->end = LLVMBuildSelect(builder, higher, passed->end, b->extras.end, "end");
}

static void redirect(clone_builder *b, const clone_request *request) {
  call_rewriter *w = b->w;
  LLVMValueRef call = twin_of(b, request->call);
  if (!request->callee) {
    extra_arguments all = b->extras;
    complete_range(w, &all);
    dispatch(w, &b->r, call, b->c->candidates, arrlenu(b->c->candidates), b->c->slots & CLONE_CLEARS, &all);
    return;
  }
  const clone *before = clone_called(w, call), *after = declare(w, request->callee, request->slots);
  extra_arguments extras = {0};
  if (before)
    extras = read_extras(w, before, call, LLVMGetOperand);
  if (after->ranged)
    widen_range(b, call, &extras);
  for (uint32_t i = 0; i < MAX_FRESH; i++) {
    uint32_t own = request->from[i];
    if (own == NO_INDEX)
      continue;
    uint64_t size = 0;
    extras.slots[i] = b->extras.slots[own];
    extras.capacities[i] = b->extras.capacities[own];
    if (!extras.capacities[i] && ir_constant(summary_of(w, b->c)->fresh[own].site.size, &size))
      extras.capacities[i] = number(w, size);
  }
  replace_call(w, &b->r, call, after, &extras);
}

/* Calls that the function had redirected for objects of its own may be given its caller's as well. */
static void widen_other_calls(clone_builder *b) {
  LLVMValueRef *list = list_instructions(b->c->body);
  for (size_t i = 0; i < arrlenu(list); i++) {
    const clone *called = ir_is_call(list[i]) ? clone_called(b->w, list[i]) : NULL;
    if (!called || !called->ranged)
      continue;
    extra_arguments extras = read_extras(b->w, called, list[i], LLVMGetOperand);
    if (extras.begin == b->extras.begin || LLVMIsASelectInst(extras.begin))
      continue; /* redirect() has dealt with it */
    widen_range(b, list[i], &extras);
    if (!clears(b) && (called->slots & CLONE_CLEARS)) { /* not all slots have the header for that */
      replace_call(b->w, &b->r, list[i],
                   declare(b->w, called->function, called->slots & ~(uint32_t)CLONE_CLEARS), &extras);
      continue;
    }
    unsigned first = LLVMCountParams(called->function);
    LLVMSetOperand(list[i], first, extras.begin);
    LLVMSetOperand(list[i], first + 1, extras.end);
  }
  arrfree(list);
}

static void build_in_slot(clone_builder *b, uint32_t fresh, const fresh_source *source) {
  if (source->maker)
    return; /* clones_requests() has it */
  LLVMValueRef call = twin_of(b, source->call);
  allocator_call site = allocator_classify(b->w->m, call);
  LLVMValueRef capacity = b->extras.capacities[fresh];
  if (site.kind == ALLOCATOR_RESIZE) {
    resize_in_pool(b, fresh, call, &site);
    return;
  }
  site_slot slot = {.memory = b->extras.slots[fresh], .capacity = capacity, .fits = !capacity};
  if (has_pool(b->c, fresh)) {
    rewriter_before(&b->r, call);
    pool_memory pool = passed_pool(b, fresh);
    slot = choose_slot(b, &pool);
  }
  rewrite_site_use_slot(&b->r, call, &site, &slot);
}

static bool takes_pool(const clone *c) { return c->slots & (CLONE_CLEARS - CLONE_POOL); }

/* A realloc that yields a slot: build_in_slot() deals with what it is given as well. */
static bool makes_in_slot(const clone_builder *b, LLVMValueRef release) {
  const summary *s = summary_of(b->w, b->c);
  for (uint32_t i = 0; i < arrlenu(s->fresh); i++)
    for (size_t k = 0; (b->c->slots >> i & 1) && k < arrlenu(s->fresh[i].sources); k++)
      if (s->fresh[i].sources[k].call == release)
        return true;
  return false;
}

static void number_instructions(clone_builder *b) {
  LLVMValueRef *originals = list_instructions(b->c->function);
  b->list = list_instructions(b->c->body);
  b->twins = pointer_map_new(&b->w->memory, arrlenu(originals));
  for (size_t i = 0; i < arrlenu(originals); i++)
    pointer_map_add(&b->twins, originals[i], (uint32_t)i);
  arrfree(originals);
}

static void make_body(call_rewriter *w, const clone *c) {
  const summary *s = summary_of(w, c);
  w->callbacks->clone_function(c->function, c->body, w->callbacks->user);
  drop_attributes(w, c->body);
  clone_builder b = {.w = w, .c = c, .extras = read_extras(w, c, c->body, LLVMGetParam)};
  rewriter_init(&b.r, w->m, w->callbacks);
  number_instructions(&b);
  for (size_t i = 0; c->ranged && i < arrlenu(s->releases); i++)
    if (!makes_in_slot(&b, s->releases[i]))
      guard_by_range(&b, twin_of(&b, s->releases[i]));
  clone_request *requests = clones_requests(w->clones, c->function, c->slots);
  for (size_t i = 0; i < arrlenu(requests); i++)
    redirect(&b, &requests[i]);
  if (c->ranged)
    widen_other_calls(&b);
  for (uint32_t i = 0; i < arrlenu(s->fresh); i++)
    for (size_t k = 0; (c->slots >> i & 1) && k < arrlenu(s->fresh[i].sources); k++)
      build_in_slot(&b, i, &s->fresh[i].sources[k]);
  if (takes_pool(c))
    rewriter_drop_access_groups(&b.r, c->body);
  arrfree(requests);
  arrfree(b.list);
  rewriter_finish(&b.r);
}

void rewrite_make_clones(call_rewriter *w, copies *c) {
  for (size_t i = 0; i < arrlenu(w->made); i++) { /* grows while it is walked */
    const clone *made = w->made[i];
    make_body(w, made);
    copies_apply_body(c, made->function, made->body);
  }
}
