/* Implementation of explain.h. */
#include "explain.h"

#include <string.h>

/* The variable that a value was loaded from or named after; NULL if the IR has no name for it. */
static const char *variable_name(arena *run, LLVMValueRef value) {
  size_t length;
  if (LLVMIsALoadInst(value))
    value = LLVMGetOperand(value, 0);
  const char *name = LLVMGetValueName2(value, &length);
  static const char spilled[] = ".addr"; /* clang's name for a parameter's own alloca */
  size_t suffix = sizeof spilled - 1;
  if (length > suffix && memcmp(name + length - suffix, spilled, suffix) == 0)
    length -= suffix;
  return length ? arena_printf(run, "%.*s", (int)length, name) : NULL;
}

static const char *value_name(arena *run, const flow *f, LLVMValueRef value) {
  const char *name = variable_name(run, value);
  if (name)
    return name;
  if (LLVMIsAInstruction(value) && ir_is_call(value)) {
    allocator_call site = allocator_classify(f->m, value);
    if (allocator_makes_object(&site))
      return explain_call(run, &site, value);
  }
  return "the pointer";
}

static const char *node_name(arena *run, const flow *f, node_id node) {
  if (node == NO_INDEX || node == f->result)
    return "the pointer";
  if (node < f->view->value_count)
    return value_name(run, f, f->view->values[node]);
  const flow_object *o = &f->objects[f->nodes[node].object];
  if (!flow_is_local(o))
    return "memory of the caller";
  const char *container = value_name(run, f, f->view->values[o->value]);
  return o->kind == OBJECT_SITE ? arena_printf(run, "*%s", container) : container;
}

static const char *callee_name(arena *run, LLVMValueRef call) {
  LLVMValueRef callee = ir_callee(call);
  size_t length;
  if (!callee)
    return "a function pointer";
  const char *name = LLVMGetValueName2(callee, &length);
  return arena_printf(run, "%.*s()", (int)length, name);
}

/* What the instruction does with the pointer, in the programmer's words. */
static const char *action(arena *run, LLVMValueRef instruction) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMStore:
    return "stored";
  case LLVMLoad:
    return "loaded";
  case LLVMRet:
    return "return";
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    return arena_printf(run, "passed to %s", callee_name(run, instruction));
  case LLVMPHI:
  case LLVMSelect:
    return "assigned on one of several paths";
  case LLVMPtrToInt:
    return "converted to a number";
  case LLVMIntToPtr:
    return "converted from a number";
  default:
    return "used";
  }
}

static const char *position(arena *run, LLVMValueRef instruction) {
  ir_location where = ir_instruction_location(instruction);
  if (!where.line)
    return "";
  return arena_printf(run, " at %.*s:%u:%u", (int)where.file_length, where.file, where.line, where.column);
}

/* Address computations and copies that a reader of the source does not see. */
static bool is_silent(LLVMValueRef instruction) {
  switch (LLVMGetInstructionOpcode(instruction)) {
  case LLVMGetElementPtr:
  case LLVMBitCast:
  case LLVMFreeze:
  case LLVMInsertValue:
  case LLVMExtractValue:
    return true;
  default:
    return false;
  }
}

static const target *find_target(const flow *f, node_id node, object_id object) {
  for (size_t i = 0; node != NO_INDEX && i < arrlenu(f->nodes[node].targets); i++)
    if (f->nodes[node].targets[i].object == object)
      return &f->nodes[node].targets[i];
  return NULL;
}

static const char *destination(heap2stack_reason reason) {
  switch (reason) {
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

static const char *step(arena *run, const flow *f, node_id from, uint32_t via) {
  LLVMValueRef instruction = f->view->values[via];
  return arena_printf(run, "  from %s (%s)%s", node_name(run, f, from), action(run, instruction),
                      position(run, instruction));
}

/* Where an object that does not stay gets out. */
typedef struct way_out {
  heap2stack_reason reason;
  uint32_t culprit;
  node_id node;
} way_out;

static way_out find_way_out(const flow_object *o) {
  return o->escape ? (way_out){o->escape, o->culprit, o->escape_node}
                   : (way_out){o->left, o->left_culprit, o->left_node};
}

static void escape_steps(arena *run, const flow *f, object_id object, const way_out *out,
                         const char ***steps) {
  enum { MAX_STEPS = 64 };
  const char **backwards = NULL;
  if (out->culprit != NO_INDEX)
    arrput(backwards, step(run, f, out->node, out->culprit));
  node_id node = out->node;
  for (const target *t = find_target(f, node, object);
       t && t->from != NO_INDEX && arrlenu(backwards) < MAX_STEPS; t = find_target(f, node, object)) {
    node = t->from;
    if (!is_silent(f->view->values[t->via]))
      arrput(backwards, step(run, f, node, t->via));
  }
  for (size_t i = arrlenu(backwards); i > 0; i--)
    arrput(*steps, backwards[i - 1]);
  arrfree(backwards);
}

void explain_site(arena *run, const flow *f, object_id object, site_verdict *verdict) {
  way_out out = find_way_out(&f->objects[object]);
  const char **steps = NULL;
  if (out.reason && out.reason == verdict->reason) {
    arrput(steps, arena_printf(run, "flow: %s = %s:", destination(out.reason), node_name(run, f, out.node)));
    escape_steps(run, f, object, &out, &steps);
  } else if (verdict->culprit && verdict->culprit != verdict->call) {
    arrput(steps, arena_printf(run, "because of its use (%s)%s", action(run, verdict->culprit),
                               position(run, verdict->culprit)));
  }
  verdict->flow_length = arrlenu(steps);
  verdict->flow = ARENA_ARRAY(run, const char *, arrlenu(steps) + 1);
  for (size_t i = 0; i < arrlenu(steps); i++)
    verdict->flow[i] = steps[i];
  arrfree(steps);
}

char *explain_call(arena *run, const allocator_call *site, LLVMValueRef call) {
  char *line = arena_printf(run, "%.*s(", (int)site->shown_length, site->shown);
  unsigned count = LLVMGetNumArgOperands(call);
  const char *separator = "";
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef argument = LLVMGetOperand(call, i);
    uint64_t number;
    bool text = argument == site->source;
    if (LLVMGetTypeKind(LLVMTypeOf(argument)) != LLVMIntegerTypeKind && !text)
      continue;
    const char *name = text && LLVMIsConstant(argument) ? NULL : variable_name(run, argument);
    if (text)
      line = arena_printf(run, "%s%s%s", line, separator, name ? name : "text");
    else if (ir_constant(argument, &number))
      line = arena_printf(run, "%s%s%llu", line, separator, (unsigned long long)number);
    else
      line = arena_printf(run, "%s%s%s", line, separator, name ? name : "n");
    separator = ", ";
  }
  return arena_printf(run, "%s)", line);
}

const char *explain_size(arena *run, const allocator_call *site) {
  const char *name = site->count || site->source || !site->size ? NULL : variable_name(run, site->size);
  return name ? name : "size";
}
