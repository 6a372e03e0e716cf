/* Implementation of demand.h. */
#include "demand.h"

#include "allocators.h"
#include "view.h"

/* What of a function is asked for: bits for its parameters, the last ones together, and for its result. */
typedef uint32_t aspects;
enum { RESULT_ASPECT = 31, LAST_PARAMETER = 30 };
#define EVERYTHING UINT32_MAX

/* A call that hands out values of a class. */
typedef struct handed {
  uint32_t call_class;
  uint32_t node; /* whom it calls, in budget.calls */
  aspects asked;
  uint32_t next; /* of the same class, or NO_INDEX */
} handed;

/* One function's classes: what depends on it alone. */
typedef struct profile {
  bool made;
  uint32_t parameter_count;
  uint32_t *parameter_class;
  uint32_t result_class;
  uint32_t *site_classes; /* ended by NO_INDEX */
  uint32_t leaving;       /* the first ones: of objects that may leave */
  uint32_t *first;        /* class -> its first entry in `calls` */
  uint64_t *reached;      /* classes that sites or what is asked for may be in */
  handed *calls;
} profile;

typedef struct demand {
  arena *a;
  const ir_module *m;
  const budget *b;
  pointer_map nodes; /* functions, and types of functions called through pointers */
  profile *profiles; /* by position */
  aspects *asked;    /* node -> all that was asked for */
  aspects *fresh;    /* node -> what was asked for since it was dealt with */
  uint64_t *makers;  /* set of nodes, of functions from which an object may leave (flow_fresh.c) and of types
                        of such that may be called through a pointer; NULL: none can be used */
  uint32_t *pending; /* stb_ds array of nodes */
  uint64_t *needed;
} demand;

static void ask(demand *d, uint32_t node, aspects asked) {
  aspects more = asked & ~d->asked[node];
  if (!more)
    return;
  if (!d->fresh[node])
    arrput(d->pending, node);
  d->asked[node] |= more;
  d->fresh[node] |= more;
}

/* --- the classes of a function --- */

typedef struct builder {
  demand *d;
  function_view view;
  uint32_t *parent; /* union-find forest over values, and one more for the result */
  handed *calls;    /* stb_ds array */
  uint32_t *sites;  /* stb_ds array */
  uint32_t
      *pointer_sites; /* stb_ds array: calls through pointers of what may make an object, which is kept */
} builder;

static uint32_t find_class(builder *b, uint32_t value) {
  while (b->parent[value] != value) {
    b->parent[value] = b->parent[b->parent[value]];
    value = b->parent[value];
  }
  return value;
}

static void join(builder *b, uint32_t value, LLVMValueRef other) {
  uint32_t index = view_index(&b->view, other);
  if (index != NO_INDEX)
    b->parent[find_class(b, index)] = find_class(b, value);
}

static void add_handed(builder *b, uint32_t call, const void *key, aspects asked) {
  handed entry = {.call_class = call, .node = pointer_map_find(&b->d->nodes, key), .asked = asked};
  if (entry.node == POINTER_MAP_NONE)
    return;
  arrput(b->calls, entry);
}

/* Functions given to code outside the module may be called back with anything. */
static void add_callbacks(builder *b, uint32_t call, LLVMValueRef instruction) {
  unsigned count = LLVMGetNumArgOperands(instruction);
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(instruction, i);
    if (LLVMIsAFunction(operand))
      add_handed(b, call, operand, EVERYTHING);
  }
}

enum { MAX_ORIGINS = 16, MAX_USES = 256 };

/* Where a pointer to a function comes from. */
typedef struct origins {
  const ir_module *m;
  unsigned steps, uses; /* looked at so far */
  bool stored;          /* something is stored where it is loaded from */
} origins;

static bool may_be_known(origins *o, LLVMValueRef pointer);

/* Looks at what is stored at a byte offset from an address; true if that may be known. */
static bool is_known_there(origins *o, LLVMValueRef address, uint64_t offset) {
  for (LLVMUseRef use = LLVMGetFirstUse(address); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    int64_t step;
    bool store = LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == address && offset == 0;
    bool moved = LLVMIsAGetElementPtrInst(user) && ir_gep_offset(o->m, user, &step);
    o->stored |= store;
    if (++o->uses > MAX_USES || (store && may_be_known(o, LLVMGetOperand(user, 0))) ||
        (moved && is_known_there(o, user, offset - (uint64_t)step)))
      return true;
  }
  return false;
}

/* Whether what is loaded from a local variable may be known: by what is stored there in this function, where
 * something is. Else called functions have filled it in. */
static bool is_known_variable(origins *o, LLVMValueRef variable, uint64_t offset) {
  bool before = o->stored;
  o->stored = false;
  bool known = is_known_there(o, variable, offset) || !o->stored;
  o->stored = before;
  return known;
}

/* Where the pointer comes from may be known in this function: it is not just what a parameter or a variable
 * of the module leads to. */
static bool may_be_known(origins *o, LLVMValueRef pointer) {
  if (++o->steps > MAX_ORIGINS)
    return true;
  if (LLVMIsAGlobalVariable(pointer))
    return ir_is_constant_global(pointer);
  if (LLVMIsAArgument(pointer))
    return false;
  bool load = LLVMIsALoadInst(pointer), moved = LLVMIsAGetElementPtrInst(pointer) || LLVMIsACastInst(pointer);
  int64_t step;
  uint64_t offset = 0;
  LLVMValueRef variable = load ? LLVMGetOperand(pointer, 0) : NULL;
  for (; variable && LLVMIsAGetElementPtrInst(variable) && ir_gep_offset(o->m, variable, &step);
       offset += (uint64_t)step)
    variable = LLVMGetOperand(variable, 0);
  if (variable && LLVMIsAAllocaInst(variable))
    return is_known_variable(o, variable, offset);
  if (load || moved || LLVMIsAConstantExpr(pointer))
    return may_be_known(o, LLVMGetOperand(pointer, 0));
  if (!LLVMIsAPHINode(pointer) && !LLVMIsASelectInst(pointer))
    return !ir_is_plain_constant(pointer);
  int count = LLVMGetNumOperands(pointer);
  for (int i = LLVMIsASelectInst(pointer) ? 1 : 0; i < count; i++)
    if (may_be_known(o, LLVMGetOperand(pointer, (unsigned)i)))
      return true;
  return false;
}

/* A function, or the type that one is called through. */
static bool is_maker(const demand *d, const void *called) {
  uint32_t node = d->makers ? pointer_map_find(&d->nodes, called) : POINTER_MAP_NONE;
  return node != POINTER_MAP_NONE && bitset_has(d->makers, node);
}

static bool is_pointer_to_maker(const demand *d, LLVMValueRef call) {
  origins o = {.m = d->m};
  return is_maker(d, LLVMGetCalledFunctionType(call)) && may_be_known(&o, LLVMGetCalledValue(call));
}

static void add_call(builder *b, uint32_t call) {
  LLVMValueRef instruction = b->view.values[call], called = ir_called(instruction);
  LLVMValueRef callee = LLVMIsAFunction(called);
  allocator_call allocation = allocator_classify(b->d->m, instruction);
  allocator_kind kind = allocation.kind;
  if (allocator_makes_object(&allocation) || (callee && is_maker(b->d, callee)))
    arrput(b->sites, call);
  else if (!callee && is_pointer_to_maker(b->d, instruction))
    arrput(b->pointer_sites, call);
  if (allocation.delivery)
    join(b, call, allocation.delivery);
  if (kind == ALLOCATOR_SITE || kind == ALLOCATOR_RELEASE)
    return;
  aspects asked = ir_type_holds_pointers(LLVMTypeOf(instruction)) ? 1u << RESULT_ASPECT : 0;
  unsigned count = LLVMGetNumArgOperands(instruction);
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef argument = LLVMGetOperand(instruction, i);
    join(b, call, argument);
    if (!LLVMIsConstant(argument))
      asked |= 1u << (i < LAST_PARAMETER ? i : LAST_PARAMETER);
  }
  if (!callee) {
    join(b, call, called);
    add_handed(b, call, LLVMGetCalledFunctionType(instruction), asked);
  } else if (LLVMIsDeclaration(callee)) {
    add_callbacks(b, call, instruction);
  } else {
    add_handed(b, call, callee, asked);
  }
}

static void add_instruction(builder *b, uint32_t value) {
  LLVMValueRef instruction = b->view.values[value];
  int count = LLVMGetNumOperands(instruction);
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    add_call(b, value);
    break;
  case LLVMICmp:
  case LLVMFCmp:
  case LLVMBr:
  case LLVMSwitch:
  case LLVMAlloca:
    break;
  case LLVMGetElementPtr:
    join(b, value, LLVMGetOperand(instruction, 0));
    break;
  case LLVMRet:
    if (count > 0)
      join(b, b->view.value_count, LLVMGetOperand(instruction, 0));
    break;
  default:
    for (int i = LLVMIsASelectInst(instruction) ? 1 : 0; i < count; i++)
      join(b, value, LLVMGetOperand(instruction, (unsigned)i));
  }
}

/* Keeps what the classes are needed for, and forgets the function's values. */
static void read_profile(builder *b, profile *p) {
  arena *a = b->d->a;
  uint32_t classes = b->view.value_count + 1;
  p->made = true;
  p->parameter_count = b->view.argument_count;
  p->parameter_class = ARENA_ARRAY(a, uint32_t, p->parameter_count + 1);
  for (uint32_t i = 0; i < p->parameter_count; i++)
    p->parameter_class[i] = find_class(b, i);
  p->result_class = find_class(b, b->view.value_count);
  p->leaving = (uint32_t)arrlenu(b->sites);
  for (size_t i = 0; i < arrlenu(b->pointer_sites); i++)
    arrput(b->sites, b->pointer_sites[i]);
  p->site_classes = ARENA_ARRAY(a, uint32_t, arrlenu(b->sites) + 1);
  for (size_t i = 0; i < arrlenu(b->sites); i++)
    p->site_classes[i] = find_class(b, b->sites[i]);
  p->site_classes[arrlenu(b->sites)] = NO_INDEX;
  p->reached = bitset_new(a, classes);
  p->first = ARENA_ARRAY(a, uint32_t, classes);
  for (uint32_t i = 0; i < classes; i++)
    p->first[i] = NO_INDEX;
  p->calls = ARENA_ARRAY(a, handed, arrlenu(b->calls) + 1);
  for (uint32_t i = 0; i < arrlenu(b->calls); i++) {
    uint32_t in_class = find_class(b, b->calls[i].call_class);
    p->calls[i] = b->calls[i];
    p->calls[i].next = p->first[in_class];
    p->first[in_class] = i;
  }
}

static void make_profile(demand *d, uint32_t function) {
  arena local = {0};
  builder b = {.d = d};
  view_number(&b.view, &local, d->b->functions[function]);
  b.parent = ARENA_ARRAY(&local, uint32_t, b.view.value_count + 1);
  for (uint32_t v = 0; v <= b.view.value_count; v++)
    b.parent[v] = v;
  for (uint32_t v = b.view.argument_count; v < b.view.value_count; v++)
    add_instruction(&b, v);
  read_profile(&b, &d->profiles[function]);
  arrfree(b.calls);
  arrfree(b.sites);
  arrfree(b.pointer_sites);
  arena_free(&local);
}

/* --- from function to function --- */

static void reach_class(demand *d, profile *p, uint32_t reached) {
  if (!bitset_add(p->reached, reached))
    return;
  for (uint32_t i = p->first[reached]; i != NO_INDEX; i = p->calls[i].next)
    ask(d, p->calls[i].node, p->calls[i].asked);
}

static profile *profile_of(demand *d, uint32_t function) {
  if (!d->profiles[function].made)
    make_profile(d, function);
  return &d->profiles[function];
}

static bool calls_known_pointer(const demand *d, LLVMValueRef function) {
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (ir_is_call(i) && !ir_callee(i) && is_pointer_to_maker(d, i))
        return true;
  return false;
}

static bool calls_maker(const demand *d, uint32_t function) {
  const graph *calls = &d->b->calls;
  bool by_pointer = false;
  for (uint32_t i = calls->first[function]; d->makers && i < calls->first[function + 1]; i++)
    if (!bitset_has(d->makers, calls->targets[i]))
      continue;
    else if (calls->targets[i] < d->b->function_count)
      return true;
    else
      by_pointer = true;
  return by_pointer && calls_known_pointer(d, d->b->functions[function]);
}

/* An object leaves when it may be where the result or what a parameter leads to is. */
static bool may_hand_over(demand *d, uint32_t function) {
  const profile *p = profile_of(d, function);
  for (uint32_t s = 0; s < p->leaving; s++) {
    if (p->site_classes[s] == p->result_class)
      return true;
    for (uint32_t i = 0; i < p->parameter_count; i++)
      if (p->site_classes[s] == p->parameter_class[i])
        return true;
  }
  return false;
}

enum { MAX_ROUNDS = 4 }; /* in a cycle: makers that take longer to find are not made use of */

/* Finds the makers among functions from `begin` on, which may call each other; true if there are more now. */
static bool find_makers(demand *d, uint32_t begin, uint32_t end, bool *has_sites) {
  bool more = false;
  for (uint32_t f = begin; f < end; f++) {
    bool *has_site = &has_sites[d->b->module_order[f]];
    *has_site |= calls_maker(d, f);
    if (!*has_site || !d->makers || bitset_has(d->makers, f) || !may_hand_over(d, f))
      continue;
    more = true;
    bitset_add(d->makers, f);
    if (d->b->type_node[f] != NO_INDEX)
      bitset_add(d->makers, d->b->type_node[f]);
  }
  return more;
}

/* Calls of functions that are known to be makers now are sites. */
static void forget_profiles(demand *d, uint32_t begin, uint32_t end) {
  for (uint32_t f = begin; f < end; f++)
    d->profiles[f].made = false;
}

static void start_at_sites(demand *d, uint32_t function) {
  profile *p = profile_of(d, function);
  bitset_add(d->needed, function);
  for (const uint32_t *site = p->site_classes; *site != NO_INDEX; site++)
    reach_class(d, p, *site);
}

static void deal_with(demand *d, uint32_t node) {
  aspects fresh = d->fresh[node];
  d->fresh[node] = 0;
  if (node >= d->b->function_count) { /* a type: any function that is called through it */
    for (uint32_t e = d->b->calls.first[node]; e < d->b->calls.first[node + 1]; e++)
      ask(d, d->b->calls.targets[e], fresh);
    return;
  }
  profile *p = profile_of(d, node);
  bitset_add(d->needed, node);
  for (uint32_t i = 0; i < p->parameter_count; i++)
    if (fresh >> (i < LAST_PARAMETER ? i : LAST_PARAMETER) & 1)
      reach_class(d, p, p->parameter_class[i]);
  if (fresh >> RESULT_ASPECT & 1)
    reach_class(d, p, p->result_class);
}

static void name_nodes(demand *d) {
  d->nodes = pointer_map_new(d->a, d->b->function_count);
  for (uint32_t f = 0; f < d->b->function_count; f++) {
    const void *type = LLVMGlobalGetValueType(d->b->functions[f]);
    pointer_map_add(&d->nodes, d->b->functions[f], f);
    if (d->b->type_node[f] != NO_INDEX && pointer_map_find(&d->nodes, type) == POINTER_MAP_NONE)
      pointer_map_add(&d->nodes, type, d->b->type_node[f]);
  }
}

uint64_t *demand_find(arena *a, const ir_module *m, const budget *calls, bool clones, bool *has_sites) {
  arena local = {0};
  demand d = {.a = &local, .m = m, .b = calls, .needed = bitset_new(a, calls->node_count)};
  d.profiles = ARENA_ARRAY(&local, profile, calls->function_count + 1);
  d.asked = ARENA_ARRAY(&local, aspects, calls->node_count + 1);
  d.fresh = ARENA_ARRAY(&local, aspects, calls->node_count + 1);
  d.makers = clones ? bitset_new(&local, calls->node_count) : NULL;
  name_nodes(&d);
  uint32_t end;
  for (uint32_t begin = 0; begin < calls->function_count; begin = end) { /* callees come first */
    end = budget_component_end(calls, begin);
    for (int round = 0;
         find_makers(&d, begin, end, has_sites) && calls->recursive[begin] && round < MAX_ROUNDS; round++)
      forget_profiles(&d, begin, end);
    for (uint32_t f = begin; f < end; f++)
      if (has_sites[calls->module_order[f]])
        start_at_sites(&d, f);
  }
  while (arrlenu(d.pending))
    deal_with(&d, arrpop(d.pending));
  arrfree(d.pending);
  arena_free(&local);
  return d.needed;
}
