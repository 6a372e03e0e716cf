/* Implementation of plan.h: the contract's six rules, in the order in which a site is asked. */
#include "bounds.h"
#include "cold.h"
#include "explain.h"
#include "lifetime.h"
#include "planner.h"

enum { BOUND_WORK = 8192 };      /* for the largest value of one size */
enum { NATURAL_ALIGNMENT = 16 }; /* of every stack frame, without realigning it */

/* --- one site --- */

static void keep(site_verdict *s, heap2stack_reason reason, LLVMValueRef culprit) {
  s->reason = reason;
  s->culprit = culprit;
}

static uint64_t slot_bytes(uint64_t size, unsigned alignment, uint64_t header) {
  uint64_t padding = alignment > NATURAL_ALIGNMENT ? alignment : 0;
  if (header)
    padding += header > alignment ? header : alignment;
  return (size + alignment - 1) / alignment * alignment + padding;
}

uint64_t plan_slot_bytes(const site_verdict *s) {
  if (!s->pool)
    return slot_bytes(s->size ? s->size : 1, s->alignment, s->header);
  if (s->pool->owner != s)
    return 0;
  return slot_bytes(s->pool->count * plan_pool_stride(s->pool), s->pool->alignment,
                    s->pool->header == CLONE_MARKED_HEADER ? CLONE_POOL_HEADER : s->pool->header);
}

void planner_keep(planner *p, site_verdict *s, heap2stack_reason reason, LLVMValueRef culprit) {
  if (!s->pool) /* others may have it as well */
    budget_return(p->account, plan_slot_bytes(s));
  keep(s, reason, culprit);
}

LLVMValueRef *planner_copy(planner *p, LLVMValueRef *values, size_t *count) {
  *count = arrlenu(values);
  LLVMValueRef *copy = ARENA_ARRAY(p->run, LLVMValueRef, *count + 1);
  for (size_t i = 0; i < *count; i++)
    copy[i] = values[i];
  return copy;
}

static LLVMValueRef instruction_at(const planner *p, uint32_t index) {
  return index == NO_INDEX ? NULL : p->f->view->values[index];
}

static unsigned result_space(const site_verdict *s) {
  return s->site.delivery ? 0 : LLVMGetPointerAddressSpace(LLVMTypeOf(s->call));
}

static void judge_call(const planner *p, site_verdict *s) {
  if (LLVMGetNumOperandBundles(s->call) > 0)
    keep(s, HEAP2STACK_CALL_BUNDLE, s->call);
  else if (ir_is_musttail(s->call))
    keep(s, HEAP2STACK_CALL_MUSTTAIL, s->call);
  else if (s->site.content_unknown)
    keep(s, HEAP2STACK_CONTENT_UNKNOWN, s->call);
  else if (s->maker_fresh == NO_INDEX && result_space(s) != p->f->m->alloca_space)
    keep(s, HEAP2STACK_ADDRESS_SPACE, s->call);
}

/* A dynamic size that is never more than a slot may have. */
static bool find_bound(planner *p, site_verdict *s) {
  uint64_t size, count = 1, bound;
  if (!s->site.size || !bounds_maximum(&p->bounds, s->site.size, s->call, &size) ||
      (s->site.count && !bounds_maximum(&p->bounds, s->site.count, s->call, &count)) ||
      __builtin_mul_overflow(size, count, &bound) || bound > p->options->max_size)
    return false;
  s->size = bound;
  s->size_known = s->bounded = true;
  return true;
}

static void judge_dynamic_size(const planner *p, site_verdict *s) {
  uint64_t bound;
  bool made_here = s->maker_fresh == NO_INDEX; /* else the comparison is in the clone */
  bool known = !made_here || allocator_is_measurable(p->f->m, &s->site);
  if (made_here && known && allocator_bound(&s->site, &bound) && bound <= p->options->max_size) {
    s->size = bound;
    return;
  }
  if (!p->f->m->can_split || !known || p->options->dynamic_size == 0)
    keep(s, HEAP2STACK_SIZE_NOT_CONSTANT, s->call);
  else if (cold_call(p->f->m, p->f->view, s->call, true))
    keep(s, HEAP2STACK_COLD_PATH, s->call);
  s->guarded = true;
  s->size = p->options->dynamic_size < p->options->max_size ? p->options->dynamic_size : p->options->max_size;
}

static void judge_size(planner *p, site_verdict *s) {
  if (!s->size_known && !find_bound(p, s))
    judge_dynamic_size(p, s);
  else if (s->size == 0 && s->site.kind == ALLOCATOR_RESIZE && p->f->m->resize_to_zero_releases)
    keep(s, HEAP2STACK_RESIZED, s->call);
  else if (s->size > p->options->max_size)
    keep(s, HEAP2STACK_TOO_LARGE, s->call);
  else if (cold_slot(p->f->m, p->f->view, s->call, s->size))
    keep(s, HEAP2STACK_COLD_SLOT, s->call);
  if (s->reason)
    return;
  if (!allocator_alignment(&s->site, &s->alignment) ||
      (s->alignment > NATURAL_ALIGNMENT && ir_function_has_string(p->f->view->function, "no-realign-stack")))
    keep(s, HEAP2STACK_ALIGNMENT, s->call);
}

static void judge_site(planner *p, site_verdict *s, object_id object) {
  const flow_object *o = &p->f->objects[object];
  size_result size = allocator_size(&s->site, &s->size);
  s->size_known = size == SIZE_CONSTANT;
  if (p->f->ineligible) {
    keep(s, p->f->ineligible, NULL);
    return;
  }
  judge_call(p, s);
  if (s->reason)
    return;
  if (o->escape)
    keep(s, o->escape, instruction_at(p, o->culprit));
  else if (o->left)
    keep(s, o->left, instruction_at(p, o->left_culprit));
  else if (p->f->exhausted)
    keep(s, HEAP2STACK_WORK_BUDGET, NULL);
  else if (o->release)
    keep(s, o->release, instruction_at(p, o->release_culprit));
  else if (size == SIZE_OVERFLOW)
    keep(s, HEAP2STACK_SIZE_OVERFLOWS, s->call);
  else
    judge_size(p, s);
  if (!s->reason && p->outlives[object] != NO_INDEX && !planner_pool(p, s, object))
    keep(s, HEAP2STACK_OUTLIVES_ITERATION, instruction_at(p, p->outlives[object]));
}

/* A site's object and where it is made. */
typedef struct made_at {
  uint32_t value, fresh;
  object_id object;
} made_at;

static int by_place(const void *a, const void *b) {
  const made_at *x = a, *y = b;
  if (x->value != y->value)
    return x->value < y->value ? -1 : 1;
  if (x->fresh != y->fresh)
    return x->fresh < y->fresh ? -1 : 1;
  return x->object < y->object ? -1 : x->object > y->object;
}

/* In order of instructions. */
static made_at *find_site_objects(planner *p, size_t *count) {
  size_t objects = arrlenu(p->f->objects);
  made_at *list = ARENA_ARRAY(&p->local, made_at, objects + 1);
  *count = 0;
  for (object_id o = 0; o < objects; o++) {
    const flow_object *object = &p->f->objects[o];
    if (object->kind == OBJECT_SITE)
      list[(*count)++] = (made_at){object->value, object->maker ? object->fresh : NO_INDEX, o};
  }
  qsort(list, *count, sizeof *list, by_place);
  return list;
}

static void collect_sites(planner *p) {
  const made_at *list = find_site_objects(p, &p->plan.site_count);
  p->plan.sites = ARENA_ARRAY(p->run, site_verdict, p->plan.site_count + 1);
  p->object_of = ARENA_ARRAY(&p->local, object_id, p->plan.site_count + 1);
  p->verdict_of = ARENA_ARRAY(&p->local, site_verdict *, arrlenu(p->f->objects) + 1);
  for (size_t n = 0; n < p->plan.site_count; n++) {
    site_verdict *s = &p->plan.sites[n];
    p->object_of[n] = list[n].object;
    p->verdict_of[list[n].object] = s;
    s->site = p->f->objects[list[n].object].site;
    s->call = p->f->view->values[list[n].value];
    s->maker_fresh = list[n].fresh;
    s->maker = p->f->objects[list[n].object].maker;
    s->header = p->options->poison && s->maker_fresh != NO_INDEX ? CLONE_SLOT_HEADER : 0;
  }
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++) {
    site_verdict *s = p->verdict_of[p->f->callee_releases[i].object];
    if (s && (p->f->callee_releases[i].resized || p->options->poison))
      s->header = CLONE_SLOT_HEADER;
  }
}

/* --- budget --- */

static int by_size(const void *a, const void *b) {
  const site_verdict *x = *(site_verdict *const *)a, *y = *(site_verdict *const *)b;
  if (x->size != y->size)
    return x->size < y->size ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* Small objects first: most promotions for the bytes. */
static void judge_budget(planner *p) {
  site_verdict **order = ARENA_ARRAY(&p->local, site_verdict *, p->plan.site_count + 1);
  size_t count = 0;
  for (size_t i = 0; i < p->plan.site_count; i++)
    if (!p->plan.sites[i].reason && !p->plan.sites[i].pool)
      order[count++] = &p->plan.sites[i];
  qsort(order, count, sizeof(site_verdict *), by_size);
  for (size_t i = 0; i < count; i++) {
    heap2stack_reason reason = budget_take(p->account, plan_slot_bytes(order[i]));
    if (reason)
      keep(order[i], reason, NULL);
  }
}

/* A pool takes as many slots as there is room for. Its owner comes before the other sites that have it. */
static void judge_pool_budget(planner *p) {
  for (size_t i = 0; i < p->plan.site_count; i++) {
    site_verdict *s = &p->plan.sites[i];
    slot_pool *pool = s->pool;
    if (s->reason || !pool)
      continue;
    while (pool->owner == s && pool->count && budget_take(p->account, plan_slot_bytes(s)))
      pool->count = pool->count / 2 < planner_pool_least(s) ? 0 : pool->count / 2;
    if (pool->count == 0)
      keep(s, HEAP2STACK_OUTLIVES_ITERATION, instruction_at(p, p->outlives[p->object_of[i]]));
  }
}

/* --- releases --- */

static bool repeats(const planner *p, uint32_t value) {
  return view_block_repeats(p->f->view, p->f->view->block_of[value]);
}

site_verdict *planner_resized_site(const planner *p, const flow_release *r) {
  return r->function.kind == ALLOCATOR_RESIZE
             ? p->verdict_of[number_map_find(&p->f->sites, (uint64_t)r->call + 1)]
             : NULL;
}

/* Sorts what a release may receive into promoted objects and others; a guarded object is both. */
static size_t promoted_targets(const planner *p, const flow_release *r, site_verdict **promoted,
                               bool *others) {
  node_id node = flow_value_node(p->f, r->operand);
  const site_verdict *made = planner_resized_site(p, r);
  size_t count = 0;
  *others = false;
  if (node == NO_INDEX)
    return 0;
  const flow_node *n = &p->f->nodes[node];
  *others = n->foreign;
  for (size_t i = 0; i < arrlenu(n->targets); i++) {
    site_verdict *s = p->verdict_of[n->targets[i].object];
    if (s && s == made && !repeats(p, r->call)) /* comes after the call */
      continue;
    if (!s || s->reason) {
      *others = true;
      continue;
    }
    bool known = false;
    for (size_t k = 0; k < count && !known; k++)
      known = promoted[k] == s;
    if (!known)
      promoted[count++] = s;
    *others |= s->guarded;
  }
  return count;
}

/* Whether the comparison for an earlier one covers it. */
static bool is_compared(site_verdict *const *promoted, size_t index) {
  for (size_t i = 0; promoted[index]->pool && i < index; i++)
    if (promoted[i]->pool == promoted[index]->pool)
      return true;
  return false;
}

static bool too_many_guards(site_verdict *const *promoted, size_t count) {
  size_t guards = 0;
  for (size_t i = 0; i < count && guards <= MAX_GUARDS; i++)
    guards += !is_compared(promoted, i);
  return guards > MAX_GUARDS;
}

static bool release_fits(const ir_module *m, const flow_release *r, site_verdict *const *promoted,
                         size_t count, bool others, LLVMValueRef call) {
  if (others && (too_many_guards(promoted, count) || !allocator_is_guardable(m, call, &r->function)))
    return false;
  if (!allocator_release_is_removable(call))
    return false;
  for (size_t i = 0; i < count; i++)
    if (!family_equal(r->function.family, promoted[i]->site.family))
      return false;
  return true;
}

static void keep_released(planner *p, site_verdict **released, size_t count, heap2stack_reason reason,
                          LLVMValueRef call) {
  for (size_t k = 0; k < count; k++)
    planner_keep(p, released[k], reason, call);
}

/* A realloc that goes on to the heap is split into two: one for slots, one for the rest. */
static bool resize_fits(const planner *p, const flow_release *r, site_verdict *const *promoted,
                        size_t count) {
  LLVMValueRef call = p->f->view->values[r->call];
  const site_verdict *made = planner_resized_site(p, r);
  bool split = made->reason || made->guarded;
  if (ir_is_musttail(call) || LLVMGetNumOperandBundles(call) > 0 || too_many_guards(promoted, count) ||
      (split && !allocator_resize_is_guardable(p->f->m, call)))
    return false;
  for (size_t i = 0; i < count; i++)
    if (!family_equal(r->function.family, promoted[i]->site.family))
      return false;
  return true;
}

/* The object that a realloc makes is in a slot only if no memory of the heap is to be released; in one of a
 * pool, only when none is. True if something is kept that was not. */
static bool judge_resize(planner *p, const flow_release *r, site_verdict **promoted) {
  site_verdict *made = planner_resized_site(p, r);
  LLVMValueRef call = p->f->view->values[r->call];
  bool others, constant = LLVMIsConstant(r->operand) && !ir_is_plain_constant(r->operand);
  size_t count = promoted_targets(p, r, promoted, &others);
  if (!made->reason && (constant || (others && !made->pool))) {
    keep_released(p, &made, 1, HEAP2STACK_SOURCE_ON_HEAP, call);
    return true;
  }
  if (count == 0 || resize_fits(p, r, promoted, count))
    return false;
  keep_released(p, promoted, count, HEAP2STACK_RESIZED, call);
  return true;
}

/* Keeps what is released in a way that cannot be rewritten. Each object kept is one more that a guard lets
 * through, so this goes on until nothing changes. */
static void judge_releases(planner *p) {
  site_verdict **promoted = ARENA_ARRAY(&p->local, site_verdict *, p->plan.site_count + 1);
  bool changed = true, others;
  while (changed) {
    changed = false;
    for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
      changed |= judge_resize(p, &p->f->resizes[i], promoted);
    for (size_t i = 0; i < arrlenu(p->f->releases); i++) {
      const flow_release *r = &p->f->releases[i];
      size_t count = promoted_targets(p, r, promoted, &others);
      LLVMValueRef call = p->f->view->values[r->call];
      if (count == 0 || release_fits(p->f->m, r, promoted, count, others, call))
        continue;
      keep_released(p, promoted, count, HEAP2STACK_FREED_ODDLY, call);
      changed = true;
    }
  }
}

/* The pointer is the site's own result, not merely one of its possible values, as that of a callee may be. */
static bool is_exactly(LLVMValueRef operand, const site_verdict *s) {
  while (LLVMIsABitCastInst(operand) || LLVMIsAFreezeInst(operand))
    operand = LLVMGetOperand(operand, 0);
  return s->maker_fresh == NO_INDEX && operand == s->call;
}

static void plan_release(planner *p, const flow_release *r, site_verdict **promoted) {
  bool others;
  size_t count = promoted_targets(p, r, promoted, &others);
  if (count == 0)
    return;
  release_plan *plan = &p->plan.releases[p->plan.release_count++];
  plan->call = p->f->view->values[r->call];
  plan->operand = r->operand;
  plan->removed = !others;
  plan->objects = ARENA_ARRAY(p->run, site_verdict *, count + 1);
  for (size_t k = 0, listed = 0; k < count; k++)
    if (!is_compared(promoted, k))
      plan->objects[listed++] = promoted[k];
  plan->resized = planner_resized_site(p, r);
  if (plan->resized) /* a realloc that fails leaves the object alone */
    plan->resized->resize = plan;
  else if (count == 1 && !promoted[0]->grouped && !promoted[0]->pool && is_exactly(r->operand, promoted[0]))
    plan->ends = promoted[0];
}

static void plan_releases(planner *p) {
  site_verdict **promoted = ARENA_ARRAY(&p->local, site_verdict *, p->plan.site_count + 1);
  size_t releases = arrlenu(p->f->releases), resizes = arrlenu(p->f->resizes);
  p->plan.releases = ARENA_ARRAY(p->run, release_plan, releases + resizes + 1);
  for (size_t i = 0; i < releases; i++)
    plan_release(p, &p->f->releases[i], promoted);
  for (size_t i = 0; i < resizes; i++)
    plan_release(p, &p->f->resizes[i], promoted);
}

/* --- the function --- */

static void explain_kept(planner *p, const names *names) {
  for (size_t i = 0; i < p->plan.site_count; i++) {
    site_verdict *s = &p->plan.sites[i];
    if (!s->reason)
      continue;
    explanation *why = ARENA_NEW(p->run, explanation);
    *why = explain_object(names, p->f, p->object_of[i], s->reason, s->culprit);
    s->why = why;
  }
}

function_plan plan_function(arena *run, const heap2stack_options *options, frame *account, clones *clones,
                            flow *f, const names *explain) {
  planner p = {.run = run, .options = options, .account = account, .clones = clones, .f = f};
  p.plan.function = f->view->function;
  bounds_init(&p.bounds, &p.local, f->m, f->view, BOUND_WORK);
  collect_sites(&p);
  p.outlives = ARENA_ARRAY(&p.local, uint32_t, arrlenu(f->objects) + 1);
  lifetime_check(f, &p.local, p.outlives);
  for (size_t i = 0; i < p.plan.site_count; i++)
    judge_site(&p, &p.plan.sites[i], p.object_of[i]);
  planner_share_pools(&p);
  planner_mark_pools(&p);
  judge_budget(&p);
  judge_pool_budget(&p);
  do /* what one keeps is one more that the other has to deal with */
    judge_releases(&p);
  while (planner_judge_clones(&p));
  if (plan_changes(&p.plan)) {
    plan_releases(&p);
    planner_plan_calls(&p);
    planner_find_pool_owners(&p);
  }
  if (explain)
    explain_kept(&p, explain);
  arena_free(&p.local);
  return p.plan;
}
