/* The calls that promoted objects are made by, given to and released by (planner.h). */
#include "planner.h"

/* --- clones --- */

/* The calls that have to go to clones as things stand. */
typedef struct special_calls {
  special_call *list; /* stb_ds array */
  number_map of;      /* call, plus one -> its place in the list */
} special_calls;

static special_call *special_at(planner *p, special_calls *s, uint32_t call) {
  uint32_t known = number_map_find(&s->of, (uint64_t)call + 1);
  if (known != NUMBER_MAP_NONE)
    return &s->list[known];
  special_call fresh = {.call = p->f->view->values[call]};
  number_map_add(&s->of, (uint64_t)call + 1, (uint32_t)arrlenu(s->list));
  arrput(s->list, fresh);
  return &arrlast(s->list);
}

static site_verdict *promoted_verdict(const planner *p, object_id object) {
  site_verdict *s = p->verdict_of[object];
  return s && !s->reason ? s : NULL;
}

static void find_special_calls(planner *p, special_calls *s) {
  for (size_t i = 0; i < p->plan.site_count; i++) {
    site_verdict *made = &p->plan.sites[i];
    if (!made->reason && made->maker_fresh != NO_INDEX)
      special_at(p, s, p->f->objects[p->object_of[i]].value)->slots[made->maker_fresh] = made;
  }
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++)
    if (promoted_verdict(p, p->f->callee_releases[i].object))
      special_at(p, s, p->f->callee_releases[i].call);
}

static uint32_t slots_of(const special_call *call) {
  uint32_t slots = 0;
  for (uint32_t i = 0; i < MAX_FRESH; i++)
    if (call->slots[i])
      slots |= 1u << i;
  return slots;
}

static void keep_objects_of(planner *p, const special_calls *s, const special_call *call) {
  for (uint32_t i = 0; i < MAX_FRESH; i++)
    if (call->slots[i] && !call->slots[i]->reason)
      planner_keep(p, call->slots[i], HEAP2STACK_CLONE_BUDGET, call->call);
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++) {
    site_verdict *released = promoted_verdict(p, p->f->callee_releases[i].object);
    uint32_t place = number_map_find(&s->of, (uint64_t)p->f->callee_releases[i].call + 1);
    if (released && place != NUMBER_MAP_NONE && &s->list[place] == call)
      planner_keep(p, released, HEAP2STACK_CLONE_BUDGET, call->call);
  }
}

/* Every call has its clone: notes for each object which ones know it. */
static void note_clones(planner *p, const special_calls *s) {
  for (size_t i = 0; i < arrlenu(s->list); i++)
    for (uint32_t k = 0; k < MAX_FRESH; k++)
      if (s->list[i].slots[k]) {
        s->list[i].slots[k]->clone = s->list[i].clone;
        s->list[i].slots[k]->grouped = s->list[i].clone->ranged;
      }
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++) {
    site_verdict *released = promoted_verdict(p, p->f->callee_releases[i].object);
    if (!released)
      continue;
    released->grouped = true;
    if (!released->released_by)
      released->released_by =
          s->list[number_map_find(&s->of, (uint64_t)p->f->callee_releases[i].call + 1)].clone;
  }
  p->plan.special_count = arrlenu(s->list);
  p->plan.specials = ARENA_ARRAY(p->run, special_call, p->plan.special_count + 1);
  for (size_t i = 0; i < p->plan.special_count; i++)
    p->plan.specials[i] = s->list[i];
}

bool planner_judge_clones(planner *p) {
  special_calls s = {.of = number_map_new(&p->local, 0)};
  bool kept = false;
  find_special_calls(p, &s);
  for (size_t i = 0; i < arrlenu(s.list); i++) {
    s.list[i].clone = clones_plan(p->clones, ir_callee(s.list[i].call), slots_of(&s.list[i]));
    if (s.list[i].clone)
      continue;
    keep_objects_of(p, &s, &s.list[i]);
    kept = true;
  }
  if (!kept)
    note_clones(p, &s);
  arrfree(s.list);
  return kept;
}

static uint64_t *special_values(planner *p) {
  uint64_t *special = bitset_new(&p->local, p->f->view->value_count);
  for (size_t i = 0; i < p->plan.special_count; i++)
    bitset_add(special, view_index(p->f->view, p->plan.specials[i].call));
  return special;
}

/* --- other calls --- */

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

static LLVMValueRef *copy_to_run(planner *p, LLVMValueRef *values, size_t *count) {
  *count = arrlenu(values);
  LLVMValueRef *copy = ARENA_ARRAY(p->run, LLVMValueRef, *count + 1);
  for (size_t i = 0; i < *count; i++)
    copy[i] = values[i];
  return copy;
}

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
  p->plan.tail_calls = copy_to_run(p, tails, &p->plan.tail_call_count);
  p->plan.used_calls = copy_to_run(p, used, &p->plan.used_call_count);
  p->plan.used_functions = copy_to_run(p, p->f->indirect_uses, &p->plan.used_function_count);
  arrfree(tails);
  arrfree(used);
}
