/* Implementation of graph.h. */
#include "graph.h"

graph graph_build(arena *a, uint32_t node_count, const graph_edge *edges, size_t edge_count, bool reversed) {
  graph g = {.node_count = node_count};
  g.first = ARENA_ARRAY(a, uint32_t, node_count + 2);
  g.targets = ARENA_ARRAY(a, uint32_t, edge_count + 1);
  for (size_t i = 0; i < edge_count; i++)
    g.first[(reversed ? edges[i].to : edges[i].from) + 2]++;
  for (uint32_t n = 0; n < node_count; n++)
    g.first[n + 2] += g.first[n + 1];
  /* first[n + 1] is the fill position of n until every edge is placed, and then the end of n's row. */
  for (size_t i = 0; i < edge_count; i++) {
    uint32_t from = reversed ? edges[i].to : edges[i].from;
    g.targets[g.first[from + 1]++] = reversed ? edges[i].from : edges[i].to;
  }
  return g;
}

typedef struct tarjan {
  const graph *g;
  graph_components result;
  uint32_t *order;    /* visiting number, 0 = not visited */
  uint32_t *low;      /* smallest visiting number reachable */
  uint32_t *position; /* next edge to follow */
  uint32_t *stack;    /* nodes whose component is open */
  uint32_t depth;
  uint32_t *path; /* nodes being visited */
  uint32_t path_length;
  uint32_t visited;
} tarjan;

static void enter(tarjan *t, uint32_t n) {
  t->order[n] = t->low[n] = ++t->visited;
  t->position[n] = t->g->first[n];
  t->stack[t->depth++] = n;
  t->path[t->path_length++] = n;
}

static void close_component(tarjan *t, uint32_t root) {
  uint32_t component = t->result.count++;
  bool cyclic = t->stack[t->depth - 1] != root;
  for (uint32_t i = t->g->first[root]; i < t->g->first[root + 1]; i++)
    cyclic |= t->g->targets[i] == root;
  t->result.cyclic[component] = cyclic;
  uint32_t n;
  do {
    n = t->stack[--t->depth];
    t->result.of[n] = component;
    t->low[n] = UINT32_MAX; /* closed: no longer lowers anybody */
  } while (n != root);
}

static void visit(tarjan *t, uint32_t start) {
  enter(t, start);
  while (t->path_length) {
    uint32_t n = t->path[t->path_length - 1];
    if (t->position[n] < t->g->first[n + 1]) {
      uint32_t next = t->g->targets[t->position[n]++];
      if (!t->order[next])
        enter(t, next);
      else if (t->low[next] != UINT32_MAX && t->order[next] < t->low[n])
        t->low[n] = t->order[next];
      continue;
    }
    t->path_length--;
    uint32_t low = t->low[n];
    if (low == t->order[n])
      close_component(t, n);
    if (t->path_length && low < t->low[t->path[t->path_length - 1]])
      t->low[t->path[t->path_length - 1]] = low;
  }
}

graph_components graph_find_components(arena *a, const graph *g) {
  tarjan t = {.g = g};
  t.result.of = ARENA_ARRAY(a, uint32_t, g->node_count + 1);
  t.result.cyclic = ARENA_ARRAY(a, bool, g->node_count + 1);
  t.order = ARENA_ARRAY(a, uint32_t, g->node_count + 1);
  t.low = ARENA_ARRAY(a, uint32_t, g->node_count + 1);
  t.position = ARENA_ARRAY(a, uint32_t, g->node_count + 1);
  t.stack = ARENA_ARRAY(a, uint32_t, g->node_count + 1);
  t.path = ARENA_ARRAY(a, uint32_t, g->node_count + 1);
  for (uint32_t n = 0; n < g->node_count; n++)
    if (!t.order[n])
      visit(&t, n);
  return t.result;
}

/* All arrays are indexed by the numbers 1 to `count` of a depth-first search. */
typedef struct dominance {
  uint32_t count;
  uint32_t *node;     /* number -> node */
  uint32_t *parent;   /* in the search's tree */
  uint32_t *semi;     /* semidominator */
  uint32_t *ancestor; /* in the forest of what was linked; 0 at its roots */
  uint32_t *label;    /* the one of smallest semidominator on the way to the root, as far as compressed */
  uint32_t *bucket;   /* first of those whose semidominator this is, chained by `next` */
  uint32_t *next;
  uint32_t *idom;
  uint32_t *path; /* scratch */
} dominance;

/* Numbers the reachable nodes; `number` is indexed by node. */
static void number_depth_first(dominance *d, const graph *g, uint32_t *number, uint32_t *position) {
  uint32_t depth = 0;
  d->count = number[0] = 1;
  position[0] = g->first[0];
  d->path[depth++] = 0;
  while (depth) {
    uint32_t n = d->path[depth - 1];
    if (position[n] == g->first[n + 1]) {
      depth--;
      continue;
    }
    uint32_t to = g->targets[position[n]++];
    if (number[to])
      continue;
    number[to] = ++d->count;
    d->node[d->count] = to;
    d->parent[d->count] = number[n];
    position[to] = g->first[to];
    d->path[depth++] = to;
  }
}

static uint32_t evaluate(dominance *d, uint32_t v) {
  uint32_t length = 0;
  if (!d->ancestor[v])
    return v;
  for (uint32_t u = v; d->ancestor[d->ancestor[u]]; u = d->ancestor[u])
    d->path[length++] = u;
  while (length) { /* compresses the path, the end next to the root first */
    uint32_t u = d->path[--length], above = d->ancestor[u];
    if (d->semi[d->label[above]] < d->semi[d->label[u]])
      d->label[u] = d->label[above];
    d->ancestor[u] = d->ancestor[above];
  }
  return d->label[v];
}

static void find_immediate_dominators(dominance *d, const graph *predecessors, const uint32_t *number) {
  for (uint32_t w = d->count; w >= 2; w--) {
    uint32_t n = d->node[w], parent = d->parent[w];
    for (uint32_t i = predecessors->first[n]; i < predecessors->first[n + 1]; i++) {
      uint32_t v = number[predecessors->targets[i]];
      uint32_t u = v ? evaluate(d, v) : w;
      if (d->semi[u] < d->semi[w])
        d->semi[w] = d->semi[u];
    }
    d->next[w] = d->bucket[d->semi[w]];
    d->bucket[d->semi[w]] = w;
    d->ancestor[w] = parent;
    for (uint32_t v = d->bucket[parent]; v; v = d->next[v]) {
      uint32_t u = evaluate(d, v);
      d->idom[v] = d->semi[u] < d->semi[v] ? u : parent;
    }
    d->bucket[parent] = 0;
  }
  for (uint32_t w = 2; w <= d->count; w++)
    if (d->idom[w] != d->semi[w])
      d->idom[w] = d->idom[d->idom[w]];
}

/* Numbers the dominator tree in preorder. A dominator has a smaller number in the search. */
static void number_tree(const dominance *d, graph_dominators *result, uint32_t *size, uint32_t *next) {
  for (uint32_t w = d->count; w >= 1; w--) {
    size[w]++;
    if (w > 1)
      size[d->idom[w]] += size[w];
  }
  for (uint32_t w = 1; w <= d->count; w++) {
    uint32_t first = w == 1 ? 1 : next[d->idom[w]];
    if (w > 1)
      next[d->idom[w]] += size[w];
    next[w] = first + 1;
    result->first[d->node[w]] = first;
    result->last[d->node[w]] = first + size[w] - 1;
    result->immediate[d->node[w]] = w > 1 ? d->node[d->idom[w]] : d->node[w];
  }
}

graph_dominators graph_find_dominators(arena *a, const graph *successors, const graph *predecessors) {
  size_t room = (size_t)successors->node_count + 1;
  graph_dominators result = {ARENA_ARRAY(a, uint32_t, room), ARENA_ARRAY(a, uint32_t, room),
                             ARENA_ARRAY(a, uint32_t, room)};
  arena local = {0};
  dominance d = {.node = ARENA_ARRAY(&local, uint32_t, room), .parent = ARENA_ARRAY(&local, uint32_t, room)};
  d.semi = ARENA_ARRAY(&local, uint32_t, room);
  d.ancestor = ARENA_ARRAY(&local, uint32_t, room);
  d.label = ARENA_ARRAY(&local, uint32_t, room);
  d.bucket = ARENA_ARRAY(&local, uint32_t, room);
  d.next = ARENA_ARRAY(&local, uint32_t, room);
  d.idom = ARENA_ARRAY(&local, uint32_t, room);
  d.path = ARENA_ARRAY(&local, uint32_t, room);
  uint32_t *number = ARENA_ARRAY(&local, uint32_t, room);
  if (successors->node_count > 0) {
    number_depth_first(&d, successors, number, ARENA_ARRAY(&local, uint32_t, room));
    for (uint32_t w = 1; w <= d.count; w++)
      d.semi[w] = d.label[w] = w;
    find_immediate_dominators(&d, predecessors, number);
    number_tree(&d, &result, ARENA_ARRAY(&local, uint32_t, room), ARENA_ARRAY(&local, uint32_t, room));
  }
  arena_free(&local);
  return result;
}
