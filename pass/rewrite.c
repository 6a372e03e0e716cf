/* Implementation of rewrite.h. */
#include "rewrite.h"

#include "clones.h"

#include "rewrite_resize.h"
#include "rewrite_site.h"

#include <llvm-c/DebugInfo.h>

/* Slots live in the entry block, whatever loop the site is in: one alloca a site, executed once. A zero-size
 * object gets a byte, since malloc(0) yields distinct addresses. */
static void build_slot(rewriter *r, LLVMValueRef function, site_verdict *s) {
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
  LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(entry));
  LLVMSetCurrentDebugLocation2(r->builder, NULL);
  LLVMTypeRef bytes = LLVMArrayType2(LLVMInt8TypeInContext(r->m->context), s->size ? s->size : 1);
  s->slot = LLVMBuildAlloca(r->builder, bytes, "slot");
  LLVMSetAlignment(s->slot, s->alignment);
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
    if (s->reason || !s->grouped)
      continue;
    s->offset = align_to(size + (s->headed ? CLONE_SLOT_HEADER : 0), s->alignment);
    size = s->offset + (s->size ? s->size : 1);
    *alignment = s->alignment > *alignment ? s->alignment : *alignment;
  }
  return size;
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
    if (s->reason || !s->grouped)
      continue;
    s->slot = build_offset(r, plan->group_begin, s->offset, "slot");
    if (!s->headed)
      continue;
    LLVMValueRef capacity = LLVMConstInt(LLVMInt64TypeInContext(r->m->context), s->size, false);
    LLVMBuildStore(r->builder, capacity,
                   build_offset(r, plan->group_begin, s->offset - CLONE_SLOT_HEADER, "capacity"));
  }
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
    LLVMValueRef is_slot = LLVMBuildICmp(r->builder, LLVMIntEQ, pointer, (*o)->slot, "is.slot");
    LLVMValueRef size = LLVMConstInt(wide, (*o)->size, false);
    source.available = LLVMBuildSelect(r->builder, is_slot, size, source.available, "available");
    source.is_slot = LLVMBuildOr(r->builder, is_slot, source.is_slot, "is.slot");
  }
  return source;
}

/* Operands of the call may have been replaced since the plan was made. */
static void rewrite_site(rewriter *r, const site_verdict *s) {
  allocator_call site = allocator_classify(r->m, s->call);
  LLVMValueRef capacity = LLVMConstInt(LLVMInt64TypeInContext(r->m->context), s->size, false);
  resize_source source = {0};
  if (s->resize)
    source = build_resize_source(r, s, &site);
  if (!s->reason)
    rewrite_site_use_slot(r, s->call, &site, &(site_slot){s->slot, capacity, !s->guarded, source.available});
  if (s->resize && (s->reason || s->guarded))
    rewrite_resize_guard(r, s->call, &site, source.is_slot, source.available);
}

/* --- releases --- */

/* Releases null instead of a slot, which every release of allocators.def ignores: no new control flow. */
static void guard_release(rewriter *r, const release_plan *plan) {
  rewriter_before(r, plan->call);
  LLVMValueRef pointer = plan->operand, null = LLVMConstNull(LLVMTypeOf(plan->operand));
  for (site_verdict **s = plan->objects; *s; s++) {
    LLVMValueRef is_slot = LLVMBuildICmp(r->builder, LLVMIntEQ, plan->operand, (*s)->slot, "is.slot");
    pointer = LLVMBuildSelect(r->builder, is_slot, null, pointer, "release");
  }
  unsigned count = LLVMGetNumArgOperands(plan->call);
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetOperand(plan->call, i) == plan->operand)
      rewriter_release(r, plan->call, i, pointer);
}

/* With the option poison: what is released is gone. */
static void poison_released(rewriter *r, const release_plan *plan) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(r->m->context);
  rewriter_before(r, plan->call);
  for (site_verdict **s = plan->objects; r->m->poison && *s; s++) {
    LLVMValueRef is_slot = LLVMBuildICmp(r->builder, LLVMIntEQ, plan->operand, (*s)->slot, "is.slot");
    LLVMValueRef size = LLVMConstInt(wide, (*s)->size, false);
    size = LLVMBuildSelect(r->builder, is_slot, size, LLVMConstNull(wide), "poisoned");
    rewriter_poison(r, (*s)->slot, size);
  }
}

static void rewrite_release(rewriter *r, const release_plan *plan) {
  poison_released(r, plan);
  if (!plan->removed)
    guard_release(r, plan);
  if (plan->ends) {
    rewriter_before(r, plan->call);
    rewriter_lifetime(r, r->m->intrinsics.lifetime_end, plan->ends->slot);
  }
  if (plan->removed)
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
      if (!plan->sites[i].reason && !plan->sites[i].grouped)
        poison_alloca(r, plan->sites[i].slot);
  }
}

/* "No access depends on another iteration" held for objects that were distinct in each; a slot is not. */
static void drop_access_groups(const rewriter *r, LLVMValueRef function) {
  static const char name[] = "llvm.access.group";
  unsigned kind = LLVMGetMDKindIDInContext(r->m->context, name, sizeof name - 1);
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (LLVMHasMetadata(i) && LLVMGetMetadata(i, kind))
        LLVMSetMetadata(i, kind, NULL);
}

/* A function with large slots must not be inlined any more: at link time that could put them into a frame
 * that exists many times at once, which the budget of this module did not see. */
static void pin_large_frame(rewriter *r, const function_plan *plan) {
  enum { LARGE = 1024 };
  const ir_attributes *k = &r->m->attributes;
  uint64_t bytes = 0;
  for (size_t i = 0; i < plan->site_count; i++)
    if (!plan->sites[i].reason)
      bytes += plan->sites[i].size;
  if (bytes > LARGE && !ir_function_has(plan->function, IR_FUNCTION_INDEX, k->alwaysinline))
    LLVMAddAttributeAtIndex(plan->function, IR_FUNCTION_INDEX,
                            LLVMCreateEnumAttribute(r->m->context, k->noinline_, 0));
}

void rewrite_function(const ir_module *m, const heap2stack_callbacks *callbacks, function_plan *plan) {
  rewriter r;
  rewriter_init(&r, m, callbacks);
  for (size_t i = 0; i < plan->tail_call_count; i++)
    LLVMSetTailCallKind(plan->tail_calls[i], LLVMTailCallKindNone);
  build_group(&r, plan);
  for (size_t i = 0; i < plan->site_count; i++)
    if (!plan->sites[i].reason && !plan->sites[i].grouped)
      build_slot(&r, plan->function, &plan->sites[i]);
  for (size_t i = 0; i < plan->release_count; i++)
    if (plan->releases[i].resized)
      keep_apart(&r, plan->releases[i].objects);
  for (size_t i = 0; i < plan->release_count; i++)
    if (!plan->releases[i].resized)
      rewrite_release(&r, &plan->releases[i]);
  for (size_t i = 0; i < plan->site_count; i++)
    if (plan->sites[i].maker_fresh == NO_INDEX && (!plan->sites[i].reason || plan->sites[i].resize))
      rewrite_site(&r, &plan->sites[i]);
  poison_at_exits(&r, plan);
  drop_access_groups(&r, plan->function);
  pin_large_frame(&r, plan);
  rewriter_finish(&r);
}
