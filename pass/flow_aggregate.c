/* Flow through values that are structures or arrays, as of functions that return two words.
 *
 * Such a value is one node, whose targets say which of its granules they are in, like the cells of an object:
 * storing {pointer, size} writes the pointer to the first one and the size to the second, and taking the size
 * out does not yield the pointer. Members that are no whole granules are not told apart, nor are those beyond
 * MAX_MEMBERS: what is in them may be anywhere in the value.
 */
#include "flow.h"

/* The granules of an aggregate that a member of it takes. */
typedef struct member_place {
  uint32_t first, last;
  bool whole; /* covers each of them exactly */
} member_place;

bool flow_is_aggregate(LLVMTypeRef type) {
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  return kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind;
}

/* False if some of them are not told apart. */
static bool find_place(const flow *f, LLVMValueRef instruction, member_place *place) {
  uint64_t offset, size, granule = f->m->pointer_size;
  if (!ir_member_place(f->m, instruction, &offset, &size) || size == 0 ||
      offset + size > granule * MAX_MEMBERS)
    return false;
  place->first = (uint32_t)(offset / granule);
  place->last = (uint32_t)((offset + size - 1) / granule);
  place->whole = offset % granule == 0 && size % granule == 0;
  return true;
}

static member_mask mask_of(const member_place *place) {
  return (member_mask)((2U << place->last) - (1U << place->first));
}

/* --- what is put in --- */

/* The rest of the aggregate is in the result as well. */
static void pass_rest(flow *f, uint32_t user, node_id value, const target *t, const member_place *place) {
  member_mask rest = place ? (member_mask)~mask_of(place) : ALL_MEMBERS;
  if (!t && f->nodes[value].foreign & rest)
    flow_add_foreign_members(f, user, f->nodes[value].foreign & rest);
  else if (t && flow_members(t->member) & rest)
    flow_to_member(f, user, value, t, t->offset, t->member);
}

/* In which member of the result one of what is inserted is. */
static uint32_t inserted_member(const target *t, LLVMTypeRef type, const member_place *place) {
  if (place->first == place->last)
    return flow_member(place->first);
  bool placed = t && t->member != MEMBER_ANY && flow_is_aggregate(type);
  return placed ? flow_member(place->first + t->member - 1) : MEMBER_ANY;
}

void flow_transfer_insertion(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef insertion = f->view->values[user], held = f->view->values[value];
  member_place place = {0};
  bool placed = find_place(f, insertion, &place) && place.whole;
  if (LLVMGetOperand(insertion, 0) == held) {
    if (f->nodes[value].part)
      flow_mark_part(f, user);
    pass_rest(f, user, value, t, placed ? &place : NULL);
  }
  if (LLVMGetOperand(insertion, 1) != held)
    return;
  if (t && !placed && !ir_type_holds_pointers(LLVMTypeOf(held))) /* a number may be our pointer */
    flow_mark_part(f, user);
  uint32_t member = placed ? inserted_member(t, LLVMTypeOf(held), &place) : MEMBER_ANY;
  flow_to_member(f, user, value, t, t ? t->offset : OFFSET_UNKNOWN, member);
}

void flow_seed_insertion(flow *f, uint32_t value) {
  LLVMValueRef insertion = f->view->values[value];
  LLVMValueRef aggregate = LLVMGetOperand(insertion, 0), inserted = LLVMGetOperand(insertion, 1);
  member_place place = {0};
  target constant;
  if (LLVMIsConstant(aggregate))
    flow_add_constant(f, value, aggregate, value);
  if (!LLVMIsConstant(inserted))
    return;
  bool address = flow_constant_target(f, inserted, &constant);
  if (address && find_place(f, insertion, &place) && place.whole && place.first == place.last) {
    constant.via = value;
    constant.member = flow_member(place.first);
    flow_add_member(f, value, &constant);
  } else {
    flow_add_constant(f, value, inserted, value);
  }
}

/* A plain number beside our pointers may be any address, if somebody takes it for one. */
void flow_settle_insertion(flow *f, uint32_t value) {
  LLVMValueRef insertion = f->view->values[value];
  member_place place = {0};
  bool placed = find_place(f, insertion, &place) && place.whole;
  if (arrlenu(f->nodes[value].targets) == 0 && !ir_type_holds_pointers(LLVMTypeOf(insertion)))
    return; /* numbers, all of them */
  if (flow_is_plain_number(f, LLVMGetOperand(insertion, 1)))
    flow_add_foreign_members(f, value, placed ? mask_of(&place) : ALL_MEMBERS);
  if (flow_is_plain_number(f, LLVMGetOperand(insertion, 0)))
    flow_add_foreign_members(f, value, placed ? (member_mask)~mask_of(&place) : ALL_MEMBERS);
}

/* --- what is taken out --- */

/* In which member of the result it is then. */
static uint32_t extracted_member(const target *t, LLVMTypeRef type, const member_place *place) {
  return place->whole && flow_is_aggregate(type) ? flow_member(t->member - 1 - place->first) : MEMBER_ANY;
}

/* Nothing says which member it is in. A number taken out of an aggregate of pointers and numbers, {pointer,
 * length}, is a plain one, unless one of our pointers was put in as a number (which marks the aggregate). */
static void extract_anywhere(flow *f, uint32_t user, node_id value, const target *t) {
  bool number = !ir_type_holds_pointers(LLVMTypeOf(f->view->values[user]));
  if (number && !f->nodes[value].part && ir_type_holds_pointers(LLVMTypeOf(f->view->values[value])))
    return;
  flow_to_member(f, user, value, t, t ? t->offset : OFFSET_UNKNOWN, MEMBER_ANY);
  if (number && t)
    flow_add_foreign(f, user);
}

void flow_transfer_extraction(flow *f, uint32_t user, node_id value, const target *t) {
  LLVMValueRef extraction = f->view->values[user];
  LLVMTypeRef type = LLVMTypeOf(extraction);
  member_place place = {0};
  if (!find_place(f, extraction, &place)) {
    extract_anywhere(f, user, value, t);
    return;
  }
  member_mask mask = mask_of(&place);
  if (!t) {
    if (f->nodes[value].foreign & mask)
      extract_anywhere(f, user, value, NULL);
    return;
  }
  if (t->member == MEMBER_ANY) {
    extract_anywhere(f, user, value, t);
    return;
  }
  if (!(flow_members(t->member) & mask))
    return;
  flow_to_member(f, user, value, t, place.whole ? t->offset : OFFSET_UNKNOWN,
                 extracted_member(t, type, &place));
  if (!ir_type_holds_pointers(type) || !place.whole) /* or a number that was never ours */
    flow_add_foreign(f, user);
}
