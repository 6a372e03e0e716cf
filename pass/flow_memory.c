/* Flow through memory: cells, loads, stores, memcpy and memset (flow.h has the theory). */
#include "flow.h"

enum { MAX_GRANULES = 64 }; /* of one access; a wider one counts as at an unknown offset */
enum { MAX_SPREAD = 8 };    /* granules that what comes from anywhere is noted in one by one */

/* Never zero. */
static uint64_t cell_key(object_id object, int32_t granule) {
  return UINT64_C(1) << 63 | (uint64_t)object << 32 | (uint32_t)granule;
}

node_id flow_find_cell(const flow *f, object_id object, int32_t granule) {
  if (granule == OFFSET_UNKNOWN)
    return f->objects[object].unplaced;
  if (granule == GRANULE_ALL)
    return f->objects[object].everywhere;
  return number_map_find(&f->cells, cell_key(object, granule));
}

static void read_from(flow *f, node_id cell, const cell_reader *reader);

/* What is stored at or behind a granule from now on is seen by those who read a granule there. */
static void join_cells(flow *f, node_id behind) {
  object_id object = f->nodes[behind].object;
  int32_t first = f->nodes[behind].granule - OFFSET_BEHIND;
  ARENA_PUT(f->memory, f->objects[object].behind, behind);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++) {
    node_id cell = f->objects[object].cells[i];
    if (!flow_is_exact(f->nodes[cell].granule) || f->nodes[cell].granule < first)
      continue;
    for (size_t r = 0; r < arrlenu(f->nodes[cell].readers); r++) {
      cell_reader reader = f->nodes[cell].readers[r];
      reader.firm = reader.pointer = false;
      reader.member = MEMBER_ANY;
      read_from(f, behind, &reader);
    }
    for (size_t w = 0; w < arrlenu(f->nodes[cell].watchers); w++)
      flow_watch_cell(f, behind, f->nodes[cell].watchers[w]);
  }
}

node_id flow_cell(flow *f, object_id object, int32_t granule) {
  node_id existing = flow_find_cell(f, object, granule);
  if (existing != NO_INDEX)
    return existing;
  flow_node cell = {.object = object, .granule = granule};
  node_id node = (node_id)arrlenu(f->nodes);
  arrput(f->nodes, cell);
  if (granule == OFFSET_UNKNOWN)
    f->objects[object].unplaced = node;
  else if (granule == GRANULE_ALL)
    f->objects[object].everywhere = node;
  else
    number_map_add(&f->cells, cell_key(object, granule), node);
  ARENA_PUT(f->memory, f->objects[object].cells, node);
  if (flow_is_behind(granule))
    join_cells(f, node);
  if (flow_has_past(&f->objects[object]))
    flow_seed_cell(f, node);
  return node;
}

/* The granules [first, last] that an access touches; false when its place is not known well enough. */
typedef struct granules {
  int32_t first, last;
  bool whole; /* covers each of them exactly */
} granules;

static int32_t floor_divide(int64_t a, int64_t b) { return (int32_t)(a >= 0 ? a / b : -((-a + b - 1) / b)); }

static bool find_granules(const flow *f, int32_t offset, uint64_t size, granules *g) {
  int64_t granule = f->m->pointer_size;
  if (!flow_is_exact(offset) || size == 0 || size > (uint64_t)(granule * MAX_GRANULES))
    return false;
  int64_t end = (int64_t)offset + (int64_t)size;
  g->first = floor_divide(offset, granule);
  g->last = floor_divide(end - 1, granule);
  g->whole = g->first * granule == offset && end % granule == 0;
  return true;
}

/* True if an access at an unknown offset still covers whole granules: its alignment says so. */
static bool is_aligned_access(const flow *f, LLVMValueRef access, uint64_t size) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(access);
  if ((opcode != LLVMLoad && opcode != LLVMStore) || size % f->m->pointer_size != 0)
    return false;
  return LLVMGetAlignment(access) >= f->m->pointer_size;
}

bool flow_is_own_address(const flow *f, LLVMValueRef address) {
  while (LLVMIsAGetElementPtrInst(address) || LLVMIsACastInst(address))
    address = LLVMGetOperand(address, 0);
  if (LLVMIsACallInst(address) || LLVMIsAInvokeInst(address))
    return f->call_kinds[view_index(f->view, address)] != ALLOCATOR_NONE || flow_is_maker(f, address);
  return LLVMIsAAllocaInst(address) != NULL;
}

/* The type that a load or store is of by its tag, and as far as it is believed. */
typedef struct typed_access {
  access_type tagged, believed;
} typed_access;

static typed_access find_access(const flow *f, uint32_t access) {
  enum { KNOWN = 1 << 4, TYPE = 3 };
  uint8_t *known = &f->accesses[access];
  if (!*known) {
    LLVMValueRef instruction = f->view->values[access];
    access_type tagged = access_type_of(f->m, instruction), believed = tagged;
    bool load = LLVMIsALoadInst(instruction) != NULL;
    if (tagged != ACCESS_ANY && flow_is_own_address(f, LLVMGetOperand(instruction, load ? 0 : 1))) {
      if (load)
        believed = tagged == ACCESS_NUMBER ? ACCESS_OWN : ACCESS_ANY;
      else if (tagged == ACCESS_POINTER)
        believed = ACCESS_OWN;
    }
    *known = (uint8_t)(KNOWN | tagged << 2 | believed);
  }
  return (typed_access){(access_type)(*known >> 2 & TYPE), (access_type)(*known & TYPE)};
}

access_type flow_access(flow *f, uint32_t access) { return find_access(f, access).believed; }

bool flow_moves_pointer(const flow *f, uint32_t value) {
  return LLVMIsALoadInst(f->view->values[value]) && find_access(f, value).tagged == ACCESS_POINTER;
}

/* True if the cell, or the object whose cells are all read, does not have this reader yet. */
static bool is_new_reader(flow *f, uint64_t read, const cell_reader *reader) {
  uint64_t flags = (uint64_t)reader->whole | (uint64_t)reader->firm << 1 | (uint64_t)reader->pointer << 2;
  if (reader->member != MEMBER_ANY) /* these have all the same flags */
    flags = 8 + reader->member - 1;
  uint64_t key = read << 32 | (uint64_t)reader->to << 4 | flags;
  if (number_map_find(&f->read, key) != NUMBER_MAP_NONE)
    return false;
  number_map_add(&f->read, key, 0);
  return true;
}

/* The reader gets everything that the cell holds, now and later. */
static void read_from(flow *f, node_id cell, const cell_reader *reader) {
  if (!is_new_reader(f, cell, reader))
    return;
  ARENA_PUT(f->memory, f->nodes[cell].readers, *reader);
  flow_enqueue(f, cell);
}

void flow_make_past_behind(flow *f, object_id object, int32_t g) {
  if (flow_has_past(&f->objects[object]))
    flow_cell(f, object, GRANULE_ALL_BEHIND + g);
}

/* The same; what was there from the start is found in the cell of everything from granule `past` on. */
static bool reads_from(const flow *f, node_id cell, int32_t first, int32_t past) {
  int32_t granule = f->nodes[cell].granule;
  if (first == OFFSET_UNKNOWN || granule == OFFSET_UNKNOWN || flow_is_behind(granule))
    return true;
  if (granule == GRANULE_ALL)
    return flow_find_cell(f, f->nodes[cell].object, GRANULE_ALL_BEHIND + past) == NO_INDEX;
  return granule >= GRANULE_ALL_BEHIND ? granule == GRANULE_ALL_BEHIND + past : granule >= first;
}

bool flow_reads_cell(const flow *f, node_id cell, int32_t first) { return reads_from(f, cell, first, 0); }

static void enqueue_cells(flow *f, object_id object) {
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    flow_enqueue(f, f->objects[object].cells[i]);
}

/* The reader reads the object already, from the same granule or one in front of it. */
static bool reads_behind(const flow *f, object_id object, const cell_reader *reader) {
  const cell_reader *known = f->objects[object].readers;
  for (size_t i = 0; i < arrlenu(known); i++)
    if (known[i].to == reader->to && known[i].whole == reader->whole && known[i].first <= reader->first)
      return true;
  return false;
}

/* Everything in the object, or everything from `reader->first` on. */
static void read_everything(flow *f, object_id object, const cell_reader *reader) {
  bool any = reader->first == OFFSET_UNKNOWN;
  uint64_t read = UINT64_C(1) << 31 | (any ? 0 : UINT64_C(1) << 30) | object;
  if (!any)
    flow_make_past_behind(f, object, 0);
  else if (flow_has_past(&f->objects[object]))
    flow_cell(f, object, GRANULE_ALL);
  if (!is_new_reader(f, read, reader) && (any || reads_behind(f, object, reader)))
    return;
  ARENA_PUT(f->memory, f->objects[object].readers, *reader);
  enqueue_cells(f, object);
}

/* The cell of what is written somewhere at or behind an offset. Where there are many, those further in front
 * serve. */
static node_id cell_behind(flow *f, object_id object, int32_t offset) {
  enum { MAX_BEHIND = 4 };
  int32_t first = flow_first_granule(f, object, offset), best = OFFSET_UNKNOWN;
  if (first != OFFSET_UNKNOWN && arrlenu(f->objects[object].behind) < MAX_BEHIND)
    best = OFFSET_BEHIND + first;
  for (size_t i = 0; first != OFFSET_UNKNOWN && i < arrlenu(f->objects[object].behind); i++) {
    int32_t granule = f->nodes[f->objects[object].behind[i]].granule;
    if (granule <= OFFSET_BEHIND + first && granule > best)
      best = granule;
  }
  return flow_cell(f, object, best);
}

void flow_load(flow *f, uint32_t load, const target *address) {
  LLVMValueRef instruction = f->view->values[load];
  uint64_t size = 0;
  granules g;
  if (!address) {
    if (ir_type_holds_pointers(LLVMTypeOf(instruction)) || flow_moves_pointer(f, load))
      flow_add_foreign(f, load);
    return;
  }
  /* A cmpxchg yields {old, success}, wider than what it reads. */
  LLVMTypeRef type = LLVMGetInstructionOpcode(instruction) == LLVMAtomicCmpXchg
                         ? LLVMTypeOf(LLVMGetOperand(instruction, 2))
                         : LLVMTypeOf(instruction);
  typed_access access = find_access(f, load);
  cell_reader reader = {.to = load, .via = load, .as = access.believed, .first = OFFSET_UNKNOWN};
  if (ir_type_holds_pointers(type) && access.tagged != ACCESS_POINTER)
    f->objects[address->object].read_any = true;
  if (!ir_store_size(f->m, type, &size) || !find_granules(f, address->offset, size, &g)) {
    reader.whole = size && is_aligned_access(f, instruction, size);
    reader.first = flow_first_granule(f, address->object, address->offset);
    read_everything(f, address->object, &reader);
    return;
  }
  reader.whole = g.whole;
  reader.firm = g.whole;
  bool split = g.whole && flow_is_aggregate(type);
  for (int32_t i = g.first; i <= g.last; i++) {
    reader.member = split ? flow_member((uint64_t)(i - g.first)) : MEMBER_ANY;
    reader.pointer =
        g.whole && ir_type_has_pointer_at(f->m, type, (uint64_t)(i - g.first) * f->m->pointer_size);
    read_from(f, flow_cell(f, address->object, i), &reader);
  }
  reader.firm = reader.pointer = false;
  reader.member = MEMBER_ANY;
  read_from(f, flow_cell(f, address->object, OFFSET_UNKNOWN), &reader);
  for (size_t i = 0; i < arrlenu(f->objects[address->object].behind); i++) {
    node_id behind = f->objects[address->object].behind[i];
    if (f->nodes[behind].granule - OFFSET_BEHIND <= g.last)
      read_from(f, behind, &reader);
  }
}

void flow_load_constant(flow *f, uint32_t load, LLVMValueRef address) {
  target t;
  flow_load(f, load, flow_constant_target(f, address, &t) ? &t : NULL);
}

static void tear(flow *f, node_id cell, access_type as) {
  if (f->nodes[cell].torn >> as & 1)
    return;
  f->nodes[cell].torn |= (uint8_t)(1 << as);
  flow_note_growth(f, cell);
  flow_touch(f, cell);
}

/* From a granule on, or OFFSET_UNKNOWN: all of it. */
static void tear_object(flow *f, object_id object, int32_t from) {
  if (f->objects[object].torn_from <= from)
    return;
  f->objects[object].torn_from = from;
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++) {
    node_id cell = f->objects[object].cells[i];
    if (!flow_is_torn(f, cell, ACCESS_ANY))
      continue;
    flow_note_growth(f, cell);
    flow_touch(f, cell);
  }
}

/* Notes that something is stored as the type. What loads of the other type pass over they read, once it may
 * have been stored in another way. */
static void note_stored(flow *f, node_id cell, access_type as) {
  if (f->nodes[cell].stored >> as & 1)
    return;
  bool typed = flow_is_stored_as(&f->nodes[cell], ~(1U << ACCESS_ANY));
  f->nodes[cell].stored |= (uint8_t)(1 << as);
  if (!typed)
    return;
  flow_note_growth(f, cell);
  flow_touch(f, cell);
}

static void note_number(flow *f, node_id cell, access_type as) {
  if (f->nodes[cell].number >> as & 1)
    return;
  f->nodes[cell].number |= (uint8_t)(1 << as);
  flow_note_growth(f, cell);
  flow_touch(f, cell);
}

static bool writes_pointer(const flow *f, const flow_write *w) {
  return w->foreign || w->t || (w->constant && !ir_is_plain_constant(w->constant)) ||
         (w->value != NO_INDEX && arrlenu(f->nodes[w->value].targets) > 0);
}

/* A number that is known to everybody is a number all the same. */
static void write_target(flow *f, node_id cell, const target *t, access_type as) {
  if (as == ACCESS_NUMBER && f->objects[t->object].escape)
    note_number(f, cell, ACCESS_NUMBER);
  else
    flow_add_target(f, cell, t->object, t->offset, t->from, t->via);
}

/* True if what the target is in is written. */
static bool is_written(const flow_write *w, const target *t) {
  return w->member == MEMBER_ANY || t->member == MEMBER_ANY || t->member == w->member;
}

static void write_cell(flow *f, node_id cell, const flow_write *written, bool whole) {
  flow_write plain = *written;
  const flow_write *w = &plain;
  if (plain.as == ACCESS_NUMBER && plain.foreign) { /* as good as any number */
    plain.foreign = false;
    plain.number = true;
  }
  if (!whole)
    tear(f, cell, w->as);
  if (writes_pointer(f, w))
    note_stored(f, cell, w->as);
  if (w->foreign)
    flow_add_foreign(f, cell);
  if (w->value != NO_INDEX && f->nodes[w->value].part)
    flow_mark_part(f, cell);
  if (w->value != NO_INDEX && f->nodes[w->value].firm)
    flow_mark_firm(f, cell);
  if (w->number)
    note_number(f, cell, w->as);
  if (w->constant)
    flow_add_constant(f, cell, w->constant, w->via);
  if (w->t) {
    target t = {w->t->object, w->t->offset, w->value, w->via, MEMBER_ANY};
    write_target(f, cell, &t, w->as);
  } else if (w->value != NO_INDEX) {
    for (size_t i = w->begin; i < arrlenu(f->nodes[w->value].targets); i++) {
      target t = f->nodes[w->value].targets[i];
      bool hidden = flow_is_cell(f, w->value) && flow_is_hidden(f, w->value, &t);
      hidden |= !is_written(w, &t);
      t.from = w->value;
      t.via = w->via;
      if (!hidden)
        write_target(f, cell, &t, w->as);
    }
  }
}

static void write_memory(flow *f, const target *address, uint64_t size, bool aligned, const flow_write *w) {
  granules g;
  if (!find_granules(f, address->offset, size, &g)) {
    write_cell(f, cell_behind(f, address->object, address->offset), w, aligned);
    return;
  }
  for (int32_t i = g.first; i <= g.last; i++)
    write_cell(f, flow_cell(f, address->object, i), w, g.whole && !w->torn);
}

/* The members of an aggregate each go where they belong; false if it has to be seen as a whole. */
static bool write_members(flow *f, const target *address, LLVMValueRef value, uint64_t size,
                          const flow_write *w) {
  granules g;
  node_id node = flow_value_node(f, value);
  if (node == NO_INDEX || !flow_is_aggregate(LLVMTypeOf(value)) ||
      !find_granules(f, address->offset, size, &g) || !g.whole)
    return false;
  for (int32_t i = g.first; i <= g.last; i++) {
    flow_write part = *w;
    part.member = flow_member((uint64_t)(i - g.first));
    part.foreign &= (f->nodes[node].foreign & flow_members(part.member)) != 0;
    if (!part.t || is_written(&part, part.t))
      write_cell(f, flow_cell(f, address->object, i), &part, true);
  }
  return true;
}

/* Whatever `value` is, as it would be written to memory: a node, an address, or a number that matters in
 * phase two only. */
static flow_write describe_write(const flow *f, LLVMValueRef value, uint32_t via) {
  flow_write w = {.value = flow_value_node(f, value), .via = via};
  if (w.value == NO_INDEX)
    w.constant = value;
  else
    w.foreign = f->nodes[w.value].foreign;
  return w;
}

static bool address_is_foreign(const flow *f, LLVMValueRef address) {
  node_id node = flow_value_node(f, address);
  return node == NO_INDEX || f->nodes[node].foreign;
}

static void write_at(flow *f, uint32_t store, LLVMValueRef value, const target *address,
                     const flow_write *w) {
  uint64_t size = 0;
  if (!ir_store_size(f->m, LLVMTypeOf(value), &size))
    size = 0;
  flow_write typed = *w;
  typed.as = flow_access(f, store);
  if (!write_members(f, address, value, size, &typed))
    write_memory(f, address, size, size && is_aligned_access(f, f->view->values[store], size), &typed);
}

static void write_at_all(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address,
                         const flow_write *w) {
  node_id node = flow_value_node(f, address);
  if (node == NO_INDEX)
    return;
  for (size_t i = 0; i < arrlenu(f->nodes[node].targets); i++) {
    target t = f->nodes[node].targets[i];
    write_at(f, store, value, &t, w);
  }
}

void flow_store(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address, node_id changed,
                const target *t) {
  LLVMValueRef held = f->view->values[changed];
  if (held == value && !(t && flow_is_ruled_out(f, store, t))) {
    flow_write w = {.value = t ? changed : NO_INDEX, .t = t, .foreign = !t, .via = store};
    write_at_all(f, store, value, address, &w);
    if (t && address_is_foreign(f, address))
      flow_escape(f, t->object, HEAP2STACK_ESCAPES_STORE, store, changed);
  }
  if (held != address)
    return;
  if (t) {
    flow_write w = describe_write(f, value, store);
    write_at(f, store, value, t, &w);
    return;
  }
  node_id node = flow_value_node(f, value);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++)
    flow_escape(f, f->nodes[node].targets[i].object, HEAP2STACK_ESCAPES_STORE, store, node);
}

void flow_store_number(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address) {
  flow_write w = {.value = NO_INDEX, .number = true, .via = store};
  write_at_all(f, store, value, address, &w);
}

void flow_load_all(flow *f, uint32_t call, object_id object) {
  cell_reader reader = {.to = call, .via = call, .first = OFFSET_UNKNOWN};
  f->objects[object].read_any = true;
  read_everything(f, object, &reader);
}

void flow_update(flow *f, uint32_t update, const target *address) {
  uint64_t size;
  granules g;
  LLVMValueRef operand = LLVMGetOperand(f->view->values[update], 1);
  bool placed =
      ir_store_size(f->m, LLVMTypeOf(operand), &size) && find_granules(f, address->offset, size, &g);
  if (!placed)
    tear_object(f, address->object, flow_first_granule(f, address->object, address->offset));
  else
    for (int32_t i = g.first; i <= g.last; i++)
      tear(f, flow_cell(f, address->object, i), ACCESS_ANY);
}

static node_id written_cell(flow *f, object_id object, int32_t offset) {
  int32_t size = (int32_t)f->m->pointer_size;
  bool placed = flow_is_exact(offset) && offset % size == 0;
  return placed ? flow_cell(f, object, offset / size) : cell_behind(f, object, offset);
}

void flow_write_memory(flow *f, object_id object, int32_t offset, const flow_write *w) {
  write_cell(f, written_cell(f, object, offset), w, !w->torn);
}

void flow_write_pointers(flow *f, object_id object, int32_t offset, const pointer_set *set, int32_t step,
                         access_type as, uint32_t via) {
  node_id cell = written_cell(f, object, offset);
  flow_write rest = {.value = NO_INDEX, .foreign = set->foreign, .number = set->number, .as = as, .via = via};
  bool known_to_all = false;
  write_cell(f, cell, &rest, true);
  if (arrlenu(set->targets) > 0)
    note_stored(f, cell, as);
  for (size_t i = 0; i < arrlenu(set->targets); i++) {
    target t = set->targets[i];
    t.offset = flow_add_offset(t.offset, step);
    t.via = via;
    if (t.from != NO_INDEX && f->nodes[t.from].part)
      flow_mark_part(f, cell);
    if (set->firm || (t.from != NO_INDEX && f->nodes[t.from].firm))
      flow_mark_firm(f, cell);
    known_to_all |= f->objects[t.object].escape != HEAP2STACK_PROMOTED && as != ACCESS_NUMBER;
    if (f->objects[t.object].escape && as != ACCESS_NUMBER)
      f->work += 1 + arrlenu(f->nodes[cell].targets) / 8;
    else
      write_target(f, cell, &t, as);
  }
  if (known_to_all) /* as good as any foreign pointer */
    flow_add_foreign(f, cell);
}

/* --- memcpy, memmove, memset --- */

static bool copy_covers(flow *f, node_id cell, const content_copy *copy) {
  int64_t size = f->m->pointer_size;
  int32_t granule = f->nodes[cell].granule;
  granules g;
  int32_t first = flow_first_granule(f, f->nodes[cell].object, copy->from_offset);
  if (!find_granules(f, copy->from_offset, copy->length, &g) && !reads_from(f, cell, first, first))
    return false;
  if (granule >= GRANULE_ALL_BEHIND)
    return !find_granules(f, copy->from_offset, copy->length, &g);
  bool behind = flow_is_behind(granule);
  if ((!flow_is_exact(granule) && !behind) || !flow_is_exact(copy->from_offset) || copy->length == UINT64_MAX)
    return true;
  int64_t begin = (behind ? granule - OFFSET_BEHIND : granule) * size;
  return begin < (int64_t)copy->from_offset + (int64_t)copy->length &&
         (behind || begin + size > copy->from_offset);
}

/* Copies the cell's targets from number `begin` on, to a granule or (OFFSET_UNKNOWN) to anywhere at or behind
 * where the copy begins. */
static void copy_cell_to(flow *f, node_id cell, uint32_t begin, const content_copy *copy, int32_t granule,
                         bool whole) {
  node_id to =
      granule == OFFSET_UNKNOWN ? cell_behind(f, copy->to, copy->to_offset) : flow_cell(f, copy->to, granule);
  flow_write w = {.value = cell,
                  .begin = begin,
                  .foreign = f->nodes[cell].foreign,
                  .number = f->nodes[cell].number != 0,
                  .via = copy->via};
  if (to != cell)
    write_cell(f, to, &w, whole);
  else { /* one place may be several objects, copied to each other */
    note_stored(f, cell, ACCESS_ANY);
    flow_restore(f, cell);
  }
}

/* Copies the part of a cell that is copied to where it goes: to one granule, or across two. */
static void copy_cell_exactly(flow *f, node_id cell, uint32_t begin, const content_copy *copy) {
  int64_t size = f->m->pointer_size, from = copy->from_offset, end = from + (int64_t)copy->length;
  int64_t cell_begin = f->nodes[cell].granule * size, cell_end = cell_begin + size;
  int64_t distance = (int64_t)copy->to_offset - from;
  int64_t first = (cell_begin < from ? from : cell_begin) + distance;
  int64_t last = (cell_end < end ? cell_end : end) + distance - 1;
  bool whole = copy->exact && !flow_is_torn(f, cell, ACCESS_ANY) && distance % size == 0 &&
               from % size == 0 && copy->length % (uint64_t)size == 0;
  for (int64_t granule = floor_divide(first, size); granule <= floor_divide(last, size); granule++)
    copy_cell_to(f, cell, begin, copy, (int32_t)granule, whole);
}

static void copy_cell(flow *f, node_id cell, uint32_t begin, const content_copy *copy) {
  granules g;
  if (flow_is_exact(f->nodes[cell].granule) && flow_is_exact(copy->from_offset) &&
      flow_is_exact(copy->to_offset) && copy->length != UINT64_MAX)
    copy_cell_exactly(f, cell, begin, copy);
  else if (!copy->exact && find_granules(f, copy->to_offset, copy->length, &g) &&
           g.last - g.first < MAX_SPREAD)
    for (int32_t i = g.first; i <= g.last; i++)
      copy_cell_to(f, cell, begin, copy, i, false);
  else
    copy_cell_to(f, cell, begin, copy, OFFSET_UNKNOWN, false);
}

void flow_apply_copies(flow *f, node_id cell, uint32_t begin) {
  object_id object = f->nodes[cell].object;
  uint32_t i = 0, told = f->nodes[cell].told.copies;
  for (; i < arrlenu(f->objects[object].copies); i++) {
    content_copy copy = f->objects[object].copies[i];
    if (copy_covers(f, cell, &copy))
      copy_cell(f, cell, i < told ? begin : 0, &copy);
  }
  f->nodes[cell].told.copies = i;
}

/* Memory that existed before has its cells made on demand. */
static void make_source_cells(flow *f, object_id from, const content_copy *copy) {
  granules g;
  if (!flow_has_past(&f->objects[from]))
    return;
  if (!find_granules(f, copy->from_offset, copy->length, &g)) {
    int32_t first = flow_first_granule(f, from, copy->from_offset);
    if (first == OFFSET_UNKNOWN)
      flow_cell(f, from, GRANULE_ALL);
    else
      flow_make_past_behind(f, from, first);
    return;
  }
  for (int32_t i = g.first; i <= g.last; i++)
    flow_cell(f, from, i);
}

static void add_copy(flow *f, object_id from, const content_copy *copy) {
  f->objects[from].read_any = true;
  make_source_cells(f, from, copy);
  ARENA_PUT(f->memory, f->objects[from].copies, *copy);
  enqueue_cells(f, from);
}

/* The largest number that the length of a copy can be, asked for once; UINT64_MAX when nothing is proven. */
static uint64_t most_copied(flow *f, uint32_t call) {
  if (!f->copied)
    f->copied = ARENA_ARRAY(f->memory, uint64_t, f->view->value_count);
  if (f->copied[call] == 0) { /* else one more */
    LLVMValueRef instruction = f->view->values[call];
    uint64_t most;
    bool known = bounds_maximum(&f->lengths, LLVMGetOperand(instruction, 2), instruction, &most);
    f->copied[call] = known && most < UINT64_MAX ? most + 1 : UINT64_MAX;
  }
  return f->copied[call] == UINT64_MAX ? UINT64_MAX : f->copied[call] - 1;
}

/* Bytes copied or set, at most; UINT64_MAX when unknown, as for va_copy. */
static uint64_t copy_length(flow *f, uint32_t call, bool *exact) {
  LLVMValueRef instruction = f->view->values[call];
  uint64_t length;
  *exact = false;
  if (LLVMGetNumArgOperands(instruction) < 3)
    return UINT64_MAX;
  *exact = ir_constant(LLVMGetOperand(instruction, 2), &length);
  if (!*exact)
    length = most_copied(f, call);
  return length < INT32_MAX ? length : UINT64_MAX;
}

/* How many bytes of its object are behind a target, at most; UINT64_MAX when unknown. */
static uint64_t room_behind(const flow *f, const target *t) {
  const flow_object *o = &f->objects[t->object];
  uint64_t size = 0;
  bool known = o->kind == OBJECT_ALLOCA
                   ? ir_static_alloca(f->m, f->view->values[o->value], &size)
                   : o->kind == OBJECT_SITE && !o->maker && allocator_size(&o->site, &size) == SIZE_CONSTANT;
  int64_t least = flow_is_behind(t->offset) ? t->offset - OFFSET_BEHIND : t->offset;
  bool inside = known && least >= 0 && (uint64_t)least < size;
  return inside ? size - (uint64_t)least : UINT64_MAX;
}

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* A copy does not go beyond either object: that would be undefined behaviour. */
static void copy_between(flow *f, uint32_t call, const target *to, const target *from, uint64_t most) {
  content_copy copy = {from->offset, to->offset, .to = to->object, .via = call};
  copy.length = copy_length(f, call, &copy.exact);
  if (!copy.exact)
    copy.length = least(least(copy.length, most), least(room_behind(f, to), room_behind(f, from)));
  add_copy(f, from->object, &copy);
}

/* What is copied from memory that others may have written. */
static void copy_foreign(flow *f, uint32_t call, const target *to, uint64_t most) {
  bool exact;
  uint64_t length = copy_length(f, call, &exact);
  flow_write foreign = {.value = NO_INDEX, .foreign = true, .torn = !exact, .via = call};
  if (!exact)
    length = least(least(length, most), room_behind(f, to));
  write_memory(f, to, length, false, &foreign);
}

static void copy_from(flow *f, uint32_t call, const target *t, const target *to, uint64_t most) {
  if (t)
    copy_between(f, call, to, t, most);
  else
    copy_foreign(f, call, to, most);
}

/* The source may be something new; NULL: foreign. */
static void copy_from_new(flow *f, uint32_t call, const target *t) {
  LLVMValueRef to = LLVMGetOperand(f->view->values[call], 0);
  node_id node = flow_value_node(f, to);
  const flow_fork *fork = flow_find_fork(f, call);
  for (uint32_t w = 0; fork && w < fork->count; w++)
    for (uint32_t i = 0; i < fork->ways[w].told; i++) {
      target destination = f->nodes[fork->ways[w].to].targets[i];
      copy_from(f, call, t, &destination, fork->ways[w].most);
    }
  for (size_t i = 0; !fork && node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++) {
    target destination = f->nodes[node].targets[i];
    copy_from(f, call, t, &destination, UINT64_MAX);
  }
  if (t && address_is_foreign(f, to))
    flow_expose(f, t->object, call);
}

/* The destination may be something new, to which no more than `most` bytes are copied. */
static void copy_to_new(flow *f, uint32_t call, const target *to, uint64_t most) {
  LLVMValueRef from = LLVMGetOperand(f->view->values[call], 1);
  node_id node = flow_value_node(f, from);
  target constant;
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++) {
    target source = f->nodes[node].targets[i];
    copy_between(f, call, to, &source, most);
  }
  if (flow_constant_target(f, from, &constant))
    copy_between(f, call, to, &constant, most);
  else if (address_is_foreign(f, from))
    copy_foreign(f, call, to, most);
}

static void expose_sources(flow *f, uint32_t call) {
  node_id node = flow_value_node(f, LLVMGetOperand(f->view->values[call], 1));
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++)
    flow_expose(f, f->nodes[node].targets[i].object, call);
}

void flow_copy_memory(flow *f, uint32_t call, node_id changed, const target *t) {
  LLVMValueRef instruction = f->view->values[call];
  if (changed == flow_value_node(f, LLVMGetOperand(instruction, 1)))
    copy_from_new(f, call, t);
  if (changed != flow_value_node(f, LLVMGetOperand(instruction, 0)))
    return;
  flow_fork *fork = flow_find_fork(f, call);
  if (!t)
    expose_sources(f, call);
  else if (fork)
    flow_copy_ways(f, fork);
  else
    copy_to_new(f, call, t, UINT64_MAX);
}

void flow_copy_object(flow *f, uint32_t call, object_id from, object_id to) {
  enum { EVERYTHING = 1 << 28 }; /* bytes */
  content_copy copy = {.length = EVERYTHING, .exact = true, .to = to, .via = call};
  add_copy(f, from, &copy);
}

/* Whole granules are set: the alignment says so, and what the length is computed by. */
static bool sets_whole_granules(const flow *f, LLVMValueRef call) {
  uint64_t alignment, factor, granule = f->m->pointer_size;
  LLVMValueRef length = LLVMGetOperand(call, 2);
  if (!ir_call_attribute(call, 1, f->m->attributes.align, &alignment) || alignment < granule)
    return false;
  if (ir_constant(length, &factor))
    return factor % granule == 0;
  if (!LLVMIsABinaryOperator(length) || !ir_constant(LLVMGetOperand(length, 1), &factor))
    return false;
  LLVMOpcode opcode = LLVMGetInstructionOpcode(length);
  return (opcode == LLVMMul && factor % granule == 0) ||
         (opcode == LLVMShl && factor < 64 && (UINT64_C(1) << factor) % granule == 0);
}

static void set_memory(flow *f, uint32_t call, const target *t, uint64_t most) {
  flow_write nothing = {.value = NO_INDEX, .torn = true, .via = call};
  bool exact;
  uint64_t length = copy_length(f, call, &exact), granule = f->m->pointer_size;
  granules g;
  bool whole =
      exact && flow_is_exact(t->offset) && t->offset % (int64_t)granule == 0 && length % granule == 0;
  if (!exact)
    length = least(least(length, most), room_behind(f, t));
  if (whole || sets_whole_granules(f, f->view->values[call]))
    return;
  if (find_granules(f, t->offset, length, &g))
    write_memory(f, t, length, false, &nothing);
  else
    tear_object(f, t->object, flow_first_granule(f, t->object, t->offset));
}

void flow_set_memory(flow *f, uint32_t call, const target *t) {
  flow_fork *fork = flow_find_fork(f, call);
  if (fork)
    flow_copy_ways(f, fork);
  else
    set_memory(f, call, t, UINT64_MAX);
}

void flow_copy_ways(flow *f, flow_fork *fork) {
  bool fills = ir_fills_memory(f->m, ir_intrinsic(f->view->values[fork->call]));
  target to;
  uint64_t most;
  while (flow_next_way(f, fork, &to, &most))
    if (fills)
      set_memory(f, fork->call, &to, most);
    else
      copy_to_new(f, fork->call, &to, most);
}
