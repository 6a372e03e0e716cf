/* Implementation of summary.h. */
#include "summary.h"

#include "summary_access.h"
#include "summary_fresh.h"
#include "summary_link.h"
#include "summary_release.h"
#include "summary_store.h"

#include <string.h>
#include <uthash.h>

/* Above FINE_FACTS (in a cycle, where they feed themselves, FINE_CYCLE_FACTS), facts no longer tell granules
 * apart, from the deepest places up; above MAX_FACTS, nothing is known. */
enum { FINE_FACTS = 128, FINE_CYCLE_FACTS = 64, MAX_FACTS = 1024 };
/* Detail given up: stores in groups are not told apart by type; deep places are by their last step only; by
 * nothing; all places are so. */
enum { COARSE_TYPES = 1, COARSE_DEEP, COARSE_CONTENT, COARSEST };

typedef struct summary_entry {
  LLVMValueRef function;
  summary value;
  UT_hash_handle hh;
} summary_entry;

struct summary_table {
  summary_entry *entries; /* uthash */
  bool copies;
  arena memory;
};

summary_table *summary_table_create(bool copies) {
  arena memory = {0};
  summary_table *table = ARENA_NEW(&memory, summary_table);
  table->memory = memory;
  table->copies = copies;
  return table;
}

static void clear_summary(summary *s) {
  for (size_t i = 0; i < arrlenu(s->calls); i++)
    for (uint32_t a = 0; a < s->calls[i].argument_count; a++)
      arrfree(s->calls[i].arguments[a]);
  for (size_t i = 0; i < arrlenu(s->fresh); i++)
    arrfree(s->fresh[i].sources);
  for (size_t i = 0; i < arrlenu(s->links); i++)
    arrfree(s->links[i].roots);
  for (size_t i = 0; i < arrlenu(s->stores); i++) {
    arrfree(s->stores[i].sources);
    arrfree(s->stores[i].intos);
  }
  arrfree(s->links);
  arrfree(s->stores);
  arrfree(s->facts);
  arrfree(s->calls);
  arrfree(s->uses);
  arrfree(s->fresh);
  arrfree(s->releases);
  arrfree(s->passing_calls);
  arrfree(s->through);
  arrfree(s->accesses);
}

void summary_table_destroy(summary_table *table) {
  if (!table)
    return;
  for (summary_entry *e = table->entries; e; e = e->hh.next)
    clear_summary(&e->value);
  HASH_CLEAR(hh, table->entries);
  arena memory = table->memory;
  arena_free(&memory);
}

static summary_entry *find_entry(const summary_table *table, LLVMValueRef function) {
  summary_entry *entry;
  HASH_FIND_PTR(table->entries, &function, entry);
  return entry;
}

const summary *summary_find(const summary_table *table, LLVMValueRef function) {
  summary_entry *entry = table ? find_entry(table, function) : NULL;
  return entry ? &entry->value : NULL;
}

static summary *find_or_add(summary_table *table, LLVMValueRef function) {
  summary_entry *entry = find_entry(table, function);
  if (!entry) {
    entry = ARENA_NEW(&table->memory, summary_entry);
    entry->function = entry->value.function = function;
    entry->value.copy_only = ir_is_copyable(function);
    HASH_ADD_PTR(table->entries, function, entry);
  }
  return &entry->value;
}

void summary_start(summary_table *table, LLVMValueRef function, uint32_t ring, bool accesses) {
  summary *s = find_or_add(table, function);
  s->open = s->recursive = true;
  s->ring = ring;
  for (unsigned n = 0; accesses && n < LLVMCountParams(function); n++) /* and overwrites everything */
    arrput(s->accesses, (summary_access){.overwritten = ~ACCESS_ELSEWHERE});
}

void summary_finish(summary_table *table, LLVMValueRef function) {
  find_or_add(table, function)->open = false;
}

void summary_give_up(summary_table *table, LLVMValueRef function) {
  summary *s = find_or_add(table, function);
  clear_summary(s);
  s->worst = true;
}

void summary_coarsen(summary_table *table, LLVMValueRef function, bool last) {
  summary *s = find_or_add(table, function);
  unsigned least = last ? COARSEST : COARSE_DEEP;
  if (s->coarse < least)
    s->coarse = least;
}

bool summary_hands_on(const summary *s) { return s->open && s->coarse < COARSEST; }

bool summary_is_possible(const summary_table *table, const ir_module *m, LLVMValueRef function) {
  return (ir_is_exact(m, function) || (table->copies && ir_is_copyable(function))) &&
         ir_does_as_written(m, function);
}

/* --- reading a summary off a solved flow --- */

static void add_fact(summary *s, fact f) {
  if (arrlenu(s->facts) >= MAX_FACTS)
    s->worst = true;
  else
    arrput(s->facts, f);
}

static void unite_place(flow_place *place, parameter_steps **steps) {
  if (place->deeper)
    flow_unite_place(place, 1, steps);
}

static void unite_pointer(summary_pointer *root, void *steps) { unite_place(&root->place, steps); }

static void change_pointers(summary *s, void (*change)(summary_pointer *p, void *user), void *user) {
  for (size_t i = 0; i < arrlenu(s->links); i++)
    summary_change_pointers(&s->links[i].roots, change, user);
  for (size_t i = 0; i < arrlenu(s->stores); i++) {
    summary_change_pointers(&s->stores[i].sources, change, user);
    summary_change_pointers(&s->stores[i].intos, change, user);
  }
}

static void unite_places(summary *s) {
  parameter_steps *steps = NULL;
  for (int round = 0; round < 2; round++) { /* the second one finds them complete */
    for (size_t i = 0; i < arrlenu(s->facts); i++) {
      unite_place(&s->facts[i].source, &steps);
      unite_place(&s->facts[i].into, &steps);
    }
    change_pointers(s, unite_pointer, &steps);
  }
  arrfree(steps);
}

static void keep_pointer(summary_pointer *p, void *user) {
  (void)p;
  (void)user;
}

/* Adds the pointers of `more`, which is freed, to those of `list`, each once. */
static void append_pointers(summary_pointer **list, summary_pointer *more) {
  for (size_t i = 0; i < arrlenu(more); i++)
    arrput(*list, more[i]);
  arrfree(more);
  summary_change_pointers(list, keep_pointer, NULL);
}

/* Stores of all types in the same words become one group. */
static void unite_types(summary *s) {
  for (size_t i = 0; i < arrlenu(s->stores); i++)
    for (size_t k = arrlenu(s->stores) - 1; k > i; k--) {
      summary_store *into = &s->stores[i], *from = &s->stores[k];
      if (into->words != from->words || into->firm != from->firm ||
          into->sources[0].place.pieces != from->sources[0].place.pieces)
        continue;
      into->as = ACCESS_ANY;
      append_pointers(&into->sources, from->sources);
      append_pointers(&into->intos, from->intos);
      arrdel(s->stores, k);
    }
}

static void coarsen_place(flow_place *place, unsigned coarse) {
  flow_forget_deeper(place);
  if (place->depth >= 3)
    place->granules[1] = OFFSET_UNKNOWN;
  if (place->depth >= 2 && coarse == COARSEST)
    place->granules[0] = OFFSET_UNKNOWN;
}

static void coarsen_fact(fact *f, unsigned coarse) {
  if (coarse < COARSE_CONTENT)
    return;
  coarsen_place(&f->source, coarse);
  coarsen_place(&f->into, coarse);
  if (f->into.depth >= 2 || coarse == COARSEST)
    f->into_granule = OFFSET_UNKNOWN;
  if (f->source.depth >= 2 || coarse == COARSEST)
    f->offset = f->offset == 0 ? 0 : OFFSET_UNKNOWN;
}

static void coarsen_pointer(summary_pointer *root, void *coarse) {
  unsigned degree = *(unsigned *)coarse;
  if (degree < COARSE_CONTENT)
    return;
  coarsen_place(&root->place, degree);
  if (root->offset != 0 && (root->place.depth >= 2 || degree == COARSEST))
    root->offset = OFFSET_UNKNOWN;
}

static uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

static uint64_t mix_place(uint64_t hash, const flow_place *p) {
  hash = mix(hash, (uint64_t)p->parameter << 8 | (uint64_t)p->depth << 2 | (uint64_t)p->pieces);
  hash = mix(hash, (uint64_t)p->deeper << 32 | p->stepped << 16 | p->last);
  return mix(hash, (uint64_t)(uint32_t)p->granules[0] << 32 | (uint32_t)p->granules[1]);
}

/* Of what makes two facts the same. */
static uint64_t hash_fact(const fact *f) {
  uint64_t hash = mix((uint64_t)f->member << 8 | f->kind, (uint64_t)(uintptr_t)f->constant);
  hash = mix_place(mix_place(hash, &f->source), &f->into);
  return mix(hash, (uint64_t)(uint32_t)f->offset << 32 | (uint32_t)f->into_granule);
}

static bool same_fact(const fact *a, const fact *b) {
  return a->kind == b->kind && a->constant == b->constant && a->offset == b->offset &&
         a->member == b->member && a->into_granule == b->into_granule &&
         memcmp(&a->source, &b->source, sizeof a->source) == 0 &&
         memcmp(&a->into, &b->into, sizeof a->into) == 0;
}

static void unite_facts(fact *same, const fact *f) {
  same->foreign |= f->foreign;
  same->number |= f->number;
  same->torn |= f->torn;
  same->firm |= f->firm;
  same->early &= f->early;
  same->as = same->as == f->as ? f->as : ACCESS_ANY;
  same->resized |= f->resized;
  same->rewritable &= f->rewritable && family_fits(same->family, f->family);
}

/* Keeps one of each kind of facts that are the same. */
static void unite_same_facts(summary *s, arena *a) {
  size_t kept = 0, count = arrlenu(s->facts);
  number_map first = number_map_new(a, count);
  uint32_t *next = ARENA_ARRAY(a, uint32_t, count + 1);
  for (size_t i = 0; i < count; i++) {
    fact f = s->facts[i];
    uint64_t key = hash_fact(&f) | 1; /* never zero */
    uint32_t known = number_map_find(&first, key), same = known;
    while (same != NUMBER_MAP_NONE && !same_fact(&s->facts[same], &f))
      same = next[same];
    if (same != NUMBER_MAP_NONE) {
      unite_facts(&s->facts[same], &f);
      continue;
    }
    if (known == NUMBER_MAP_NONE) {
      number_map_add(&first, key, (uint32_t)kept);
      next[kept] = NUMBER_MAP_NONE;
    } else {
      next[kept] = next[known];
      next[known] = (uint32_t)kept;
    }
    s->facts[kept++] = f;
  }
  arrsetlen(s->facts, kept);
}

/* Says the same or more with fewer facts: those that differ in detail only become one. */
static void coarsen(summary *s, unsigned coarse) {
  arena memory = {0};
  unite_types(s);
  if (coarse < COARSE_DEEP)
    return;
  unite_places(s);
  for (size_t i = 0; i < arrlenu(s->facts); i++)
    coarsen_fact(&s->facts[i], coarse);
  unite_same_facts(s, &memory);
  change_pointers(s, coarsen_pointer, &coarse);
  arena_free(&memory);
}

static LLVMValueRef culprit_of(const flow *f, uint32_t index) {
  return index == NO_INDEX ? NULL : f->view->values[index];
}

/* Nothing that the caller knows: it gets there by what is foreign to it. */
static bool is_unrelated(const flow *f, const flow_object *o) {
  return flow_is_lost(f, o) || (flow_is_local(o) && (o->escape || !o->left));
}

static void read_object_facts(summary_builder *b, const flow_object *o) {
  const flow *f = b->f;
  if (o->escape) {
    fact leak = {.kind = FACT_LEAKS, .source = summary_place(b, o->place), .reason = o->escape};
    leak.culprit = culprit_of(f, o->culprit);
    add_fact(b->s, leak);
  }
  if (o->release) {
    fact release = {.kind = FACT_RELEASED, .source = summary_place(b, o->place)};
    release.culprit = culprit_of(f, o->release_culprit);
    add_fact(b->s, release);
  }
}

/* A place that is one pointer at the time of the call, not any of several. */
static bool is_single(const flow *f, const flow_place *place) {
  for (uint32_t i = 0; i + 1 < place->depth && i < 2; i++)
    if (place->granules[i] == OFFSET_UNKNOWN || flow_is_behind(place->granules[i]))
      return false;
  return place->depth < DEEPEST && !place->pieces && place->parameter < f->view->argument_count;
}

/* What the cell held before the call (flow_seed_cell()), and was not given again; or, if that is one pointer,
 * just that. */
static bool is_own_content(const flow *f, const flow_node *cell, const target *t) {
  const flow_object *stored = &f->objects[t->object];
  return stored->kind == OBJECT_PARAMETER && t->via == NO_INDEX &&
         (!cell->restored || is_single(f, &stored->place));
}

/* The type that is all that a mask of flow_node has. */
static access_type only_type(uint8_t mask) {
  const unsigned pointers = 1U << ACCESS_POINTER | 1U << ACCESS_OWN;
  return mask == 1 << ACCESS_POINTER       ? ACCESS_POINTER
         : mask == 1 << ACCESS_NUMBER      ? ACCESS_NUMBER
         : mask && (mask & ~pointers) == 0 ? ACCESS_OWN
                                           : ACCESS_ANY;
}

enum { ACCESS_TYPES = 1 + ACCESS_OWN, PIECES = 1 + AS_NUMBER };

/* What the cells of one object hold, by how it is stored and how it was read; that of firm cells apart. */
typedef struct object_stores {
  uint32_t words[2][ACCESS_TYPES][PIECES];
  target *sources[2][ACCESS_TYPES][PIECES]; /* stb_ds arrays */
} object_stores;

/* A parameter that is passed as a number, such as a key: in a group it would be one of the blocks. */
static bool is_number(const flow *f, const flow_object *stored) {
  return stored->place.depth == 1 && stored->place.parameter < f->view->argument_count &&
         LLVMGetTypeKind(LLVMTypeOf(f->view->values[stored->place.parameter])) == LLVMIntegerTypeKind;
}

static void read_cell_facts(summary_builder *b, const flow_object *o, const flow_node *cell,
                            object_stores *g) {
  const flow *f = b->f;
  int32_t granule = cell->granule == GRANULE_ALL          ? OFFSET_UNKNOWN
                    : cell->granule >= GRANULE_ALL_BEHIND ? cell->granule - GRANULE_ALL_BEHIND + OFFSET_BEHIND
                                                          : cell->granule;
  fact written = {.kind = FACT_WRITTEN, .into = summary_place(b, o->place), .into_granule = granule};
  written.foreign = cell->foreign;
  written.number = cell->number != 0;
  written.as = only_type(cell->number);
  written.torn = (uint8_t)flow_torn(f, (node_id)(cell - f->nodes));
  for (size_t i = 0; i < arrlenu(cell->targets); i++) {
    const target *t = &cell->targets[i];
    const flow_object *stored = &f->objects[t->object];
    if (is_unrelated(f, stored)) {
      written.foreign = true;
      continue;
    }
    if (is_own_content(f, cell, t))
      continue;
    bool grouped =
        b->many && (!cell->firm || b->s->recursive); /* in a cycle, numbers feed themselves as well */
    if (grouped && !stored->constant && !is_number(f, stored) && summary_word(cell->granule)) {
      access_type as = b->s->coarse ? ACCESS_ANY : only_type(cell->stored);
      uint32_t pieces = summary_place(b, stored->place).pieces;
      g->words[cell->firm][as][pieces] |= summary_word(cell->granule);
      arrput(g->sources[cell->firm][as][pieces], *t);
      continue;
    }
    fact store = {
        .kind = FACT_STORED, .source = summary_place(b, stored->place), .constant = stored->constant};
    store.offset = t->offset;
    store.as = only_type(cell->stored);
    store.firm = cell->firm;
    store.into = written.into;
    store.into_granule = granule;
    store.culprit = culprit_of(f, t->via);
    add_fact(b->s, store);
  }
  if (written.foreign || written.number || written.torn)
    add_fact(b->s, written);
}

static bool is_joined(const summary_builder *b, object_id object) {
  return b->joined && bitset_has(b->joined, object);
}

static int64_t count_stores(const summary_builder *b, const flow_node *cell) {
  int64_t count = (int64_t)arrlenu(cell->targets) - 1; /* less what was there */
  for (size_t i = 0; b->joined && i < arrlenu(cell->targets); i++)
    count -= is_joined(b, cell->targets[i].object);
  return count;
}

/* So many that facts about pairs would be too many. */
static bool has_many_stores(const summary_builder *b) {
  enum { MANY = 48 };
  const flow *f = b->f;
  int64_t count = 0;
  for (object_id o = 0; o < arrlenu(f->objects); o++)
    for (size_t c = 0;
         summary_concerns_caller(f, &f->objects[o]) && !is_joined(b, o) && c < arrlenu(f->objects[o].cells);
         c++)
      count += count_stores(b, &f->nodes[f->objects[o].cells[c]]);
  return count > MANY;
}

static uint64_t reads_any(const flow *f) {
  uint64_t mask = 0;
  for (size_t i = 0; i < arrlenu(f->objects); i++)
    if (f->objects[i].read_any && summary_concerns_caller(f, &f->objects[i]))
      mask |= summary_parameter_bit(f->objects[i].place.parameter);
  return mask;
}

/* What a number leads to that leaks itself: callers find it from there. */
static bool is_implied(const flow *f, const flow_object *o) {
  if (o->kind != OBJECT_PARAMETER || !o->place.pieces || o->escape != HEAP2STACK_ESCAPES_CONTENT ||
      o->escape_node == NO_INDEX || !flow_is_cell(f, o->escape_node))
    return false;
  const flow_node *cell = &f->nodes[o->escape_node];
  const flow_object *container = &f->objects[cell->object];
  const target *t = flow_find_target(cell->targets, (object_id)(o - f->objects));
  return container->kind == OBJECT_PARAMETER && container->escape && t && t->via == NO_INDEX;
}

static void add_object_stores(summary_builder *b, const flow_object *o, object_stores *stores) {
  for (int firm = 0; firm < 2; firm++)
    for (int as = 0; as < ACCESS_TYPES; as++)
      for (int pieces = 0; pieces < PIECES; pieces++) {
        summary_store like = {.words = stores->words[firm][as][pieces], .as = (access_type)as, .firm = firm};
        summary_add_stores(b, o, &like, stores->sources[firm][as][pieces]);
        arrfree(stores->sources[firm][as][pieces]);
      }
}

/* What concerns the caller's memory and objects that leave. */
static void read_objects(summary_builder *b) {
  const flow *f = b->f;
  for (size_t i = 0; i < arrlenu(f->objects); i++) {
    const flow_object *o = &f->objects[i];
    if (!summary_concerns_caller(f, o) || is_implied(f, o))
      continue;
    read_object_facts(b, o);
    if (o->escape && o->kind == OBJECT_PARAMETER && !b->s->open)
      continue; /* known to everybody: what is stored there, so is */
    object_stores stores = {0};
    for (size_t c = 0; c < arrlenu(o->cells); c++)
      read_cell_facts(b, o, &f->nodes[o->cells[c]], &stores);
    add_object_stores(b, o, &stores);
  }
}

static void read_distances(summary_builder *b) {
  for (size_t i = 0; i < arrlenu(b->f->distances); i++) {
    const flow_object *from = &b->f->objects[b->f->distances[i].from];
    const flow_object *to = &b->f->objects[b->f->distances[i].to];
    bool from_known = !is_unrelated(b->f, from), to_known = !is_unrelated(b->f, to);
    if (from_known && to_known) {
      fact distance = {.kind = FACT_DISTANCE, .source = summary_place(b, from->place)};
      distance.into = summary_place(b, to->place);
      distance.early = b->f->distances[i].early;
      add_fact(b->s, distance);
    } else if (from_known || to_known) { /* to an unknown address */
      fact leak = {.kind = FACT_LEAKS, .reason = HEAP2STACK_ESCAPES_UNKNOWN};
      leak.source = summary_place(b, from_known ? from->place : to->place);
      add_fact(b->s, leak);
    }
  }
}

/* One more than the parameter; 0: none. */
static uint32_t find_returned(const function_view *view) {
  uint32_t returned = 0;
  for (uint32_t block = 0; block < view->block_count; block++) {
    LLVMValueRef end = view->values[view->block_begin[block + 1] - 1];
    if (!LLVMIsAReturnInst(end))
      continue;
    uint32_t here = LLVMGetNumOperands(end) ? view_argument(view, LLVMGetOperand(end, 0)) : NO_INDEX;
    if (here == NO_INDEX || (returned && returned != here + 1))
      return 0;
    returned = here + 1;
  }
  return returned;
}

static void read_result(summary_builder *b) {
  const flow *f = b->f;
  summary *s = b->s;
  const flow_node *result = &f->nodes[f->result];
  s->result_foreign = result->foreign;
  s->result_part = result->part;
  s->result_firm = result->firm;
  s->returned = find_returned(f->view);
  for (size_t i = 0; i < arrlenu(result->targets); i++) {
    const flow_object *o = &f->objects[result->targets[i].object];
    if (is_unrelated(f, o)) {
      s->result_foreign |= flow_members(result->targets[i].member);
      continue;
    }
    fact returned = {.kind = FACT_RETURNED, .source = summary_place(b, o->place), .constant = o->constant};
    returned.offset = result->targets[i].offset;
    returned.member = result->targets[i].member;
    returned.culprit = culprit_of(f, result->targets[i].via);
    add_fact(s, returned);
  }
}

static void add_release(summary_builder *b, const flow_object *o, uint32_t call, fact release) {
  release.kind = FACT_RELEASED;
  release.source = summary_place(b, o->place);
  release.rewritable &= b->f->clonable;
  release.culprit = culprit_of(b->f, call);
  add_fact(b->s, release);
}

static void read_release(summary_builder *b, const flow_release *r, fact release) {
  const flow *f = b->f;
  node_id node = flow_value_node(f, r->operand);
  bool concerned = false;
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++) {
    const flow_object *o = &f->objects[f->nodes[node].targets[i].object];
    if (!summary_concerns_caller(f, o))
      continue;
    concerned = true;
    add_release(b, o, r->call, release);
  }
  if (concerned)
    arrput(b->s->releases, f->view->values[r->call]);
}

static void read_releases(summary_builder *b) {
  const flow *f = b->f;
  for (size_t i = 0; i < arrlenu(f->releases); i++) {
    const flow_release *r = &f->releases[i];
    bool guardable = allocator_is_guardable(f->m, f->view->values[r->call], &r->function);
    read_release(b, r, (fact){.family = r->function.family, .rewritable = guardable});
  }
  for (size_t i = 0; i < arrlenu(f->resizes); i++) {
    const flow_release *r = &f->resizes[i];
    bool guardable = allocator_resize_is_guardable(f->m, f->view->values[r->call]);
    read_release(b, r, (fact){.family = r->function.family, .rewritable = guardable, .resized = true});
  }
}

static void add_passing_call(summary_builder *b, uint32_t call) {
  if (bitset_add(b->passing, call))
    arrput(b->s->passing_calls, b->f->view->values[call]);
}

static void add_through(summary_builder *b, LLVMValueRef function) {
  for (size_t i = 0; i < arrlenu(b->s->through); i++)
    if (b->s->through[i] == function)
      return;
  arrput(b->s->through, function);
}

static void read_callee_releases(summary_builder *b) {
  const flow *f = b->f;
  for (size_t r = 0; r < arrlenu(f->callee_releases); r++) {
    const callee_release *release = &f->callee_releases[r];
    const flow_object *o = &f->objects[release->object];
    if (!summary_concerns_caller(f, o))
      continue;
    add_release(b, o, release->call,
                (fact){.family = release->family, .rewritable = true, .resized = release->resized});
    add_passing_call(b, release->call);
    if (release->through)
      add_through(b, release->through);
  }
}

/* Calls of functions that are known by a pointer. */
static void read_pointer_calls(summary_builder *b) {
  const flow *f = b->f;
  for (size_t i = 0; i < arrlenu(f->pointer_uses); i++) {
    add_passing_call(b, f->pointer_uses[i].call);
    add_through(b, f->pointer_uses[i].function);
  }
  for (size_t i = 0; i < arrlenu(f->through); i++)
    add_passing_call(b, f->through[i].call);
}

static void settle_releases(summary *s, const flow *f) {
  for (size_t i = 0; i < arrlenu(s->facts); i++) {
    fact *r = &s->facts[i];
    if (r->kind == FACT_RELEASED && r->source.depth == 1 && r->source.parameter < f->view->argument_count)
      r->always = summary_always_releases(f, r->source.parameter);
  }
}

static void read_calls(summary_builder *b, arena *a) {
  const flow *f = b->f;
  for (size_t i = 0; i < arrlenu(f->through); i++) {
    const call_through *through = &f->through[i];
    if (flow_is_lost(f, &f->objects[through->callee]))
      continue;
    summary_call call = {.callee = summary_place(b, f->objects[through->callee].place),
                         .type = through->type};
    call.argument_count = through->argument_count;
    call.rewritable = through->rewritable;
    call.arguments = ARENA_ARRAY(a, summary_pointer *, call.argument_count + 1);
    call.foreign = ARENA_ARRAY(a, bool, call.argument_count + 1);
    for (uint32_t n = 0; n < call.argument_count; n++)
      call.foreign[n] = through->arguments[n].foreign;
    for (uint32_t n = 0; n < call.argument_count; n++)
      for (size_t k = 0; k < arrlenu(through->arguments[n].targets); k++) {
        const target *t = &through->arguments[n].targets[k];
        const flow_object *o = &f->objects[t->object];
        summary_pointer pointer = {summary_place(b, o->place), o->constant, t->offset};
        if (is_unrelated(f, o))
          call.foreign[n] = true;
        else
          arrput(call.arguments[n], pointer);
      }
    arrput(b->s->calls, call);
  }
}

static uint64_t bits(bool a, bool b, bool c) { return (uint64_t)a << 2 | (uint64_t)b << 1 | (uint64_t)c; }

static uint64_t fingerprint_pointers(const summary_pointer *pointers, uint64_t seed) {
  uint64_t total = 0;
  for (size_t i = 0; i < arrlenu(pointers); i++)
    total += mix_place(mix(seed, (uint32_t)pointers[i].offset), &pointers[i].place);
  return total;
}

/* What callers see of it. */
static uint64_t fingerprint_fresh(const summary_fresh *made, uint64_t place) {
  uint64_t size = 0, known = made->site.size && ir_constant(made->site.size, &size);
  uint64_t hash = mix(mix(place, size), made->size_parameter);
  for (unsigned i = 0; i < made->site.family.length; i++)
    hash = mix(hash, (unsigned char)made->site.family.name[i]);
  return mix(mix(hash, made->site.minimum_alignment), bits(known, made->several, made->site.zeroed));
}

/* What the summary says, in whatever order: equal fingerprints of two rounds mean that nothing changed. */
static uint64_t fingerprint(const summary *s) {
  uint64_t total = mix(s->coarse, bits(s->worst, s->result_firm, s->result_part));
  total += s->result_foreign + mix(s->reads_any, 1);
  for (size_t i = 0; i < arrlenu(s->facts); i++) {
    const fact *f = &s->facts[i];
    uint64_t hash = hash_fact(f) + 4 * bits(f->always, f->rewritable, f->resized) + (uint64_t)f->as;
    hash += 32 * bits(f->early, f->firm, false);
    total += mix(hash, bits(f->foreign, f->number, false) + 8 * f->torn);
  }
  for (size_t i = 0; i < arrlenu(s->fresh); i++)
    total += fingerprint_fresh(&s->fresh[i], i);
  for (size_t i = 0; i < arrlenu(s->accesses); i++)
    total += mix(mix(mix(i, s->accesses[i].read), s->accesses[i].overwritten), s->accesses[i].deep);
  for (size_t i = 0; i < arrlenu(s->links); i++)
    total += fingerprint_pointers(s->links[i].roots, s->links[i].words);
  for (size_t i = 0; i < arrlenu(s->stores); i++) {
    uint64_t hash =
        mix(s->stores[i].words, bits(false, s->stores[i].firm, false) + (uint64_t)s->stores[i].as);
    total += fingerprint_pointers(s->stores[i].sources, hash) +
             fingerprint_pointers(s->stores[i].intos, mix(hash, 1));
  }
  for (size_t i = 0; i < arrlenu(s->calls); i++) {
    const summary_call *call = &s->calls[i];
    total += mix_place(mix(i, call->argument_count + call->rewritable), &call->callee);
    for (uint32_t n = 0; n < call->argument_count; n++) {
      total += mix(n, call->foreign[n]);
      for (size_t k = 0; k < arrlenu(call->arguments[n]); k++) {
        const summary_pointer *p = &call->arguments[n][k];
        total += mix_place(mix(mix(n, (uint32_t)p->offset), (uint64_t)(uintptr_t)p->constant), &p->place);
      }
    }
  }
  return total;
}

static void read_uses(summary *s, const flow *f) {
  for (uint32_t v = f->view->argument_count; v < f->view->value_count; v++) {
    LLVMValueRef callee = flow_used_callee(f, v);
    if (callee)
      arrput(s->uses, callee);
  }
  for (size_t i = 0; i < arrlenu(f->indirect_uses); i++)
    arrput(s->uses, f->indirect_uses[i]);
}

static size_t count_facts(const summary *s) {
  size_t count = arrlenu(s->facts), leaks = 0;
  for (size_t i = 0; i < arrlenu(s->facts) && !s->open; i++)
    leaks += s->facts[i].kind == FACT_LEAKS;
  count -= leaks - leaks / 4; /* cheaper than others */
  for (size_t i = 0; i < arrlenu(s->stores); i++)
    count += (arrlenu(s->stores[i].sources) + arrlenu(s->stores[i].intos)) / 4; /* so are these */
  return count;
}

/* Those that were found already, if they were. */
static summary_access *take_accesses(const flow *f, summary_access **found) {
  summary_access *accesses = *found ? *found : summary_find_accesses(f);
  *found = NULL;
  return accesses;
}

bool summary_update(summary_table *table, const flow *f, summary_access **accesses) {
  summary *s = find_or_add(table, f->view->function);
  if (s->worst)
    return false;
  uint64_t before = s->open ? fingerprint(s) : 0;
  summary_access *taken = s->open && !s->accesses ? NULL : take_accesses(f, accesses);
  clear_summary(s);
  s->accesses = taken;
  s->worst = f->exhausted;
  s->reads_any = reads_any(f);
  s->clonable = f->clonable;
  s->result_read |= f->result_read;
  s->instructions = f->view->value_count - f->view->argument_count;
  if (s->open && !s->coarse)
    s->coarse = COARSE_TYPES; /* else a cycle, where facts feed themselves, takes more rounds to get there */
  summary_builder b = {.s = s, .f = f};
  b.fresh_of = ARENA_ARRAY(&b.memory, uint32_t, arrlenu(f->objects) + 1);
  b.passing = bitset_new(&b.memory, f->view->value_count);
  summary_read_fresh(&b);
  summary_read_links(&b);
  b.many = s->grouped = s->grouped || has_many_stores(&b);
  read_objects(&b);
  if (s->open && !b.many && count_facts(s) > FINE_CYCLE_FACTS) {
    arrsetlen(s->facts, 0);
    b.many = s->grouped = true;
    read_objects(&b);
  }
  read_distances(&b);
  read_result(&b);
  read_releases(&b);
  read_callee_releases(&b);
  read_pointer_calls(&b);
  if (b.joined)
    unite_same_facts(s, &b.memory);
  if (s->coarse)
    coarsen(s, s->coarse);
  while (s->coarse < COARSEST && count_facts(s) > (s->open ? FINE_CYCLE_FACTS : FINE_FACTS))
    coarsen(s, ++s->coarse);
  settle_releases(s, f);
  read_calls(&b, &table->memory);
  read_uses(s, f);
  if (s->worst)
    clear_summary(s);
  arrfree(b.stored);
  arena_free(&b.memory);
  return s->open && fingerprint(s) != before;
}
