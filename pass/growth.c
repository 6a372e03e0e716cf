/* Implementation of growth.h. */
#include "growth.h"

/* The worst chain that starts at each node of the call graph. */
typedef struct chains {
  const budget *calls;
  uint64_t *own;   /* node -> bytes that its frame grows by; 0 for nodes of indirect calls */
  uint64_t *bytes; /* node -> along the chain */
  uint32_t *next;  /* node -> where the chain goes on, END_OF_CHAIN */
} chains;

#define END_OF_CHAIN UINT32_MAX

static uint64_t frame_bytes(const function_plan *plan) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < plan->site_count; i++)
    if (plan->sites[i].reason == HEAP2STACK_PROMOTED)
      bytes += plan_slot_bytes(&plan->sites[i]);
  return bytes;
}

static void consider(chains *c, uint32_t node, uint32_t next) {
  if (c->own[node] + c->bytes[next] <= c->bytes[node])
    return;
  c->bytes[node] = c->own[node] + c->bytes[next];
  c->next[node] = next;
}

static bool leads_to(const chains *c, uint32_t node, uint32_t end) {
  while (node != END_OF_CHAIN && node != end)
    node = c->next[node];
  return node == end;
}

/* Callees come before callers, but inside a cycle: there, a chain ends before it comes back. */
static chains find_chains(arena *a, const budget *calls, const function_plan *plans) {
  chains c = {.calls = calls};
  c.own = ARENA_ARRAY(a, uint64_t, calls->node_count + 1);
  c.bytes = ARENA_ARRAY(a, uint64_t, calls->node_count + 1);
  c.next = ARENA_ARRAY(a, uint32_t, calls->node_count + 1);
  for (uint32_t n = 0; n < calls->node_count; n++)
    c.next[n] = END_OF_CHAIN;
  for (uint32_t f = 0; f < calls->function_count; f++) {
    c.own[f] = c.bytes[f] = frame_bytes(&plans[calls->module_order[f]]);
    for (uint32_t i = calls->calls.first[f]; i < calls->calls.first[f + 1]; i++)
      if (calls->calls.targets[i] != f)
        consider(&c, f, calls->calls.targets[i]);
    if (calls->type_node[f] < calls->node_count &&
        !(calls->recursive[f] && leads_to(&c, f, calls->type_node[f])))
      consider(&c, calls->type_node[f], f);
  }
  return c;
}

static const char *describe_chain(const names *n, const chains *c, uint32_t first) {
  enum { SHOWN = 16 };
  const char *text = "";
  size_t count = 0;
  for (uint32_t node = first; node != END_OF_CHAIN; node = c->next[node])
    if (c->own[node] && count++ < SHOWN)
      text = arena_printf(n->run, "%s%s%s()", text, text[0] ? " -> " : "",
                          names_global(n, c->calls->functions[node]));
  return count > SHOWN ? arena_printf(n->run, "%s and %zu more", text, count - SHOWN) : text;
}

static int compare_frames(const void *a, const void *b) {
  const grown_frame *x = a, *y = b;
  if (x->bytes != y->bytes)
    return x->bytes > y->bytes ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

growth growth_measure(const names *n, const budget *calls, const function_plan *plans) {
  growth g = GROWTH_NONE;
  arena memory = {0};
  chains c = find_chains(&memory, calls, plans);
  uint32_t worst = END_OF_CHAIN;
  g.frames = ARENA_ARRAY(n->run, grown_frame, calls->function_count + 1);
  for (uint32_t f = 0; f < calls->function_count; f++) {
    if (c.own[f])
      g.frames[g.count++] = (grown_frame){c.own[f], calls->module_order[f], calls->functions[f]};
    if (c.bytes[f] > g.chain_bytes) {
      g.chain_bytes = c.bytes[f];
      worst = f;
    }
  }
  qsort(g.frames, g.count, sizeof *g.frames, compare_frames);
  g.chain = describe_chain(n, &c, worst);
  arena_free(&memory);
  return g;
}
