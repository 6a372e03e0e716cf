/* Implementation of lifetime.h. */
#include "lifetime.h"
#include "summary_access.h"

/* What an instruction may do to the cells of one object. */
typedef struct event {
  uint32_t instruction;
  int32_t first, last; /* granules; first == OFFSET_UNKNOWN: any of them */
  bool reads, writes;
  bool kills;      /* what was there before is gone for certain, if this is the container's newest object and,
                      where it is an invoke, that returns */
  node_id written; /* the node whose pointers are written; NO_INDEX: unknown */
} event;

typedef struct lifetime {
  flow *f;
  const function_view *view;
  event **events;              /* object -> stb_ds array in order of instructions */
  node_id **holders;           /* object -> stb_ds array of the nodes that may point to it */
  graph_dominators dominators; /* of the blocks */
  uint32_t *stamps;            /* block -> last search that visited it */
  uint32_t search;
  uint32_t *pending;    /* stb_ds array of blocks, used by the searches */
  uint32_t *culprits;   /* object -> result */
  uint64_t *containers; /* set of objects through whose memory a site's object may be reached: only these have
                           events */
  graph content;        /* which container holds pointers to which */
  uint32_t *call_stamps; /* container -> the last walk that reached it */
  uint32_t walks;        /* from what is passed to calls, so far */
} lifetime;

/* --- events --- */

static void add_event(lifetime *l, object_id object, event e) {
  if (bitset_has(l->containers, object))
    arrput(l->events[object], e);
}

static bool single_address(const flow *f, LLVMValueRef address, target *only) {
  node_id node = flow_value_node(f, address);
  if (node == NO_INDEX || f->nodes[node].foreign || arrlenu(f->nodes[node].targets) != 1)
    return false;
  *only = f->nodes[node].targets[0];
  return true;
}

/* The granules of an access; any of them when its place is unknown. True if it covers them exactly. */
static bool place_event(const flow *f, event *e, int32_t offset, uint64_t size) {
  int32_t granule = (int32_t)f->m->pointer_size;
  e->first = e->last = OFFSET_UNKNOWN;
  if (offset < 0 /* or unknown */ || flow_is_behind(offset) || size == 0 || size > INT32_MAX / 2)
    return false;
  e->first = offset / granule;
  e->last = (int32_t)((offset + (int64_t)size - 1) / granule);
  return offset % granule == 0 && size % (uint64_t)granule == 0;
}

/* The pointer is to one container of which there is one at a time, or of which the newest one is meant. */
static bool is_single_container(const flow *f, LLVMValueRef address, target *only) {
  return single_address(f, address, only) &&
         (f->objects[only->object].single || f->objects[only->object].kind == OBJECT_SITE);
}

/* `size` 0: unknown. */
static void access_events(lifetime *l, uint32_t index, LLVMValueRef address, uint64_t size, bool reads,
                          bool writes, node_id written) {
  const flow *f = l->f;
  node_id node = flow_value_node(f, address);
  target only;
  bool single = is_single_container(f, address, &only);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++) {
    target t = f->nodes[node].targets[i];
    event e = {.instruction = index, .reads = reads, .writes = writes, .written = written};
    bool exact = place_event(f, &e, t.offset, size);
    e.kills = writes && single && exact;
    add_event(l, t.object, e);
  }
}

/* A walk comes to each container once. */
static void reach_container(lifetime *l, object_id object) {
  if (!bitset_has(l->containers, object) || l->call_stamps[object] == l->walks)
    return;
  l->call_stamps[object] = l->walks;
  arrput(l->pending, object);
}

static void reach_argument(lifetime *l, LLVMValueRef argument) {
  node_id node = flow_value_node(l->f, argument);
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(l->f->nodes[node].targets); i++)
    reach_container(l, l->f->nodes[node].targets[i].object);
}

static void reach_content(lifetime *l, object_id object) {
  for (uint32_t i = l->content.first[object]; i < l->content.first[object + 1]; i++)
    reach_container(l, l->content.targets[i]);
}

/* The containers that a walk has come to, and what they lead to, have such an event. */
static void walk_on(lifetime *l, event e) {
  while (arrlenu(l->pending)) {
    object_id object = arrpop(l->pending);
    l->f->work++;
    add_event(l, object, e);
    reach_content(l, object);
  }
}

/* A call fills in the objects that it hands to us. */
static void made_events(lifetime *l, uint32_t index) {
  event e = {.instruction = index, .first = OFFSET_UNKNOWN, .writes = true, .written = NO_INDEX};
  for (uint32_t i = 0; i < MAX_FRESH; i++) {
    object_id made = flow_find_fresh(l->f, index, i);
    for (; made != NO_INDEX; made = l->f->objects[made].next_made)
      add_event(l, made, e);
  }
}

/* The object that a call makes with content. */
static void reach_made(lifetime *l, uint32_t call) {
  object_id made = number_map_find(&l->f->sites, (uint64_t)call + 1);
  if (made != NUMBER_MAP_NONE)
    reach_container(l, made);
}

/* Events for the words in a mask, counted from the object's start: one for each run of them. */
static void word_events(lifetime *l, object_id object, uint32_t words, event e) {
  if (words == ACCESS_ANYWHERE) {
    e.first = OFFSET_UNKNOWN;
    add_event(l, object, e);
    return;
  }
  for (int32_t word = 0; word <= ACCESS_WORDS; word++) {
    if (!(words >> word & 1))
      continue;
    e.first = word;
    while (word < ACCESS_WORDS && words >> (word + 1) & 1)
      word++;
    e.last = word == ACCESS_WORDS ? INT32_MAX : word; /* ACCESS_ELSEWHERE */
    add_event(l, object, e);
  }
}

/* What a call reads, of which this is known about each argument. */
static void known_reads(lifetime *l, uint32_t index, LLVMValueRef call, const summary_access *known) {
  const flow *f = l->f;
  event e = {.instruction = index, .first = OFFSET_UNKNOWN, .reads = true, .written = NO_INDEX};
  unsigned count = LLVMGetNumArgOperands(call);
  l->walks++;
  for (unsigned a = 0; a < count; a++) {
    node_id node = flow_value_node(f, LLVMGetOperand(call, a));
    for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++) {
      const target *t = &f->nodes[node].targets[i];
      word_events(l, t->object, summary_shift_words(f, known[a].read, t->offset), e);
      if (known[a].deep)
        reach_content(l, t->object);
    }
  }
  walk_on(l, e);
}

/* What a call that returns has overwritten for certain. */
static void known_kills(lifetime *l, uint32_t index, LLVMValueRef call, const summary_access *known) {
  event e = {.instruction = index, .writes = true, .kills = true, .written = NO_INDEX};
  unsigned count = LLVMGetNumArgOperands(call);
  target only;
  for (unsigned a = 0; a < count; a++)
    if (known[a].overwritten && is_single_container(l->f, LLVMGetOperand(call, a), &only))
      word_events(l, only.object, summary_shift_overwritten(l->f, known[a].overwritten, only.offset), e);
}

/* A call may read and write whatever it can reach; malloc and free do neither. */
static void call_events(lifetime *l, uint32_t index, LLVMValueRef call) {
  const flow *f = l->f;
  bool allocates = f->call_kinds[index] == ALLOCATOR_SITE || f->call_kinds[index] == ALLOCATOR_RELEASE;
  allocator_call site = {0};
  if (allocates)
    site = allocator_classify(f->m, call);
  if (site.delivery)
    access_events(l, index, site.delivery, f->m->pointer_size, false, true, NO_INDEX);
  if (allocates && !site.by_attribute)
    return;
  const summary_access *known = summary_call_accesses(f, index);
  event e = {.instruction = index, .first = OFFSET_UNKNOWN, .writes = true, .written = NO_INDEX};
  e.reads = !known;
  made_events(l, index);
  if (known) {
    known_reads(l, index, call, known);
    known_kills(l, index, call, known);
  }
  l->walks++;
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned a = 0; a < count; a++)
    reach_argument(l, LLVMGetOperand(call, a));
  if (f->call_kinds[index] == ALLOCATOR_RESIZE) /* writes what it makes */
    reach_made(l, index);
  walk_on(l, e);
}

/* True if the intrinsic copies or fills memory. */
static bool memory_events(lifetime *l, uint32_t index, LLVMValueRef call, unsigned id) {
  bool copies = ir_copies_memory(l->f->m, id);
  if (!copies && !ir_fills_memory(l->f->m, id))
    return false;
  uint64_t size = ir_known_length(call);
  if (copies)
    access_events(l, index, LLVMGetOperand(call, 1), size, true, false, NO_INDEX);
  access_events(l, index, LLVMGetOperand(call, 0), size, false, true, copies ? NO_INDEX : index);
  return true;
}

/* Containers are what holds a pointer to a site's object, and what holds a pointer to a container. */
static void find_containers(lifetime *l, arena *a) {
  uint32_t objects = (uint32_t)arrlenu(l->f->objects);
  graph_edge *edges = flow_content_edges(l->f);
  graph holders = graph_build(a, objects, edges, arrlenu(edges), true);
  l->containers = bitset_new(a, objects);
  for (object_id o = 0; o < objects; o++)
    if (l->f->objects[o].kind == OBJECT_SITE)
      arrput(l->pending, o);
  while (arrlenu(l->pending)) {
    object_id held = arrpop(l->pending);
    for (uint32_t i = holders.first[held]; i < holders.first[held + 1]; i++)
      if (bitset_add(l->containers, holders.targets[i]))
        arrput(l->pending, holders.targets[i]);
  }
  size_t count = 0;
  for (size_t i = 0; i < arrlenu(edges); i++)
    if (bitset_has(l->containers, edges[i].to))
      edges[count++] = edges[i];
  l->content = graph_build(a, objects, edges, count, false);
  l->call_stamps = ARENA_ARRAY(a, uint32_t, objects + 1);
  arrfree(edges);
}

/* Until LLVM 21 a marker has a size, and may speak of a part of the alloca only. */
static bool marks_whole_alloca(const lifetime *l, LLVMValueRef marker, LLVMValueRef alloca) {
  uint64_t marked, size;
  if (LLVMGetNumArgOperands(marker) == 1)
    return true;
  return ir_constant(LLVMGetOperand(marker, 0), &marked) && LLVMIsAAllocaInst(alloca) &&
         ir_static_alloca(l->f->m, alloca, &size) && marked >= size;
}

static bool lifetime_marker_events(lifetime *l, uint32_t index, LLVMValueRef call, unsigned id) {
  const ir_intrinsics *i = &l->f->m->intrinsics;
  if (!id || (id != i->lifetime_start && id != i->lifetime_end))
    return false;
  target only;
  LLVMValueRef address = LLVMGetOperand(call, LLVMGetNumArgOperands(call) - 1);
  if (!single_address(l->f, address, &only) || only.offset != 0 || !l->f->objects[only.object].single ||
      !marks_whole_alloca(l, call, l->view->values[l->f->objects[only.object].value]))
    return true;
  event e = {.instruction = index, .first = OFFSET_UNKNOWN, .writes = true, .kills = true, .written = index};
  add_event(l, only.object, e);
  return true;
}

static void collect_events(lifetime *l, uint32_t index) {
  LLVMValueRef i = l->view->values[index];
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMLoad:
    access_events(l, index, LLVMGetOperand(i, 0), ir_known_size(l->f->m, LLVMTypeOf(i)), true, false,
                  NO_INDEX);
    break;
  case LLVMStore: {
    LLVMValueRef value = LLVMGetOperand(i, 0);
    node_id written = flow_value_node(l->f, value);
    /* A constant writes none of our pointers: the store itself stands for "a node without targets". */
    access_events(l, index, LLVMGetOperand(i, 1), ir_known_size(l->f->m, LLVMTypeOf(value)), false, true,
                  written == NO_INDEX ? index : written);
    break;
  }
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    access_events(l, index, LLVMGetOperand(i, 0), ir_known_size(l->f->m, LLVMTypeOf(LLVMGetOperand(i, 1))),
                  true, true, NO_INDEX);
    break;
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    if (!lifetime_marker_events(l, index, i, ir_intrinsic(i)) && !memory_events(l, index, i, ir_intrinsic(i)))
      call_events(l, index, i);
    break;
  default:
    break;
  }
}

static void collect_holders(lifetime *l) {
  const flow *f = l->f;
  for (node_id n = 0; n < arrlenu(f->nodes); n++) {
    const flow_node *node = &f->nodes[n];
    for (size_t i = 0; i < arrlenu(node->targets); i++) {
      node_id **list = &l->holders[node->targets[i].object];
      if (arrlenu(*list) == 0 || arrlast(*list) != n)
        arrput(*list, n);
    }
  }
}

/* --- values --- */

/* True if a value whose live range includes the open interval (from, to) of a block is live across S. */
static bool covers(uint32_t site, uint32_t from, uint32_t to) { return from < site && site < to; }

typedef struct liveness {
  lifetime *l;
  uint32_t value, value_block, site, site_block;
} liveness;

/* The value is live at the end of `block`: go back to its definition. */
static bool live_out(liveness *q, uint32_t block) {
  lifetime *l = q->l;
  arrsetlen(l->pending, 0);
  arrput(l->pending, block);
  while (arrlenu(l->pending)) {
    uint32_t b = arrpop(l->pending);
    if (l->stamps[b] == l->search)
      continue;
    l->stamps[b] = l->search;
    l->f->work++;
    if (b == q->value_block) {
      if (b == q->site_block && q->value < q->site)
        return true;
      continue;
    }
    if (b == q->site_block)
      return true;
    for (uint32_t i = l->view->predecessors.first[b]; i < l->view->predecessors.first[b + 1]; i++)
      arrput(l->pending, l->view->predecessors.targets[i]);
  }
  return false;
}

static bool live_before_use(liveness *q, uint32_t use) {
  const function_view *view = q->l->view;
  uint32_t block = view->block_of[use];
  if (block == q->value_block && q->value < use)
    return block == q->site_block && covers(q->site, q->value, use);
  if (block == q->site_block && q->site < use)
    return true;
  for (uint32_t i = view->predecessors.first[block]; i < view->predecessors.first[block + 1]; i++)
    if (live_out(q, view->predecessors.targets[i]))
      return true;
  return false;
}

static bool live_before_phi(liveness *q, LLVMValueRef phi) {
  const function_view *view = q->l->view;
  unsigned count = LLVMCountIncoming(phi);
  for (unsigned i = 0; i < count; i++)
    if (LLVMGetIncomingValue(phi, i) == view->values[q->value] &&
        live_out(q, view_block_index(view, LLVMGetIncomingBlock(phi, i))))
      return true;
  return false;
}

/* True if the site has always run again before the value is defined: then it is defined anew before each use
 * that follows the site. Most values come from the site's own object. */
static bool defined_after_site(const lifetime *l, uint32_t value, uint32_t site) {
  uint32_t value_block = l->view->block_of[value], site_block = l->view->block_of[site];
  if (value_block == site_block)
    return site < value;
  return value_block != NO_INDEX && graph_dominates(&l->dominators, site_block, value_block);
}

/* An instruction that uses the value after the site ran, on a path without its definition; NO_INDEX if none.
 * What the site itself is given it may use after the new object has come to be. */
static uint32_t used_across_site(lifetime *l, uint32_t value, uint32_t site) {
  const function_view *view = l->view;
  if (defined_after_site(l, value, site))
    return NO_INDEX;
  liveness q = {l, value, view->block_of[value], site, view->block_of[site]};
  l->search++;
  for (LLVMUseRef u = LLVMGetFirstUse(view->values[value]); u; u = LLVMGetNextUse(u)) {
    LLVMValueRef user = LLVMGetUser(u);
    uint32_t use = view_index(view, user);
    l->f->work++;
    if (use == NO_INDEX)
      continue;
    if (use == site)
      return use;
    if (LLVMIsAPHINode(user) ? live_before_phi(&q, user) : live_before_use(&q, use))
      return use;
  }
  return NO_INDEX;
}

/* --- cells --- */

static bool touches(const event *e, int32_t granule) {
  return granule == OFFSET_UNKNOWN || e->first == OFFSET_UNKNOWN ||
         (e->first <= granule && granule <= e->last);
}

static size_t first_event_at(const event *events, uint32_t instruction) {
  size_t low = 0, high = arrlenu(events);
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (events[middle].instruction < instruction)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

typedef struct cell_query {
  lifetime *l;
  object_id container;
  int32_t granule;
  object_id object;       /* the site's object */
  bool container_renewed; /* running the container's own site kills the cell */
  bool container_newest;  /* whoever has a pointer to the container means the newest one */
} cell_query;

/* A kill must cover the cell for certain; the cell of unknown offsets is killed as a whole object only. */
static bool kills(const cell_query *q, const event *e) {
  if (!e->kills || !q->container_newest)
    return false;
  if (e->first == OFFSET_UNKNOWN)
    return true;
  return q->granule != OFFSET_UNKNOWN && e->first <= q->granule && q->granule <= e->last;
}

/* SCAN_RETURNED: killed by the invoke at the block's end, if that returns. */
typedef enum scan_result { SCAN_FOUND, SCAN_KILLED, SCAN_RETURNED, SCAN_THROUGH } scan_result;

static bool is_invoke(const cell_query *q, const event *e) {
  return LLVMIsAInvokeInst(q->l->view->values[e->instruction]) != NULL;
}

/* Forward over [from, to): a read of the cell, or a kill, whichever comes first. */
static scan_result scan_reads(const cell_query *q, uint32_t from, uint32_t to, uint32_t *culprit) {
  const event *events = q->l->events[q->container];
  uint32_t renewal = q->container_renewed ? q->l->f->objects[q->container].value : NO_INDEX;
  for (size_t i = first_event_at(events, from); i < arrlenu(events) && events[i].instruction < to; i++) {
    q->l->f->work++;
    if (renewal >= from && renewal < events[i].instruction)
      return SCAN_KILLED;
    if (events[i].reads && touches(&events[i], q->granule)) {
      *culprit = events[i].instruction;
      return SCAN_FOUND;
    }
    if (kills(q, &events[i]))
      return is_invoke(q, &events[i]) ? SCAN_RETURNED : SCAN_KILLED;
  }
  return renewal >= from && renewal < to ? SCAN_KILLED : SCAN_THROUGH;
}

static bool writes_object(const cell_query *q, const event *e) {
  return e->writes && touches(e, q->granule) &&
         (e->written == NO_INDEX || flow_may_point_to(q->l->f, e->written, q->object));
}

/* Backward over [from, to): a write of the object's pointer to the cell, or a kill. */
static scan_result scan_writes(const cell_query *q, uint32_t from, uint32_t to) {
  const event *events = q->l->events[q->container];
  uint32_t renewal = q->container_renewed ? q->l->f->objects[q->container].value : NO_INDEX;
  bool renewed = renewal >= from && renewal < to;
  for (size_t i = first_event_at(events, to); i > 0 && events[i - 1].instruction >= from; i--) {
    q->l->f->work++;
    if (renewed && events[i - 1].instruction < renewal)
      return SCAN_KILLED;
    if (writes_object(q, &events[i - 1]))
      return SCAN_FOUND;
    if (kills(q, &events[i - 1]) && !is_invoke(q, &events[i - 1]))
      return SCAN_KILLED;
  }
  return renewed ? SCAN_KILLED : SCAN_THROUGH;
}

static void push_block(lifetime *l, uint32_t block) {
  if (l->stamps[block] == l->search)
    return;
  l->stamps[block] = l->search;
  arrput(l->pending, block);
}

static void push_blocks(lifetime *l, const graph *g, uint32_t block) {
  for (uint32_t i = g->first[block]; i < g->first[block + 1]; i++)
    push_block(l, g->targets[i]);
}

/* Where control goes from a block in which nothing was found. */
static void push_after(lifetime *l, uint32_t block, scan_result result) {
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(l->view->blocks[block]);
  if (result == SCAN_RETURNED)
    push_block(l, view_block_index(l->view, LLVMGetUnwindDest(terminator)));
  else if (result == SCAN_THROUGH)
    push_blocks(l, &l->view->successors, block);
}

/* True if the cell may be read when the site runs, which may be a call that reads it, or later before it is
 * overwritten. */
static bool read_after(const cell_query *q, uint32_t site, uint32_t *culprit) {
  lifetime *l = q->l;
  const function_view *view = l->view;
  uint32_t block = view->block_of[site];
  scan_result here = scan_reads(q, site, view->block_begin[block + 1], culprit);
  if (here == SCAN_FOUND)
    return true;
  l->search++;
  arrsetlen(l->pending, 0);
  push_after(l, block, here);
  while (arrlenu(l->pending)) {
    uint32_t b = arrpop(l->pending);
    l->f->work++;
    scan_result result = scan_reads(q, view->block_begin[b], view->block_begin[b + 1], culprit);
    if (result == SCAN_FOUND)
      return true;
    push_after(l, b, result);
  }
  return false;
}

/* True if the cell may hold a pointer to an older object of the site when the site runs. */
static bool written_before(const cell_query *q, uint32_t site) {
  lifetime *l = q->l;
  const function_view *view = l->view;
  uint32_t block = view->block_of[site];
  scan_result here = scan_writes(q, view->block_begin[block], site);
  if (here != SCAN_THROUGH)
    return here == SCAN_FOUND;
  l->search++;
  arrsetlen(l->pending, 0);
  push_blocks(l, &view->predecessors, block);
  while (arrlenu(l->pending)) {
    uint32_t b = arrpop(l->pending);
    l->f->work++;
    scan_result result = scan_writes(q, view->block_begin[b], view->block_begin[b + 1]);
    if (result == SCAN_FOUND)
      return true;
    if (result == SCAN_THROUGH)
      push_blocks(l, &view->predecessors, b);
  }
  return false;
}

/* The call that makes the object overwrites the cell with the new pointer, or makes none. */
static bool site_kills(const cell_query *q, uint32_t site) {
  const event *events = q->l->events[q->container];
  for (size_t i = first_event_at(events, site); i < arrlenu(events) && events[i].instruction == site; i++) {
    if (events[i].reads && touches(&events[i], q->granule))
      return false;
    if (kills(q, &events[i]))
      return !is_invoke(q, &events[i]);
  }
  return false;
}

static uint32_t read_across_site(lifetime *l, node_id cell, object_id object) {
  const flow_node *node = &l->f->nodes[cell];
  const flow_object *container = &l->f->objects[node->object];
  uint32_t culprit = NO_INDEX, site = l->f->objects[object].value;
  cell_query q = {.l = l, .container = node->object, .granule = node->granule, .object = object};
  if (q.granule >= OFFSET_BEHIND)
    q.granule = OFFSET_UNKNOWN;
  q.container_newest = container->kind != OBJECT_SITE || l->culprits[node->object] == NO_INDEX;
  if (site_kills(&q, site)) /* it is stored there by the site itself */
    return NO_INDEX;
  q.container_renewed =
      container->kind == OBJECT_SITE && container->site.kind == ALLOCATOR_SITE && q.container_newest;
  if (q.container_renewed && container->value == site)
    return NO_INDEX; /* made by the same call: the older container is as dead as what it holds */
  if (read_after(&q, site, &culprit) && written_before(&q, site))
    return culprit;
  return NO_INDEX;
}

/* --- the rule --- */

static uint32_t check_site(lifetime *l, object_id object) {
  const flow *f = l->f;
  uint32_t site = f->objects[object].value;
  if (!view_block_repeats(l->view, l->view->block_of[site]))
    return NO_INDEX;
  for (size_t i = 0; i < arrlenu(l->holders[object]) && f->work <= f->limit.most; i++) {
    node_id holder = l->holders[object][i];
    if (holder == site)
      continue;
    uint32_t culprit = holder < l->view->value_count ? used_across_site(l, holder, site)
                                                     : read_across_site(l, holder, object);
    if (culprit != NO_INDEX)
      return culprit;
  }
  return NO_INDEX;
}

static void check_all(lifetime *l) {
  bool changed = true;
  while (changed && l->f->work <= l->f->limit.most) {
    changed = false;
    for (object_id o = 0; o < arrlenu(l->f->objects); o++) {
      const flow_object *object = &l->f->objects[o];
      if (object->kind != OBJECT_SITE || object->escape || object->left || l->culprits[o] != NO_INDEX)
        continue;
      l->culprits[o] = check_site(l, o);
      changed |= l->culprits[o] != NO_INDEX;
    }
  }
  if (l->f->work > l->f->limit.most)
    l->f->exhausted = true;
}

/* Several objects of the site may be alive whatever else is known: its own function leaves that to the
 * callers, or one call makes them. */
static bool is_given_up(const flow *f, const flow_object *o) {
  return o->several || (o->left && view_block_repeats(f->view, f->view->block_of[o->value]));
}

static bool any_site_repeats(const flow *f) {
  for (size_t o = 0; o < arrlenu(f->objects); o++)
    if (f->objects[o].kind == OBJECT_SITE &&
        view_block_repeats(f->view, f->view->block_of[f->objects[o].value]))
      return true;
  return false;
}

void lifetime_check(flow *f, arena *a, uint32_t *culprits) {
  size_t objects = arrlenu(f->objects);
  for (size_t o = 0; o < objects; o++) {
    const flow_object *object = &f->objects[o];
    bool given_up = object->kind == OBJECT_SITE && is_given_up(f, object);
    culprits[o] = given_up ? object->value : NO_INDEX;
  }
  if (f->exhausted || !any_site_repeats(f))
    return;
  for (object_id o = 0; o < objects; o++)
    if (f->objects[o].kind == OBJECT_SITE)
      f->objects[o].single =
          !f->objects[o].several && !view_block_repeats(f->view, f->view->block_of[f->objects[o].value]);
  lifetime l = {.f = f, .view = f->view, .culprits = culprits};
  l.events = ARENA_ARRAY(a, event *, objects + 1);
  l.holders = ARENA_ARRAY(a, node_id *, objects + 1);
  l.stamps = ARENA_ARRAY(a, uint32_t, f->view->block_count + 1);
  l.dominators = graph_find_dominators(a, &f->view->successors, &f->view->predecessors);
  find_containers(&l, a);
  for (uint32_t i = f->view->argument_count; i < f->view->value_count && f->work <= f->limit.most; i++)
    collect_events(&l, i);
  collect_holders(&l);
  check_all(&l);
  for (size_t o = 0; o < objects; o++) {
    arrfree(l.events[o]);
    arrfree(l.holders[o]);
  }
  arrfree(l.pending);
}
