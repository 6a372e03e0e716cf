/* Implementation of flow_places.h. */
#include "flow_places.h"

#include <string.h>

int32_t flow_granule_offset(const flow *f, int32_t granule) {
  if (flow_is_behind(granule))
    return flow_behind(flow_granule_offset(f, granule - OFFSET_BEHIND));
  return flow_bytes((int64_t)granule * f->m->pointer_size);
}

bool flow_is_called_by_name(const flow *f, const callee_call *c, LLVMValueRef function) {
  return c->direct && ir_callee(f->view->values[c->call]) == function;
}

bool flow_is_own_argument(const flow *f, const callee_call *c, const flow_place *place) {
  LLVMValueRef call = f->view->values[c->call];
  if (!c->direct || place->parameter >= FRESH)
    return true;
  return place->parameter < LLVMGetNumArgOperands(call) &&
         flow_is_own_address(f, LLVMGetOperand(call, place->parameter));
}

/* True if the callee may find what that parameter leads to by other loads than of pointers. */
static bool reads_any(const callee_call *c, const flow_place *place) {
  return (c->callee->reads_any & summary_parameter_bit(place->parameter)) != 0;
}

/* What may be loaded through a set at a granule. What a place stands for is found where a pointer as a whole
 * is, anywhere or not (flow_load()). */
static void step_down(flow *f, const callee_call *c, const pointer_set *set, const flow_place *place,
                      int32_t granule, access_type as, pointer_set *out) {
  out->foreign |= set->foreign;
  bool anywhere = granule == OFFSET_UNKNOWN;
  if (reads_any(c, place))
    flow_read_any(f, set);
  for (size_t i = 0; i < arrlenu(set->targets); i++) {
    const target *t = &set->targets[i];
    if (anywhere)
      flow_any_content(f, c->call, t->object, true, as, out);
    else if (flow_is_behind(granule))
      flow_content_behind(f, c->call, t->object, flow_add_offset(t->offset, flow_granule_offset(f, granule)),
                          true, as, out);
    else
      flow_content(f, c->call, t, flow_granule_offset(f, granule), as, out);
  }
}

/* A function's own bytes hold no pointers: where places are not told apart exactly, such a step was none.
 * Looks at the targets from number `begin` on. */
static void leave_out_code(const flow *f, pointer_set *set, size_t begin) {
  size_t kept = begin;
  for (size_t i = begin; i < arrlenu(set->targets); i++) {
    const flow_object *o = &f->objects[set->targets[i].object];
    if (o->kind != OBJECT_CONSTANT || !LLVMIsAFunction(o->constant))
      set->targets[kept++] = set->targets[i];
  }
  if (set->targets)
    arrsetlen(set->targets, kept);
}

/* The type that the callee loads as what is found `depth` steps away. */
static access_type loaded_type(const flow *f, const callee_call *c, const flow_place *place, uint32_t depth) {
  if (place->pieces == AS_NUMBER && depth == place->depth)
    return depth == 2 && place->parameter < FRESH && flow_is_own_argument(f, c, place) ? ACCESS_OWN
                                                                                       : ACCESS_NUMBER;
  return place->pieces == IN_PIECES || reads_any(c, place) ? ACCESS_ANY : ACCESS_POINTER;
}

/* The call in this function can be made to a clone of the callee. */
static bool can_call_clone(const flow *f, const callee_call *c) {
  bool by_pointer = c->direct && !ir_callee(f->view->values[c->call]);
  return f->known.clones &&
         (flow_is_called_by_name(f, c, c->callee->function) || (by_pointer && c->callee->clonable));
}

/* What the callee makes is an object of ours if the call can be made to a clone; else we know nothing of it.
 * In a cycle that is being solved, that goes for calls by name. */
static void add_fresh(flow *f, const callee_call *c, uint32_t fresh, pointer_set *set) {
  const summary *s = c->callee;
  object_id object = NO_INDEX;
  if (summary_hands_on(s) && f->known.clones && flow_is_called_by_name(f, c, s->function))
    object = flow_circular_object(f, c->call, s->function, &s->fresh[fresh], fresh);
  else if (!s->open && can_call_clone(f, c))
    object = flow_fresh_object(f, c->call, s->function, &s->fresh[fresh], fresh);
  if (object == NO_INDEX) {
    set->foreign = true;
    return;
  }
  target t = {object, 0, NO_INDEX, c->call, MEMBER_ANY};
  pointer_set_add(f, set, &t);
}

/* What places and constants of a callee are in one application of its summary: when that grows, the call is
 * applied again. */
typedef struct mapped_place {
  flow_place place;      /* unless there is a constant */
  bool above;            /* as the start of steps further in: not in pieces itself */
  LLVMValueRef constant; /* or NULL */
  pointer_set set;
  struct mapped_place *next;  /* of the same hash */
  struct mapped_place *other; /* of the application, or not in use */
} mapped_place;

static bool same_place(const flow_place *a, const flow_place *b) { return memcmp(a, b, sizeof *a) == 0; }

static uint32_t hash_place(const flow_place *p, LLVMValueRef constant) {
  uint64_t words[4], hash = (uint64_t)(uintptr_t)constant;
  memcpy(words, p, sizeof words);
  for (int i = 0; i < 4; i++)
    hash = (hash ^ words[i]) * UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(hash >> 32) % MAPPED_PLACES;
}

/* What a place or constant was mapped to before, or a new entry with no set. */
static mapped_place *find_mapped(flow *f, const callee_call *c, const flow_place *place, bool above,
                                 LLVMValueRef constant, bool *found) {
  mapped_place **first = &c->mapped->first[hash_place(place, constant)];
  for (mapped_place *m = *first; m; m = m->next)
    if (m->constant == constant && m->above == above && same_place(&m->place, place)) {
      *found = true;
      return m;
    }
  mapped_place *fresh = f->spare ? f->spare : ARENA_NEW(f->memory, mapped_place);
  f->spare = fresh->other;
  pointer_set empty = {.targets = fresh->set.targets, .without_escaped = c->mapped->without_escaped};
  if (empty.targets)
    arrsetlen(empty.targets, 0);
  *fresh = (mapped_place){*place, above, constant, empty, *first, c->mapped->used};
  *first = c->mapped->used = fresh;
  if (!c->mapped->oldest)
    c->mapped->oldest = fresh;
  *found = false;
  return fresh;
}

void flow_release_places(flow *f, place_map *map) {
  if (!map->used)
    return;
  map->oldest->other = f->spare;
  f->spare = map->used;
}

void flow_free_applications(flow *f) {
  for (mapped_place *m = f->spare; m; m = m->other)
    arrfree(m->set.targets);
}

/* The place is that of any number of steps, without the one after them. */
enum { NO_LAST_STEP = DEEPER_GRANULES };

static const pointer_set *map_above(flow *f, const callee_call *c, const flow_place *place);

static bool is_variadic(const callee_call *c, uint32_t parameter) {
  return parameter < FRESH && parameter >= LLVMCountParamTypes(c->type);
}

/* What a parameter is here. The variadic arguments' memory is not an object here: what it holds,
 * the arguments themselves, stands for it too. */
static void map_parameter(flow *f, const callee_call *c, uint32_t parameter, pointer_set *out) {
  if (parameter >= FRESH) {
    add_fresh(f, c, parameter - FRESH, out);
  } else if (is_variadic(c, parameter)) {
    for (uint32_t a = LLVMCountParamTypes(c->type); a < c->argument_count; a++)
      pointer_set_unite(f, out, &c->arguments[a]);
  } else if (parameter < c->argument_count) {
    pointer_set_unite(f, out, &c->arguments[parameter]);
  }
}

/* The place that the last step of a deeper one, or its steps any number of times, starts from. */
static flow_place place_above(const flow_place *place) {
  flow_place above = {.parameter = place->parameter, .depth = place->depth - 1};
  for (uint32_t i = 0; i + 1 < above.depth; i++)
    above.granules[i] = place->granules[i];
  if (place->pieces == IN_PIECES) /* each step reads any type then */
    above.pieces = IN_PIECES;
  return above;
}

/* Adds what one step through the granules of a deep place leads to; where it starts is not known exactly,
 * they are all one. */
static void step_through(flow *f, const callee_call *c, const target *t, const flow_place *place,
                         access_type as, pointer_set *out) {
  size_t begin = arrlenu(out->targets);
  uint32_t granules = place->deeper & ~DEEPER_KNOWN;
  bool exact = flow_is_exact(t->offset) && t->offset % (int32_t)f->m->pointer_size == 0;
  if (!exact && granules)
    flow_content(f, c->call, t, 0, as, out);
  for (int32_t g = 0; exact && granules >> g; g++)
    if (granules >> g & 1)
      flow_content(f, c->call, t, flow_granule_offset(f, g), as, out);
  leave_out_code(f, out, begin);
}

/* Adds what any number of steps through the granules of a deep place lead to from a set, itself included
 * unless there was one. */
static void add_steps(flow *f, const callee_call *c, const pointer_set *set, const flow_place *place,
                      access_type as, pointer_set *reached) {
  pointer_set data = {.foreign = set->foreign, .without_escaped = set->without_escaped};
  reached->foreign |= set->foreign;
  pointer_set_unite(f, &data, set);
  leave_out_code(f, &data, 0);
  if (!place->stepped)
    pointer_set_unite(f, reached, &data);
  if (place->stepped && reads_any(c, place))
    flow_read_any(f, &data);
  for (size_t i = 0; place->stepped && i < arrlenu(data.targets); i++)
    step_through(f, c, &data.targets[i], place, as, reached);
  arrfree(data.targets);
  for (size_t i = 0; i < arrlenu(reached->targets); i++) { /* grows while it is walked */
    target t = reached->targets[i];
    step_through(f, c, &t, place, as, reached);
  }
  f->work += arrlenu(reached->targets);
}

/* What any number of steps through the granules of a deep place lead to from a set, and then one through the
 * last. Places that differ in the last one only share the others. */
static void step_deeper(flow *f, const callee_call *c, const pointer_set *set, const flow_place *place,
                        pointer_set *out) {
  bool found;
  flow_place steps = *place;
  access_type as = loaded_type(f, c, place, place->granules[0] == GRANULE_FOLDED ? 2 : DEEPEST - 1);
  steps.last = NO_LAST_STEP;
  steps.pieces = place->pieces == IN_PIECES ? IN_PIECES : NOT_IN_PIECES;
  mapped_place *mapped = find_mapped(f, c, &steps, false, NULL, &found);
  if (!found)
    add_steps(f, c, set, place, as, &mapped->set);
  step_down(f, c, &mapped->set, place, (int32_t)place->last, place->pieces == AS_NUMBER ? ACCESS_NUMBER : as,
            out);
}

/* The numbers that are found in what a set leads to by any steps. */
static void read_numbers(flow *f, const callee_call *c, const pointer_set *from, const pointer_set *deep,
                         pointer_set *out) {
  out->foreign |= deep->foreign;
  for (size_t i = 0; i < arrlenu(from->targets); i++)
    flow_any_content(f, c->call, from->targets[i].object, false, ACCESS_NUMBER, out);
  for (size_t i = 0; i < arrlenu(deep->targets); i++)
    flow_any_content(f, c->call, deep->targets[i].object, false, ACCESS_NUMBER, out);
}

static void follow_deep_place(flow *f, const callee_call *c, const flow_place *place, const pointer_set *from,
                              pointer_set *out) {
  pointer_set deep = {.without_escaped = out->without_escaped},
              *reached = place->pieces == AS_NUMBER ? &deep : out;
  flow_deep_content(f, c->call, from, loaded_type(f, c, place, DEEPEST - 1), reached);
  if (reads_any(c, place)) {
    flow_read_any(f, from);
    flow_read_any(f, reached);
  }
  if (reached != out)
    read_numbers(f, c, from, reached, out);
  arrfree(deep.targets);
}

static void follow_place(flow *f, const callee_call *c, const flow_place *place, pointer_set *out) {
  f->work++;
  if (place->depth == 1) {
    map_parameter(f, c, place->parameter, out);
    return;
  }
  const pointer_set *from = map_above(f, c, place);
  int32_t granule = place->depth < DEEPEST ? place->granules[place->depth - 2] : GRANULE_FOLDED;
  if (place->deeper)
    step_deeper(f, c, from, place, out);
  else if (place->depth == DEEPEST)
    follow_deep_place(f, c, place, from, out);
  else if (granule == GRANULE_FOLDED || (place->depth == 2 && is_variadic(c, place->parameter)))
    pointer_set_unite(f, out, from);
  else
    step_down(f, c, from, place, granule, loaded_type(f, c, place, place->depth), out);
}

/* What the place above one is here. Sets stay as they are until the application ends. */
static const pointer_set *map_above(flow *f, const callee_call *c, const flow_place *place) {
  bool found;
  flow_place above = place_above(place);
  mapped_place *mapped = find_mapped(f, c, &above, above.pieces != NOT_IN_PIECES, NULL, &found);
  if (!found)
    follow_place(f, c, &above, &mapped->set);
  return &mapped->set;
}

pointer_set flow_map_typed_place(flow *f, const callee_call *c, const flow_place *place) {
  bool found;
  mapped_place *mapped = find_mapped(f, c, place, false, NULL, &found);
  pointer_set *set = &mapped->set;
  if (found)
    return *set;
  follow_place(f, c, place, set);
  for (size_t i = 0; place->pieces && i < arrlenu(set->targets); i++)
    set->targets[i].object = flow_in_pieces(f, set->targets[i].object, IN_PIECES);
  return *set;
}

pointer_set flow_map_place(flow *f, const callee_call *c, const flow_place *place) {
  pointer_set set = flow_map_typed_place(f, c, place);
  set.foreign |= set.number;
  set.number = false;
  return set;
}

pointer_set flow_map_source(flow *f, const callee_call *c, const flow_place *place, LLVMValueRef constant) {
  bool found;
  flow_place none = {0};
  if (!constant)
    return flow_map_place(f, c, place);
  mapped_place *mapped = find_mapped(f, c, &none, false, constant, &found);
  if (!found)
    flow_add_operand(f, constant, &mapped->set);
  return mapped->set;
}
