/* Implementation of flow.h: the fix-point and escapes. */
#include "flow.h"
#include "eligibility.h"
#include "result_memory.h"

#include <string.h>

enum {
  MAX_TARGETS = 256, /* of one node; more count as escaped */
  MAX_OFFSETS = 8,   /* known offsets into one object at one node; more become unknown */
  LOOP_OFFSETS = 2,  /* the same where a loop may add more and more */
  BOUND_WORK = 64    /* for the largest value of one length or index */
};

/* --- the fix-point --- */

void flow_enqueue(flow *f, node_id node) {
  if (!f->nodes[node].queued) {
    f->nodes[node].queued = true;
    arrput(f->queue, node);
  }
}

void flow_touch(flow *f, node_id node) {
  f->nodes[node].processed = 0;
  f->nodes[node].foreign_processed = 0;
  flow_enqueue(f, node);
}

void flow_note_growth(flow *f, node_id node) {
  f->nodes[node].grown = true;
  if (flow_is_cell(f, node))
    f->objects[f->nodes[node].object].growth++;
}

void flow_restore(flow *f, node_id cell) {
  if (f->nodes[cell].restored)
    return;
  f->nodes[cell].restored = true;
  flow_note_growth(f, cell);
  flow_touch(f, cell);
}

void flow_mark_firm(flow *f, node_id node) {
  if (f->nodes[node].firm)
    return;
  f->nodes[node].firm = true;
  if (flow_is_cell(f, node))
    flow_note_growth(f, node);
  flow_touch(f, node);
}

void flow_mark_part(flow *f, node_id node) {
  if (f->nodes[node].part)
    return;
  f->nodes[node].part = true;
  flow_note_growth(f, node);
  flow_touch(f, node);
}

/* A cell holds `t`, which its object's fate concerns: a cell of an exposed object hands what it holds to
 * unknown code. A parameter's memory outlives every local object, and so does an object that leaves. */
static void expose_target(flow *f, node_id cell, const target *t) {
  const flow_object *container = &f->objects[f->nodes[cell].object];
  bool caller_knows = flow_is_place(container), local = flow_is_local(&f->objects[t->object]);
  if (local && container->kind == OBJECT_PARAMETER)
    flow_leave(f, t->object, HEAP2STACK_ESCAPES_STORE, t->via, t->from, caller_knows);
  else if (local && container->left)
    flow_leave(f, t->object, HEAP2STACK_ESCAPES_CONTENT, container->left_culprit, cell, caller_knows);
  if (caller_knows)
    flow_reveal(f, t->object);
  container = &f->objects[f->nodes[cell].object];
  if (!container->exposed)
    return;
  bool whole = container->escape != HEAP2STACK_PROMOTED;
  flow_escape(f, t->object, whole ? HEAP2STACK_ESCAPES_CONTENT : HEAP2STACK_ESCAPES_CALL, container->culprit,
              cell);
}

static void saturate(flow *f, node_id node, uint32_t via) {
  f->nodes[node].saturated = true;
  flow_add_foreign(f, node);
  for (size_t i = 0; i < arrlenu(f->nodes[node].targets); i++)
    flow_escape(f, f->nodes[node].targets[i].object, HEAP2STACK_WORK_BUDGET, via, node);
}

/* A pointer that a loop moves on, in a register or in a variable. */
static bool may_step(const flow *f, node_id node) {
  return (node < f->view->value_count && LLVMIsAPHINode(f->view->values[node]));
}

static int32_t normalized(flow *f, object_id object, int32_t offset) {
  bool any = flow_is_behind(offset) && flow_first_granule(f, object, offset) == OFFSET_UNKNOWN;
  return any ? OFFSET_UNKNOWN : offset;
}

/* Too many offsets of one object: everything from the first one on, and where that was not enough, anything.
 * In places, what is moved on in memory is anywhere at once: there it would multiply what is found. */
static int32_t widened(flow *f, node_id node, const target *t) {
  const target *known = f->nodes[node].targets;
  int32_t least = flow_behind(t->offset);
  if (f->objects[t->object].kind == OBJECT_PARAMETER && !may_step(f, node))
    return OFFSET_UNKNOWN;
  for (size_t i = 0; i < arrlenu(known) && least != OFFSET_UNKNOWN; i++) {
    if (known[i].object != t->object)
      continue;
    if (!flow_is_exact(known[i].offset) || known[i].offset < 0)
      return OFFSET_UNKNOWN;
    if (OFFSET_BEHIND + known[i].offset < least)
      least = OFFSET_BEHIND + known[i].offset;
  }
  return normalized(f, t->object, least);
}

void flow_add_target(flow *f, node_id node, object_id object, int32_t offset, node_id from, uint32_t via) {
  target t = {object, offset, from, via, MEMBER_ANY};
  flow_add_member(f, node, &t);
}

/* What moves pointers on does so again when there are more of them, in the same order. */
static bool is_repeated(flow_node *n, const target *t) {
  const target *known = &n->targets[n->likely];
  bool same = n->likely < arrlenu(n->targets) && known->object == t->object && known->offset == t->offset &&
              known->member == t->member && known->via != NO_INDEX;
  n->likely += same;
  return same;
}

void flow_add_member(flow *f, node_id node, const target *added) {
  target t = *added;
  object_id object = t.object;
  if (!flow_is_cell(f, node) && node < f->view->value_count)
    t.offset = flow_loop_offset(f, node, t.offset);
  t.offset = normalized(f, object, t.offset);
  if (flow_comes_before(f, node, object))
    return;
  flow_node *n = &f->nodes[node];
  int offsets = 0;
  f->work += 1 + arrlenu(n->targets) / 8;
  if (f->objects[object].escape) { /* known to everybody: as good as any foreign pointer */
    flow_add_foreign_members(f, node, flow_members(t.member));
    return;
  }
  if (n->saturated) {
    flow_escape(f, object, HEAP2STACK_WORK_BUDGET, t.via, node);
    return;
  }
  if (is_repeated(n, &t))
    return;
  for (const target *known = n->targets, *end = known + arrlenu(known); known < end; known++) {
    if (known->object != object)
      continue;
    if (known->member != MEMBER_ANY && known->member != t.member)
      continue;
    if (flow_covers(known->offset, t.offset)) {
      n->likely = (uint32_t)(known - n->targets) + 1;
      if (known->via == NO_INDEX && t.via != NO_INDEX)
        flow_restore(f, node);
      return;
    }
    offsets++;
  }
  if (offsets >= (may_step(f, node) ? LOOP_OFFSETS : MAX_OFFSETS))
    t.offset = widened(f, node, &t);
  ARENA_PUT(f->memory, n->targets, t);
  flow_enqueue(f, node);
  if (flow_is_cell(f, node)) {
    if (!flow_is_hidden(f, node, &t))
      flow_note_growth(f, node);
    expose_target(f, node, &t);
  }
  if (arrlenu(f->nodes[node].targets) > MAX_TARGETS)
    saturate(f, node, t.via);
}

void flow_add_foreign(flow *f, node_id node) { flow_add_foreign_members(f, node, ALL_MEMBERS); }

void flow_add_foreign_members(flow *f, node_id node, member_mask members) {
  f->work++;
  if ((f->nodes[node].foreign & members) == members)
    return;
  f->nodes[node].foreign |= members;
  flow_note_growth(f, node);
  flow_enqueue(f, node);
}

void flow_expose_content(flow *f, object_id object) {
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++) {
    node_id cell = f->objects[object].cells[i];
    for (size_t k = 0; k < arrlenu(f->nodes[cell].targets); k++) {
      target t = f->nodes[cell].targets[k];
      expose_target(f, cell, &t);
    }
  }
}

void flow_expose(flow *f, object_id object, uint32_t culprit) {
  if (f->objects[object].exposed)
    return;
  flow_reveal(f, object);
  flow_object *o = &f->objects[object];
  o->exposed = true;
  if (o->culprit == NO_INDEX)
    o->culprit = culprit;
  flow_write_foreign(f, object);
  if (f->objects[object].kind == OBJECT_PARAMETER)
    flow_cell(f, object, GRANULE_ALL);
  flow_expose_content(f, object);
}

void flow_release_by_call(flow *f, object_id object, uint32_t call) {
  flow_object *o = &f->objects[object];
  if (o->release != HEAP2STACK_PROMOTED)
    return;
  o->release = HEAP2STACK_FREED_BY_CALL;
  o->release_culprit = call;
}

static bool same_release(const callee_release *a, const callee_release *b) {
  return a->object == b->object && a->call == b->call && a->through == b->through &&
         a->resized == b->resized && family_equal(a->family, b->family);
}

void flow_release_by_clone(flow *f, const callee_release *release) {
  uint64_t key = UINT64_C(1) << 63 | (uint64_t)release->object << 32 | release->call;
  uint32_t known = number_map_find(&f->released, key);
  if (known == NUMBER_MAP_NONE)
    number_map_add(&f->released, key, (uint32_t)arrlenu(f->callee_releases));
  for (size_t i = known; known != NUMBER_MAP_NONE && i < arrlenu(f->callee_releases); i++)
    if (same_release(&f->callee_releases[i], release))
      return;
  arrput(f->callee_releases, *release);
}

void flow_write_foreign(flow *f, object_id object) {
  flow_add_foreign(f, flow_cell(f, object, OFFSET_UNKNOWN));
}

/* What was found in an object that escapes after it had left is known to everybody as well. */
static void escape_places(flow *f, object_id object) {
  size_t count = arrlenu(f->objects); /* later ones escape when they are made */
  for (object_id o = 0; o < count; o++)
    if (f->objects[o].kind == OBJECT_PARAMETER && f->objects[o].place.parameter == FRESH + object)
      flow_escape(f, o, f->objects[object].escape, f->objects[object].culprit,
                  f->objects[object].escape_node);
}

void flow_escape(flow *f, object_id object, heap2stack_reason reason, uint32_t culprit, node_id node) {
  flow_object *o = &f->objects[object];
  if (o->escape != HEAP2STACK_PROMOTED || o->kind == OBJECT_CONSTANT)
    return;
  o->escape = reason;
  o->culprit = culprit;
  o->escape_node = node;
  flow_expose(f, object, culprit);
  if (f->objects[object].shared)
    escape_places(f, object);
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

/* Hands a cell's content to one reader, of it or (`all`) of the whole object. */
static void read_cell(flow *f, node_id cell, const cell_reader *reader, bool all, uint32_t from,
                      bool foreign) {
  bool torn = flow_is_torn(f, cell, reader->as);
  LLVMTypeRef type = LLVMTypeOf(f->view->values[reader->to]);
  bool pointer = ir_type_holds_pointers(type);
  /* What may be a plain number is foreign as a pointer, and as a number that may also be one of ours. */
  bool mixed = flow_holds_numbers(&f->nodes[cell], reader->as) &&
               (pointer || arrlenu(f->nodes[reader->to].targets) > 0 || flow_moves_pointer(f, reader->to));
  if (foreign || mixed)
    flow_add_foreign_members(f, reader->to, flow_members(reader->member));
  bool packed = flow_is_aggregate(type) && reader->member == MEMBER_ANY && !reader->pointer &&
                arrlenu(f->nodes[cell].targets) > 0;
  if (reader->member != MEMBER_ANY)
    pointer = reader->pointer;
  if (packed || f->nodes[cell].part) /* a number in an aggregate may be our pointer */
    flow_mark_part(f, reader->to);
  bool meant = f->nodes[cell].firm;
  for (uint32_t i = from; i < arrlenu(f->nodes[cell].targets); i++) {
    target t = f->nodes[cell].targets[i];
    if (flow_is_hidden(f, cell, &t) || flow_is_passed_over(&f->nodes[cell], &t, reader->as) ||
        (all && flow_is_in_all(f, cell, &t, reader->as)))
      continue;
    meant |= t.via != NO_INDEX && !f->objects[t.object].place.pieces;
    object_id object =
        pointer ? t.object : flow_in_pieces(f, t.object, flow_pieces(&f->nodes[cell], &t, reader->as));
    target read = {object, torn || !reader->whole ? OFFSET_UNKNOWN : t.offset, cell, reader->via,
                   reader->member};
    flow_add_member(f, reader->to, &read);
    if (!reader->whole)
      flow_add_foreign(f, reader->to);
  }
  if (meant && reader->firm && !pointer && flow_is_local(&f->objects[f->nodes[cell].object]))
    flow_mark_firm(f, reader->to);
}

static void tell_watchers(flow *f, node_id cell) {
  const uint32_t *of_cell = f->nodes[cell].watchers;
  const uint32_t *of_object = f->objects[f->nodes[cell].object].watchers;
  for (size_t i = 0; i < arrlenu(of_cell); i++)
    flow_queue_call(f, of_cell[i]);
  for (size_t i = 0; i < arrlenu(of_object); i++)
    flow_queue_call(f, of_object[i]);
}

static void propagate_cell(flow *f, node_id cell, uint32_t from, bool foreign) {
  object_id object = f->nodes[cell].object;
  bool grown = f->nodes[cell].grown;
  f->nodes[cell].grown = false;
  uint32_t i = 0, told = f->nodes[cell].told.readers;
  for (; i < arrlenu(f->nodes[cell].readers); i++) {
    cell_reader reader = f->nodes[cell].readers[i];
    read_cell(f, cell, &reader, false, i < told ? from : 0, i < told ? foreign : f->nodes[cell].foreign);
  }
  f->nodes[cell].told.readers = i;
  told = f->nodes[cell].told.object_readers;
  for (i = 0; i < arrlenu(f->objects[object].readers); i++) {
    cell_reader reader = f->objects[object].readers[i];
    if (flow_reads_cell(f, cell, reader.first))
      read_cell(f, cell, &reader, true, i < told ? from : 0, i < told ? foreign : f->nodes[cell].foreign);
  }
  f->nodes[cell].told.object_readers = i;
  flow_apply_copies(f, cell, from);
  if (grown)
    tell_watchers(f, cell);
}

static void propagate(flow *f, node_id node) {
  flow_node *n = &f->nodes[node];
  uint32_t from = n->processed;
  bool foreign = n->foreign & ~n->foreign_processed;
  n->queued = false;
  n->processed = (uint32_t)arrlenu(n->targets);
  n->foreign_processed = n->foreign;
  if (node < f->view->value_count)
    propagate_value(f, node, from, foreign);
  else if (node != f->result)
    propagate_cell(f, node, from, foreign);
}

/* True if some site's object may still move, here or in a caller, as far as is known. */
static bool has_candidate(const flow *f) {
  bool for_callers = f->work <= f->limit.handed_on;
  for (size_t o = 0; o < arrlenu(f->objects) && !f->ineligible; o++)
    if (f->objects[o].kind == OBJECT_SITE && !f->objects[o].escape && (for_callers || !f->objects[o].left))
      return true;
  return false;
}

/* Whether the fix-point is worth more work; from time to time, because it takes a look at all objects. Calls
 * make objects as well: before each was looked at, not all are known. */
static bool has_work_left(flow *f) {
  bool complete = f->applied_head >= f->first_calls;
  if (f->work > f->limit.most || (f->work > f->limit.doomed && complete && !has_candidate(f)))
    return false;
  f->checkpoint = f->work + f->work / 4;
  if (f->work < f->limit.doomed && f->checkpoint > f->limit.doomed)
    f->checkpoint = f->limit.doomed;
  if (f->work < f->limit.handed_on && f->checkpoint > f->limit.handed_on)
    f->checkpoint = f->limit.handed_on;
  if (f->checkpoint > f->limit.most)
    f->checkpoint = f->limit.most;
  return true;
}

static void run_queue(flow *f) {
  f->first_calls = arrlenu(f->applied);
  while (f->queue_head < arrlenu(f->queue) || f->applied_head < arrlenu(f->applied)) {
    if (f->queue_head < arrlenu(f->queue))
      propagate(f, f->queue[f->queue_head++]);
    else
      flow_apply_call(f, f->applied[f->applied_head++]);
    if (f->work > f->checkpoint && !has_work_left(f)) {
      f->exhausted = true;
      return;
    }
  }
  f->queue_head = f->applied_head = 0;
  arrsetlen(f->queue, 0);
  arrsetlen(f->applied, 0);
}

static void seed_parameter(flow *f, uint32_t parameter) {
  LLVMTypeRef type = LLVMTypeOf(f->view->values[parameter]);
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  if (kind == LLVMMetadataTypeKind || kind == LLVMTokenTypeKind)
    return;
  if (!ir_type_holds_pointers(type))
    f->nodes[parameter].firm = true;
  object_id object = flow_place_object(f, (flow_place){.parameter = parameter, .depth = 1});
  f->objects[object].own = !f->result_read && result_memory_is(f->m, f->view->function, parameter);
  bool pointer = LLVMGetTypeKind(type) == LLVMPointerTypeKind;
  flow_add_target(f, parameter, object, pointer ? 0 : OFFSET_UNKNOWN, NO_INDEX, parameter);
}

/* To the fix-point. A load that gets a pointer from one cell and a number from another may have seen the
 * number first: numbers are read again. */
static void run_all(flow *f) {
  run_queue(f);
  for (node_id n = f->result + 1; n < arrlenu(f->nodes) && !f->exhausted; n++)
    if (f->nodes[n].number)
      flow_touch(f, n);
  if (!f->exhausted)
    run_queue(f);
}

static void settle(flow *f) {
  f->settling = true;
  for (uint32_t v = f->view->argument_count; v < f->view->value_count; v++)
    flow_settle_number(f, v);
  for (size_t i = 0; i < arrlenu(f->measuring); i++)
    flow_apply_call(f, f->measuring[i]);
  f->settling = false;
}

void flow_solve(flow *f, const ir_module *m, const function_view *view, callee_facts known, arena *a,
                flow_work limit, bool result_read) {
  *f = (flow){.m = m, .view = view, .known = known, .memory = a, .limit = limit, .result_read = result_read};
  f->result = view->value_count;
  f->ineligible = eligibility_of(m, view, known.options);
  f->clonable = known.clones && !f->ineligible && eligibility_to_clone(m, view);
  arrsetcap(f->nodes, view->value_count + view->value_count / 2 + 64); /* cells follow */
  arrsetlen(f->nodes, view->value_count + 1);
  memset(f->nodes, 0, sizeof(flow_node) * (view->value_count + 1));
  f->call_kinds = ARENA_ARRAY(a, uint8_t, view->value_count + 1);
  f->accesses = ARENA_ARRAY(a, uint8_t, view->value_count + 1);
  f->moves = ARENA_ARRAY(a, uint8_t, view->value_count + 1);
  bounds_init(&f->lengths, a, m, view, BOUND_WORK);
  f->is_applied = bitset_new(a, view->value_count);
  f->is_queued = bitset_new(a, view->value_count);
  f->is_measuring = bitset_new(a, view->value_count);
  f->is_consulted = pointer_map_new(a, 0);
  f->cells = number_map_new(a, view->value_count / 4);
  f->sites = number_map_new(a, 0);
  f->read = number_map_new(a, view->value_count / 4);
  f->watches = number_map_new(a, 0);
  f->made = number_map_new(a, 0);
  f->measured = number_map_new(a, 0);
  f->released = number_map_new(a, 0);
  if (known.explain)
    f->caused = number_map_new(a, 0);
  for (uint32_t v = 0; v < view->argument_count; v++)
    seed_parameter(f, v);
  for (uint32_t v = view->argument_count; v < view->value_count; v++)
    flow_seed_instruction(f, v);
  run_all(f);
  settle(f);
  while (arrlenu(f->queue) > 0 && !f->exhausted) { /* distances turned out to carry pointers on */
    run_all(f);
    settle(f);
  }
}

void flow_free(flow *f) {
  for (size_t i = 0; i < arrlenu(f->objects); i++)
    for (object_content *c = f->objects[i].contents; c; c = c->next)
      arrfree(c->set.targets);
  for (size_t i = 0; i < arrlenu(f->through); i++)
    for (uint32_t n = 0; n < f->through[i].argument_count; n++)
      arrfree(f->through[i].arguments[n].targets);
  for (size_t i = 0; i < arrlenu(f->links); i++)
    arrfree(f->links[i].roots);
  flow_free_applications(f);
  flow_free_keys(f);
  arrfree(f->links);
  arrfree(f->distances);
  arrfree(f->measuring);
  arrfree(f->steps);
  arrfree(f->through);
  arrfree(f->indirect_uses);
  arrfree(f->applied);
  arrfree(f->nodes);
  arrfree(f->objects);
  arrfree(f->circular);
  arrfree(f->inner);
  arrfree(f->releases);
  arrfree(f->callee_releases);
  arrfree(f->pointer_uses);
  arrfree(f->causes);
  arrfree(f->resizes);
  arrfree(f->queue);
  arrfree(f->consulted);
}

/* --- queries --- */

node_id flow_value_node(const flow *f, LLVMValueRef value) { return view_index(f->view, value); }

const target *flow_find_target(const target *targets, object_id object) {
  for (size_t i = 0; i < arrlenu(targets); i++)
    if (targets[i].object == object)
      return &targets[i];
  return NULL;
}

bool flow_may_point_to(const flow *f, node_id node, object_id object) {
  return flow_find_target(f->nodes[node].targets, object);
}

graph_edge *flow_content_edges(const flow *f) {
  graph_edge *edges = NULL;
  for (object_id o = 0; o < arrlenu(f->objects); o++)
    for (size_t c = 0; c < arrlenu(f->objects[o].cells); c++) {
      const flow_node *cell = &f->nodes[f->objects[o].cells[c]];
      for (size_t t = 0; t < arrlenu(cell->targets); t++) {
        graph_edge edge = {o, cell->targets[t].object};
        arrput(edges, edge);
      }
    }
  return edges;
}
