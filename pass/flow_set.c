/* Sets of pointers: what an argument may be, and what is found in, or written to, the memory that it
 * leads to.
 *
 * What has escaped anybody may hold, read and write: where that is all that matters, a set is foreign instead
 * of telling such objects apart. In modules that keep much on the heap they are most of what memory holds.
 *
 * The sets are made for one application of a call and belong to whoever asked for them. What is read from an
 * object's cells for a call may grow later; the call is then applied again: it watches the cells that it has
 * read, or the object where it has read all of them.
 */
#include "flow.h"

static void leave_out(pointer_set *set, object_id object) {
  set->foreign = true;
  set->escaped = object + 1;
}

/* Objects remember the sets that they were last added to at an unknown offset and at their start, which are
 * the common cases. */
void pointer_set_add(flow *f, pointer_set *set, const target *t) {
  set_marks *marks = &f->objects[t->object].marks[set->of_object];
  f->work++;
  if (set->without_escaped && f->objects[t->object].escape) {
    leave_out(set, t->object);
    return;
  }
  if (!set->mark)
    set->mark = ++f->marks;
  if (marks->anywhere == set->mark)
    return;
  if (t->offset == OFFSET_UNKNOWN) {
    marks->anywhere = set->mark;
  } else if (t->offset == 0) {
    if (marks->start == set->mark)
      return;
    marks->start = set->mark;
  } else {
    for (size_t i = 0; i < arrlenu(set->targets); i++)
      if (set->targets[i].object == t->object && set->targets[i].offset == t->offset)
        return;
  }
  arrput(set->targets, *t);
  arrlast(set->targets).member = MEMBER_ANY;
}

void pointer_set_unite(flow *f, pointer_set *set, const pointer_set *more) {
  pointer_set_unite_moved(f, set, more, 0);
}

void pointer_set_unite_moved(flow *f, pointer_set *set, const pointer_set *more, int32_t step) {
  set->foreign |= more->foreign;
  if (more->escaped)
    set->escaped = more->escaped;
  for (size_t i = 0; i < arrlenu(more->targets); i++) {
    target t = more->targets[i];
    t.offset = flow_add_offset(t.offset, step);
    pointer_set_add(f, set, &t);
  }
}

static void add_node(flow *f, node_id node, pointer_set *set) {
  set->foreign |= f->nodes[node].foreign;
  for (size_t i = 0; i < arrlenu(f->nodes[node].targets); i++) {
    target t = f->nodes[node].targets[i];
    t.from = node;
    pointer_set_add(f, set, &t);
  }
}

void flow_add_operand(flow *f, LLVMValueRef operand, pointer_set *set) {
  target constant;
  node_id node = flow_value_node(f, operand);
  if (node != NO_INDEX) {
    add_node(f, node, set);
    set->foreign |= !ir_type_holds_pointers(LLVMTypeOf(operand)); /* a number may be any address */
  } else if (flow_constant_target(f, operand, &constant)) {
    pointer_set_add(f, set, &constant);
  } else {
    set->foreign |= !ir_is_plain_constant(operand);
  }
}

pointer_set flow_operand_set(flow *f, LLVMValueRef operand) {
  pointer_set set = {0};
  flow_add_operand(f, operand, &set);
  return set;
}

/* The watcher that came last is the one that asks again most often. */
static void add_watcher(flow *f, uint64_t watched, uint32_t **watchers, uint32_t call) {
  uint64_t key = watched << 32 | call;
  if (arrlenu(*watchers) > 0 && arrlast(*watchers) == call)
    return;
  if (number_map_find(&f->watches, key) != NUMBER_MAP_NONE)
    return;
  number_map_add(&f->watches, key, 0);
  ARENA_PUT(f->memory, *watchers, call);
}

void flow_watch(flow *f, object_id object, uint32_t call) {
  if (f->objects[object].watched == f->applications)
    return;
  f->objects[object].watched = f->applications;
  add_watcher(f, UINT64_C(2) << 30 | object, &f->objects[object].watchers, call);
}

void flow_watch_cell(flow *f, node_id cell, uint32_t call) {
  add_watcher(f, UINT64_C(3) << 30 | cell, &f->nodes[cell].watchers, call);
}

/* `all`: as a part of the whole object. */
static void add_cell(flow *f, node_id cell, bool all, bool exact, access_type as, pointer_set *out) {
  size_t count = arrlenu(f->nodes[cell].targets);
  bool number = flow_holds_numbers(&f->nodes[cell], as);
  bool offsets_known = exact && !flow_is_torn(f, cell, as);
  bool place = flow_is_place(&f->objects[f->nodes[cell].object]);
  out->foreign |= f->nodes[cell].foreign || (number && !flow_loads_number(as));
  out->number |= number && flow_loads_number(as);
  if (!out->targets && count > 0)
    arrsetcap(out->targets, count < 8 ? 8 : count);
  for (size_t i = 0; i < count; i++) {
    target t = f->nodes[cell].targets[i];
    if (t.via != NO_INDEX && ((place && f->objects[t.object].kind == OBJECT_PARAMETER) ||
                              flow_is_passed_over(&f->nodes[cell], &t, as)))
      continue; /* hidden, or stored as what is not asked for */
    if (all && flow_is_in_all(f, cell, &t, as))
      continue;
    if (out->without_escaped && f->objects[t.object].escape) {
      leave_out(out, t.object);
      continue;
    }
    if (flow_loads_number(as))
      t.object = flow_in_pieces(f, t.object, flow_pieces(&f->nodes[cell], &t, as));
    t.from = cell;
    if (!offsets_known)
      t.offset = OFFSET_UNKNOWN;
    pointer_set_add(f, out, &t);
  }
}

/* The object's entry for what is asked for; one without content if it is new. */
static object_content *find_content(flow *f, object_id object, bool exact, access_type as,
                                    bool without_escaped) {
  object_content *first = f->objects[object].contents, *c = first;
  while (c && (c->as != as || c->exact != exact || c->set.without_escaped != without_escaped))
    c = c->next;
  if (c)
    return c;
  c = ARENA_NEW(f->memory, object_content);
  *c = (object_content){.as = as, .exact = exact, .set.without_escaped = without_escaped, .next = first};
  c->growth = f->objects[object].growth - 1; /* neither is as now: it has to be gathered */
  c->application = f->applications - 1;
  f->objects[object].contents = c;
  return c;
}

/* Reads the cells again unless they are as they were, or the same application has read them before: they are
 * watched. */
static const pointer_set *gather_content(flow *f, object_id object, bool exact, access_type as,
                                         bool without_escaped) {
  object_content *c = find_content(f, object, exact, as, without_escaped);
  uint32_t growth = f->objects[object].growth;
  if (c->growth == growth || c->application == f->applications)
    return &c->set;
  c->growth = growth;
  c->application = f->applications;
  pointer_set fresh = {.targets = c->set.targets, .of_object = true, .without_escaped = without_escaped};
  if (fresh.targets)
    arrsetlen(fresh.targets, 0);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    add_cell(f, f->objects[object].cells[i], true, exact, as, &fresh);
  c->set = fresh;
  return &c->set;
}

void flow_any_content(flow *f, uint32_t call, object_id object, bool exact, access_type as,
                      pointer_set *out) {
  flow_watch(f, object, call);
  if (flow_has_past(&f->objects[object]))
    flow_cell(f, object, GRANULE_ALL);
  const pointer_set *content = gather_content(f, object, exact, as, out->without_escaped);
  out->number |= content->number;
  pointer_set_unite(f, out, content);
}

void flow_content(flow *f, uint32_t call, const target *from, int32_t offset, access_type as,
                  pointer_set *out) {
  int32_t size = (int32_t)f->m->pointer_size;
  int32_t at = flow_add_offset(from->offset, offset);
  if (flow_is_behind(at)) {
    flow_content_behind(f, call, from->object, at, false, as, out);
    return;
  }
  if (at < 0 /* or unknown */ || at % size != 0) {
    flow_any_content(f, call, from->object, false, as, out);
    return;
  }
  node_id cells[] = {flow_cell(f, from->object, at / size), flow_cell(f, from->object, OFFSET_UNKNOWN)};
  for (int i = 0; i < 2; i++) {
    flow_watch_cell(f, cells[i], call);
    add_cell(f, cells[i], false, true, as, out);
  }
  for (size_t i = 0; i < arrlenu(f->objects[from->object].behind); i++) {
    node_id cell = f->objects[from->object].behind[i];
    if (f->nodes[cell].granule - OFFSET_BEHIND > at / size)
      continue;
    flow_watch_cell(f, cell, call);
    add_cell(f, cell, false, true, as, out);
  }
}

void flow_content_behind(flow *f, uint32_t call, object_id object, int32_t offset, bool exact, access_type as,
                         pointer_set *out) {
  int32_t first = flow_first_granule(f, object, offset);
  if (first == OFFSET_UNKNOWN) {
    flow_any_content(f, call, object, exact, as, out);
    return;
  }
  flow_watch(f, object, call);
  flow_make_past_behind(f, object, 0);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    if (flow_reads_cell(f, f->objects[object].cells[i], first))
      add_cell(f, f->objects[object].cells[i], true, exact, as, out);
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
                    int32_t step, access_type as) {
  for (size_t i = 0; i < arrlenu(into->targets); i++) {
    const target *to = &into->targets[i];
    if (f->objects[to->object].kind != OBJECT_CONSTANT)
      flow_write_pointers(f, to->object, flow_add_offset(to->offset, offset), set, step, as, call);
  }
}
