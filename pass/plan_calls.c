/* The calls that promoted objects are made by, given to and released by (planner.h). */
#include "planner.h"

/* The objects from which a slot may be reached through memory, slots included. */
static uint64_t *find_leading_to_slots(planner *p) {
  const flow *f = p->f;
  uint32_t objects = (uint32_t)arrlenu(f->objects);
  graph_edge *edges = flow_content_edges(f);
  graph containers = graph_build(&p->local, objects, edges, arrlenu(edges), true);
  arrfree(edges);

  uint64_t *leading = bitset_new(&p->local, objects);
  object_id *pending = NULL;
  for (size_t i = 0; i < p->plan.site_count; i++)
    if (!p->plan.sites[i].reason && bitset_add(leading, p->object_of[i]))
      arrput(pending, p->object_of[i]);
  while (arrlenu(pending)) {
    object_id o = arrpop(pending);
    for (uint32_t i = containers.first[o]; i < containers.first[o + 1]; i++)
      if (bitset_add(leading, containers.targets[i]))
        arrput(pending, containers.targets[i]);
  }
  arrfree(pending);
  return leading;
}

static bool has_argument_among(const flow *f, LLVMValueRef call, const uint64_t *objects) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned a = 0; a < count; a++) {
    node_id node = flow_value_node(f, LLVMGetOperand(call, a));
    for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++)
      if (bitset_has(objects, f->nodes[node].targets[i].object))
        return true;
  }
  return false;
}

/* The call may use a slot, or its result may be a function that is called for one. */
static bool call_matters(const flow *f, uint32_t call, const uint64_t *leading) {
  return has_argument_among(f, f->view->values[call], leading) || arrlenu(f->nodes[call].targets) > 0;
}

/* --- clones --- */

/* The calls that have to go to clones as things stand. */
typedef struct special_calls {
  special_call *list;        /* stb_ds array */
  LLVMValueRef **candidates; /* stb_ds array of stb_ds arrays, by place in the list */
  number_map of;             /* call, plus one -> its place in the list */
} special_calls;

static uint32_t place_of(const special_calls *s, uint32_t call) {
  return number_map_find(&s->of, (uint64_t)call + 1);
}

static uint32_t special_at(planner *p, special_calls *s, uint32_t call) {
  uint32_t place = place_of(s, call);
  if (place != NUMBER_MAP_NONE)
    return place;
  special_call fresh = {.call = p->f->view->values[call]};
  number_map_add(&s->of, (uint64_t)call + 1, (uint32_t)arrlenu(s->list));
  arrput(s->list, fresh);
  arrput(s->candidates, NULL);
  return (uint32_t)arrlenu(s->list) - 1;
}

static void add_candidate(special_calls *s, uint32_t place, LLVMValueRef function) {
  for (size_t i = 0; i < arrlenu(s->candidates[place]); i++)
    if (s->candidates[place][i] == function)
      return;
  arrput(s->candidates[place], function);
}

static slot_taker *taker_at(special_call *special, LLVMValueRef function) {
  for (uint32_t i = 0; i < special->taker_count; i++)
    if (special->takers[i].function == function)
      return &special->takers[i];
  slot_taker *fresh = &special->takers[special->taker_count++];
  fresh->function = function;
  return fresh;
}

static void free_special_calls(special_calls *s) {
  for (size_t i = 0; i < arrlenu(s->candidates); i++)
    arrfree(s->candidates[i]);
  arrfree(s->candidates);
  arrfree(s->list);
}

static site_verdict *promoted_verdict(const planner *p, object_id object) {
  site_verdict *s = p->verdict_of[object];
  return s && !s->reason ? s : NULL;
}

/* What makes or releases a promoted object, and what is known of a pointer that it is handed to. */
static void find_special_calls(planner *p, special_calls *s) {
  const flow *f = p->f;
  for (size_t i = 0; i < p->plan.site_count; i++) {
    site_verdict *made = &p->plan.sites[i];
    if (made->reason || made->maker_fresh == NO_INDEX)
      continue;
    const flow_object *o = &f->objects[p->object_of[i]];
    uint32_t place = special_at(p, s, o->value);
    taker_at(&s->list[place], o->maker)->slots[made->maker_fresh] = made;
  }
  for (size_t i = 0; i < arrlenu(f->callee_releases); i++) {
    if (!promoted_verdict(p, f->callee_releases[i].object))
      continue;
    uint32_t place = special_at(p, s, f->callee_releases[i].call);
    if (f->callee_releases[i].through)
      add_candidate(s, place, f->callee_releases[i].through);
  }
  const uint64_t *leading = arrlenu(f->pointer_uses) ? find_leading_to_slots(p) : NULL;
  for (size_t i = 0; i < arrlenu(f->pointer_uses); i++)
    if (call_matters(f, f->pointer_uses[i].call, leading))
      add_candidate(s, special_at(p, s, f->pointer_uses[i].call), f->pointer_uses[i].function);
}

uint32_t plan_slots(const function_plan *plan, const slot_taker *taker) {
  uint32_t slots = plan->marked ? CLONE_CLEARS : 0;
  for (uint32_t i = 0; taker && i < MAX_FRESH; i++)
    if (taker->slots[i])
      slots |= (taker->slots[i]->pool ? 1u | CLONE_POOL : 1u) << i;
  return slots;
}

static bool uses_pointer(const flow *f, uint32_t call) {
  for (size_t i = 0; i < arrlenu(f->pointer_uses); i++)
    if (f->pointer_uses[i].call == call)
      return true;
  return false;
}

/* Without clones for the call, what it makes or releases is kept; and if what is known of the pointers that
 * it goes through is not to be relied on, everything is. */
static void keep_objects_of(planner *p, uint32_t call) {
  const flow *f = p->f;
  LLVMValueRef culprit = f->view->values[call];
  bool all = uses_pointer(f, call);
  for (size_t i = 0; i < p->plan.site_count; i++) {
    bool made = p->plan.sites[i].maker_fresh != NO_INDEX && f->objects[p->object_of[i]].value == call;
    if (!p->plan.sites[i].reason && (made || all))
      planner_keep(p, &p->plan.sites[i], HEAP2STACK_CLONE_BUDGET, culprit);
  }
  for (size_t i = 0; i < arrlenu(f->callee_releases); i++) {
    site_verdict *released = promoted_verdict(p, f->callee_releases[i].object);
    if (released && f->callee_releases[i].call == call)
      planner_keep(p, released, HEAP2STACK_CLONE_BUDGET, culprit);
  }
}

/* The call's own pointer may be the function, not only one in a callee. */
static bool may_call(const flow *f, LLVMValueRef call, LLVMValueRef function) {
  node_id node = flow_value_node(f, LLVMGetCalledValue(call));
  bool unknown = node == NO_INDEX || f->nodes[node].foreign;
  for (size_t i = 0; !unknown && i < arrlenu(f->nodes[node].targets); i++) {
    const flow_object *o = &f->objects[f->nodes[node].targets[i].object];
    unknown = o->kind != OBJECT_CONSTANT || o->constant == function;
  }
  return unknown;
}

/* The candidates that the call itself is compared with; clones that it calls may know more. */
static void note_candidates(planner *p, special_call *special, LLVMValueRef *candidates) {
  LLVMValueRef *own = NULL;
  for (size_t i = 0; i < arrlenu(candidates); i++)
    if (!ir_callee(special->call) && may_call(p->f, special->call, candidates[i]))
      arrput(own, candidates[i]);
  special->candidates = planner_copy(p, own, &special->candidate_count);
  arrfree(own);
}

static void note_taker(planner *p, const slot_taker *taker) {
  clone *c = clones_get(p->clones, taker->function, plan_slots(&p->plan, taker));
  for (uint32_t k = 0; k < MAX_FRESH; k++)
    if (taker->slots[k]) {
      taker->slots[k]->clone = c;
      taker->slots[k]->grouped = c->ranged;
      if (taker->slots[k]->pool)
        taker->slots[k]->pool->grouped = true;
    }
}

/* Every call has its clones: notes for each object which ones know it. */
static void note_clones(planner *p, const special_calls *s) {
  size_t count = arrlenu(s->list);
  p->plan.special_count = count;
  p->plan.specials = ARENA_ARRAY(p->run, special_call, count + 1);
  for (size_t i = 0; i < count; i++) {
    special_call *special = &p->plan.specials[i];
    LLVMValueRef callee = ir_callee(s->list[i].call);
    *special = s->list[i];
    if (callee)
      special->clone = clones_get(p->clones, callee, plan_slots(&p->plan, taker_at(special, callee)));
    note_candidates(p, special, s->candidates[i]);
    for (uint32_t k = 0; k < special->taker_count; k++)
      note_taker(p, &special->takers[k]);
  }
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++) {
    const callee_release *release = &p->f->callee_releases[i];
    site_verdict *released = promoted_verdict(p, release->object);
    if (!released)
      continue;
    const special_call *special = &p->plan.specials[place_of(s, release->call)];
    released->grouped = true;
    if (released->pool)
      released->pool->grouped = true;
    if (!released->released_by)
      released->released_by = release->through
                                  ? clones_get(p->clones, release->through, plan_slots(&p->plan, NULL))
                                  : special->clone;
  }
}

bool planner_judge_clones(planner *p) {
  special_calls s = {.of = number_map_new(&p->local, 0)};
  bool kept = false;
  if (!plan_changes(&p->plan))
    return false;
  find_special_calls(p, &s);
  for (size_t i = 0; i < arrlenu(s.list); i++) {
    special_call *special = &s.list[i];
    if (ir_callee(special->call))
      taker_at(special, ir_callee(special->call));
    if (clones_plan(p->clones, &p->plan, special->takers, special->taker_count, s.candidates[i],
                    arrlenu(s.candidates[i])))
      continue;
    keep_objects_of(p, view_index(p->f->view, special->call));
    kept = true;
  }
  if (!kept)
    note_clones(p, &s);
  free_special_calls(&s);
  return kept;
}

static uint64_t *special_values(planner *p) {
  uint64_t *special = bitset_new(&p->local, p->f->view->value_count);
  for (size_t i = 0; i < p->plan.special_count; i++)
    bitset_add(special, view_index(p->f->view, p->plan.specials[i].call));
  return special;
}

/* --- other calls --- */

/* A `tail` call must not use its caller's allocas (LangRef, "call"). What a promotion relies on are the calls
 * that may reach its object, and those whose result is known, since a function may be called by it. */
void planner_plan_calls(planner *p) {
  const uint64_t *leading = find_leading_to_slots(p), *special = special_values(p);
  LLVMValueRef *tails = NULL, *used = NULL;
  for (uint32_t v = p->f->view->argument_count; v < p->f->view->value_count; v++) {
    LLVMValueRef i = p->f->view->values[v];
    if (!ir_is_call(i))
      continue;
    bool reaches = has_argument_among(p->f, i, leading);
    if (reaches && LLVMIsACallInst(i) && LLVMGetTailCallKind(i) == LLVMTailCallKindTail)
      arrput(tails, i);
    if (!bitset_has(special, v) && flow_used_callee(p->f, v) &&
        (reaches || arrlenu(p->f->nodes[v].targets) > 0))
      arrput(used, i);
  }
  p->plan.tail_calls = planner_copy(p, tails, &p->plan.tail_call_count);
  p->plan.used_calls = planner_copy(p, used, &p->plan.used_call_count);
  p->plan.used_functions = planner_copy(p, p->f->indirect_uses, &p->plan.used_function_count);
  arrfree(tails);
  arrfree(used);
}
