/* Pools: sites whose objects may be alive together, so that one slot cannot serve them all (planner.h).
 *
 * Everything else about such an object is proven: it does not outlive the frame, and each of its releases is
 * known and rewritten. So the frame can do what the heap does, in small: a site has a few slots, and a bit
 * for each that is in use. The site takes the first slot that is free, if the object fits, or else goes on to
 * the heap; a release whose pointer is in one of the slots clears its bit. Nothing has to be known about how
 * long objects live. An object that is not released in this function itself keeps its slot until the frame
 * is gone.
 *
 * A realloc is given its slot back when the object fits into that, and takes a slot only when nothing of the
 * heap is to be released.
 */
#include "cold.h"
#include "planner.h"

enum { MAX_POOL = 32 }; /* slots: bits of the marks */

unsigned planner_pool_least(const site_verdict *s) {
  return s->site.kind == ALLOCATOR_RESIZE ? 1 : 2; /* one slot serves an object that grows */
}

static bool may_release(const planner *p, const flow_release *r, object_id object) {
  node_id node = flow_value_node(p->f, r->operand);
  return node != NO_INDEX && flow_may_point_to(p->f, node, object);
}

/* The object may be released, and its site run again after that: else a pool would serve the first few
 * objects only. */
static bool is_released_in_cycle(const planner *p, const site_verdict *s, object_id object) {
  const function_view *view = p->f->view;
  uint32_t cycle = view->components.of[view->block_of[view_index(view, s->call)]];
  const flow_release *lists[] = {p->f->releases, p->f->resizes};
  for (int list = 0; list < 2; list++)
    for (size_t i = 0; i < arrlenu(lists[list]); i++) {
      const flow_release *r = &lists[list][i];
      if (view->components.of[view->block_of[r->call]] == cycle && may_release(p, r, object))
        return true;
    }
  return false;
}

bool planner_pool(planner *p, site_verdict *s, object_id object) {
  const ir_module *m = p->f->m;
  uint64_t constant, most = p->options->pool_size / plan_slot_stride(s);
  bool measurable =
      allocator_size(&s->site, &constant) == SIZE_CONSTANT || allocator_is_measurable(m, &s->site);
  bool resizable = s->site.kind != ALLOCATOR_RESIZE || allocator_resize_is_guardable(m, s->call);
  if (!m->can_split || s->maker_fresh != NO_INDEX || !measurable || !resizable ||
      most < planner_pool_least(s) || cold_call(m, p->f->view, s->call) ||
      !is_released_in_cycle(p, s, object))
    return false;
  s->pool = most < MAX_POOL ? (unsigned)most : MAX_POOL;
  s->guarded = true;
  return true;
}

/* --- accesses --- */

/* Which types the objects of a pool are accessed as. */
typedef struct pool_types {
  LLVMValueRef *only;    /* object -> the first one found, or NULL */
  bool *mixed;           /* object -> there are others */
  unsigned kind, fields; /* of the metadata that tells: !tbaa, !tbaa.struct */
} pool_types;

/* The type of the whole object, of which the access may be a field: the first operand of !tbaa. Of a copy
 * with several fields, the list of them, which is no type of anything else. */
static LLVMValueRef accessed_type(const pool_types *t, LLVMValueRef instruction) {
  enum { MAX_OPERANDS = 8 };
  LLVMValueRef operands[MAX_OPERANDS], tag = LLVMGetMetadata(instruction, t->kind);
  unsigned count = tag ? LLVMGetMDNodeNumOperands(tag) : 0;
  if (count == 0 || count > MAX_OPERANDS)
    return LLVMGetMetadata(instruction, t->fields);
  LLVMGetMDNodeOperands(tag, operands);
  return operands[0];
}

static bool is_in_pool(const planner *p, object_id object) {
  const site_verdict *s = p->verdict_of[object];
  return s && !s->reason && s->pool;
}

/* The access through `address` may be one of an object in a pool. `type`: its type is noted. */
static bool reaches_pool(const planner *p, LLVMValueRef address, LLVMValueRef type, pool_types *t,
                         bool *mixed) {
  node_id node = flow_value_node(p->f, address);
  bool reaches = false;
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(p->f->nodes[node].targets); i++) {
    object_id o = p->f->nodes[node].targets[i].object;
    if (!is_in_pool(p, o))
      continue;
    reaches = true;
    t->mixed[o] |= type && t->only[o] && t->only[o] != type;
    t->only[o] = t->only[o] ? t->only[o] : type;
    *mixed |= t->mixed[o];
  }
  return reaches;
}

/* The same for an instruction, through any of its operands unless it is known which one is the address. */
static bool accesses_pool(const planner *p, LLVMValueRef instruction, pool_types *t, bool *mixed) {
  LLVMValueRef type = accessed_type(t, instruction);
  unsigned first = LLVMIsAStoreInst(instruction) ? 1 : 0, end = (unsigned)LLVMGetNumOperands(instruction);
  bool accesses = false;
  for (unsigned i = first; i < end; i++)
    accesses |= reaches_pool(p, LLVMGetOperand(instruction, i), type, t, mixed);
  return accesses;
}

static bool has_pool(const planner *p) {
  for (size_t i = 0; i < p->plan.site_count; i++)
    if (is_in_pool(p, p->object_of[i]))
      return true;
  return false;
}

void planner_plan_pools(planner *p) {
  LLVMContextRef context = p->f->m->context;
  size_t objects = arrlenu(p->f->objects);
  LLVMValueRef *accesses = NULL, *mixed = NULL;
  if (!has_pool(p))
    return;
  pool_types types = {.only = ARENA_ARRAY(&p->local, LLVMValueRef, objects + 1),
                      .mixed = ARENA_ARRAY(&p->local, bool, objects + 1),
                      .kind = LLVMGetMDKindIDInContext(context, "tbaa", sizeof "tbaa" - 1),
                      .fields = LLVMGetMDKindIDInContext(context, "tbaa.struct", sizeof "tbaa.struct" - 1)};
  for (int round = 0; round < 2; round++) /* all types are known in the second one */
    for (uint32_t v = p->f->view->argument_count; v < p->f->view->value_count; v++) {
      LLVMValueRef i = p->f->view->values[v];
      bool is_mixed = false;
      if (!LLVMHasMetadata(i) || !accesses_pool(p, i, &types, &is_mixed) || round == 0)
        continue;
      arrput(accesses, i);
      if (is_mixed)
        arrput(mixed, i);
    }
  p->plan.pool_accesses = planner_copy(p, accesses, &p->plan.pool_access_count);
  p->plan.mixed_accesses = planner_copy(p, mixed, &p->plan.mixed_access_count);
  arrfree(accesses);
  arrfree(mixed);
}
