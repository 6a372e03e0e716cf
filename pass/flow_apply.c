/* Calls of known functions: instantiating what is known about the callee with this call's arguments
 * (summary.h), and finding the callees of indirect calls.
 *
 * A call is applied as a whole, again each time an argument or content reached from one has grown. What it
 * does only adds to the flow, so the order of applications does not matter.
 */
#include "effects.h"
#include "flow_places.h"

#include <string.h>

enum { MAX_CALL_DEPTH = 8 }; /* of calls through parameters through parameters */

/* --- instantiating facts --- */

/* The type that the callee stores as in that place. */
static access_type stored_type(const flow *f, const callee_call *c, const flow_place *into, int32_t granule,
                               access_type as) {
  bool own = into->depth == 1 && flow_is_exact(granule) && flow_is_own_argument(f, c, into);
  return as == ACCESS_POINTER && own ? ACCESS_OWN : as;
}

/* A fact about the callee may decide the object's fate. */
static void note_cause(flow *f, const callee_call *c, const fact *fact, object_id object) {
  uint64_t key = UINT64_C(1) << 63 | (uint64_t)object << 35 | (uint64_t)c->call << 3 | fact->kind;
  if (f->objects[object].escape || number_map_find(&f->caused, key) != NUMBER_MAP_NONE)
    return;
  number_map_add(&f->caused, key, 0);
  callee_cause cause = {object, c->call, c->callee->function, fact};
  arrput(f->causes, cause);
}

static void note_causes(flow *f, const callee_call *c, const fact *fact, const pointer_set *set) {
  for (size_t i = 0; f->known.explain && i < arrlenu(set->targets); i++)
    note_cause(f, c, fact, set->targets[i].object);
}

static void escape_all(flow *f, const callee_call *c, const pointer_set *set) {
  heap2stack_reason reason = c->direct && ir_callee(f->view->values[c->call])
                                 ? HEAP2STACK_ESCAPES_CALL
                                 : HEAP2STACK_ESCAPES_INDIRECT_CALL;
  for (size_t i = 0; i < arrlenu(set->targets); i++)
    flow_escape(f, set->targets[i].object, reason, c->call, set->targets[i].from);
}

/* Stored through pointers that are foreign, perhaps because what they point into has escaped. */
static void escape_into(flow *f, const callee_call *c, const pointer_set *into, const pointer_set *set) {
  for (size_t i = 0; into->escaped && i < arrlenu(set->targets); i++) {
    object_id container = into->escaped - 1;
    flow_escape(f, set->targets[i].object, HEAP2STACK_ESCAPES_CONTENT, f->objects[container].culprit,
                flow_cell(f, container, OFFSET_UNKNOWN));
  }
  escape_all(f, c, set);
}

/* The release is taken out of a clone of the callee. Functions that are called through pointers on the way
 * have to be clones as well. */
static void release_by_clones(flow *f, const callee_call *c, callee_release *release) {
  for (const callee_call *level = c; level; level = level->outer) {
    LLVMValueRef callee = level->callee->function;
    release->through = flow_is_called_by_name(f, level, callee) ? NULL : callee;
    flow_release_by_clone(f, release);
  }
}

/* A clone can do without the release if the call can be given to one and the object is of the release's
 * family. What a parameter leads to may be of any: our callers see to that. */
static void release_all(flow *f, const callee_call *c, const fact *fact, const pointer_set *set) {
  callee_release release = {.call = c->call, .family = fact->family, .resized = fact->resized};
  for (size_t i = 0; i < arrlenu(set->targets); i++) {
    const flow_object *o = &f->objects[set->targets[i].object];
    bool fits = o->kind == OBJECT_PARAMETER || family_fits(o->site.family, fact->family);
    release.object = set->targets[i].object;
    if (fits && fact->rewritable && c->rewritable)
      release_by_clones(f, c, &release);
    else
      flow_release_by_call(f, release.object, c->call);
  }
}

static void apply_written(flow *f, const callee_call *c, const fact *fact) {
  pointer_set into = flow_map_place(f, c, &fact->into);
  flow_write w = {.value = NO_INDEX, .via = c->call};
  flow_write number = w, piece = w;
  w.foreign = fact->foreign;
  w.torn = (fact->torn & ~(1 << ACCESS_NUMBER)) != 0;
  number.number = fact->number;
  number.as = fact->as;
  piece.as = ACCESS_NUMBER;
  piece.torn = (fact->torn >> ACCESS_NUMBER & 1) != 0;
  for (size_t i = 0; i < arrlenu(into.targets); i++) {
    const target *to = &into.targets[i];
    int32_t at = flow_add_offset(to->offset, flow_granule_offset(f, fact->into_granule));
    if (f->objects[to->object].kind == OBJECT_CONSTANT)
      continue;
    flow_write_memory(f, to->object, at, &w);
    flow_write_memory(f, to->object, at, &number);
    if (piece.torn)
      flow_write_memory(f, to->object, at, &piece);
  }
}

static void apply_stored(flow *f, const callee_call *c, const fact *fact) {
  pointer_set into = flow_map_place(f, c, &fact->into);
  pointer_set source = fact->as == ACCESS_NUMBER && !fact->constant
                           ? flow_map_typed_place(f, c, &fact->source)
                           : flow_map_source(f, c, &fact->source, fact->constant);
  source.firm = fact->firm;
  note_causes(f, c, fact, &source);
  if (into.foreign)
    escape_into(f, c, &into, &source);
  flow_write_set(f, c->call, &into, flow_granule_offset(f, fact->into_granule), &source, fact->offset,
                 stored_type(f, c, &fact->into, fact->into_granule, fact->as));
}

/* A number too small to hold a pointer: what a comparison returns. */
static bool is_small_number(const flow *f, LLVMTypeRef type) {
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  return kind == LLVMVoidTypeKind ||
         (kind == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) < 8 * f->m->pointer_size);
}

void flow_return_set(flow *f, const callee_call *c, const pointer_set *set, int32_t step, uint32_t member) {
  if (!c->direct) { /* we do not see what becomes of the result */
    if (!is_small_number(f, LLVMGetReturnType(c->type)))
      escape_all(f, c, set);
    return;
  }
  if (set->foreign)
    flow_add_foreign_members(f, c->call, flow_members(member));
  for (size_t i = 0; i < arrlenu(set->targets); i++) {
    const target *t = &set->targets[i];
    target returned = {t->object, flow_add_offset(t->offset, step), t->from, c->call, member};
    flow_add_member(f, c->call, &returned);
  }
}

static void apply_returned(flow *f, const callee_call *c, const fact *fact) {
  pointer_set source = flow_map_source(f, c, &fact->source, fact->constant);
  if (!c->direct)
    note_causes(f, c, fact, &source);
  flow_return_set(f, c, &source, fact->offset, fact->member);
}

/* Asked in phase two, when all is known. */
static void apply_distance(flow *f, const callee_call *c, const fact *fact) {
  if (bitset_add(f->is_measuring, c->call))
    arrput(f->measuring, c->call);
  if (!f->settling)
    return;
  pointer_set from = flow_map_place(f, c, &fact->source), to = flow_map_place(f, c, &fact->into);
  if (!flow_measure_by_call(f, c->call, &from, &to, c->direct && fact->early)) {
    escape_all(f, c, &from);
    escape_all(f, c, &to);
  }
}

static void apply_fact(flow *f, const callee_call *c, const fact *fact) {
  pointer_set source;
  switch (fact->kind) {
  case FACT_LEAKS:
  case FACT_RELEASED:
    source = flow_map_place(f, c, &fact->source);
    note_causes(f, c, fact, &source);
    if (fact->kind == FACT_LEAKS)
      escape_all(f, c, &source);
    else
      release_all(f, c, fact, &source);
    break;
  case FACT_DISTANCE:
    apply_distance(f, c, fact);
    break;
  case FACT_WRITTEN:
    apply_written(f, c, fact);
    break;
  case FACT_RETURNED:
    apply_returned(f, c, fact);
    break;
  case FACT_STORED:
    apply_stored(f, c, fact);
    break;
  }
}

/* By-value structures among the variadic arguments lie in the memory that va_arg reads, content and all. */
static void expose_variadic_copies(flow *f, const callee_call *c) {
  for (uint32_t a = LLVMCountParamTypes(c->type); c->direct && a < c->argument_count; a++)
    for (size_t i = 0; i < arrlenu(c->arguments[a].targets); i++)
      if (ir_call_has(f->view->values[c->call], a + 1, f->m->attributes.byval))
        flow_expose(f, c->arguments[a].targets[i].object, c->call);
}

static void free_sets(pointer_set *sets, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    arrfree(sets[i].targets);
}

/* The callee calls a function that one of our arguments leads to. Our callers know which one it is even where
 * the argument has escaped. */
static void apply_inner_call(flow *f, const callee_call *c, const summary_call *inner) {
  place_map with_escaped = {0};
  callee_call searching = *c;
  searching.mapped = &with_escaped;
  pointer_set callees = flow_map_place(f, &searching, &inner->callee);
  pointer_set *arguments = ARENA_ARRAY(f->memory, pointer_set, inner->argument_count + 1);
  for (uint32_t a = 0; a < inner->argument_count; a++)
    arguments[a].foreign = inner->foreign[a];
  for (uint32_t a = 0; a < inner->argument_count; a++)
    for (size_t i = 0; i < arrlenu(inner->arguments[a]); i++) {
      const summary_pointer *p = &inner->arguments[a][i];
      pointer_set mapped = flow_map_source(f, c, &p->place, p->constant);
      pointer_set_unite_moved(f, &arguments[a], &mapped, p->offset);
    }
  callee_call call = {.call = c->call,
                      .type = inner->type,
                      .arguments = arguments,
                      .argument_count = inner->argument_count,
                      .depth = c->depth + 1,
                      .outer = c,
                      .rewritable = c->rewritable && inner->rewritable};
  flow_apply_callees(f, &call, &callees);
  free_sets(arguments, inner->argument_count);
  flow_release_places(f, &with_escaped);
}

/* A by-value argument is a copy: what happens to the copy itself does not concern the original. */
static bool concerns_copy(const flow *f, const summary *s, const flow_place *place) {
  return place->depth == 1 && place->parameter < LLVMCountParams(s->function) &&
         ir_function_has(s->function, place->parameter + 1, f->m->attributes.byval);
}

/* A recursive call with a pointer into what a parameter points to would move every fact about it further in
 * each round, without end: there, offsets are not told apart. Further in, facts rarely come back to where
 * they were moved from: only where the rounds find no end. */
static void widen_arguments(flow *f, const callee_call *c, const summary *s) {
  for (uint32_t a = 0; a < c->argument_count; a++)
    for (size_t i = 0; i < arrlenu(c->arguments[a].targets); i++) {
      target *t = &c->arguments[a].targets[i];
      const flow_object *o = &f->objects[t->object];
      if (o->kind == OBJECT_PARAMETER && t->offset != 0 && (o->place.depth == 1 || !summary_hands_on(s)))
        t->offset = OFFSET_UNKNOWN;
    }
}

/* Where control goes round, one of the calls on the way is such a one: most calls in a cycle of functions
 * that are called through pointers are not. */
static bool may_go_round(const flow *f, const callee_call *c, const summary *s) {
  const summary *own = s->open ? summary_find(f->known.summaries, f->view->function) : NULL;
  return s->open && !(own && own->ring != s->ring && flow_is_called_by_name(f, c, s->function));
}

static pointer_set map_pointers(flow *f, const callee_call *c, const summary_pointer *pointers) {
  pointer_set set = {0}, once = {0};
  for (size_t i = 0; i < arrlenu(pointers); i++) {
    pointer_set mapped = flow_map_place(f, c, &pointers[i].place);
    pointer_set_unite_moved(f, &set, &mapped, pointers[i].offset);
  }
  pointer_set_unite(f, &once, &set); /* sets that are filled in turns hold some pointers twice */
  arrfree(set.targets);
  return once;
}

static void apply_link(flow *f, const callee_call *c, const summary_link *link, uint32_t index) {
  pointer_set roots = map_pointers(f, c, link->roots);
  flow_apply_link(f, c->call, &roots, link->words, index);
  arrfree(roots.targets);
}

/* Where it is not known exactly what is written to, all words are one. */
static void write_words(flow *f, const callee_call *c, const summary_store *store, const pointer_set *intos,
                        const pointer_set *sources, access_type as) {
  uint32_t words = store->words & ~SUMMARY_ANY_WORD;
  for (size_t i = 0; i < arrlenu(intos->targets); i++) {
    target into = intos->targets[i];
    bool exact = flow_is_exact(into.offset) && into.offset % (int32_t)f->m->pointer_size == 0;
    if (f->objects[into.object].kind == OBJECT_CONSTANT)
      continue;
    if (words && !exact)
      flow_write_pointers(f, into.object, OFFSET_UNKNOWN, sources, 0, as, c->call);
    for (int32_t w = 0; exact && words >> w; w++)
      if (words >> w & 1)
        flow_write_pointers(f, into.object, flow_add_offset(into.offset, flow_granule_offset(f, w)), sources,
                            0, as, c->call);
    if (store->words & SUMMARY_ANY_WORD)
      flow_write_pointers(f, into.object, OFFSET_UNKNOWN, sources, 0, store->as, c->call);
  }
}

static void apply_stores(flow *f, const callee_call *c, const summary_store *store) {
  pointer_set sources = map_pointers(f, c, store->sources), intos = map_pointers(f, c, store->intos);
  sources.firm = store->firm;
  if (intos.foreign)
    escape_into(f, c, &intos, &sources);
  write_words(f, c, store, &intos, &sources, store->as);
  for (size_t i = 0; i < arrlenu(store->intos); i++) {
    access_type as = stored_type(f, c, &store->intos[i].place, 0, store->as);
    if (as == store->as)
      continue;
    pointer_set own = flow_map_place(f, c, &store->intos[i].place);
    write_words(f, c, store, &own, &sources, as);
  }
  arrfree(sources.targets);
  arrfree(intos.targets);
}

/* In phase two everything has been applied but distances. */
static void apply_summary(flow *f, const callee_call *call, const summary *s) {
  place_map mapped = {.without_escaped = !f->settling}; /* distances are those of each object */
  callee_call with_places = *call;
  const callee_call *c = &with_places;
  with_places.callee = s;
  with_places.mapped = &mapped;
  if (may_go_round(f, c, s))
    widen_arguments(f, c, s);
  expose_variadic_copies(f, c);
  for (size_t i = 0; i < arrlenu(s->facts); i++) {
    const fact *fact = &s->facts[i];
    if (f->settling && fact->kind != FACT_DISTANCE)
      continue;
    bool reads_source = fact->kind == FACT_LEAKS || fact->kind == FACT_RELEASED || !fact->constant;
    if (fact->kind != FACT_WRITTEN && reads_source && concerns_copy(f, s, &fact->source))
      continue;
    if ((fact->kind == FACT_WRITTEN || fact->kind == FACT_STORED) && concerns_copy(f, s, &fact->into))
      continue;
    apply_fact(f, c, fact);
  }
  for (size_t i = 0; i < arrlenu(s->stores) && !f->settling; i++)
    apply_stores(f, c, &s->stores[i]);
  for (size_t i = 0; i < arrlenu(s->links) && !f->settling; i++)
    apply_link(f, c, &s->links[i], (uint32_t)i + 1);
  for (size_t i = 0; i < arrlenu(s->calls); i++)
    apply_inner_call(f, c, &s->calls[i]);
  flow_release_places(f, &mapped);
  if (c->direct && s->result_foreign)
    flow_add_foreign_members(f, c->call, s->result_foreign);
  if (c->direct && s->result_part)
    flow_mark_part(f, c->call);
  if (c->direct && s->result_firm)
    flow_mark_firm(f, c->call);
}

/* --- callees --- */

/* Nothing is known about a callee but the call's own attributes. */
static void apply_unknown(flow *f, const callee_call *c) {
  for (uint32_t a = 0; a < c->argument_count; a++)
    for (size_t i = 0; i < arrlenu(c->arguments[a].targets); i++) {
      target t = c->arguments[a].targets[i];
      if (c->direct)
        flow_apply_attributes(f, c->call, a, &t);
      else
        flow_apply_worst(f, c->call, &t);
    }
  if (c->direct)
    flow_add_foreign(f, c->call);
}

/* The function's summary, noting that this flow depends on it. */
static const summary *consult(flow *f, LLVMValueRef function) {
  const summary *s = summary_find(f->known.summaries, function);
  if (s && pointer_map_find(&f->is_consulted, function) == POINTER_MAP_NONE) {
    pointer_map_add(&f->is_consulted, function, 0);
    arrput(f->consulted, function);
  }
  return s;
}

static void remember_use(flow *f, LLVMValueRef function) {
  for (size_t i = 0; i < arrlenu(f->indirect_uses); i++)
    if (f->indirect_uses[i] == function)
      return;
  arrput(f->indirect_uses, function);
}

static void remember_pointer_use(flow *f, uint32_t call, LLVMValueRef function) {
  for (size_t i = 0; i < arrlenu(f->pointer_uses); i++)
    if (f->pointer_uses[i].call == call && f->pointer_uses[i].function == function)
      return;
  pointer_use use = {call, function};
  arrput(f->pointer_uses, use);
}

/* And the functions that call it, if they are called through pointers themselves. */
static void remember_pointer_uses(flow *f, const callee_call *c, LLVMValueRef function) {
  remember_pointer_use(f, c->call, function);
  for (const callee_call *level = c->outer; level; level = level->outer)
    if (!flow_is_called_by_name(f, level, level->callee->function))
      remember_pointer_use(f, c->call, level->callee->function);
}

LLVMValueRef flow_used_callee(const flow *f, uint32_t call) {
  LLVMValueRef callee = bitset_has(f->is_applied, call) ? ir_callee(f->view->values[call]) : NULL;
  return callee && summary_find(f->known.summaries, callee) ? callee : NULL;
}

static bool is_among(const pointer_set *set, const target *t) {
  for (size_t i = 0; i < arrlenu(set->targets); i++)
    if (set->targets[i].object == t->object && flow_covers(set->targets[i].offset, t->offset))
      return true;
  return false;
}

static bool is_subset(const pointer_set *a, const pointer_set *b) {
  if ((a->foreign && !b->foreign) || (a->number && !b->number) || (a->firm && !b->firm))
    return false;
  for (size_t i = 0; i < arrlenu(a->targets); i++)
    if (!is_among(b, &a->targets[i]))
      return false;
  return true;
}

static bool is_like(const callee_call *c, LLVMValueRef function, const inner_call *known) {
  bool like = known->function == function && known->rewritable == c->rewritable &&
              known->argument_count == c->argument_count;
  for (uint32_t a = 0; like && a < c->argument_count; a++)
    like = is_subset(&c->arguments[a], &known->arguments[a]);
  return like;
}

/* The call was found to do that before, perhaps on the way to this: a virtual destructor of a tree calls
 * those of its children. What it says then, it says of these arguments; should more be found where it looked,
 * the call is applied again. */
static bool is_repeated(flow *f, const callee_call *c, LLVMValueRef function) {
  for (size_t i = 0; i < arrlenu(f->inner); i++)
    if (is_like(c, function, &f->inner[i]))
      return true;
  inner_call fresh = {function, c->rewritable, ARENA_ARRAY(f->memory, pointer_set, c->argument_count + 1),
                      c->argument_count};
  for (uint32_t a = 0; a < c->argument_count; a++) {
    fresh.arguments[a] = c->arguments[a];
    fresh.arguments[a].targets = NULL;
    for (size_t i = 0; i < arrlenu(c->arguments[a].targets); i++)
      arrput(fresh.arguments[a].targets, c->arguments[a].targets[i]);
  }
  arrput(f->inner, fresh);
  return false;
}

static void forget_inner_calls(flow *f) {
  for (size_t i = 0; i < arrlenu(f->inner); i++)
    free_sets(f->inner[i].arguments, f->inner[i].argument_count);
  arrsetlen(f->inner, 0);
}

static void apply_function(flow *f, const callee_call *c, LLVMValueRef function) {
  effect row;
  const summary *s = consult(f, function);
  bool by_name = flow_is_called_by_name(f, c, function);
  bool usable = summary_is_known(s) && (by_name || !s->copy_only || (c->rewritable && s->clonable));
  if (usable && !by_name && s->copy_only)
    remember_pointer_uses(f, c, function);
  else if (usable && !by_name)
    remember_use(f, function);
  if (!c->direct && is_repeated(f, c, function))
    return;
  if (usable)
    apply_summary(f, c, s);
  else if (flow_find_effect(f, function, c->type, &row))
    flow_apply_effect(f, c, &row);
  else
    apply_unknown(f, c);
}

/* The callee is what one of our own parameters leads to, or an object that has left: our callers know it.
 * They know that object, too, but nothing else of ours. */
static void apply_through(flow *f, const callee_call *c, object_id callee) {
  call_through *through = NULL;
  for (size_t i = 0; i < arrlenu(f->through) && !through; i++)
    if (f->through[i].call == c->call && f->through[i].callee == callee && f->through[i].type == c->type &&
        f->through[i].argument_count == c->argument_count)
      through = &f->through[i];
  if (!through) {
    call_through fresh = {
        .call = c->call, .callee = callee, .type = c->type, .argument_count = c->argument_count};
    fresh.rewritable = c->rewritable && f->clonable;
    fresh.arguments = ARENA_ARRAY(f->memory, pointer_set, c->argument_count + 1);
    arrput(f->through, fresh);
    through = &arrlast(f->through);
  }
  pointer_set *arguments = through->arguments;
  for (uint32_t a = 0; a < c->argument_count; a++) {
    arguments[a].foreign |= c->arguments[a].foreign;
    for (size_t i = 0; i < arrlenu(c->arguments[a].targets); i++) {
      target t = c->arguments[a].targets[i];
      if (flow_is_local(&f->objects[t.object]) && !flow_has_past(&f->objects[t.object])) {
        flow_apply_worst(f, c->call, &t);
        arguments[a].foreign = true; /* our callers do not know it */
      } else {
        pointer_set_add(f, &arguments[a], &t);
      }
    }
  }
  if (c->direct)
    flow_add_foreign(f, c->call);
}

/* What the C++ ABI puts into a vtable for functions that do not exist: calling them ends the program. */
static bool ends_program(LLVMValueRef function) {
  size_t length;
  const char *name = LLVMGetValueName2(function, &length);
  return strcmp(name, "__cxa_pure_virtual") == 0 || strcmp(name, "__cxa_deleted_virtual") == 0;
}

void flow_apply_callees(flow *f, const callee_call *c, const pointer_set *callees) {
  bool unknown = callees->foreign || c->depth > MAX_CALL_DEPTH;
  for (size_t i = 0; i < arrlenu(callees->targets) && !unknown; i++) {
    const target *t = &callees->targets[i];
    const flow_object *o = &f->objects[t->object];
    bool function = o->kind == OBJECT_CONSTANT && LLVMIsAFunction(o->constant) && !ends_program(o->constant);
    if (function && LLVMGlobalGetValueType(o->constant) == c->type)
      apply_function(f, c, o->constant);
    else if (o->kind == OBJECT_PARAMETER)
      apply_through(f, c, t->object);
    else if (function)
      unknown = true; /* called through another type */
    /* else data, which cannot be called: an imprecise target */
  }
  if (unknown)
    apply_unknown(f, c);
}

bool flow_is_applied(flow *f, LLVMValueRef call) {
  effect row;
  LLVMValueRef callee = ir_callee(call);
  if (ir_is_guaranteed_tail(call) || LLVMGetNumOperandBundles(call) > 0 ||
      LLVMGetInstructionOpcode(call) == LLVMCallBr || LLVMIsAInlineAsm(LLVMGetCalledValue(call)))
    return false;
  if (!callee)
    return !LLVMIsConstant(LLVMGetCalledValue(call));
  if (LLVMGetIntrinsicID(callee))
    return false;
  if (summary_is_known(consult(f, callee)))
    return true;
  return !ir_call_is_nobuiltin(f->m, call) && flow_find_effect(f, callee, ir_call_type(call), &row);
}

void flow_queue_call(flow *f, uint32_t call) {
  if (bitset_add(f->is_queued, call))
    arrput(f->applied, call);
}

void flow_apply_call(flow *f, uint32_t call) {
  LLVMValueRef instruction = f->view->values[call];
  uint32_t count = LLVMGetNumArgOperands(instruction);
  pointer_set *arguments = ARENA_ARRAY(f->memory, pointer_set, count + 1);
  callee_call c = {.call = call,
                   .type = ir_call_type(instruction),
                   .arguments = arguments,
                   .argument_count = count,
                   .direct = true,
                   .rewritable = f->known.clones};
  f->applications++;
  f->is_queued[call / 64] &= ~(UINT64_C(1) << (call % 64));
  f->work += count + 1;
  for (uint32_t a = 0; a < count; a++)
    arguments[a] = flow_operand_set(f, LLVMGetOperand(instruction, a));
  LLVMValueRef callee = ir_callee(instruction);
  if (callee) {
    apply_function(f, &c, callee);
  } else {
    pointer_set callees = flow_operand_set(f, LLVMGetCalledValue(instruction));
    flow_apply_callees(f, &c, &callees);
    arrfree(callees.targets);
  }
  forget_inner_calls(f);
  free_sets(arguments, count);
}
