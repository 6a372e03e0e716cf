/* Implementation of plan.h: the contract's six rules, in the order in which a site is asked. */
#include "plan.h"

#include "cold.h"
#include "explain.h"
#include "lifetime.h"

enum {
  MAX_GUARDS = 8,        /* comparisons in front of one release */
  NATURAL_ALIGNMENT = 16 /* of every stack frame, without realigning it */
};

typedef struct planner {
  arena *run;  /* what outlives the function's analysis */
  arena local; /* what does not */
  const heap2stack_options *options;
  frame *account;
  flow *f;
  function_plan plan;
  object_id *object_of;      /* site -> object */
  site_verdict **verdict_of; /* object -> site, NULL for allocas */
  uint32_t *outlives;        /* object -> lifetime_check()'s culprit */
} planner;

/* --- eligibility of the function --- */

static heap2stack_reason reason_by_attributes(const planner *p) {
  const ir_attributes *k = &p->f->m->attributes;
  const struct {
    unsigned kind;
    heap2stack_reason reason;
  } refused[] = {{k->optnone, HEAP2STACK_FUNCTION_OPTNONE},
                 {k->naked, HEAP2STACK_FUNCTION_NAKED},
                 {k->presplitcoroutine, HEAP2STACK_FUNCTION_COROUTINE},
                 {k->sanitize_address, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_hwaddress, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_memory, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_memtag, HEAP2STACK_FUNCTION_SANITIZED},
                 {k->sanitize_thread, HEAP2STACK_FUNCTION_SANITIZED}};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    if (refused[i].reason == HEAP2STACK_FUNCTION_SANITIZED && p->options->sanitized)
      continue;
    if (ir_function_has(p->f->view->function, IR_FUNCTION_INDEX, refused[i].kind))
      return refused[i].reason;
  }
  return LLVMGetGC(p->f->view->function) ? HEAP2STACK_FUNCTION_GC : HEAP2STACK_PROMOTED;
}

static heap2stack_reason reason_by_instruction(const planner *p, LLVMValueRef i) {
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMCallBr:
    return HEAP2STACK_FUNCTION_CALLBR;
  case LLVMCatchPad:
  case LLVMCatchSwitch:
  case LLVMCleanupPad:
    return HEAP2STACK_FUNCTION_FUNCLETS;
  case LLVMCall:
  case LLVMInvoke:
    return ir_call_has(i, IR_FUNCTION_INDEX, p->f->m->attributes.returns_twice)
               ? HEAP2STACK_FUNCTION_RETURNS_TWICE
               : HEAP2STACK_PROMOTED;
  default:
    return HEAP2STACK_PROMOTED;
  }
}

static heap2stack_reason reason_of_function(const planner *p) {
  heap2stack_reason reason = reason_by_attributes(p);
  for (uint32_t v = p->f->view->argument_count; v < p->f->view->value_count && !reason; v++)
    reason = reason_by_instruction(p, p->f->view->values[v]);
  return reason;
}

/* --- one site --- */

static void keep(site_verdict *s, heap2stack_reason reason, LLVMValueRef culprit) {
  s->reason = reason;
  s->culprit = culprit;
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
  else if (result_space(s) != p->f->m->alloca_space)
    keep(s, HEAP2STACK_ADDRESS_SPACE, s->call);
}

/* A value of at most 64 bits, which a guard can compare. */
static bool is_comparable(LLVMValueRef size) {
  return size && !LLVMIsUndef(size) && !LLVMIsPoison(size) && LLVMGetIntTypeWidth(LLVMTypeOf(size)) <= 64;
}

static void judge_dynamic_size(const planner *p, site_verdict *s) {
  uint64_t bound;
  bool known = s->site.source
                   ? library_has(p->f->m, allocator_measure(&s->site))
                   : is_comparable(s->site.size) && (!s->site.count || is_comparable(s->site.count));
  if (known && allocator_bound(&s->site, &bound) && bound <= p->options->max_size) {
    s->size = bound;
    return;
  }
  if (!p->f->m->can_split || !known || p->options->dynamic_size == 0)
    keep(s, HEAP2STACK_SIZE_NOT_CONSTANT, s->call);
  else if (cold_call(p->f->m, p->f->view, s->call))
    keep(s, HEAP2STACK_COLD_PATH, s->call);
  s->guarded = true;
  s->size = p->options->dynamic_size < p->options->max_size ? p->options->dynamic_size : p->options->max_size;
}

static void judge_size(const planner *p, site_verdict *s) {
  if (!s->size_known)
    judge_dynamic_size(p, s);
  else if (s->size == 0 && s->site.kind == ALLOCATOR_RESIZE && p->f->m->resize_to_zero_releases)
    keep(s, HEAP2STACK_RESIZED, s->call);
  else if (s->size > p->options->max_size)
    keep(s, HEAP2STACK_TOO_LARGE, s->call);
  if (s->reason)
    return;
  if (!allocator_alignment(&s->site, &s->alignment) ||
      (s->alignment > NATURAL_ALIGNMENT && ir_function_has_string(p->f->view->function, "no-realign-stack")))
    keep(s, HEAP2STACK_ALIGNMENT, s->call);
}

/* A call that makes an object of an older one of its own: both would be in one slot. */
static bool is_made_of(const planner *p, const site_verdict *s, object_id object) {
  LLVMValueRef source = s->site.source;
  if (s->site.kind == ALLOCATOR_RESIZE)
    source = LLVMGetOperand(s->call, s->site.pointer);
  node_id node = source ? flow_value_node(p->f, source) : NO_INDEX;
  return node != NO_INDEX && flow_may_point_to(p->f, node, object);
}

static void judge_site(const planner *p, site_verdict *s, object_id object, heap2stack_reason function) {
  const flow_object *o = &p->f->objects[object];
  size_result size = allocator_size(&s->site, &s->size);
  s->size_known = size == SIZE_CONSTANT;
  if (function) {
    keep(s, function, NULL);
    return;
  }
  judge_call(p, s);
  if (s->reason)
    return;
  if (p->f->exhausted)
    keep(s, HEAP2STACK_WORK_BUDGET, NULL);
  else if (o->escape)
    keep(s, o->escape, instruction_at(p, o->culprit));
  else if (o->release)
    keep(s, o->release, instruction_at(p, o->release_culprit));
  else if (size == SIZE_OVERFLOW)
    keep(s, HEAP2STACK_SIZE_OVERFLOWS, s->call);
  else
    judge_size(p, s);
  if (!s->reason && view_block_repeats(p->f->view, p->f->view->block_of[o->value]) &&
      is_made_of(p, s, object))
    keep(s, HEAP2STACK_OUTLIVES_ITERATION, s->call);
  if (!s->reason && p->outlives[object] != NO_INDEX)
    keep(s, HEAP2STACK_OUTLIVES_ITERATION, instruction_at(p, p->outlives[object]));
}

static void collect_sites(planner *p) {
  size_t objects = arrlenu(p->f->objects), n = 0;
  for (size_t o = 0; o < objects; o++)
    p->plan.site_count += p->f->objects[o].kind == OBJECT_SITE;
  p->plan.sites = ARENA_ARRAY(p->run, site_verdict, p->plan.site_count + 1);
  p->object_of = ARENA_ARRAY(&p->local, object_id, p->plan.site_count + 1);
  p->verdict_of = ARENA_ARRAY(&p->local, site_verdict *, objects + 1);
  for (object_id o = 0; o < objects; o++) {
    if (p->f->objects[o].kind != OBJECT_SITE)
      continue;
    p->object_of[n] = o;
    p->verdict_of[o] = &p->plan.sites[n];
    p->plan.sites[n].site = p->f->objects[o].site;
    p->plan.sites[n].call = p->f->view->values[p->f->objects[o].value];
    n++;
  }
}

/* --- budget --- */

static uint64_t slot_bytes(const site_verdict *s) {
  uint64_t align = s->alignment, padding = align > 16 ? align : 0;
  uint64_t size = s->size ? s->size : 1;
  return (size + align - 1) / align * align + padding;
}

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
    if (!p->plan.sites[i].reason)
      order[count++] = &p->plan.sites[i];
  qsort(order, count, sizeof(site_verdict *), by_size);
  for (size_t i = 0; i < count; i++) {
    heap2stack_reason reason = budget_take(p->account, slot_bytes(order[i]));
    if (reason)
      keep(order[i], reason, NULL);
  }
}

/* --- releases --- */

static bool repeats(const planner *p, uint32_t value) {
  return view_block_repeats(p->f->view, p->f->view->block_of[value]);
}

/* The site that a call is which also releases; NULL for a release. */
static site_verdict *resized_site(const planner *p, const flow_release *r) {
  return r->function.kind == ALLOCATOR_RESIZE
             ? p->verdict_of[number_map_find(&p->f->sites, (uint64_t)r->call + 1)]
             : NULL;
}

/* Sorts what a release may receive into promoted objects and others; a guarded object is both. */
static size_t promoted_targets(const planner *p, const flow_release *r, site_verdict **promoted,
                               bool *others) {
  node_id node = flow_value_node(p->f, r->operand);
  const site_verdict *made = resized_site(p, r);
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

static bool release_fits(const ir_module *m, const flow_release *r, site_verdict *const *promoted,
                         size_t count, bool others, LLVMValueRef call) {
  bool nonnull = ir_function_has(ir_callee(call), r->function.pointer + 1, m->attributes.nonnull);
  if (others && (!r->function.null_is_ignored || nonnull || count > MAX_GUARDS))
    return false;
  if (ir_is_musttail(call) || LLVMGetNumOperandBundles(call) > 0 ||
      LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMVoidTypeKind)
    return false;
  for (size_t i = 0; i < count; i++)
    if (!family_equal(r->function.family, promoted[i]->site.family))
      return false;
  return true;
}

static void keep_released(planner *p, site_verdict **released, size_t count, heap2stack_reason reason,
                          LLVMValueRef call) {
  for (size_t k = 0; k < count; k++) {
    budget_return(p->account, slot_bytes(released[k]));
    keep(released[k], reason, call);
  }
}

/* A realloc that goes on to the heap is split into two: one for slots, one for the rest. */
static bool resize_fits(const planner *p, const flow_release *r, site_verdict *const *promoted,
                        size_t count) {
  LLVMValueRef call = p->f->view->values[r->call];
  const site_verdict *made = resized_site(p, r);
  bool split = made->reason || made->guarded;
  if (ir_is_musttail(call) || LLVMGetNumOperandBundles(call) > 0 || count > MAX_GUARDS ||
      (split && (!p->f->m->can_split || !LLVMIsACallInst(call))))
    return false;
  for (size_t i = 0; i < count; i++)
    if (!family_equal(r->function.family, promoted[i]->site.family))
      return false;
  return true;
}

/* The object that a realloc makes is in a slot only if no memory of the heap is to be released. True if
 * something is kept that was not. */
static bool judge_resize(planner *p, const flow_release *r, site_verdict **promoted) {
  site_verdict *made = resized_site(p, r);
  LLVMValueRef call = p->f->view->values[r->call];
  bool others, constant = LLVMIsConstant(r->operand) && !ir_is_plain_constant(r->operand);
  size_t count = promoted_targets(p, r, promoted, &others);
  if (!made->reason && (others || constant)) {
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

/* The pointer is the site's own result, not merely one of its possible values. */
static bool is_exactly(LLVMValueRef operand, const site_verdict *s) {
  while (LLVMIsABitCastInst(operand) || LLVMIsAFreezeInst(operand))
    operand = LLVMGetOperand(operand, 0);
  return operand == s->call;
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
  for (size_t k = 0; k < count; k++)
    plan->objects[k] = promoted[k];
  plan->resized = resized_site(p, r);
  if (plan->resized) /* a realloc that fails leaves the object alone */
    plan->resized->resize = plan;
  else if (count == 1 && is_exactly(r->operand, promoted[0]))
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

/* --- calls --- */

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
static void plan_calls(planner *p) {
  const uint64_t *leading = find_leading_to_slots(p);
  LLVMValueRef *tails = NULL, *used = NULL;
  for (uint32_t v = p->f->view->argument_count; v < p->f->view->value_count; v++) {
    LLVMValueRef i = p->f->view->values[v];
    if (!ir_is_call(i))
      continue;
    bool reaches = has_argument_among(p->f, i, leading);
    if (reaches && LLVMIsACallInst(i) && LLVMGetTailCallKind(i) == LLVMTailCallKindTail)
      arrput(tails, i);
    if (flow_used_callee(p->f, v) && (reaches || arrlenu(p->f->nodes[v].targets) > 0))
      arrput(used, i);
  }
  p->plan.tail_calls = copy_to_run(p, tails, &p->plan.tail_call_count);
  p->plan.used_calls = copy_to_run(p, used, &p->plan.used_call_count);
  p->plan.used_functions = copy_to_run(p, p->f->indirect_uses, &p->plan.used_function_count);
  arrfree(tails);
  arrfree(used);
}

/* --- the function --- */

static void explain_kept(planner *p) {
  for (size_t i = 0; i < p->plan.site_count; i++)
    if (p->plan.sites[i].reason)
      explain_site(p->run, p->f, p->object_of[i], &p->plan.sites[i]);
}

function_plan plan_function(arena *run, const heap2stack_options *options, frame *account, flow *f,
                            bool explain) {
  planner p = {.run = run, .options = options, .account = account, .f = f};
  p.plan.function = f->view->function;
  collect_sites(&p);
  p.outlives = ARENA_ARRAY(&p.local, uint32_t, arrlenu(f->objects) + 1);
  lifetime_check(f, &p.local, p.outlives);
  heap2stack_reason reason = reason_of_function(&p);
  for (size_t i = 0; i < p.plan.site_count; i++)
    judge_site(&p, &p.plan.sites[i], p.object_of[i], reason);
  judge_budget(&p);
  judge_releases(&p);
  if (plan_changes(&p.plan)) {
    plan_releases(&p);
    plan_calls(&p);
  }
  if (explain)
    explain_kept(&p);
  arena_free(&p.local);
  return p.plan;
}
