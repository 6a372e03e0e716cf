/* Directed graphs on dense node numbers, and their strongly connected components.
 *
 * Used for the blocks of a function and for the functions of a module.
 */
#ifndef HEAP2STACK_GRAPH_H
#define HEAP2STACK_GRAPH_H

#include "support.h"

typedef struct graph_edge {
  uint32_t from, to;
} graph_edge;

/* Adjacency in compressed rows: the successors of n are targets[first[n]] .. targets[first[n + 1] - 1]. */
typedef struct graph {
  uint32_t node_count;
  uint32_t *first;
  uint32_t *targets;
} graph;

/* Strongly connected components, numbered bottom-up: an edge that leaves a component leads to one of a
 * smaller number. */
typedef struct graph_components {
  uint32_t count;
  uint32_t *of; /* node -> component */
  bool *cyclic; /* component -> has a cycle (more than one node, or an edge to itself) */
} graph_components;

/* Builds a graph from an edge list, kept in order; with `reversed`, every edge is turned round. */
graph graph_build(arena *a, uint32_t node_count, const graph_edge *edges, size_t edge_count, bool reversed);

/* Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972) without recursion. */
graph_components graph_find_components(arena *a, const graph *g);

/* The dominator tree of a flow graph that is entered at node 0: preorder numbers from 1, and the last number
 * in each subtree. Unreachable nodes have 0. */
typedef struct graph_dominators {
  uint32_t *first, *last;
  uint32_t *immediate; /* the parent in the tree; itself for node 0 */
} graph_dominators;

/* Lengauer and Tarjan's algorithm (A fast algorithm for finding dominators in a flowgraph, 1979), the simple
 * version. */
graph_dominators graph_find_dominators(arena *a, const graph *successors, const graph *predecessors);

/* True if every way to `b` leads through `a`, which may be `b`; false for unreachable nodes. */
static inline bool graph_dominates(const graph_dominators *d, uint32_t a, uint32_t b) {
  return d->first[a] && d->first[a] <= d->first[b] && d->first[b] <= d->last[a];
}

#endif
