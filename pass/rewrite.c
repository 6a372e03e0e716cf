/* Implementation of rewrite.h. */
#include "rewrite.h"

#include "clones.h"

#include "rewrite_pool.h"
#include "rewrite_resize.h"
#include "rewrite_site.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

/* Of the slot, or all of the pool. A zero-size object gets a byte, since malloc(0) yields distinct addresses.
 */
static uint64_t slot_bytes(const site_verdict *s) {
  if (s->pool)
    return s->pool->count * plan_pool_stride(s->pool);
  return s->size ? s->size : 1;
}

static bool is_grouped(const site_verdict *s) { return s->pool ? s->pool->grouped : s->grouped; }

static unsigned header_of(const site_verdict *s) { return s->pool ? s->pool->header : s->header; }

static unsigned alignment_of(const site_verdict *s) { return s->pool ? s->pool->alignment : s->alignment; }

/* What is in front of its first slot. */
static unsigned space_in_front(const site_verdict *s) {
  return s->pool && header_of(s) == CLONE_MARKED_HEADER ? CLONE_POOL_HEADER : header_of(s);
}

/* What an object in it may be read up to. */
static uint64_t slot_size(const site_verdict *s) { return s->pool ? s->pool->size : s->size; }

/* Slots live in the entry block, whatever loop the site is in: one alloca a site, executed once. */
static void build_slot(rewriter *r, LLVMValueRef function, site_verdict *s) {
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
  LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(entry));
  LLVMSetCurrentDebugLocation2(r->builder, NULL);
  LLVMTypeRef bytes = LLVMArrayType2(LLVMInt8TypeInContext(r->m->context), slot_bytes(s));
  s->slot = LLVMBuildAlloca(r->builder, bytes, "slot");
  LLVMSetAlignment(s->slot, alignment_of(s));
}

static uint64_t align_to(uint64_t offset, uint64_t alignment) {
  return (offset + alignment - 1) / alignment * alignment;
}

static LLVMValueRef build_offset(rewriter *r, LLVMValueRef memory, uint64_t offset, const char *name) {
  LLVMValueRef index = LLVMConstInt(LLVMInt64TypeInContext(r->m->context), offset, false);
  return LLVMBuildInBoundsGEP2(r->builder, LLVMInt8TypeInContext(r->m->context), memory, &index, 1, name);
}

/* Where the grouped slots lie; the size of all. */
static uint64_t place_slots(function_plan *plan, unsigned *alignment) {
  uint64_t size = 0;
  for (size_t i = 0; i < plan->site_count; i++) {
    site_verdict *s = &plan->sites[i];
    if (!plan_has_slot(s) || !is_grouped(s))
      continue;
    s->offset = align_to(size + space_in_front(s), alignment_of(s));
    size = s->offset + slot_bytes(s);
    *alignment = alignment_of(s) > *alignment ? alignment_of(s) : *alignment;
  }
  return size;
}

/* Of a slot that is in no pool; others get theirs when they are taken. */
static void build_header(rewriter *r, const function_plan *plan, const site_verdict *s) {
  LLVMValueRef capacity = LLVMConstInt(LLVMInt64TypeInContext(r->m->context), slot_size(s), false);
  LLVMBuildStore(r->builder, capacity,
                 build_offset(r, plan->group_begin, s->offset - CLONE_SLOT_HEADER, "capacity"));
  if (header_of(s) == CLONE_MARKED_HEADER)
    rewrite_pool_build_no_mark(r, s->slot);
}

/* Slots whose addresses clones have to recognise lie side by side. */
static void build_group(rewriter *r, function_plan *plan) {
  unsigned alignment = 1;
  uint64_t size = place_slots(plan, &alignment);
  if (size == 0)
    return;
  LLVMTypeRef bytes = LLVMArrayType2(LLVMInt8TypeInContext(r->m->context), size);
  LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(plan->function)));
  LLVMSetCurrentDebugLocation2(r->builder, NULL);
  plan->group_begin = LLVMBuildAlloca(r->builder, bytes, "slots");
  LLVMSetAlignment(plan->group_begin, alignment);
  plan->group_end = build_offset(r, plan->group_begin, size, "slots.end");
  for (size_t i = 0; i < plan->site_count; i++) {
    site_verdict *s = &plan->sites[i];
    if (!plan_has_slot(s) || !is_grouped(s))
      continue;
    s->slot = build_offset(r, plan->group_begin, s->offset, "slot");
    if (s->pool && header_of(s))
      rewrite_pool_build_shared_marks(r, s->slot, s->pool);
    else if (header_of(s))
      build_header(r, plan, s);
  }
}

static void build_slots(rewriter *r, function_plan *plan) {
  build_group(r, plan);
  for (size_t i = 0; i < plan->site_count; i++) {
    site_verdict *s = &plan->sites[i];
    if (plan_has_slot(s) && !is_grouped(s))
      build_slot(r, plan->function, s);
    if (plan_has_slot(s) && s->pool && !s->pool->marks)
      rewrite_pool_build_marks(r, plan->function, s->pool);
  }
  for (size_t i = 0; i < plan->site_count; i++)
    if (!plan->sites[i].reason && plan->sites[i].pool)
      plan->sites[i].slot = plan->sites[i].pool->owner->slot;
}

/* What a realloc is given: one of the slots in the plan, with so many bytes to read, or something else. */
typedef struct resize_source {
  LLVMValueRef is_slot;   /* i1 */
  LLVMValueRef available; /* i64 */
} resize_source;

/* How much a realloc may copy depends on which slot it is given. (A release need not know.) */
static void keep_apart(rewriter *r, site_verdict *const *objects) {
  for (size_t i = 0; objects[0] && objects[1] && objects[i]; i++)
    rewriter_keep_apart(r, objects[i]->slot);
}

static resize_source build_resize_source(rewriter *r, const site_verdict *s, const allocator_call *resize) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(r->m->context);
  resize_source source = {LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 0, false), LLVMConstNull(wide)};
  LLVMValueRef pointer = LLVMGetOperand(s->call, resize->pointer);
  rewriter_before(r, s->call);
  for (site_verdict **o = s->resize->objects; *o; o++) {
    LLVMValueRef is_slot = rewrite_pool_has(r, *o, pointer);
    LLVMValueRef size = LLVMConstInt(wide, slot_size(*o), false);
    source.available = LLVMBuildSelect(r->builder, is_slot, size, source.available, "available");
    source.is_slot = LLVMBuildOr(r->builder, is_slot, source.is_slot, "is.slot");
  }
  return source;
}

/* One of the pool. What a realloc is given stays there, or has to be in a slot for the result to be in one.
 */
static void choose_slot(rewriter *r, const site_verdict *s, const allocator_call *site,
                        const resize_source *source, site_slot *slot) {
  rewriter_before(r, s->call);
  pool_memory pool = rewrite_pool_memory(r, s);
  rewrite_site_choose(r, &pool, slot);
  if (!s->pool->grouped)
    slot->header = (slot_header){0};
  if (site->kind != ALLOCATOR_RESIZE)
    return;
  LLVMValueRef pointer = LLVMGetOperand(s->call, site->pointer);
  LLVMValueRef movable = LLVMBuildIsNull(r->builder, pointer, "");
  if (source->is_slot)
    movable = LLVMBuildOr(r->builder, movable, source->is_slot, "movable");
  slot->stays = rewrite_pool_has(r, s, pointer);
  rewrite_site_let_stay(r, slot, pointer, movable);
}

/* What a realloc was given is gone once it has yielded another object. (One of size 0 that only releases is
 * not looked at: the slot counts as used from then on.) */
static void give_back_resized(rewriter *r, const site_verdict *s, LLVMValueRef pointer, LLVMValueRef result,
                              LLVMValueRef next) {
  for (site_verdict **o = s->resize->objects; next && *o; o++) {
    if (!(*o)->pool)
      continue;
    rewriter_before(r, next);
    LLVMValueRef yields = LLVMBuildIsNotNull(r->builder, result, "");
    LLVMValueRef other = LLVMBuildICmp(r->builder, LLVMIntNE, result, pointer, "");
    LLVMValueRef moved = LLVMBuildAnd(r->builder, yields, other, "moved");
    LLVMValueRef has = rewrite_pool_has(r, *o, pointer);
    LLVMValueRef released = LLVMBuildAnd(r->builder, moved, has, "released");
    rewrite_pool_give_back(r, *o, pointer, released);
  }
}

/* Operands of the call may have been replaced since the plan was made. */
static void rewrite_site(rewriter *r, const site_verdict *s) {
  allocator_call site = allocator_classify(r->m, s->call);
  LLVMValueRef capacity = LLVMConstInt(LLVMInt64TypeInContext(r->m->context), s->size, false);
  LLVMValueRef pointer = s->resize ? LLVMGetOperand(s->call, site.pointer) : NULL, result = NULL;
  LLVMValueRef next = LLVMGetNextInstruction(s->call); /* NULL after an invoke */
  resize_source source = {0};
  if (s->resize)
    source = build_resize_source(r, s, &site);
  site_slot slot = {
      .memory = s->slot, .capacity = capacity, .fits = !s->guarded, .available = source.available};
  if (!s->reason && s->pool)
    choose_slot(r, s, &site, &source, &slot);
  if (!s->reason)
    result = rewrite_site_use_slot(r, s->call, &site, &slot);
  if (s->resize && (s->reason || s->guarded)) {
    LLVMValueRef resized = rewrite_resize_guard(r, s->call, &site, source.is_slot, source.available);
    result = result ? result : resized;
  }
  if (s->resize && (s->reason || s->pool)) /* no other result comes from a pool */
    give_back_resized(r, s, pointer, result, next);
}

/* --- releases --- */

/* Of each of the plan's objects, and in all: whether its slot is released (i1). */
typedef struct released_slots {
  LLVMValueRef *each, any;
  size_t count;
} released_slots;

static released_slots find_released_slots(rewriter *r, const release_plan *plan) {
  released_slots found = {0};
  while (plan->objects[found.count])
    found.count++;
  found.each = ARENA_ARRAY(&r->memory, LLVMValueRef, found.count);
  for (size_t i = 0; i < found.count; i++) {
    found.each[i] = rewrite_pool_has(r, plan->objects[i], plan->operand);
    found.any = i > 0 ? LLVMBuildOr(r->builder, found.each[i], found.any, "is.slot") : found.each[i];
  }
  return found;
}

static bool have_headers(const release_plan *plan) {
  for (site_verdict **s = plan->objects; *s; s++)
    if (!(*s)->pool || !(*s)->pool->grouped)
      return false;
  return true;
}

static void give_back(rewriter *r, const release_plan *plan, const released_slots *released) {
  bool one = released->count == 1;
  if (have_headers(plan)) {
    rewrite_pool_give_back_by_header(r, plan->operand, one ? plan->objects[0]->pool->marks : NULL);
    return;
  }
  LLVMValueRef certain = LLVMConstInt(LLVMInt1TypeInContext(r->m->context), 1, false);
  for (size_t i = 0; i < released->count; i++)
    if (plan->objects[i]->pool)
      rewrite_pool_give_back(r, plan->objects[i], plan->operand, one ? certain : released->each[i]);
}

/* Without new control flow: null is released instead of a slot, which every release of allocators.def
 * ignores. */
static void release_null_instead(rewriter *r, const release_plan *plan, LLVMValueRef is_slot) {
  LLVMValueRef null = LLVMConstNull(LLVMTypeOf(plan->operand));
  LLVMValueRef pointer = LLVMBuildSelect(r->builder, is_slot, null, plan->operand, "release");
  unsigned count = LLVMGetNumArgOperands(plan->call);
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetOperand(plan->call, i) == plan->operand)
      rewriter_release(r, plan->call, i, pointer);
}

static void end_slot(rewriter *r, const release_plan *plan) {
  if (plan->ends)
    rewriter_lifetime(r, r->m->intrinsics.lifetime_end, plan->ends->slot);
}

/* Passes the release by for a slot. */
static void guard_release(rewriter *r, const release_plan *plan) {
  rewriter_before(r, plan->call);
  released_slots released = find_released_slots(r, plan);
  end_slot(r, plan);
  if (!r->m->can_split) { /* there are no pools then */
    release_null_instead(r, plan, released.any);
    return;
  }
  rewriter_diamond d = rewriter_branch_around(r, plan->call, released.any, "in.slot", "release");
  rewriter_at_end(r, d.other, plan->call);
  give_back(r, plan, &released);
  LLVMBuildBr(r->builder, d.join);
}

/* With the option poison: what is released is gone. */
static void poison_released(rewriter *r, const release_plan *plan) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(r->m->context);
  rewriter_before(r, plan->call);
  for (site_verdict **s = plan->objects; r->m->poison && *s; s++) {
    LLVMValueRef is_slot = rewrite_pool_has(r, *s, plan->operand);
    LLVMValueRef size = LLVMConstInt(wide, slot_size(*s), false);
    size = LLVMBuildSelect(r->builder, is_slot, size, LLVMConstNull(wide), "poisoned");
    rewriter_poison(r, (*s)->pool ? plan->operand : (*s)->slot, size);
  }
}

static void rewrite_release(rewriter *r, const release_plan *plan) {
  poison_released(r, plan);
  if (!plan->removed) {
    guard_release(r, plan);
    return;
  }
  rewriter_before(r, plan->call);
  end_slot(r, plan);
  rewriter_erase_call(r, plan->call);
}

/* A musttail call that the frame is left by, or else the block's terminator if that leaves it; NULL: neither.
 */
static LLVMValueRef find_exit(LLVMBasicBlockRef block) {
  LLVMValueRef end = LLVMGetBasicBlockTerminator(block);
  LLVMOpcode opcode = LLVMGetInstructionOpcode(end);
  if (opcode != LLVMRet && opcode != LLVMResume)
    return NULL;
  for (LLVMValueRef i = LLVMGetPreviousInstruction(end); i; i = LLVMGetPreviousInstruction(i))
    if (ir_is_call(i) && ir_is_musttail(i))
      return i;
  return end;
}

static void poison_alloca(rewriter *r, LLVMValueRef slot) {
  uint64_t size = LLVMABISizeOfType(r->m->layout, LLVMGetAllocatedType(slot));
  rewriter_poison(r, slot, LLVMConstInt(LLVMInt64TypeInContext(r->m->context), size, false));
}

/* With the option poison: nothing is left of the slots when the function returns. */
static void poison_at_exits(rewriter *r, const function_plan *plan) {
  LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(plan->function);
  for (; r->m->poison && block; block = LLVMGetNextBasicBlock(block)) {
    LLVMValueRef exit = find_exit(block);
    if (!exit)
      continue;
    rewriter_before(r, exit);
    if (plan->group_begin)
      poison_alloca(r, plan->group_begin);
    for (size_t i = 0; i < plan->site_count; i++)
      if (plan_has_slot(&plan->sites[i]) && !is_grouped(&plan->sites[i]))
        poison_alloca(r, plan->sites[i].slot);
  }
}

/* A function with large slots must not be inlined any more: at link time that could put them into a frame
 * that exists many times at once, which the budget of this module did not see. */
static void pin_large_frame(rewriter *r, const function_plan *plan) {
  enum { LARGE = 1024 };
  const ir_attributes *k = &r->m->attributes;
  uint64_t bytes = 0;
  for (size_t i = 0; i < plan->site_count; i++)
    if (plan_has_slot(&plan->sites[i]))
      bytes += slot_bytes(&plan->sites[i]);
  if (bytes > LARGE && !ir_function_has(plan->function, IR_FUNCTION_INDEX, k->alwaysinline))
    LLVMAddAttributeAtIndex(plan->function, IR_FUNCTION_INDEX,
                            LLVMCreateEnumAttribute(r->m->context, k->noinline_, 0));
}

void rewrite_function(const ir_module *m, const heap2stack_callbacks *callbacks, function_plan *plan) {
  rewriter r;
  rewriter_init(&r, m, callbacks);
  for (size_t i = 0; i < plan->tail_call_count; i++)
    LLVMSetTailCallKind(plan->tail_calls[i], LLVMTailCallKindNone);
  build_slots(&r, plan);
  for (size_t i = 0; i < plan->release_count; i++)
    if (plan->releases[i].resized)
      keep_apart(&r, plan->releases[i].objects);
  for (size_t i = 0; i < plan->release_count; i++)
    if (!plan->releases[i].resized)
      rewrite_release(&r, &plan->releases[i]);
  for (size_t i = plan->site_count; i-- > 0;) /* from the end: a block is split in front of what was split */
    if (plan->sites[i].maker_fresh == NO_INDEX && (!plan->sites[i].reason || plan->sites[i].resize))
      rewrite_site(&r, &plan->sites[i]);
  poison_at_exits(&r, plan);
  rewriter_drop_access_groups(&r, plan->function);
  pin_large_frame(&r, plan);
  rewriter_finish(&r);
}
