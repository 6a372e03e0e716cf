/* Distances of two pointers, which are plain numbers when both are in one object. Where parameters lead to
 * them only callers can tell.
 *
 * Distances that the program itself counts in elements: (end - begin) of pointers to some type.
 *
 * A front end divides the distance of two pointers by the size of what they point to with an `exact` division
 * (or shift), whose result is poison unless the division has no remainder: the language promises that both
 * point into one array. Subtracting addresses as integers comes without that promise, and dividing by hand is
 * not exact. InstCombine makes a division exact as well, where it knows the lowest bits of both addresses;
 * therefore one of them has to be a pointer of whose alignment nothing says anything.
 */
#include "flow.h"

enum { MAX_USES = 64 }; /* looked at, of one value */

static bool is_call_of(LLVMValueRef value, unsigned intrinsic) {
  return LLVMIsACallInst(value) && intrinsic && ir_intrinsic(value) == intrinsic;
}

/* Subtracting and comparing tell nothing about the lowest bits. */
static bool has_harmless_uses(LLVMValueRef number) {
  int count = 0;
  for (LLVMUseRef use = LLVMGetFirstUse(number); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    bool harmless = LLVMIsAICmpInst(user) || LLVMGetInstructionOpcode(user) == LLVMSub;
    if (!harmless || ++count > MAX_USES)
      return false;
  }
  return true;
}

static bool has_unknown_alignment(const ir_module *m, LLVMValueRef pointer) {
  if (LLVMIsAArgument(pointer)) {
    LLVMValueRef function = LLVMGetParamParent(pointer);
    unsigned index = 1;
    while (LLVMGetParam(function, index - 1) != pointer)
      index++;
    if (ir_function_has(function, index, m->attributes.align))
      return false;
  } else if (!LLVMIsALoadInst(pointer) ||
             LLVMGetMetadata(pointer, LLVMGetMDKindIDInContext(m->context, "align", 5))) {
    return false;
  }
  int count = 0;
  for (LLVMUseRef use = LLVMGetFirstUse(pointer); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (++count > MAX_USES || is_call_of(user, m->intrinsics.assume) ||
        is_call_of(user, m->intrinsics.ptrmask) || (LLVMIsAPtrToIntInst(user) && !has_harmless_uses(user)))
      return false;
  }
  return true;
}

/* The difference says nothing about its lowest bits but by exact divisions. */
static bool is_only_divided(LLVMValueRef distance) {
  int count = 0;
  for (LLVMUseRef use = LLVMGetFirstUse(distance); use; use = LLVMGetNextUse(use)) {
    LLVMOpcode opcode = LLVMGetInstructionOpcode(LLVMGetUser(use));
    if (++count > MAX_USES || opcode == LLVMAnd || opcode == LLVMURem || opcode == LLVMSRem ||
        opcode == LLVMTrunc)
      return false;
  }
  return true;
}

bool flow_is_element_count(const ir_module *m, LLVMValueRef division) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(division);
  bool divides = opcode == LLVMAShr || opcode == LLVMLShr || opcode == LLVMSDiv || opcode == LLVMUDiv;
  if (!divides || !LLVMGetExact(division) || !LLVMIsAConstantInt(LLVMGetOperand(division, 1)))
    return false;
  LLVMValueRef distance = LLVMGetOperand(division, 0);
  if (LLVMGetInstructionOpcode(distance) != LLVMSub || !is_only_divided(distance))
    return false;
  bool unknown = false;
  for (unsigned i = 0; i < 2; i++) {
    LLVMValueRef address = LLVMGetOperand(distance, i);
    if (!LLVMIsAPtrToIntInst(address))
      return false;
    unknown |= has_unknown_alignment(m, LLVMGetOperand(address, 0));
  }
  return unknown;
}

/* --- in the same object? --- */

/* As an operand of an allocator or of memcpy it is a number of bytes. */
static bool is_size_operand(const flow *f, LLVMValueRef call, LLVMValueRef distance) {
  if (!LLVMIsACallInst(call) && !LLVMIsAInvokeInst(call))
    return false;
  const ir_intrinsics *i = &f->m->intrinsics;
  unsigned id = ir_intrinsic(call);
  bool moves = id && (id == i->memcpy_ || id == i->memmove_ || id == i->memset_);
  bool allocates = f->call_kinds[view_index(f->view, call)] != ALLOCATOR_NONE;
  return (moves && LLVMGetOperand(call, 2) == distance) ||
         (allocates && !allocator_classify(f->m, call).by_attribute);
}

bool flow_is_only_counted(const flow *f, LLVMValueRef distance) {
  int count = 0;
  for (LLVMUseRef use = LLVMGetFirstUse(distance); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (++count > MAX_USES ||
        (!LLVMIsAICmpInst(user) && !flow_is_element_count(f->m, user) && !is_size_operand(f, user, distance)))
      return false;
  }
  return true;
}

/* What is read in pieces is most likely a number: its difference with another one carries it on. */
static bool is_place(const flow *f, const target *t) {
  const flow_object *o = &f->objects[t->object];
  return o->kind == OBJECT_PARAMETER && !o->place.pieces;
}

static bool has_place(const flow *f, const target *targets) {
  for (size_t i = 0; i < arrlenu(targets); i++)
    if (is_place(f, &targets[i]))
      return true;
  return false;
}

/* When and where pointers are measured. */
typedef struct measurement {
  uint32_t call;   /* by a call, which finds them in memory or is given them; or NO_INDEX */
  uint32_t unmade; /* before this call makes anything; or NO_INDEX */
} measurement;

/* An object that is not there yet: what memory holds later on says nothing of the call. */
static bool is_later(flow *f, const measurement *m, object_id object) {
  const flow_object *o = &f->objects[object];
  return o->kind == OBJECT_SITE && !o->circular &&
         (o->value == m->unmade || (m->call != NO_INDEX && flow_comes_before(f, m->call, object)));
}

/* Some of `targets` are in objects that those of `others` are not in. Places may be the same object as
 * others. */
static bool is_apart(flow *f, const target *targets, const target *others, const measurement *m) {
  bool places = has_place(f, others);
  for (size_t i = 0; i < arrlenu(targets); i++)
    if (!(places && is_place(f, &targets[i])) && !flow_find_target(others, targets[i].object) &&
        !is_later(f, m, targets[i].object))
      return true;
  return false;
}

static void remember(flow *f, object_id from, object_id to, bool early) {
  uint64_t key = UINT64_C(1) << 63 | (uint64_t)from << 32 | to;
  uint32_t known = number_map_find(&f->measured, key);
  if (known != NUMBER_MAP_NONE) {
    f->distances[known].early &= early;
    return;
  }
  number_map_add(&f->measured, key, (uint32_t)arrlenu(f->distances));
  flow_distance distance = {from, to, early};
  arrput(f->distances, distance);
}

static bool measure(flow *f, const target *left, const target *right, const measurement *m, bool early) {
  if (is_apart(f, left, right, m) || is_apart(f, right, left, m))
    return false;
  for (size_t i = 0; i < arrlenu(left); i++)
    for (size_t k = 0; k < arrlenu(right); k++)
      if (left[i].object != right[k].object && is_place(f, &left[i]) && is_place(f, &right[k]))
        remember(f, left[i].object, right[k].object, early);
  return true;
}

/* True if a value is computed before anything is made that the function hands on to its caller, but by the
 * call `maker`. */
static bool comes_first(flow *f, node_id value, uint32_t maker) {
  for (uint32_t i = 0; i < f->left_count; i++) {
    const flow_object *o = &f->objects[f->left[i]];
    if ((o->value != maker || o->circular) && !flow_comes_before(f, value, f->left[i]))
      return false;
  }
  return true;
}

bool flow_measure(flow *f, uint32_t left, uint32_t right) {
  bool early = comes_first(f, left, NO_INDEX) && comes_first(f, right, NO_INDEX);
  measurement here = {NO_INDEX, NO_INDEX};
  return measure(f, f->nodes[left].targets, f->nodes[right].targets, &here, early);
}

bool flow_measure_by_call(flow *f, uint32_t call, const pointer_set *left, const pointer_set *right,
                          bool early) {
  bool once = early && !view_block_repeats(f->view, f->view->block_of[call]);
  measurement there = {call, once ? call : NO_INDEX};
  return measure(f, left->targets, right->targets, &there, once && comes_first(f, call, call));
}
