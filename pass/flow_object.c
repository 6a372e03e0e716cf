/* Objects that are not made by this function: what its parameters lead to, and constants (flow.h). */
#include "flow.h"

#include <uthash.h>

/* An interned object: a place of a parameter, or a constant. */
struct flow_key {
  uint64_t key[3];
  object_id object;
  UT_hash_handle hh;
};

object_id flow_add_object(flow *f, object_kind kind) {
  flow_object o = {.kind = kind, .value = NO_INDEX, .culprit = NO_INDEX, .escape_node = NO_INDEX};
  o.torn_from = INT32_MAX;
  o.next_made = o.unplaced = o.everywhere = o.in_pieces[0] = o.in_pieces[1] = NO_INDEX;
  arrput(f->objects, o);
  return (object_id)(arrlenu(f->objects) - 1);
}

static bool is_small_object(const flow *f, const flow_object *o) {
  enum { MAX_BYTES = 160 };
  uint64_t size;
  if (o->kind == OBJECT_PARAMETER)
    return true;
  bool known = o->kind == OBJECT_ALLOCA
                   ? ir_static_alloca(f->m, f->view->values[o->value], &size)
                   : o->kind == OBJECT_SITE && allocator_size(&o->site, &size) == SIZE_CONSTANT;
  return known && size <= MAX_BYTES;
}

static bool tells_offsets_apart(flow *f, object_id object) {
  flow_object *o = &f->objects[object];
  if (!o->small)
    o->small = is_small_object(f, o) ? 2 : 1;
  return o->small == 2;
}

/* Nothing is in front of a local object. */
int32_t flow_first_granule(flow *f, object_id object, int32_t offset) {
  int32_t behind = flow_behind(offset);
  if (behind == OFFSET_UNKNOWN || !tells_offsets_apart(f, object))
    return OFFSET_UNKNOWN;
  int32_t first = (behind - OFFSET_BEHIND) / (int32_t)f->m->pointer_size;
  return first == 0 && f->objects[object].kind != OBJECT_PARAMETER ? OFFSET_UNKNOWN : first;
}

static unsigned hash_key(const uint64_t key[3]) {
  uint64_t hash = 0;
  for (int i = 0; i < 3; i++) {
    hash = (hash ^ key[i]) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 29;
  }
  return (unsigned)hash;
}

/* The object interned under a key, made if new. */
static object_id intern(flow *f, const uint64_t key[3], object_kind kind) {
  struct flow_key *entry;
  unsigned hash = hash_key(key);
  HASH_FIND_BYHASHVALUE(hh, f->keys, key, sizeof entry->key, hash, entry);
  if (entry)
    return entry->object;
  entry = ARENA_NEW(f->memory, struct flow_key);
  for (int i = 0; i < 3; i++)
    entry->key[i] = key[i];
  entry->object = flow_add_object(f, kind);
  HASH_ADD_BYHASHVALUE(hh, f->keys, key, sizeof entry->key, hash, entry);
  return entry->object;
}

static bool is_small(int32_t granule) { return granule >= 0 && granule < DEEPER_GRANULES; }

void flow_forget_deeper(flow_place *place) {
  for (int i = 0; i < 2; i++)
    if (place->granules[i] == GRANULE_FOLDED)
      place->granules[i] = OFFSET_UNKNOWN;
  place->deeper = place->last = place->stepped = 0;
}

static void add_deeper(flow_place *place, uint32_t granules) {
  place->deeper |= granules;
  if (__builtin_popcount(place->deeper & ~DEEPER_KNOWN) > MAX_DEEPER)
    flow_forget_deeper(place);
}

static uint32_t bit(uint32_t granule) { return UINT32_C(1) << granule; }

static void fold_place(flow_place *place, unsigned first) {
  for (unsigned i = 2; i-- > first && place->deeper;) {
    if (is_small(place->granules[i]))
      add_deeper(place, bit((uint32_t)place->granules[i]));
    else if (place->granules[i] != GRANULE_FOLDED)
      return;
    place->granules[i] = place->deeper ? GRANULE_FOLDED : OFFSET_UNKNOWN;
  }
}

void flow_unite_place(flow_place *place, unsigned first, parameter_steps **steps) {
  size_t i = 0;
  place->stepped = 0;
  fold_place(place, first);
  while (i < arrlenu(*steps) && (*steps)[i].parameter != place->parameter)
    i++;
  if (i == arrlenu(*steps)) {
    parameter_steps fresh = {place->parameter, 0};
    arrput(*steps, fresh);
  }
  (*steps)[i].deeper |= place->deeper;
  if (place->deeper)
    add_deeper(place, (*steps)[i].deeper);
}

/* Where a function reaches very many places, those further on are not told apart. */
static void coarsen_place(flow *f, flow_place *place) {
  enum { FINE_PLACES = 64, COARSE_PLACES = 256 };
  enum { STEPPED_DEEP = 12, FINE_DEEP = 24, COARSE_DEEP = 96, MAX_DEEP = 192 };
  if (f->deep_count > STEPPED_DEEP)
    place->stepped = 0;
  if (place->deeper && f->deep_count > FINE_DEEP)
    flow_unite_place(place, f->deep_count > COARSE_DEEP ? 0 : 1, &f->steps);
  if (place->deeper && f->deep_count > MAX_DEEP)
    flow_forget_deeper(place);
  if (place->deeper)
    return;
  if (f->place_count > FINE_PLACES && place->depth >= 3)
    place->granules[1] = OFFSET_UNKNOWN;
  if (f->place_count > COARSE_PLACES && place->depth >= 2)
    place->granules[0] = OFFSET_UNKNOWN;
}

object_id flow_place_object(flow *f, flow_place place) {
  coarsen_place(f, &place);
  uint64_t key[3] = {(uint64_t)place.deeper << 32 | place.stepped << 16 | place.last << 8 | OBJECT_PARAMETER,
                     (uint64_t)place.parameter << 32 | place.depth << 2 | place.pieces,
                     (uint64_t)(uint32_t)place.granules[0] << 32 | (uint32_t)place.granules[1]};
  size_t before = arrlenu(f->objects);
  object_id object = intern(f, key, OBJECT_PARAMETER);
  f->objects[object].place = place;
  if (arrlenu(f->objects) == before)
    return object;
  if (place.deeper)
    f->deep_count++;
  else
    f->place_count++;
  if (flow_is_lost(f, &f->objects[object]))
    flow_escape(f, object, HEAP2STACK_ESCAPES_CONTENT, NO_INDEX, NO_INDEX);
  return object;
}

object_id flow_in_pieces(flow *f, object_id object, uint32_t pieces) {
  flow_place place = f->objects[object].place;
  if (f->objects[object].kind != OBJECT_PARAMETER || place.depth < 2 || place.pieces)
    return object;
  place.pieces = pieces;
  if (f->objects[object].in_pieces[pieces - IN_PIECES] == NO_INDEX) {
    object_id made = flow_place_object(f, place);
    f->objects[object].in_pieces[pieces - IN_PIECES] = made;
  }
  return f->objects[object].in_pieces[pieces - IN_PIECES];
}

static object_id constant_object(flow *f, LLVMValueRef constant) {
  uint64_t key[3] = {OBJECT_CONSTANT, (uint64_t)(uintptr_t)constant, 0};
  object_id object = intern(f, key, OBJECT_CONSTANT);
  f->objects[object].constant = constant;
  return object;
}

bool flow_constant_target(flow *f, LLVMValueRef constant, target *t) {
  int64_t offset = 0;
  if (!LLVMIsConstant(constant))
    return false;
  while (LLVMIsAConstantExpr(constant)) {
    int64_t step;
    if (LLVMGetConstOpcode(constant) != LLVMGetElementPtr || !ir_gep_offset(f->m, constant, &step) ||
        __builtin_add_overflow(offset, step, &offset))
      return false;
    constant = LLVMGetOperand(constant, 0);
  }
  bool followed = LLVMIsAFunction(constant) || ir_is_constant_global(constant);
  if (offset < 0 || offset > INT32_MAX / 2 || !followed)
    return false;
  *t = (target){constant_object(f, constant), (int32_t)offset, NO_INDEX, NO_INDEX, MEMBER_ANY};
  return true;
}

void flow_add_constant(flow *f, node_id node, LLVMValueRef constant, uint32_t via) {
  target t;
  if (ir_is_plain_constant(constant))
    return;
  if (flow_constant_target(f, constant, &t))
    flow_add_target(f, node, t.object, t.offset, NO_INDEX, via);
  else
    flow_add_foreign(f, node);
}

/* A step through `granule` from depth 3 on. One that was the last step already is a link, followed on and on.
 */
static void step_deeper(flow_place *place, int32_t granule) {
  if (place->depth < DEEPEST) {
    place->deeper = DEEPER_KNOWN;
    if (is_small(granule) && granule == place->granules[1])
      add_deeper(place, bit((uint32_t)granule));
  } else if (place->deeper) {
    add_deeper(place, bit(place->last));
    place->stepped = place->deeper ? 1 : 0;
  }
  if (place->deeper && is_small(granule))
    place->last = (uint32_t)granule;
  else
    flow_forget_deeper(place);
}

bool flow_own_content(flow_place place, int32_t granule, flow_place *content) {
  if (granule == OFFSET_UNKNOWN || flow_is_behind(granule))
    return false;
  if (granule >= GRANULE_ALL_BEHIND)
    granule = OFFSET_BEHIND + (granule - GRANULE_ALL_BEHIND);
  if (place.depth <= 2)
    place.granules[place.depth - 1] = granule == GRANULE_ALL ? OFFSET_UNKNOWN : granule;
  else
    step_deeper(&place, granule);
  if (place.depth < DEEPEST)
    place.depth++;
  if (place.pieces)
    place.pieces = IN_PIECES;
  *content = place;
  return true;
}

flow_place flow_linked_place(flow_place place, uint32_t words, uint32_t word) {
  bool known = place.depth < DEEPEST || place.deeper;
  if (!known)
    return place;
  if (place.depth == DEEPEST)
    place.deeper |= bit(place.last);
  for (uint32_t d = place.depth; d < DEEPEST; d++)
    if (d <= 2)
      place.granules[d - 1] = GRANULE_FOLDED;
  place.depth = DEEPEST;
  if (place.pieces)
    place.pieces = IN_PIECES;
  place.last = word;
  place.stepped = 0;
  place.deeper |= DEEPER_KNOWN;
  add_deeper(&place, words);
  return place;
}

/* Depth 1 holds depth 2, and so on; the deepest holds itself, or places like it. */
static void seed_parameter_cell(flow *f, node_id cell) {
  flow_place content;
  if (!flow_own_content(f->objects[f->nodes[cell].object].place, f->nodes[cell].granule, &content))
    return;
  object_id object = flow_place_object(f, content);
  content = f->objects[object].place;
  flow_add_target(f, cell, object, content.depth < DEEPEST || content.deeper ? 0 : OFFSET_UNKNOWN, NO_INDEX,
                  NO_INDEX);
}

/* Adds every pointer that begins in bytes [begin, end) of a constant. One that is not where `begin` is cannot
 * be read from there as a whole. */
static void add_pointers(flow *f, node_id cell, LLVMValueRef initializer, uint64_t begin, uint64_t end,
                         bool whole) {
  for (uint64_t offset = begin; offset < end; offset++) {
    LLVMValueRef pointer = ir_pointer_at(f->m, initializer, offset);
    if (pointer && (!whole || offset == begin))
      flow_add_constant(f, cell, pointer, NO_INDEX);
    else if (pointer)
      flow_add_foreign(f, cell);
  }
}

/* Numbers in a constant are no addresses, like constant operands. */
static void seed_constant_cell(flow *f, node_id cell) {
  enum { MAX_BYTES = 4096 }; /* of a constant that may be read anywhere */
  LLVMValueRef constant = f->objects[f->nodes[cell].object].constant;
  int32_t granule = f->nodes[cell].granule;
  uint64_t size, step = f->m->pointer_size;
  bool all = granule == GRANULE_ALL || granule >= GRANULE_ALL_BEHIND;
  uint64_t first = granule >= GRANULE_ALL_BEHIND ? (uint64_t)(granule - GRANULE_ALL_BEHIND) : 0;
  if (granule == OFFSET_UNKNOWN || flow_is_behind(granule) ||
      (!LLVMIsAFunction(constant) && ir_is_plain_constant(LLVMGetInitializer(constant))))
    return;
  if (LLVMIsAFunction(constant) || !ir_store_size(f->m, LLVMTypeOf(LLVMGetInitializer(constant)), &size) ||
      (all && size > MAX_BYTES))
    flow_add_foreign(f, cell);
  else if (all)
    add_pointers(f, cell, LLVMGetInitializer(constant), first * step, size, false);
  else if (granule >= 0)
    add_pointers(f, cell, LLVMGetInitializer(constant), (uint64_t)granule * step,
                 ((uint64_t)granule + 1) * step, true);
}

void flow_seed_cell(flow *f, node_id cell) {
  if (f->objects[f->nodes[cell].object].kind == OBJECT_CONSTANT)
    seed_constant_cell(f, cell);
  else
    seed_parameter_cell(f, cell);
}

void flow_free_keys(flow *f) {
  HASH_CLEAR(hh, f->keys);
  f->keys = NULL;
}
