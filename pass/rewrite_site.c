/* Implementation of rewrite_site.h. */
#include "rewrite_site.h"

/* --- the object's size --- */

static bool is_noundef(const rewriter *r, LLVMValueRef call, LLVMValueRef operand) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetOperand(call, i) == operand && ir_call_has(call, i + 1, r->m->attributes.noundef))
      return true;
  return false;
}

/* An operand as 64 bits. The call may have been given an undefined value, but a branch may not depend on one.
 */
static LLVMValueRef build_wide(rewriter *r, LLVMValueRef call, LLVMValueRef operand) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(r->m->context);
  LLVMValueRef value = operand;
  if (!LLVMIsAConstantInt(value) && !is_noundef(r, call, operand))
    value = LLVMBuildFreeze(r->builder, value, "size");
  return LLVMTypeOf(value) == wide ? value : LLVMBuildZExt(r->builder, value, wide, "size");
}

/* One more character than the text has (i64). */
static LLVMValueRef build_text_size(rewriter *r, const allocator_call *site) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(r->m->context);
  LLVMValueRef function = library_declare(r->m, allocator_measure(site)),
               arguments[] = {site->source, site->limit};
  LLVMValueRef length = LLVMBuildCall2(r->builder, LLVMGlobalGetValueType(function), function, arguments,
                                       site->limit ? 2 : 1, "length");
  length = LLVMBuildZExt(r->builder, length, wide, "length");
  LLVMValueRef size = LLVMBuildAdd(r->builder, length, LLVMConstInt(wide, 1, false), "size");
  LLVMValueRef character = LLVMConstInt(wide, site->character, false);
  return site->character == 1 ? size : LLVMBuildMul(r->builder, size, character, "bytes");
}

/* One more character than the number says that `site->capacity` points to. */
static LLVMValueRef build_buffer_size(rewriter *r, const allocator_call *site, LLVMValueRef *overflows) {
  LLVMContextRef context = r->m->context;
  LLVMTypeRef wide = LLVMInt64TypeInContext(context),
              type = LLVMIntTypeInContext(context, 8 * r->m->pointer_size);
  LLVMValueRef most = LLVMConstInt(wide, UINT64_MAX / site->character - 1, false);
  LLVMValueRef capacity = LLVMBuildLoad2(r->builder, type, site->capacity, "capacity");
  capacity = LLVMBuildZExt(r->builder, LLVMBuildFreeze(r->builder, capacity, ""), wide, "");
  *overflows = LLVMBuildICmp(r->builder, LLVMIntUGT, capacity, most, "overflows");
  LLVMValueRef size = LLVMBuildAdd(r->builder, capacity, LLVMConstInt(wide, 1, false), "size");
  LLVMValueRef character = LLVMConstInt(wide, site->character, false);
  return site->character == 1 ? size : LLVMBuildMul(r->builder, size, character, "bytes");
}

LLVMValueRef rewrite_site_size(rewriter *r, LLVMValueRef call, const allocator_call *site,
                               LLVMValueRef *overflows) {
  LLVMTypeRef wide = LLVMInt64TypeInContext(r->m->context);
  uint64_t constant;
  *overflows = NULL;
  if (allocator_size(site, &constant) == SIZE_CONSTANT)
    return LLVMConstInt(wide, constant, false);
  if (site->source)
    return build_text_size(r, site);
  if (site->capacity)
    return build_buffer_size(r, site, overflows);
  LLVMValueRef size = build_wide(r, call, site->size);
  if (!site->count)
    return size;
  LLVMValueRef factors[] = {size, build_wide(r, call, site->count)};
  LLVMValueRef product = rewriter_intrinsic(r, r->m->intrinsics.umul_overflow, wide, factors, 2, "product");
  *overflows = LLVMBuildExtractValue(r->builder, product, 1, "overflows");
  return LLVMBuildExtractValue(r->builder, product, 0, "bytes");
}

/* --- the slot --- */

void rewrite_site_choose(rewriter *r, const pool_memory *pool, site_slot *slot) {
  pool_choice choice = rewrite_pool_choose(r, pool);
  slot->memory = choice.memory;
  slot->usable = choice.any;
  slot->marks = pool->marks;
  slot->rest = choice.rest;
  slot->header = choice.header;
}

void rewrite_site_let_stay(rewriter *r, site_slot *slot, LLVMValueRef pointer, LLVMValueRef movable) {
  slot->usable = LLVMBuildAnd(r->builder, slot->usable, movable, "");
  slot->usable = LLVMBuildOr(r->builder, slot->stays, slot->usable, "usable");
  slot->memory = LLVMBuildSelect(r->builder, slot->stays, pointer, slot->memory, "slot");
  LLVMValueRef marks = LLVMBuildLoad2(r->builder, LLVMTypeOf(slot->rest), slot->marks, "free");
  slot->rest = LLVMBuildSelect(r->builder, slot->stays, marks, slot->rest, "rest");
}

void rewrite_site_copy(rewriter *r, LLVMValueRef to, LLVMValueRef from, LLVMValueRef size,
                       LLVMValueRef available) {
  LLVMValueRef less = LLVMBuildICmp(r->builder, LLVMIntULT, size, available, "");
  LLVMBuildMemCpy(r->builder, to, 1, from, 1, LLVMBuildSelect(r->builder, less, size, available, "copied"));
}

/* The text and its terminating zero: a limit may have cut it short. */
static void build_copy(rewriter *r, const allocator_call *site, LLVMValueRef slot, LLVMValueRef size) {
  LLVMTypeRef byte = LLVMInt8TypeInContext(r->m->context);
  LLVMTypeRef character = LLVMIntTypeInContext(r->m->context, 8 * site->character);
  LLVMValueRef last = LLVMConstInt(LLVMTypeOf(size), site->character, false);
  LLVMValueRef length = LLVMBuildSub(r->builder, size, last, "");
  LLVMBuildMemCpy(r->builder, slot, site->character, site->source, site->character, length);
  LLVMValueRef end = LLVMBuildInBoundsGEP2(r->builder, byte, slot, &length, 1, "end");
  LLVMSetAlignment(LLVMBuildStore(r->builder, LLVMConstNull(character), end), site->character);
}

/* The object is fresh each time its site runs: the slot starts a new life there, and is zeroed there. */
static void build_fresh_content(rewriter *r, const allocator_call *site, LLVMValueRef slot,
                                LLVMValueRef size) {
  uint64_t constant;
  unsigned alignment = 1;
  rewriter_lifetime(r, r->m->intrinsics.lifetime_start, slot);
  if (site->source)
    build_copy(r, site, slot, size);
  if (!site->zeroed || (ir_constant(size, &constant) && constant == 0))
    return;
  allocator_alignment(site, &alignment);
  LLVMBuildMemSet(r->builder, slot, LLVMConstInt(LLVMInt8TypeInContext(r->m->context), 0, false), size,
                  alignment);
}

/* A slot is never null: checks of the result fold. */
static void fold_null_checks(LLVMValueRef site) {
  LLVMUseRef next;
  for (LLVMUseRef use = LLVMGetFirstUse(site); use; use = next) {
    LLVMValueRef user = LLVMGetUser(use);
    next = LLVMGetNextUse(use);
    if (!LLVMIsAICmpInst(user))
      continue;
    LLVMValueRef other = LLVMGetOperand(user, LLVMGetOperand(user, 0) == site ? 1 : 0);
    LLVMIntPredicate predicate = LLVMGetICmpPredicate(user);
    if (!ir_is_null(other) || (predicate != LLVMIntEQ && predicate != LLVMIntNE))
      continue;
    LLVMReplaceAllUsesWith(user, LLVMConstInt(LLVMTypeOf(user), predicate == LLVMIntNE, false));
    LLVMInstructionEraseFromParent(user);
  }
}

/* The object's bytes. The program may have asked for an undefined number; what is written may not be. */
static LLVMValueRef build_fitting_size(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                       const site_slot *slot) {
  LLVMValueRef overflows, size = rewrite_site_size(r, call, site, &overflows);
  if (LLVMIsAConstantInt(size))
    return size;
  LLVMValueRef fits = LLVMBuildICmp(r->builder, LLVMIntULT, size, slot->capacity, "");
  return LLVMBuildSelect(r->builder, fits, size, slot->capacity, "bytes");
}

/* The bytes that fresh content is needed for; NULL: none. A small slot is zeroed at once. */
static LLVMValueRef build_filled_size(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                      const site_slot *slot) {
  enum { SMALL = 256 };
  uint64_t capacity;
  if (!site->zeroed && !site->source && !slot->available)
    return NULL;
  if (site->zeroed && slot->capacity && ir_constant(slot->capacity, &capacity) && capacity <= SMALL)
    return slot->capacity;
  return build_fitting_size(r, call, site, slot);
}

/* What the call yields when the object is at the slot. */
static LLVMValueRef build_result(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                 LLVMValueRef slot) {
  if (!site->delivery)
    return slot;
  LLVMBuildStore(r->builder, slot, site->delivery);
  return LLVMConstNull(LLVMTypeOf(call));
}

/* `bytes` (i64), or none where the object stays in its slot. */
static LLVMValueRef unless_it_stays(rewriter *r, const site_slot *slot, LLVMValueRef bytes) {
  return slot->stays ? LLVMBuildSelect(r->builder, slot->stays, LLVMConstNull(LLVMTypeOf(bytes)), bytes, "")
                     : bytes;
}

static LLVMValueRef build_object(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                 const site_slot *slot, LLVMValueRef size) {
  if (r->m->poison) {
    LLVMValueRef overflows, all = slot->capacity;
    all = all ? all : rewrite_site_size(r, call, site, &overflows);
    rewriter_poison(r, slot->memory, unless_it_stays(r, slot, all));
  }
  build_fresh_content(r, site, slot->memory, size);
  if (slot->available) {
    LLVMValueRef old = LLVMGetOperand(call, site->pointer);
    LLVMValueRef available = unless_it_stays(r, slot, slot->available);
    rewrite_site_copy(r, slot->memory, old, size, available);
    rewriter_poison(r, old, available);
  }
  if (slot->marks)
    LLVMBuildStore(r->builder, slot->rest, slot->marks);
  if (slot->header.mark)
    rewrite_pool_build_header(r, slot->memory, &slot->header, slot->stays);
  return build_result(r, call, site, slot->memory);
}

static LLVMValueRef use_slot_always(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                    const site_slot *slot) {
  rewriter_before(r, call);
  LLVMValueRef result = build_object(r, call, site, slot, build_filled_size(r, call, site, slot));
  if (!site->delivery)
    fold_null_checks(call);
  LLVMReplaceAllUsesWith(call, result);
  rewriter_erase_call(r, call);
  return result;
}

/* --- the slot or the heap --- */

/* A size that makes realloc release its argument and return null does not fit either. */
static LLVMValueRef build_fits(rewriter *r, const allocator_call *site, LLVMValueRef size,
                               LLVMValueRef overflows, LLVMValueRef capacity) {
  LLVMValueRef fits = LLVMBuildICmp(r->builder, LLVMIntULE, size, capacity, "fits");
  if (overflows)
    fits = LLVMBuildAnd(r->builder, fits, LLVMBuildNot(r->builder, overflows, ""), "fits");
  if (site->kind != ALLOCATOR_RESIZE || !r->m->resize_to_zero_releases)
    return fits;
  LLVMValueRef some = LLVMBuildICmp(r->builder, LLVMIntNE, size, LLVMConstNull(LLVMTypeOf(size)), "");
  return LLVMBuildAnd(r->builder, fits, some, "fits");
}

static LLVMValueRef use_slot_if_it_fits(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                        const site_slot *slot) {
  LLVMValueRef overflows;
  rewriter_before(r, call);
  LLVMValueRef size = rewrite_site_size(r, call, site, &overflows);
  LLVMValueRef fits = build_fits(r, site, size, overflows, slot->capacity);
  if (slot->usable)
    fits = LLVMBuildAnd(r->builder, fits, slot->usable, "fits");
  rewriter_diamond d = rewriter_branch_around(r, call, fits, "on.stack", "on.heap");
  rewriter_at_end(r, d.other, call);
  LLVMValueRef result = build_object(r, call, site, slot, size);
  LLVMBuildBr(r->builder, d.join);

  rewriter_at_begin(r, d.join, call);
  LLVMValueRef object = LLVMBuildPhi(r->builder, LLVMTypeOf(call), "object");
  LLVMReplaceAllUsesWith(call, object);
  LLVMValueRef values[] = {result, call};
  LLVMBasicBlockRef blocks[] = {d.other, d.call};
  LLVMAddIncoming(object, values, blocks, 2);
  return object;
}

LLVMValueRef rewrite_site_use_slot(rewriter *r, LLVMValueRef call, const allocator_call *site,
                                   const site_slot *slot) {
  return slot->fits ? use_slot_always(r, call, site, slot) : use_slot_if_it_fits(r, call, site, slot);
}
