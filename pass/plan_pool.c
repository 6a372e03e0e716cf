/* Pools: sites whose objects may be alive together, so that one slot cannot serve them all (planner.h).
 *
 * Everything else about such an object is proven: it does not outlive the frame, and each of its releases is
 * known and rewritten. So the frame can do what the heap does, in small: a site has a few slots, and a bit
 * for each that is in use. The site takes the first slot that is free, if the object fits, or else goes on to
 * the heap; a release whose pointer is in one of the slots clears its bit. Nothing has to be known about how
 * long objects live. Sites whose objects meet at a release share their slots, which saves comparisons there.
 * An object that is not released in this function itself keeps its slot until the frame is gone.
 *
 * A realloc is given its slot back when the object fits into that, and takes a slot only when nothing of the
 * heap is to be released.
 */
#include "cold.h"
#include "planner.h"
#include "rounds.h"

enum {
  MAX_POOL = 32, /* slots: bits of the marks */
  WORTHWHILE =
      4 /* objects for each slot; one that finds none free costs a tenth of what one that does saves */
};

uint64_t plan_pool_stride(const slot_pool *pool) {
  uint64_t bytes = pool->size + (pool->headed ? CLONE_SLOT_HEADER : 0);
  return (bytes + pool->alignment - 1) / pool->alignment * pool->alignment;
}

unsigned planner_pool_least(const site_verdict *s) {
  return s->site.kind == ALLOCATOR_RESIZE ? 1 : 2; /* one slot serves an object that grows */
}

static uint32_t cycle_of(const planner *p, uint32_t value) {
  return p->f->view->components.of[p->f->view->block_of[value]];
}

/* Adds what a call may release whose site may run again after that. */
static void add_released(planner *p, const flow_release *r) {
  node_id node = flow_value_node(p->f, r->operand);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(p->f->nodes[node].targets); i++) {
    object_id o = p->f->nodes[node].targets[i].object;
    if (p->verdict_of[o] && cycle_of(p, p->f->objects[o].value) == cycle_of(p, r->call))
      bitset_add(p->released_in_cycle, o);
  }
}

/* Otherwise a pool serves the first few objects only. */
static bool is_released_in_cycle(planner *p, object_id object) {
  if (!p->released_in_cycle) {
    p->released_in_cycle = bitset_new(&p->local, (uint32_t)arrlenu(p->f->objects));
    for (size_t i = 0; i < arrlenu(p->f->releases); i++)
      add_released(p, &p->f->releases[i]);
    for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
      add_released(p, &p->f->resizes[i]);
  }
  return bitset_has(p->released_in_cycle, object);
}

/* As many slots as the option allows. */
static unsigned count_slots(const planner *p, const slot_pool *pool) {
  uint64_t most = p->options->pool_size / plan_pool_stride(pool);
  return most < MAX_POOL ? (unsigned)most : MAX_POOL;
}

bool planner_pool(planner *p, site_verdict *s, object_id object) {
  const ir_module *m = p->f->m;
  uint64_t size;
  slot_pool pool = {
      .owner = s, .size = s->size ? s->size : 1, .alignment = s->alignment, .headed = s->headed};
  bool measurable = allocator_size(&s->site, &size) == SIZE_CONSTANT || allocator_is_measurable(m, &s->site);
  bool resizable = s->site.kind != ALLOCATOR_RESIZE || allocator_resize_is_guardable(m, s->call);
  pool.count = count_slots(p, &pool);
  if (!m->can_split || s->maker_fresh != NO_INDEX || !measurable || !resizable ||
      pool.count < planner_pool_least(s) || cold_call(m, p->f->view, s->call) ||
      (!is_released_in_cycle(p, object) && rounds_guess(&p->bounds, s->call) > WORTHWHILE * pool.count))
    return false;
  s->pool = ARENA_NEW(p->run, slot_pool);
  *s->pool = pool;
  s->guarded = true;
  return true;
}

/* --- sharing --- */

static slot_pool *find_pool(slot_pool *pool) {
  while (pool->joined)
    pool = pool->joined;
  return pool;
}

/* The one whose owner comes first stays. */
static void join(const planner *p, slot_pool *a, slot_pool *b) {
  if (a == b)
    return;
  slot_pool *first = a->owner < b->owner ? a : b, *other = first == a ? b : a;
  other->joined = first;
  first->headed |= other->headed;
  first->count = count_slots(p, first);
}

/* Joins the pools of what a call may release, as far as their slots are alike. */
static void join_released(const planner *p, const flow_release *r) {
  enum { MAX_KINDS = 8 };
  slot_pool *kinds[MAX_KINDS];
  size_t count = 0, k;
  node_id node = flow_value_node(p->f, r->operand);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(p->f->nodes[node].targets); i++) {
    const site_verdict *s = p->verdict_of[p->f->nodes[node].targets[i].object];
    if (!s || s->reason || !s->pool)
      continue;
    slot_pool *pool = find_pool(s->pool);
    for (k = 0; k < count; k++)
      if (kinds[k]->size == pool->size && kinds[k]->alignment == pool->alignment)
        break;
    if (k < count)
      join(p, find_pool(kinds[k]), pool);
    else if (count < MAX_KINDS)
      kinds[count++] = pool;
  }
}

void planner_share_pools(planner *p) {
  for (size_t i = 0; i < arrlenu(p->f->releases); i++)
    join_released(p, &p->f->releases[i]);
  for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
    join_released(p, &p->f->resizes[i]);
  for (size_t i = 0; i < p->plan.site_count; i++)
    if (p->plan.sites[i].pool)
      p->plan.sites[i].pool = find_pool(p->plan.sites[i].pool);
}

/* --- owners --- */

void planner_find_pool_owners(planner *p) {
  for (size_t i = 0; i < p->plan.site_count; i++) {
    site_verdict *s = &p->plan.sites[i];
    if (s->reason || !s->pool)
      continue;
    if (s->pool->owner->reason)
      s->pool->owner = s;
  }
}
