/* Sets of pointers: what an argument may be, and what is found in, or written to, the memory that it
 * leads to.
 *
 * They are made for one application of a call and belong to whoever asked for them. What is read from an
 * object's cells for a call may grow later; the object then has the call applied again (its watchers).
 */
#include "flow.h"

int32_t flow_add_offset(int32_t offset, int64_t step) {
  if (offset == OFFSET_UNKNOWN || step <= INT32_MIN / 4 || step >= INT32_MAX / 4)
    return OFFSET_UNKNOWN;
  int64_t sum = offset + step;
  return sum <= INT32_MIN / 2 || sum >= INT32_MAX / 2 ? OFFSET_UNKNOWN : (int32_t)sum;
}

/* Objects remember the sets that they were last added to at an unknown offset and at their start, which are
 * the common cases. */
void pointer_set_add(flow *f, pointer_set *set, const target *t) {
  f->work++;
  if (!set->mark)
    set->mark = ++f->marks;
  if (f->objects[t->object].mark == set->mark)
    return;
  if (t->offset == OFFSET_UNKNOWN)
    f->objects[t->object].mark = set->mark;
  if (t->offset == 0) {
    if (f->objects[t->object].start_mark == set->mark)
      return;
    f->objects[t->object].start_mark = set->mark;
  }
  bool elsewhere = t->offset != OFFSET_UNKNOWN && t->offset != 0;
  for (size_t i = 0; elsewhere && i < arrlenu(set->targets); i++)
    if (set->targets[i].object == t->object && set->targets[i].offset == t->offset)
      return;
  arrput(set->targets, *t);
}

void pointer_set_unite(flow *f, pointer_set *set, const pointer_set *more) {
  set->foreign |= more->foreign;
  for (size_t i = 0; i < arrlenu(more->targets); i++)
    pointer_set_add(f, set, &more->targets[i]);
}

static void add_node(flow *f, node_id node, pointer_set *set) {
  set->foreign |= f->nodes[node].foreign;
  for (size_t i = 0; i < arrlenu(f->nodes[node].targets); i++) {
    target t = f->nodes[node].targets[i];
    t.from = node;
    pointer_set_add(f, set, &t);
  }
}

pointer_set flow_operand_set(flow *f, LLVMValueRef operand) {
  pointer_set set = {0};
  target constant;
  node_id node = flow_value_node(f, operand);
  if (node != NO_INDEX) {
    add_node(f, node, &set);
    set.foreign |= !ir_type_holds_pointers(LLVMTypeOf(operand)); /* a number may be any address */
  } else if (flow_constant_target(f, operand, &constant))
    pointer_set_add(f, &set, &constant);
  else
    set.foreign = !ir_is_plain_constant(operand);
  return set;
}

void flow_watch(flow *f, object_id object, uint32_t call) {
  uint64_t key = UINT64_C(1) << 63 | (uint64_t)object << 32 | call;
  if (number_map_find(&f->watches, key) != NUMBER_MAP_NONE)
    return;
  number_map_add(&f->watches, key, 0);
  arrput(f->objects[object].watchers, call);
}

static void add_cell(flow *f, node_id cell, bool exact, access_type as, pointer_set *out) {
  bool number = flow_holds_numbers(&f->nodes[cell], as);
  out->foreign |= f->nodes[cell].foreign || (number && as != ACCESS_NUMBER);
  out->number |= number && as == ACCESS_NUMBER;
  for (size_t i = 0; i < arrlenu(f->nodes[cell].targets); i++) {
    target t = f->nodes[cell].targets[i];
    if (flow_is_hidden(f, cell, &t) || flow_is_passed_over(&f->nodes[cell], &t, as))
      continue;
    if (as == ACCESS_NUMBER)
      t.object = flow_in_pieces(f, t.object, flow_pieces(&f->nodes[cell], &t, as));
    t.from = cell;
    if (!exact || f->nodes[cell].torn)
      t.offset = OFFSET_UNKNOWN;
    pointer_set_add(f, out, &t);
  }
}

void flow_any_content(flow *f, uint32_t call, object_id object, bool exact, access_type as,
                      pointer_set *out) {
  flow_watch(f, object, call);
  if (flow_has_past(&f->objects[object]))
    flow_cell(f, object, GRANULE_ALL);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    add_cell(f, f->objects[object].cells[i], exact && !f->objects[object].torn, as, out);
}

void flow_content(flow *f, uint32_t call, const target *from, int32_t offset, access_type as,
                  pointer_set *out) {
  int32_t size = (int32_t)f->m->pointer_size;
  int32_t at = flow_add_offset(from->offset, offset);
  if (at < 0 /* or unknown */ || at % size != 0) {
    flow_any_content(f, call, from->object, false, as, out);
    return;
  }
  bool exact = !f->objects[from->object].torn;
  flow_watch(f, from->object, call);
  add_cell(f, flow_cell(f, from->object, at / size), exact, as, out);
  add_cell(f, flow_cell(f, from->object, OFFSET_UNKNOWN), exact, as, out);
}

void flow_read_any(flow *f, const pointer_set *set) {
  for (size_t i = 0; i < arrlenu(set->targets); i++)
    f->objects[set->targets[i].object].read_any = true;
}

void flow_deep_content(flow *f, uint32_t call, const pointer_set *set, access_type as, pointer_set *out) {
  out->foreign |= set->foreign;
  for (size_t i = 0; i < arrlenu(set->targets); i++)
    flow_content(f, call, &set->targets[i], OFFSET_UNKNOWN, as, out);
  for (size_t i = 0; i < arrlenu(out->targets); i++) { /* grows while it is walked */
    target t = out->targets[i];
    flow_content(f, call, &t, OFFSET_UNKNOWN, as, out);
  }
  f->work += arrlenu(out->targets);
}

void flow_write_set(flow *f, uint32_t call, const pointer_set *into, int32_t offset, const pointer_set *set,
                    access_type as) {
  for (size_t i = 0; i < arrlenu(into->targets); i++) {
    const target *to = &into->targets[i];
    if (f->objects[to->object].kind == OBJECT_CONSTANT)
      continue;
    int32_t at = flow_add_offset(to->offset, offset);
    flow_write w = {.value = NO_INDEX, .foreign = set->foreign, .number = set->number, .via = call, .as = as};
    flow_write_memory(f, to->object, at, &w);
    for (size_t k = 0; k < arrlenu(set->targets); k++) {
      w = (flow_write){.value = set->targets[k].from, .t = &set->targets[k], .via = call, .as = as};
      flow_write_memory(f, to->object, at, &w);
    }
  }
}
