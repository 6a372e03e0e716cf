/* Explanations within one function (explain.h). */
#include "explain.h"

#include <string.h>

enum {
  MAX_STEPS = 64,
  MAX_PASSED = 1000, /* nodes that a way leads through, silent ones too */
  MAX_CONTAINERS = 8 /* objects in objects */
};

/* Where an object gets out, or is released. */
typedef struct way_out {
  heap2stack_reason reason; /* 0: it is released */
  uint32_t culprit;         /* NO_INDEX: unknown */
  node_id node;             /* held the pointer; NO_INDEX: unknown */
} way_out;

typedef struct path {
  const names *n;
  const flow *f;
  explain_step *steps; /* stb_ds array */
} path;

/* --- names --- */

static const char *place_name(const names *n, const flow *f, const flow_place *place, uint32_t stars) {
  static const char deep[] = "****";
  heap2stack_parameter found;
  const char *name;
  if (place->parameter < FRESH)
    name = names_parameter(n, f->view->function, place->parameter, &found);
  else {
    LLVMValueRef made = f->view->values[f->objects[place->parameter - FRESH].value];
    name = names_value(n, made, made);
  }
  return arena_printf(n->run, "%.*s%s", (int)(stars < DEEPEST ? stars : DEEPEST), deep, name);
}

/* What is stored in an object. */
static const char *content_name(const path *p, const flow_object *o, LLVMValueRef at) {
  switch (o->kind) {
  case OBJECT_PARAMETER:
    return place_name(p->n, p->f, &o->place, o->place.depth);
  case OBJECT_CONSTANT:
    return names_global(p->n, o->constant);
  case OBJECT_ALLOCA: {
    const char *name = names_variable(p->n, p->f->view->values[o->value], at);
    return name ? name : "a local variable";
  }
  case OBJECT_SITE:
    break;
  }
  return arena_printf(p->n->run, "*%s", names_value(p->n, p->f->view->values[o->value], at));
}

static const char *node_name(const path *p, node_id node, LLVMValueRef at) {
  if (node == NO_INDEX || node == p->f->result)
    return "the pointer";
  if (node < p->f->view->value_count)
    return names_value(p->n, p->f->view->values[node], at);
  return content_name(p, &p->f->objects[p->f->nodes[node].object], at);
}

static bool is_structure_result(LLVMValueRef function, uint32_t index) {
  unsigned sret = LLVMGetEnumAttributeKindForName("sret", 4);
  return index < LLVMCountParams(function) && LLVMGetEnumAttributeAtIndex(function, index + 1, sret);
}

/* The callee's parameter as the source counts: " as this", ", parameter 1". */
static const char *parameter_words(const names *n, LLVMValueRef callee, uint32_t index) {
  uint32_t number = index + 1;
  heap2stack_parameter found;
  for (uint32_t i = 0; callee && i <= index && i < 2; i++) {
    bool has_body = !LLVMIsDeclaration(callee) && i < LLVMCountParams(callee);
    bool implicit = is_structure_result(callee, i) ||
                    (has_body && strcmp(names_parameter(n, callee, i, &found), "this") == 0);
    if (implicit && i == index)
      return is_structure_result(callee, i) ? "" : " as this";
    number -= implicit;
  }
  return arena_printf(n->run, ", parameter %u", number);
}

/* --- actions --- */

static bool is_thread_local_address(LLVMValueRef value) {
  static const char name[] = "llvm.threadlocal.address";
  LLVMValueRef callee = LLVMIsAIntrinsicInst(value) ? LLVMGetCalledValue(value) : NULL;
  size_t length;
  return callee && strncmp(LLVMGetValueName2(callee, &length), name, sizeof name - 1) == 0;
}

/* Where a store goes to, in the source's words. */
static const char *store_action(const names *n, LLVMValueRef address, LLVMValueRef at) {
  bool inside = false;
  while (LLVMIsAGetElementPtrInst(address) || LLVMIsABitCastInst(address) ||
         is_thread_local_address(address) ||
         (LLVMIsAConstantExpr(address) && LLVMGetNumOperands(address) > 0)) {
    inside |= LLVMIsAGetElementPtrInst(address) != NULL;
    address = LLVMGetOperand(address, 0);
  }
  if (LLVMIsAGlobalVariable(address))
    return arena_printf(n->run, "stored to %s %s", LLVMIsThreadLocal(address) ? "thread-local" : "global",
                        names_global(n, address));
  if (LLVMIsAAllocaInst(address)) {
    const char *name = names_variable(n, address, at);
    return arena_printf(n->run, "%s %s", inside || !name ? "stored in" : "assigned to",
                        name ? name : "a local variable");
  }
  const char *name = names_value(n, address, at);
  return strcmp(name, "the pointer") == 0 ? "stored" : arena_printf(n->run, "stored in *%s", name);
}

/* The argument of a call that is this node; NO_INDEX if none is. */
static uint32_t argument_of(const flow *f, LLVMValueRef call, node_id node) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (uint32_t a = 0; node < f->view->value_count && a < count; a++)
    if (LLVMGetOperand(call, a) == f->view->values[node])
      return a;
  return NO_INDEX;
}

static bool is_copy(const flow *f, LLVMValueRef call) { return ir_copies_memory(f->m, ir_intrinsic(call)); }

/* The call hands the pointer on: its result, or what it writes, has it then. */
static const char *handing_action(const path *p, LLVMValueRef call, node_id to) {
  if (is_copy(p->f, call))
    return "copied";
  if (LLVMIsAIntrinsicInst(call))
    return "used";
  bool returned = to < p->f->view->value_count && p->f->view->values[to] == call;
  return arena_printf(p->n->run, "%s by %s", returned ? "returned" : "stored", names_callee(p->n, call));
}

/* What the instruction does with the pointer, in the programmer's words; `to` has it then, NO_INDEX: nobody
 * that is known. */
static const char *action(const path *p, LLVMValueRef instruction, node_id from, node_id to) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMStore:
    return store_action(p->n, LLVMGetOperand(instruction, 1), instruction);
  case LLVMLoad:
    return "loaded";
  case LLVMRet:
    return "return";
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr: {
    if (to != NO_INDEX)
      return handing_action(p, instruction, to);
    uint32_t argument = argument_of(p->f, instruction, from);
    const char *callee = names_callee(p->n, instruction);
    if (LLVMIsAInlineAsm(LLVMGetCalledValue(instruction)))
      return arena_printf(p->n->run, "passed to %s", callee);
    if (argument != NO_INDEX)
      return arena_printf(p->n->run, "passed to %s%s", callee,
                          parameter_words(p->n, ir_callee(instruction), argument));
    return arena_printf(p->n->run, "%s %s", from != NO_INDEX ? "reached by" : "passed to", callee);
  }
  case LLVMPHI:
  case LLVMSelect:
    return "assigned on one of several paths";
  case LLVMPtrToInt:
    return "converted to a number";
  case LLVMIntToPtr:
    return "converted from a number";
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return "exchanged";
  case LLVMICmp:
    return "compared";
  default:
    return "used";
  }
}

/* Computations and copies that a reader of the source does not see, or has no words for. */
static bool is_silent(LLVMValueRef instruction) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMStore:
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
  case LLVMPHI:
  case LLVMSelect:
  case LLVMPtrToInt:
  case LLVMIntToPtr:
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    return false;
  case LLVMLoad: /* a variable is read */
    return LLVMIsAAllocaInst(LLVMGetOperand(instruction, 0)) != NULL;
  default:
    return true;
  }
}

/* The variable that a step assigns to, or NULL. */
static const char *assigned_variable(const explain_step *step) {
  static const char assigned[] = "assigned to ";
  size_t length = sizeof assigned - 1;
  return strncmp(step->action, assigned, length) == 0 ? step->action + length : NULL;
}

/* Nothing that has to be said: a parameter is put into its own variable; a variable that the last step stored
 * something in gets its own value. */
static bool is_plain_assignment(const explain_step *step, const explain_step *last) {
  static const char stored[] = "stored in *";
  size_t length = sizeof stored - 1;
  const char *variable = assigned_variable(step);
  if (!variable)
    return false;
  return strcmp(variable, step->name) == 0 ||
         (last && strncmp(last->action, stored, length) == 0 && strcmp(last->action + length, variable) == 0);
}

/* "*q" is the same before and after it was loaded. */
static bool is_plain_load(const explain_step *load, const explain_step *next) {
  return strcmp(load->action, "loaded") == 0 && strcmp(load->name, next->name) == 0;
}

/* --- paths --- */

static const target *find_target(const flow *f, node_id node, object_id object) {
  return node == NO_INDEX ? NULL : flow_find_target(f->nodes[node].targets, object);
}

static void add_step(path *p, explain_step step) {
  size_t count = arrlenu(p->steps);
  if (count && is_plain_load(&p->steps[count - 1], &step)) {
    (void)arrpop(p->steps);
    count--;
  }
  if (count < MAX_STEPS && !is_plain_assignment(&step, count ? &p->steps[count - 1] : NULL))
    arrput(p->steps, step);
}

static bool is_among(const node_id *nodes, node_id node) {
  for (size_t i = 0; i < arrlenu(nodes); i++)
    if (nodes[i] == node)
      return true;
  return false;
}

/* How the object came to a node that is not among those that the way leads through already: a pointer may go
 * round in a circle, at other offsets each time. */
static const target *find_way_back(const flow *f, const node_id *passed, object_id object) {
  const target *targets = f->nodes[arrlast(passed)].targets;
  for (size_t i = 0; i < arrlenu(targets); i++)
    if (targets[i].object == object && (targets[i].from == NO_INDEX || !is_among(passed, targets[i].from)))
      return targets[i].from == NO_INDEX ? NULL : &targets[i];
  return NULL;
}

/* How the object's pointer got to the node. */
static void add_way_to(path *p, object_id object, node_id node) {
  explain_step *backwards = NULL;
  node_id *passed = NULL;
  if (node != NO_INDEX)
    arrput(passed, node);
  while (passed && arrlenu(backwards) < MAX_STEPS && arrlenu(passed) < MAX_PASSED) {
    const target *t = find_way_back(p->f, passed, object);
    if (!t)
      break;
    LLVMValueRef via = p->f->view->values[t->via];
    if (LLVMIsAInstruction(via) && !is_silent(via)) {
      explain_step step = {node_name(p, t->from, via), action(p, via, t->from, arrlast(passed)), via};
      arrput(backwards, step);
    }
    arrput(passed, t->from);
  }
  for (size_t i = arrlenu(backwards); i > 0; i--)
    add_step(p, backwards[i - 1]);
  arrfree(passed);
  arrfree(backwards);
}

static way_out find_way_out(const flow_object *o) {
  return o->escape ? (way_out){o->escape, o->culprit, o->escape_node}
                   : (way_out){o->left, o->left_culprit, o->left_node};
}

static const char *destination(heap2stack_reason reason) {
  switch (reason) {
  case HEAP2STACK_PROMOTED:
    return "{release}";
  case HEAP2STACK_ESCAPES_RETURN:
    return "{result}";
  case HEAP2STACK_ESCAPES_CALL:
  case HEAP2STACK_ESCAPES_INDIRECT_CALL:
  case HEAP2STACK_ESCAPES_ASM:
  case HEAP2STACK_ESCAPES_TAIL:
    return "{callee}";
  default:
    return "{heap}";
  }
}

/* The fact of a callee that decided: one that keeps the object rather than one that stores it somewhere. */
static const callee_cause *find_cause(const flow *f, object_id object, uint32_t call, bool release) {
  const callee_cause *found = NULL;
  for (size_t i = 0; i < arrlenu(f->causes); i++) {
    const callee_cause *c = &f->causes[i];
    if (c->object == object && c->call == call && (c->fact->kind == FACT_RELEASED) == release &&
        (!found || c->fact->kind < found->fact->kind))
      found = c;
  }
  return found;
}

/* What a callee is given: the pointer itself, or one to memory that leads to it. */
static const char *callee_action(const path *p, const callee_cause *c) {
  LLVMValueRef call = p->f->view->values[c->call], named = LLVMIsAFunction(ir_called(call));
  const flow_place *source = &c->fact->source;
  const char *callee = names_global(p->n, c->callee);
  const char *parameter =
      source->parameter < FRESH ? parameter_words(p->n, c->callee, source->parameter) : "";
  if (named && named != c->callee)
    return arena_printf(p->n->run, "passed by %s() to %s()%s", names_global(p->n, named), callee, parameter);
  return arena_printf(p->n->run, source->depth > 1 ? "reached by %s()%s" : "passed to %s()%s", callee,
                      parameter);
}

/* The last step, and where it goes on. */
static void add_way_out(path *p, object_id object, const way_out *out, explanation *x) {
  if (out->culprit == NO_INDEX)
    return;
  LLVMValueRef culprit = p->f->view->values[out->culprit];
  const callee_cause *cause = find_cause(p->f, object, out->culprit, out->reason == HEAP2STACK_PROMOTED);
  explain_step step = {node_name(p, out->node, culprit), NULL, culprit};
  step.action = cause ? callee_action(p, cause) : action(p, culprit, out->node, NO_INDEX);
  add_step(p, step);
  if (!cause)
    return;
  const summary *s = summary_find(p->f->known.summaries, cause->callee);
  if (!s || cause->fact < s->facts || cause->fact >= s->facts + arrlenu(s->facts))
    return;
  x->callee = cause->callee;
  x->fact = (size_t)(cause->fact - s->facts);
}

static explanation finish(path *p, explanation x) {
  x.count = arrlenu(p->steps);
  x.steps = ARENA_ARRAY(p->n->run, explain_step, x.count + 1);
  for (size_t i = 0; i < x.count; i++)
    x.steps[i] = p->steps[i];
  arrfree(p->steps);
  return x;
}

/* An object that is stored in another gets out by that one. */
static explanation explain_way(const names *n, const flow *f, object_id object, way_out out) {
  path p = {.n = n, .f = f};
  explanation x = {0};
  for (int depth = 0; depth < MAX_CONTAINERS; depth++) {
    add_way_to(&p, object, out.node);
    bool in_container =
        out.reason == HEAP2STACK_ESCAPES_CONTENT && out.node != NO_INDEX && flow_is_cell(f, out.node);
    object_id container = in_container ? f->nodes[out.node].object : object;
    way_out next = in_container ? find_way_out(&f->objects[container]) : out;
    if (!in_container || !next.reason || container == object)
      break;
    object = container;
    out = next;
  }
  add_way_out(&p, object, &out, &x);
  x.destination = destination(out.reason);
  return finish(&p, x);
}

/* The operand of an instruction that holds the object. */
static node_id operand_with(const flow *f, LLVMValueRef instruction, object_id object) {
  int count = LLVMGetNumOperands(instruction);
  for (int i = 0; i < count; i++) {
    LLVMValueRef operand = LLVMGetOperand(instruction, (unsigned)i);
    node_id node = LLVMIsABasicBlock(operand) ? NO_INDEX : flow_value_node(f, operand);
    if (node != NO_INDEX && flow_may_point_to(f, node, object))
      return node;
  }
  return NO_INDEX;
}

static bool is_about_release(heap2stack_reason reason) {
  return reason == HEAP2STACK_FREED_BY_CALL || reason == HEAP2STACK_FREED_ODDLY ||
         reason == HEAP2STACK_RESIZED;
}

explanation explain_object(const names *n, const flow *f, object_id object, heap2stack_reason reason,
                           LLVMValueRef culprit) {
  way_out out = find_way_out(&f->objects[object]);
  if (out.reason && out.reason == reason)
    return explain_way(n, f, object, out);
  if (!culprit || culprit == f->view->values[f->objects[object].value])
    return (explanation){0};
  out = (way_out){HEAP2STACK_PROMOTED, view_index(f->view, culprit), operand_with(f, culprit, object)};
  explanation x = explain_way(n, f, object, out);
  if (!is_about_release(reason))
    x.destination = reason == HEAP2STACK_OUTLIVES_ITERATION ? "{next iteration}" : "{use}";
  return x;
}

/* --- facts --- */

static bool same_place(const flow_place *a, const flow_place *b) { return memcmp(a, b, sizeof *a) == 0; }

/* The place itself, or where a summary with less detail was made from it, the first like it that `fits`. */
static object_id find_place(const flow *f, const fact *fact,
                            bool (*fits)(const flow *, object_id, const void *), const void *argument) {
  object_id alike = NO_INDEX;
  for (object_id o = 0; o < arrlenu(f->objects); o++) {
    const flow_object *object = &f->objects[o];
    if (object->kind != OBJECT_PARAMETER || object->place.parameter != fact->source.parameter ||
        object->place.depth != fact->source.depth || !fits(f, o, argument))
      continue;
    if (same_place(&object->place, &fact->source))
      return o;
    if (alike == NO_INDEX)
      alike = o;
  }
  return alike;
}

static bool has_escaped(const flow *f, object_id object, const void *unused) {
  (void)unused;
  return f->objects[object].escape != HEAP2STACK_PROMOTED;
}

static bool is_returned(const flow *f, object_id object, const void *unused) {
  (void)unused;
  return flow_may_point_to(f, f->result, object);
}

/* A fact of kind FACT_STORED may be about this object's memory: the caller's, or that of an object which
 * leaves. */
static bool is_destination(const flow_object *o, const flow_place *into) {
  if (into->parameter >= FRESH)
    return o->kind == OBJECT_SITE && o->left && into->depth == 1;
  return o->kind == OBJECT_PARAMETER && o->place.parameter == into->parameter &&
         o->place.depth == into->depth;
}

/* The cell that such a fact is about; NO_INDEX if it does not hold the object. */
static node_id cell_with(const flow *f, object_id object, const fact *fact) {
  for (object_id o = 0; o < arrlenu(f->objects); o++) {
    const flow_object *into = &f->objects[o];
    if (!is_destination(into, &fact->into))
      continue;
    for (size_t c = 0; c < arrlenu(into->cells); c++) {
      const target *t = find_target(f, into->cells[c], object);
      if (t && t->via != NO_INDEX)
        return into->cells[c];
    }
  }
  return NO_INDEX;
}

static bool is_stored(const flow *f, object_id object, const void *fact) {
  return cell_with(f, object, fact) != NO_INDEX;
}

static way_out find_release(const flow *f, object_id object) {
  const flow_object *o = &f->objects[object];
  way_out out = {HEAP2STACK_PROMOTED, NO_INDEX, NO_INDEX};
  if (o->release)
    out.culprit = o->release_culprit;
  for (size_t i = 0; i < arrlenu(f->releases) + arrlenu(f->resizes) && out.culprit == NO_INDEX; i++) {
    size_t direct = arrlenu(f->releases);
    const flow_release *r = i < direct ? &f->releases[i] : &f->resizes[i - direct];
    node_id node = flow_value_node(f, r->operand);
    if (node != NO_INDEX && flow_may_point_to(f, node, object))
      out.culprit = r->call;
  }
  for (size_t i = 0; i < arrlenu(f->callee_releases) && out.culprit == NO_INDEX; i++)
    if (f->callee_releases[i].object == object)
      out.culprit = f->callee_releases[i].call;
  if (out.culprit != NO_INDEX)
    out.node = operand_with(f, f->view->values[out.culprit], object);
  return out;
}

static bool is_released(const flow *f, object_id object, const void *unused) {
  (void)unused;
  return find_release(f, object).culprit != NO_INDEX;
}

/* Into a cell of the caller's memory, or out of the function in an object that leaves. */
static way_out way_into(const flow *f, node_id cell, object_id object) {
  const flow_object *container = &f->objects[f->nodes[cell].object];
  const target *t = find_target(f, cell, object);
  return container->kind == OBJECT_SITE ? (way_out){HEAP2STACK_ESCAPES_CONTENT, container->left_culprit, cell}
                                        : (way_out){HEAP2STACK_ESCAPES_STORE, t->via, t->from};
}

static way_out way_to_result(const flow *f, object_id object) {
  const target *t = find_target(f, f->result, object);
  return (way_out){HEAP2STACK_ESCAPES_RETURN, t->via, t->from};
}

explanation explain_local_fact(const names *n, const flow *f, const fact *fact) {
  static bool (*const conditions[])(const flow *, object_id, const void *) = {[FACT_LEAKS] = has_escaped,
                                                                              [FACT_RELEASED] = is_released,
                                                                              [FACT_RETURNED] = is_returned,
                                                                              [FACT_STORED] = is_stored};
  if (fact->kind == FACT_WRITTEN || fact->kind == FACT_DISTANCE || fact->constant ||
      fact->source.parameter >= FRESH)
    return (explanation){0};
  object_id object = find_place(f, fact, conditions[fact->kind], fact);
  if (object == NO_INDEX)
    return (explanation){0};
  switch (fact->kind) {
  case FACT_LEAKS:
    return explain_way(n, f, object, find_way_out(&f->objects[object]));
  case FACT_RETURNED:
    return explain_way(n, f, object, way_to_result(f, object));
  case FACT_STORED:
    return explain_way(n, f, object, way_into(f, cell_with(f, object, fact), object));
  default:
    return explain_way(n, f, object, find_release(f, object));
  }
}
