/* Variables of bounds.h: what the stores that reach a load have put there.
 *
 * Backwards from the load, the blocks from which control comes without a store on the way form a region.
 * Its edges bring in what is stored before them, or pass on what was there when their block began, as far as
 * their condition allows. Repeated until nothing changes, as ranges only grow. Memory that was never written
 * holds anything, so it adds nothing.
 */
#include "bounds.h"

enum {
  MAX_BLOCKS = 256, /* of a region */
  MAX_EDGES = 512,
  MAX_ROUNDS = 8
};

/* --- finding variables --- */

static bool is_marker(const bounds *b, LLVMValueRef user) {
  unsigned id = ir_is_call(user) ? ir_intrinsic(user) : 0;
  return id && (id == b->m->intrinsics.lifetime_start || id == b->m->intrinsics.lifetime_end);
}

static bool is_access(LLVMValueRef user, LLVMValueRef alloca, LLVMTypeRef type) {
  if (LLVMIsALoadInst(user))
    return LLVMTypeOf(user) == type && !LLVMGetVolatile(user);
  return LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == alloca &&
         LLVMTypeOf(LLVMGetOperand(user, 0)) == type && !LLVMGetVolatile(user);
}

static int compare_positions(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* Width 0 if the alloca is used for more than loads and stores of an integer. */
static void make_variable(bounds *b, variable *v, LLVMValueRef alloca) {
  LLVMTypeRef type = LLVMGetAllocatedType(alloca);
  *v = (variable){.alloca = alloca};
  if (LLVMGetTypeKind(type) != LLVMIntegerTypeKind || LLVMGetIntTypeWidth(type) > RANGE_MAX_WIDTH)
    return;
  uint32_t stores = 0;
  for (LLVMUseRef use = LLVMGetFirstUse(alloca); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (!is_marker(b, user) && !is_access(user, alloca, type))
      return;
    stores += LLVMIsAStoreInst(user) != NULL;
  }
  v->width = LLVMGetIntTypeWidth(type);
  v->stores = ARENA_ARRAY(b->a, uint32_t, stores + 1);
  for (LLVMUseRef use = LLVMGetFirstUse(alloca); use; use = LLVMGetNextUse(use))
    if (LLVMIsAStoreInst(LLVMGetUser(use)))
      v->stores[v->store_count++] = view_index(b->view, LLVMGetUser(use));
  qsort(v->stores, v->store_count, sizeof(uint32_t), compare_positions);
}

const variable *bounds_find_variable(bounds *b, LLVMValueRef address) {
  if (!LLVMIsAAllocaInst(address))
    return NULL;
  uint32_t index = pointer_map_find(&b->variable_of, address);
  if (index == POINTER_MAP_NONE) {
    index = b->variable_count++;
    pointer_map_add(&b->variable_of, address, index);
    make_variable(b, &b->variables[index], address);
  }
  return b->variables[index].width ? &b->variables[index] : NULL;
}

uint32_t bounds_store_before(const bounds *b, const variable *v, uint32_t block, uint32_t before) {
  uint32_t low = 0, high = v->store_count; /* the stores below `low` are before, those from `high` are not */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (v->stores[middle] < before)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0 || v->stores[low - 1] < b->view->block_begin[block])
    return NO_INDEX;
  return v->stores[low - 1];
}

/* --- regions --- */

typedef struct region_edge {
  uint32_t from; /* number in the region; NO_INDEX: there is a store before the edge */
  uint32_t to;
  range allowed; /* by the edge's condition and, if there is one, the store */
} region_edge;

typedef struct region {
  arena local;
  const variable *v;
  uint32_t *blocks;     /* stb_ds array; the first one is the load's */
  number_map number_of; /* block + 1 -> number */
  region_edge *edges;   /* stb_ds array */
} region;

static uint32_t number_block(region *r, uint32_t block) {
  uint32_t number = number_map_find(&r->number_of, (uint64_t)block + 1);
  if (number != NUMBER_MAP_NONE)
    return number;
  number = (uint32_t)arrlenu(r->blocks);
  number_map_add(&r->number_of, (uint64_t)block + 1, number);
  arrput(r->blocks, block);
  return number;
}

static range stored_at(bounds *b, uint32_t store) {
  return bounds_evaluate(b, LLVMGetOperand(b->view->values[store], 0), store);
}

static void add_edge(bounds *b, region *r, uint32_t from, uint32_t to) {
  bounds_subject subject = {.variable = r->v, .width = r->v->width, .block = from};
  region_edge e = {.from = NO_INDEX, .to = to};
  uint32_t store = bounds_store_before(b, r->v, from, b->view->block_begin[from + 1]);
  e.allowed = bounds_by_edge(b, from, r->blocks[to], &subject);
  if (store == NO_INDEX)
    e.from = number_block(r, from);
  else
    e.allowed = range_intersect(e.allowed, stored_at(b, store));
  arrput(r->edges, e);
}

static bool find_region(bounds *b, region *r, uint32_t block) {
  const graph *predecessors = &b->view->predecessors;
  number_block(r, block);
  for (uint32_t n = 0; n < arrlenu(r->blocks); n++) {
    uint32_t to = r->blocks[n];
    for (uint32_t i = predecessors->first[to]; i < predecessors->first[to + 1]; i++) {
      if (!b->dominators.first[predecessors->targets[i]]) /* unreachable */
        continue;
      add_edge(b, r, predecessors->targets[i], n);
      if (arrlenu(r->blocks) > MAX_BLOCKS || arrlenu(r->edges) > MAX_EDGES || b->work == 0)
        return false;
    }
  }
  return true;
}

/* What the variable holds when the first block begins. */
static range solve_region(region *r) {
  range *begin = ARENA_ARRAY(&r->local, range, arrlenu(r->blocks));
  bool changed = true;
  for (size_t n = 0; n < arrlenu(r->blocks); n++)
    begin[n] = range_empty(r->v->width);
  for (unsigned round = 0; changed; round++) {
    if (round == MAX_ROUNDS)
      return range_full(r->v->width);
    changed = false;
    for (size_t i = arrlenu(r->edges); i > 0; i--) { /* the edges far away come last */
      const region_edge *e = &r->edges[i - 1];
      range held = e->from == NO_INDEX ? e->allowed : range_intersect(begin[e->from], e->allowed);
      range more = range_unite(begin[e->to], held);
      changed |= !range_equal(more, begin[e->to]);
      begin[e->to] = more;
    }
  }
  return begin[0];
}

range bounds_of_load(bounds *b, const variable *v, uint32_t load) {
  uint32_t block = b->view->block_of[load];
  uint32_t store = bounds_store_before(b, v, block, load);
  range result = range_full(v->width);
  if (store != NO_INDEX) {
    result = stored_at(b, store);
  } else {
    region r = {.v = v};
    r.number_of = number_map_new(&r.local, 0);
    if (find_region(b, &r, block))
      result = solve_region(&r);
    arrfree(r.blocks);
    arrfree(r.edges);
    arena_free(&r.local);
  }
  return result;
}
