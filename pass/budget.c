/* Implementation of budget.h. */
#include "budget.h"

#include "allocators.h"
#include "effects.h"

#include <string.h>
#include <uthash.h>

#define NO_NODE UINT32_MAX

/* A function, or a function type that stands for all indirect calls through it. */
typedef struct call_node {
  void *key;
  uint32_t number;
  UT_hash_handle hh;
} call_node;

typedef struct builder {
  arena *a;
  const ir_module *m;
  const effect_table *effects;
  call_node *nodes;          /* uthash */
  graph_edge *edges;         /* stb_ds array */
  graph_edge *outside_edges; /* stb_ds array: what code outside the module may do; OUTSIDE is its node */
  LLVMValueRef *functions;   /* stb_ds array, in module order */
  uint32_t *type_nodes;      /* stb_ds array: function -> its type's node if its address is taken */
  uint32_t count;
  uint64_t smallest_stack; /* that the module gives to a thread; UINT64_MAX: it gives none */
} builder;

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }

static call_node *find_node(builder *b, void *key) {
  call_node *node;
  HASH_FIND_PTR(b->nodes, &key, node);
  return node;
}

static uint32_t node_of(builder *b, void *key) {
  call_node *node = find_node(b, key);
  if (!node) {
    node = ARENA_NEW(b->a, call_node);
    node->key = key;
    node->number = b->count++;
    HASH_ADD_PTR(b->nodes, key, node);
  }
  return node->number;
}

static void add_edge(builder *b, uint32_t from, uint32_t to) {
  graph_edge edge = {from, to};
  arrput(b->edges, edge);
}

/* A function whose address is taken may be the target of any indirect call through its type. */
static bool address_is_taken(LLVMValueRef function) {
  for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (!LLVMIsAInstruction(user) || !ir_is_call(user) || LLVMGetCalledValue(user) != function)
      return true;
    unsigned count = LLVMGetNumArgOperands(user);
    for (unsigned i = 0; i < count; i++)
      if (LLVMGetOperand(user, i) == function)
        return true;
  }
  return false;
}

static void add_outside_edge(builder *b, uint32_t from, uint32_t to) {
  graph_edge edge = {from, to};
  arrput(b->outside_edges, edge);
}

/* Stands for all code outside the module, in outside_edges only. */
#define OUTSIDE UINT32_MAX

static bool calls_back(const effect *row) {
  for (unsigned i = 0; i < row->argument_count; i++)
    if (row->arguments[i].called)
      return true;
  return false;
}

/* A function outside the module may call back the functions it is given, and an unknown one any whose address
 * is taken. */
static void add_external_call(builder *b, uint32_t caller, LLVMValueRef callee, LLVMValueRef call) {
  unsigned count = LLVMGetNumArgOperands(call);
  size_t length;
  effect row = {0}; /* an allocator's, which calls nothing back, need not be in the table */
  const char *name = LLVMGetValueName2(callee, &length);
  bool known = effect_find(b->effects, name, length, &row) || allocator_classify(b->m, call).kind;
  bool unknown_callback = !known;
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(call, i), function = LLVMIsAFunction(operand);
    if (function && !LLVMIsDeclaration(function))
      add_edge(b, caller, node_of(b, function));
    else if (!LLVMIsConstant(operand) && ir_type_holds_pointers(LLVMTypeOf(operand)))
      unknown_callback |= known && row.argument_count > 0 && calls_back(&row);
  }
  if (unknown_callback)
    add_outside_edge(b, caller, OUTSIDE);
}

/* The bytes of the stack that a call of a library function provides, or UINT64_MAX if it is no such call. */
static uint64_t provided_stack(LLVMValueRef callee, LLVMValueRef call) {
  enum { UNKNOWN = 16384 }; /* the least that a thread can have: PTHREAD_STACK_MIN */
  static const struct {
    const char *name;
    unsigned size; /* the argument; UINT32_MAX: it is in memory */
  } rows[] = {{"pthread_attr_setstacksize", 1},
              {"pthread_attr_setstack", 2},
              {"sigaltstack", UINT32_MAX},
              {"makecontext", UINT32_MAX}};
  size_t length;
  const char *name = LLVMGetValueName2(callee, &length);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (strlen(rows[i].name) != length || memcmp(rows[i].name, name, length) != 0)
      continue;
    LLVMValueRef size =
        rows[i].size < LLVMGetNumArgOperands(call) ? LLVMGetOperand(call, rows[i].size) : NULL;
    bool known = size && LLVMIsAConstantInt(size) && LLVMGetIntTypeWidth(LLVMTypeOf(size)) <= 64;
    return known ? LLVMConstIntGetZExtValue(size) : UNKNOWN;
  }
  return UINT64_MAX;
}

static void add_call(builder *b, uint32_t caller, LLVMValueRef call) {
  LLVMValueRef callee = LLVMIsAFunction(ir_called(call));
  if (callee && LLVMGetIntrinsicID(callee))
    return;
  if (callee && !LLVMIsDeclaration(callee)) {
    add_edge(b, caller, node_of(b, callee));
  } else if (callee) {
    uint64_t stack = provided_stack(callee, call);
    b->smallest_stack = smaller(b->smallest_stack, stack);
    add_external_call(b, caller, callee, call);
  } else if (!LLVMIsAInlineAsm(LLVMGetCalledValue(call))) {
    add_edge(b, caller, node_of(b, LLVMGetCalledFunctionType(call)));
    add_outside_edge(b, caller, OUTSIDE); /* it may also be outside, or go by another type */
  }
}

static uint64_t own_bytes(const builder *b, LLVMValueRef function) {
  uint64_t total = 0, bytes;
  LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
  for (LLVMValueRef i = LLVMGetFirstInstruction(entry); i; i = LLVMGetNextInstruction(i))
    if (LLVMIsAAllocaInst(i) && ir_static_alloca(b->m, i, &bytes))
      total = bytes > UINT32_MAX - total ? UINT32_MAX : total + bytes;
  return total;
}

static void add_calls(builder *b, LLVMValueRef function) {
  uint32_t caller = node_of(b, function);
  uint32_t type_node = NO_NODE;
  if (address_is_taken(function)) {
    type_node = node_of(b, LLVMGlobalGetValueType(function));
    add_edge(b, type_node, caller);
    add_outside_edge(b, OUTSIDE, caller);
  }
  arrput(b->type_nodes, type_node);
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
       block = LLVMGetNextBasicBlock(block))
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i))
      if (ir_is_call(i))
        add_call(b, caller, i);
}

/* Orders the functions bottom-up: by component, and inside one as in the module. Renumbers the edges, and
 * returns the new numbers of the nodes. */
static uint32_t *order_functions(budget *result, builder *b, const graph_components *components) {
  uint32_t *first = ARENA_ARRAY(b->a, uint32_t, components->count + 1);
  for (size_t f = 0; f < arrlenu(b->functions); f++)
    first[components->of[f] + 1]++;
  for (uint32_t c = 0; c < components->count; c++)
    first[c + 1] += first[c];
  uint32_t *position = ARENA_ARRAY(b->a, uint32_t, b->count + 1);
  for (uint32_t f = 0; f < arrlenu(b->functions); f++) {
    uint32_t place = first[components->of[f]]++;
    result->functions[place] = b->functions[f];
    result->module_order[place] = f;
    result->recursive[place] = components->cyclic[components->of[f]];
    result->component[place] = components->of[f];
    result->own[place] = own_bytes(b, b->functions[f]);
    result->type_node[place] = b->type_nodes[f];
    position[f] = place;
  }
  for (uint32_t n = (uint32_t)arrlenu(b->functions); n < b->count; n++)
    position[n] = n;
  for (size_t e = 0; e < arrlenu(b->edges); e++) {
    b->edges[e].from = position[b->edges[e].from];
    b->edges[e].to = position[b->edges[e].to];
  }
  return position;
}

/* The functions in a cycle once the edges through code outside the module are added. */
static void find_reentrant(budget *result, builder *b, const uint32_t *position) {
  arena memory = {0};
  graph_edge *edges = NULL;
  for (size_t e = 0; e < arrlenu(b->edges); e++)
    arrput(edges, b->edges[e]);
  for (size_t e = 0; e < arrlenu(b->outside_edges); e++) {
    graph_edge edge = b->outside_edges[e];
    edge.from = edge.from == OUTSIDE ? b->count : position[edge.from];
    edge.to = edge.to == OUTSIDE ? b->count : position[edge.to];
    arrput(edges, edge);
  }
  graph g = graph_build(&memory, b->count + 1, edges, arrlenu(edges), false);
  graph_components components = graph_find_components(&memory, &g);
  for (uint32_t i = 0; i < result->function_count; i++)
    result->reentrant[i] = components.cyclic[components.of[i]];
  arrfree(edges);
  arena_free(&memory);
}

static void allocate(budget *result, arena *a, uint32_t nodes) {
  result->functions = ARENA_ARRAY(a, LLVMValueRef, nodes + 1);
  result->module_order = ARENA_ARRAY(a, uint32_t, nodes + 1);
  result->recursive = ARENA_ARRAY(a, bool, nodes + 1);
  result->reentrant = ARENA_ARRAY(a, bool, nodes + 1);
  result->component = ARENA_ARRAY(a, uint32_t, nodes + 1);
  result->own = ARENA_ARRAY(a, uint64_t, nodes + 1);
  result->slots = ARENA_ARRAY(a, uint64_t, nodes + 1);
  result->depth = ARENA_ARRAY(a, uint64_t, nodes + 1);
  result->type_node = ARENA_ARRAY(a, uint32_t, nodes + 1);
}

void budget_init(budget *result, arena *a, const ir_module *m, const struct effect_table *effects,
                 const heap2stack_options *options) {
  builder b = {.a = a, .m = m, .effects = effects, .smallest_stack = UINT64_MAX};
  for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
    if (!LLVMIsDeclaration(f)) {
      node_of(&b, f);
      arrput(b.functions, f);
    }
  for (size_t f = 0; f < arrlenu(b.functions); f++)
    add_calls(&b, b.functions[f]);
  graph calls = graph_build(a, b.count, b.edges, arrlenu(b.edges), false);
  graph_components components = graph_find_components(a, &calls);
  *result = (budget){.options = options, .function_count = (uint32_t)arrlenu(b.functions)};
  result->node_count = b.count;
  result->frame_budget = smaller(options->frame_budget, b.smallest_stack / 2);
  result->chain_budget = smaller(options->chain_budget, b.smallest_stack / 2);
  allocate(result, a, b.count);
  uint32_t *position = order_functions(result, &b, &components);
  result->calls = graph_build(a, b.count, b.edges, arrlenu(b.edges), false);
  find_reentrant(result, &b, position);
  HASH_CLEAR(hh, b.nodes);
  arrfree(b.edges);
  arrfree(b.outside_edges);
  arrfree(b.functions);
  arrfree(b.type_nodes);
}

static uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

uint32_t budget_component_end(const budget *b, uint32_t begin) {
  uint32_t end = begin + 1;
  while (end < b->function_count && b->component[end] == b->component[begin])
    end++;
  return end;
}

frame budget_open(budget *b, uint32_t function) {
  frame f = {.b = b, .function = function};
  for (uint32_t i = b->calls.first[function]; i < b->calls.first[function + 1]; i++) {
    f.slots_below = larger(f.slots_below, b->slots[b->calls.targets[i]]);
    f.depth_below = larger(f.depth_below, b->depth[b->calls.targets[i]]);
  }
  return f;
}

heap2stack_reason budget_take(frame *f, uint64_t bytes) {
  enum { ALWAYS_ALLOWED = 1024 }; /* whatever the frame's own arrays are */
  const heap2stack_options *o = f->b->options;
  uint64_t used = f->used + bytes;
  bool small = used <= ALWAYS_ALLOWED;
  uint64_t frame = small ? used : used + f->b->own[f->function];
  if (f->b->recursive[f->function] && used > o->recursion_budget)
    return HEAP2STACK_RECURSION_BUDGET;
  if (f->b->reentrant[f->function] && used > o->reentry_budget)
    return HEAP2STACK_REENTRY_BUDGET;
  if (frame > f->b->frame_budget)
    return HEAP2STACK_FRAME_BUDGET;
  if (frame + (small ? f->slots_below : f->depth_below) > f->b->chain_budget)
    return HEAP2STACK_CHAIN_BUDGET;
  f->used = used;
  return HEAP2STACK_PROMOTED;
}

void budget_return(frame *f, uint64_t bytes) { f->used -= bytes; }

void budget_close(frame *f) {
  budget *b = f->b;
  uint32_t type_node = b->type_node[f->function];
  b->slots[f->function] = f->used + f->slots_below;
  b->depth[f->function] = f->used + b->own[f->function] + f->depth_below;
  if (type_node == NO_NODE)
    return;
  b->slots[type_node] = larger(b->slots[type_node], b->slots[f->function]);
  b->depth[type_node] = larger(b->depth[type_node], b->depth[f->function]);
}
