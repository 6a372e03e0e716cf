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
