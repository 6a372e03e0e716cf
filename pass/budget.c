/* Implementation of budget.h. */
#include "budget.h"

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
  call_node *nodes;   /* uthash */
  graph_edge *edges;  /* stb_ds array */
  LLVMValueRef *functions; /* stb_ds array, in module order */
  uint32_t *type_nodes;    /* stb_ds array: function -> its type's node if its address is taken */
  uint32_t count;
} builder;

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

/* A function outside the module may call back the functions it is given. */
static void add_callbacks(builder *b, uint32_t caller, LLVMValueRef call) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef argument = LLVMIsAFunction(LLVMGetOperand(call, i));
    if (argument && !LLVMIsDeclaration(argument))
      add_edge(b, caller, node_of(b, argument));
  }
}

static void add_call(builder *b, uint32_t caller, LLVMValueRef call) {
  LLVMValueRef callee = LLVMIsAFunction(LLVMGetCalledValue(call));
  if (!callee)
    add_edge(b, caller, node_of(b, LLVMGetCalledFunctionType(call)));
  else if (!LLVMIsDeclaration(callee))
    add_edge(b, caller, node_of(b, callee));
  else if (!LLVMGetIntrinsicID(callee))
    add_callbacks(b, caller, call);
}

static void add_calls(builder *b, LLVMValueRef function) {
  uint32_t caller = node_of(b, function);
  uint32_t type_node = NO_NODE;
  if (address_is_taken(function)) {
    type_node = node_of(b, LLVMGlobalGetValueType(function));
    add_edge(b, type_node, caller);
  }
  arrput(b->type_nodes, type_node);
  for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i))
      if (ir_is_call(i))
        add_call(b, caller, i);
}

/* Orders the functions bottom-up: by component, and inside one as in the module. */
static void order_functions(budget *result, builder *b, const graph_components *components) {
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
    result->type_node[place] = b->type_nodes[f];
    position[f] = place;
  }
  for (uint32_t n = (uint32_t)arrlenu(b->functions); n < b->count; n++)
    position[n] = n;
  for (size_t e = 0; e < arrlenu(b->edges); e++) {
    b->edges[e].from = position[b->edges[e].from];
    b->edges[e].to = position[b->edges[e].to];
  }
}

void budget_init(budget *result, arena *a, LLVMModuleRef module, const heap2stack_options *options) {
  builder b = {.a = a};
  for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
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
  result->functions = ARENA_ARRAY(a, LLVMValueRef, b.count + 1);
  result->module_order = ARENA_ARRAY(a, uint32_t, b.count + 1);
  result->component = ARENA_ARRAY(a, uint32_t, b.count + 1);
  result->recursive = ARENA_ARRAY(a, bool, b.count + 1);
  result->below = ARENA_ARRAY(a, uint64_t, b.count + 1);
  result->type_node = ARENA_ARRAY(a, uint32_t, b.count + 1);
  order_functions(result, &b, &components);
  result->calls = graph_build(a, b.count, b.edges, arrlenu(b.edges), false);
  HASH_CLEAR(hh, b.nodes);
  arrfree(b.edges);
  arrfree(b.functions);
  arrfree(b.type_nodes);
}

frame budget_open(budget *b, uint32_t function) {
  frame f = {.b = b, .function = function};
  for (uint32_t i = b->calls.first[function]; i < b->calls.first[function + 1]; i++)
    if (b->below[b->calls.targets[i]] > f.below)
      f.below = b->below[b->calls.targets[i]];
  return f;
}

heap2stack_reason budget_take(frame *f, uint64_t bytes) {
  const heap2stack_options *o = f->b->options;
  uint64_t used = f->used + bytes;
  if (f->b->recursive[f->function] && used > o->recursion_budget)
    return HEAP2STACK_RECURSION_BUDGET;
  if (used > o->frame_budget)
    return HEAP2STACK_FRAME_BUDGET;
  if (used + f->below > o->chain_budget)
    return HEAP2STACK_CHAIN_BUDGET;
  f->used = used;
  return HEAP2STACK_PROMOTED;
}

void budget_return(frame *f, uint64_t bytes) { f->used -= bytes; }

void budget_close(frame *f) {
  uint64_t bytes = f->used + f->below;
  uint32_t type_node = f->b->type_node[f->function];
  f->b->below[f->function] = bytes;
  if (type_node != NO_NODE && bytes > f->b->below[type_node])
    f->b->below[type_node] = bytes;
}
