/* Pools: sites whose objects may be alive together, so that one slot cannot serve them all (planner.h).
 *
 * Everything else about such an object is proven: it does not outlive the frame, and each of its releases is
 * known and rewritten. So the frame can do what the heap does, in small: a site has a few slots, and a bit
 * for each that is free. The site takes the first of these, if the object fits, or else goes on to the heap;
 * a release whose pointer is in one of the slots sets its bit. Nothing has to be known about how long objects
 * live. Sites whose objects meet at a release share their slots, which saves comparisons there.
 *
 * Functions that are called make and release such objects as well (clones.h): the buffer of a vector that is
 * given to others to grow, the rows of a matrix that its constructor makes in a loop.
 *
 * A realloc is given its slot back when the object fits into that, and takes a slot only when nothing of the
 * heap is to be released.
 */
#include "cold.h"
#include "planner.h"
#include "rounds.h"

enum {
  MAX_POOL = 32,        /* slots: bits of the marks */
  MAX_GROWING = 8,      /* the same for buffers that grow: of these, few are alive at once */
  MARKED_ALIGNMENT = 8, /* of the numbers in front of them */
  WORTHWHILE =
      8 /* objects for each slot; one that finds none free costs a tenth of what one that does saves */
};

uint64_t plan_pool_stride(const slot_pool *pool) {
  uint64_t bytes = pool->size + pool->header;
  return (bytes + pool->alignment - 1) / pool->alignment * pool->alignment;
}

unsigned planner_pool_least(const site_verdict *s) {
  return s->site.kind == ALLOCATOR_RESIZE ? 1 : 2; /* one slot serves an object that grows */
}

static uint32_t cycle_of(const planner *p, uint32_t value) {
  return p->f->view->components.of[p->f->view->block_of[value]];
}

/* The call may release the object. Its site may run again after that if both are in one cycle. */
static void add_released_object(planner *p, object_id object, uint32_t call) {
  if (!p->verdict_of[object])
    return;
  bitset_add(p->released, object);
  if (cycle_of(p, p->f->objects[object].value) == cycle_of(p, call))
    bitset_add(p->released_in_cycle, object);
}

/* Adds what a call may release. */
static void add_released(planner *p, const flow_release *r) {
  node_id node = flow_value_node(p->f, r->operand);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(p->f->nodes[node].targets); i++)
    add_released_object(p, p->f->nodes[node].targets[i].object, r->call);
}

static void find_released(planner *p) {
  if (p->released)
    return;
  p->released = bitset_new(&p->local, (uint32_t)arrlenu(p->f->objects));
  p->released_in_cycle = bitset_new(&p->local, (uint32_t)arrlenu(p->f->objects));
  for (size_t i = 0; i < arrlenu(p->f->releases); i++)
    add_released(p, &p->f->releases[i]);
  for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
    add_released(p, &p->f->resizes[i]);
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++)
    add_released_object(p, p->f->callee_releases[i].object, p->f->callee_releases[i].call);
}

/* Otherwise a pool serves the first few objects only. */
static bool is_released_in_cycle(planner *p, object_id object) {
  find_released(p);
  return bitset_has(p->released_in_cycle, object);
}

static bool is_released(planner *p, object_id object) {
  find_released(p);
  return bitset_has(p->released, object);
}

/* What one call makes, or a loop of unknown length, may be few, and the function be called often. */
static bool is_worth_while(planner *p, site_verdict *s, object_id object, unsigned count) {
  const flow_object *o = &p->f->objects[object];
  bool once = !view_block_repeats(p->f->view, p->f->view->block_of[o->value]);
  if ((once && o->several) || is_released_in_cycle(p, object))
    return true;
  uint32_t rounds = rounds_guess(&p->bounds, s->call);
  return rounds == NO_INDEX ? is_released(p, object) : rounds <= WORTHWHILE * count;
}

/* The function that makes the objects releases others: a buffer grows. */
static bool grows(const planner *p, object_id object) {
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++)
    if (p->f->callee_releases[i].call == p->f->objects[object].value)
      return true;
  return false;
}

/* As many objects of the site as may well be alive at once. */
static unsigned most_alive(const planner *p, const site_verdict *s, object_id object) {
  const flow_object *o = &p->f->objects[object];
  bool one = !o->several && !view_block_repeats(p->f->view, p->f->view->block_of[o->value]);
  if (one && s->site.kind == ALLOCATOR_RESIZE)
    return 1;
  return grows(p, object) ? MAX_GROWING : MAX_POOL;
}

/* As many slots as the option allows, and `most`. */
static unsigned count_slots(const planner *p, const slot_pool *pool, unsigned most) {
  uint64_t count = p->options->pool_size / (plan_pool_stride(pool) - pool->header);
  return count < most ? (unsigned)count : most;
}

static unsigned at_least(unsigned value, unsigned least) { return value < least ? least : value; }

/* Clones take the slots to be as large as there is room. */
static void add_header(slot_pool *pool, unsigned header) {
  pool->header = header;
  if (header != CLONE_MARKED_HEADER)
    return;
  pool->alignment = at_least(pool->alignment, MARKED_ALIGNMENT);
  pool->size = plan_pool_stride(pool) - header;
}

/* Of objects whose size is not known: two for a buffer that grows, few where they are released before more
 * are made, or more for others. */
static void shrink_slots(planner *p, site_verdict *s, object_id object) {
  enum { SMALL = 64 };
  bool one_each = s->maker_fresh == NO_INDEX || !p->f->objects[object].several;
  bool few =
      grows(p, object) || s->site.kind == ALLOCATOR_RESIZE || (one_each && is_released_in_cycle(p, object));
  if (!s->size_known && s->size > SMALL && !few)
    s->size = SMALL;
}

static bool can_have_pool(const planner *p, const site_verdict *s) {
  const ir_module *m = p->f->m;
  uint64_t size;
  bool made_here = s->maker_fresh == NO_INDEX;
  bool measurable = allocator_size(&s->site, &size) == SIZE_CONSTANT || allocator_is_measurable(m, &s->site);
  bool resizable = s->site.kind != ALLOCATOR_RESIZE || allocator_resize_is_guardable(m, s->call);
  return m->can_split && (made_here ? measurable : !p->account->b->recursive[p->account->function]) &&
         resizable && !cold_call(m, p->f->view, s->call, !s->size_known);
}

bool planner_pool(planner *p, site_verdict *s, object_id object) {
  if (!can_have_pool(p, s))
    return false;
  shrink_slots(p, s, object);
  slot_pool pool = {.owner = s, .size = s->size ? s->size : 1, .alignment = s->alignment};
  add_header(&pool, s->maker_fresh == NO_INDEX ? s->header : CLONE_MARKED_HEADER);
  pool.count = count_slots(p, &pool, most_alive(p, s, object));
  if (pool.count < planner_pool_least(s) || !is_worth_while(p, s, object, pool.count))
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

/* The one whose owner comes first stays. Sites that make one object each have a few slots together. */
static void join(const planner *p, slot_pool *a, slot_pool *b) {
  enum { FEW = 4 };
  if (a == b)
    return;
  slot_pool *first = a->owner < b->owner ? a : b, *other = first == a ? b : a;
  other->joined = first;
  add_header(first, first->header > other->header ? first->header : other->header);
  unsigned sum = first->count + other->count;
  first->count = at_least(first->count, other->count);
  first->count = at_least(first->count, count_slots(p, first, sum < FEW ? sum : FEW));
}

/* Pools by what their slots are like. */
typedef struct pool_kinds {
  slot_pool *first[8]; /* of each kind; there is no telling the others apart */
  size_t count;
} pool_kinds;

/* The first pool of its kind, which the pool itself may be. */
static slot_pool *first_of_kind(pool_kinds *kinds, slot_pool *pool) {
  for (size_t k = 0; k < kinds->count; k++)
    if (kinds->first[k]->size == pool->size && kinds->first[k]->alignment == pool->alignment)
      return kinds->first[k];
  if (kinds->count < sizeof kinds->first / sizeof *kinds->first)
    kinds->first[kinds->count++] = pool;
  return pool;
}

/* Joins the pools of what a call may release, as far as their slots are alike. */
static void join_released(const planner *p, const flow_release *r) {
  pool_kinds kinds = {0};
  node_id node = flow_value_node(p->f, r->operand);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(p->f->nodes[node].targets); i++) {
    const site_verdict *s = p->verdict_of[p->f->nodes[node].targets[i].object];
    if (s && !s->reason && s->pool)
      join(p, find_pool(first_of_kind(&kinds, find_pool(s->pool))), find_pool(s->pool));
  }
}

/* The same for what calls may release by a clone. */
static void join_released_by_callees(planner *p) {
  enum { MOST = 16 };
  const callee_release *releases = p->f->callee_releases;
  for (size_t i = 0; i < arrlenu(releases); i++)
    for (size_t k = i; k > 0 && i - k < MOST && releases[k - 1].call == releases[i].call; k--) {
      const site_verdict *a = p->verdict_of[releases[i].object], *b = p->verdict_of[releases[k - 1].object];
      if (!a || a->reason || !a->pool || !b || b->reason || !b->pool)
        continue;
      slot_pool *x = find_pool(a->pool), *y = find_pool(b->pool);
      if (x->size == y->size && x->alignment == y->alignment)
        join(p, x, y);
    }
}

/* The call may release more objects than it can compare with one by one, and others. */
static void pool_released(planner *p, const flow_release *r) {
  node_id node = flow_value_node(p->f, r->operand);
  const target *targets = node == NO_INDEX ? NULL : p->f->nodes[node].targets;
  bool others = node != NO_INDEX && p->f->nodes[node].foreign;
  size_t alone = 0;
  pool_kinds kinds = {0};
  for (size_t i = 0; i < arrlenu(targets); i++) {
    const site_verdict *s = p->verdict_of[targets[i].object];
    others |= !s || s->reason || s->guarded;
    alone += s && !s->reason && !s->pool;
    if (s && !s->reason && s->pool)
      first_of_kind(&kinds, s->pool);
  }
  for (size_t i = 0; others && alone + kinds.count > MAX_GUARDS && i < arrlenu(targets); i++) {
    site_verdict *s = p->verdict_of[targets[i].object];
    if (s && !s->reason && !s->pool)
      planner_pool(p, s, targets[i].object);
  }
}

/* A realloc that may be given memory of the heap as well as a slot has one for its object when it is not. */
static void pool_resized(planner *p, const flow_release *r) {
  site_verdict *made = planner_resized_site(p, r);
  node_id node = flow_value_node(p->f, r->operand);
  const target *targets = node == NO_INDEX ? NULL : p->f->nodes[node].targets;
  bool others = node != NO_INDEX && p->f->nodes[node].foreign, slots = false;
  for (size_t i = 0; i < arrlenu(targets); i++) {
    const site_verdict *s = p->verdict_of[targets[i].object];
    others |= !s || s->reason || s->guarded;
    slots |= s && !s->reason && s != made;
  }
  if (others && slots && !made->reason && !made->pool)
    planner_pool(p, made, p->object_of[made - p->plan.sites]);
}

void planner_share_pools(planner *p) {
  for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
    pool_resized(p, &p->f->resizes[i]);
  for (size_t i = 0; i < arrlenu(p->f->releases); i++)
    pool_released(p, &p->f->releases[i]);
  for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
    pool_released(p, &p->f->resizes[i]);
  for (size_t i = 0; i < arrlenu(p->f->releases); i++)
    join_released(p, &p->f->releases[i]);
  for (size_t i = 0; i < arrlenu(p->f->resizes); i++)
    join_released(p, &p->f->resizes[i]);
  join_released_by_callees(p);
  for (size_t i = 0; i < p->plan.site_count; i++)
    if (p->plan.sites[i].pool)
      p->plan.sites[i].pool = find_pool(p->plan.sites[i].pool);
}

/* --- for clones --- */

/* What clones make or release. */
static bool is_for_clones(const planner *p, const site_verdict *s, const uint64_t *released) {
  return !s->reason && (s->maker_fresh != NO_INDEX || bitset_has(released, p->object_of[s - p->plan.sites]));
}

void planner_mark_pools(planner *p) {
  uint64_t *released = bitset_new(&p->local, (uint32_t)arrlenu(p->f->objects));
  for (size_t i = 0; i < arrlenu(p->f->callee_releases); i++)
    bitset_add(released, p->f->callee_releases[i].object);
  for (size_t i = 0; i < p->plan.site_count; i++)
    p->plan.marked |= p->plan.sites[i].pool && is_for_clones(p, &p->plan.sites[i], released);
  for (size_t i = 0; p->plan.marked && i < p->plan.site_count; i++) {
    site_verdict *s = &p->plan.sites[i];
    if (!is_for_clones(p, s, released))
      continue;
    s->header = CLONE_MARKED_HEADER;
    s->alignment = at_least(s->alignment, MARKED_ALIGNMENT);
    if (s->pool)
      add_header(s->pool, CLONE_MARKED_HEADER);
  }
}

/* --- owners --- */

void planner_find_pool_owners(planner *p) {
  for (size_t i = 0; i < p->plan.site_count; i++) {
    site_verdict *s = &p->plan.sites[i];
    if (!s->reason && s->pool && s->pool->owner->reason)
      s->pool->owner = s;
  }
}
