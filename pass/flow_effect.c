/* Calls of library functions: what the rows of effects.def say, done to the arguments.
 */
#include "effects.h"
#include "flow.h"

/* --- the row and the call's shape --- */

static bool type_fits(LLVMTypeRef type, char letter) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMVoidTypeKind:
    return letter == 'v';
  case LLVMPointerTypeKind:
    return letter == 'p';
  case LLVMIntegerTypeKind:
    return letter == 'i';
  default:
    return ir_type_is_floating(type) ? letter == 'd' : letter == 's' && !ir_type_holds_pointers(type);
  }
}

static bool shape_fits(LLVMTypeRef type, const effect *row) {
  unsigned count = LLVMCountParamTypes(type);
  LLVMTypeRef parameters[EFFECT_MAX_ARGUMENTS];
  if (count != row->argument_count || (LLVMIsFunctionVarArg(type) != 0) != row->variadic ||
      !type_fits(LLVMGetReturnType(type), row->result_type))
    return false;
  LLVMGetParamTypes(type, parameters);
  for (unsigned i = 0; i < count; i++)
    if (!type_fits(parameters[i], row->arguments[i].type))
      return false;
  return true;
}

bool flow_find_effect(const flow *f, LLVMValueRef function, LLVMTypeRef type, effect *row) {
  size_t length;
  bool external = LLVMIsDeclaration(function) || LLVMGetLinkage(function) == LLVMAvailableExternallyLinkage;
  const char *name = LLVMGetValueName2(function, &length);
  if (length > 0 && name[0] == '\1') { /* "do not mangle" */
    name++;
    length--;
  }
  return f->known.effects && external && effect_find(f->known.effects, name, length, row) &&
         shape_fits(type, row);
}

/* --- what the arguments lead to --- */

/* What one argument leads to: [0] its object, [1] to [3] what "*" to "***" reach. */
typedef struct reach {
  pointer_set level[EFFECT_LEVELS];
} reach;

static void reach_content(flow *f, const callee_call *c, const pointer_set *from, int32_t offset,
                          pointer_set *out) {
  out->foreign |= from->foreign;
  flow_read_any(f, from);
  for (size_t i = 0; i < arrlenu(from->targets); i++)
    flow_content(f, c->call, &from->targets[i], offset, ACCESS_ANY, out);
}

static void deep_content(flow *f, const callee_call *c, const pointer_set *from, pointer_set *out) {
  flow_deep_content(f, c->call, from, ACCESS_ANY, out);
  flow_read_any(f, from);
  flow_read_any(f, out);
}

static reach reach_from(flow *f, const callee_call *c, uint32_t argument, bool one_pointer, unsigned levels) {
  reach r = {0};
  const pointer_set *set = &c->arguments[argument];
  pointer_set_unite(f, &r.level[0], set);
  if (levels > 1)
    reach_content(f, c, &r.level[0], one_pointer ? 0 : OFFSET_UNKNOWN, &r.level[1]);
  if (levels > 2)
    reach_content(f, c, &r.level[1], OFFSET_UNKNOWN, &r.level[2]);
  if (levels > 3)
    deep_content(f, c, &r.level[2], &r.level[3]);
  return r;
}

static void reach_free(reach *r) {
  for (unsigned l = 0; l < EFFECT_LEVELS; l++)
    arrfree(r->level[l].targets);
}

/* One more than the deepest level with an action. */
static unsigned levels_used(const uint8_t actions[EFFECT_LEVELS]) {
  for (unsigned l = EFFECT_LEVELS; l > 0; l--)
    if (actions[l - 1])
      return l;
  return 0;
}

/* --- actions --- */

static void act(flow *f, const callee_call *c, const reach *r, unsigned level, uint8_t actions) {
  for (size_t i = 0; i < arrlenu(r->level[level].targets); i++) {
    const target *t = &r->level[level].targets[i];
    if (actions & EFFECT_KEPT)
      flow_escape(f, t->object, c->direct ? HEAP2STACK_ESCAPES_CALL : HEAP2STACK_ESCAPES_INDIRECT_CALL,
                  c->call, t->from);
    if (actions & EFFECT_RELEASED)
      flow_release_by_call(f, t->object, c->call);
    if ((actions & EFFECT_RELEASED_OUTSIDE) && !flow_find_target(r->level[0].targets, t->object))
      flow_release_by_call(f, t->object, c->call);
    if ((actions & EFFECT_WRITTEN) && f->objects[t->object].kind != OBJECT_CONSTANT)
      flow_write_foreign(f, t->object);
  }
}

static void act_on_argument(flow *f, const callee_call *c, uint32_t argument,
                            const uint8_t actions[EFFECT_LEVELS], bool one_pointer) {
  unsigned levels = levels_used(actions);
  if (levels == 0 || arrlenu(c->arguments[argument].targets) == 0)
    return;
  reach r = reach_from(f, c, argument, one_pointer, levels);
  for (unsigned l = 0; l < levels; l++)
    act(f, c, &r, l, actions[l]);
  reach_free(&r);
}

/* --- flows --- */

static void store_set(flow *f, const callee_call *c, const pointer_set *into, int32_t offset,
                      const pointer_set *set) {
  for (size_t k = 0; into->foreign && k < arrlenu(set->targets); k++)
    flow_escape(f, set->targets[k].object, HEAP2STACK_ESCAPES_CALL, c->call, set->targets[k].from);
  flow_write_set(f, c->call, into, offset, set, 0, ACCESS_ANY);
}

static pointer_set anywhere_in(flow *f, const pointer_set *set) {
  pointer_set copy = {.foreign = set->foreign};
  for (size_t i = 0; i < arrlenu(set->targets); i++) {
    target t = set->targets[i];
    t.offset = OFFSET_UNKNOWN;
    pointer_set_add(f, &copy, &t);
  }
  return copy;
}

static void apply_flows(flow *f, const callee_call *c, const effect *row, uint32_t argument) {
  const effect_argument *a = &row->arguments[argument];
  for (uint32_t n = 0; n < row->argument_count; n++) {
    if (a->stored_into >> n & 1) {
      pointer_set inside = anywhere_in(f, &c->arguments[argument]);
      store_set(f, c, &c->arguments[n], row->arguments[n].one_pointer ? 0 : OFFSET_UNKNOWN, &inside);
      arrfree(inside.targets);
    }
    if (a->copied_from >> n & 1) {
      reach r = reach_from(f, c, n, row->arguments[n].one_pointer, 2);
      store_set(f, c, &c->arguments[argument], a->one_pointer ? 0 : OFFSET_UNKNOWN, &r.level[1]);
      reach_free(&r);
    }
  }
}

/* The words that link, of an argument with a layout. */
static uint32_t link_words(const effect_argument *a) {
  uint32_t words = 0;
  for (uint32_t w = a->first_link; w <= a->last_link; w++)
    words |= UINT32_C(1) << w;
  return words;
}

static void link_anything(flow *f, const callee_call *c, const pointer_set *roots) {
  pointer_set all = {0};
  pointer_set_unite(f, &all, roots);
  deep_content(f, c, roots, &all);
  pointer_set inside = anywhere_in(f, &all);
  store_set(f, c, &inside, OFFSET_UNKNOWN, &inside);
  arrfree(inside.targets);
  arrfree(all.targets);
}

/* The linked arguments, and all that is reached from them, are stored in one another. They are of one layout.
 */
static void apply_links(flow *f, const callee_call *c, const effect *row) {
  pointer_set roots = {0};
  const effect_argument *linked = NULL;
  for (uint32_t n = 0; n < row->argument_count; n++) {
    if (!row->arguments[n].linked)
      continue;
    linked = &row->arguments[n];
    pointer_set_unite(f, &roots, &c->arguments[n]);
  }
  if (arrlenu(roots.targets) > 0 && linked->laid_out)
    flow_apply_link(f, c->call, &roots, link_words(linked), 0);
  else if (arrlenu(roots.targets) > 0)
    link_anything(f, c, &roots);
  arrfree(roots.targets);
}

static void apply_result(flow *f, const callee_call *c, const effect *row) {
  if (row->result_unrelated && c->direct)
    flow_add_foreign(f, c->call);
  for (uint32_t n = 0; n < row->argument_count; n++) {
    if (row->result_is >> n & 1)
      flow_return_set(f, c, &c->arguments[n], 0, MEMBER_ANY);
    if (row->result_inside >> n & 1)
      flow_return_set(f, c, &c->arguments[n], OFFSET_UNKNOWN, MEMBER_ANY);
    if (row->result_loaded_from >> n & 1 && row->arguments[n].laid_out) {
      pointer_set links = {0};
      flow_reach_links(f, c->call, &c->arguments[n], link_words(&row->arguments[n]), &links);
      flow_return_set(f, c, &links, 0, MEMBER_ANY);
      arrfree(links.targets);
    } else if (row->result_loaded_from >> n & 1) {
      reach r = reach_from(f, c, n, row->arguments[n].one_pointer, 2);
      pointer_set deep = {0};
      deep_content(f, c, &r.level[1], &deep);
      flow_return_set(f, c, &r.level[1], OFFSET_UNKNOWN, MEMBER_ANY);
      flow_return_set(f, c, &deep, OFFSET_UNKNOWN, MEMBER_ANY);
      arrfree(deep.targets);
      reach_free(&r);
    }
  }
}

/* --- callbacks --- */

static void parameter_set(flow *f, const callee_call *c, const effect *row, const effect_parameter *p,
                          pointer_set *out) {
  if (p->source == '.')
    return;
  if (p->source == '?' || p->argument >= c->argument_count) {
    out->foreign = true;
    return;
  }
  const pointer_set *argument = &c->arguments[p->argument];
  pointer_set set = p->source == '=' ? *argument : (pointer_set){0};
  if (p->source == '+')
    set = anywhere_in(f, argument);
  if (p->source == '*') {
    reach r = reach_from(f, c, p->argument, row->arguments[p->argument].one_pointer, 2);
    deep_content(f, c, &r.level[1], &set);
    pointer_set_unite(f, &set, &r.level[1]);
    reach_free(&r);
  }
  pointer_set_unite(f, out, &set);
  if (p->source != '=')
    arrfree(set.targets);
}

static LLVMTypeRef callee_type(const flow *f, const pointer_set *callees) {
  for (size_t i = 0; i < arrlenu(callees->targets); i++) {
    const flow_object *o = &f->objects[callees->targets[i].object];
    if (o->kind == OBJECT_CONSTANT && LLVMIsAFunction(o->constant))
      return LLVMGlobalGetValueType(o->constant);
  }
  return NULL;
}

/* Calls back with the parameters that the row names. The type is that of the function given: the library
 * calls it as what it is; parameters beyond those the row knows cannot be filled, so then nothing is known.
 */
static void apply_callback(flow *f, const callee_call *c, const effect *row, uint32_t argument) {
  const effect_argument *a = &row->arguments[argument];
  const pointer_set *callees = &c->arguments[argument];
  pointer_set parameters[EFFECT_MAX_PARAMETERS] = {0};
  for (uint32_t n = 0; n < a->parameter_count; n++)
    parameter_set(f, c, row, &a->parameters[n], &parameters[n]);
  callee_call call = {.call = c->call, .arguments = parameters, .argument_count = a->parameter_count};
  call.depth = c->depth + 1;
  call.type = callee_type(f, callees);
  bool fits = call.type && LLVMCountParamTypes(call.type) == a->parameter_count;
  pointer_set unknown = {.foreign = true};
  flow_apply_callees(f, &call, fits ? callees : &unknown);
  for (uint32_t n = 0; n < a->parameter_count; n++)
    arrfree(parameters[n].targets);
}

/* "%p" in a format spells out the address: then anybody may make a pointer of the text again. */
static bool prints_pointers(const flow *f, const callee_call *c, const effect *row) {
  for (uint32_t n = 0; row->variadic && n < row->argument_count; n++)
    for (size_t i = 0; i < arrlenu(c->arguments[n].targets); i++) {
      const flow_object *o = &f->objects[c->arguments[n].targets[i].object];
      if (o->kind != OBJECT_CONSTANT || LLVMIsAFunction(o->constant))
        continue;
      LLVMValueRef text = LLVMGetInitializer(o->constant);
      size_t length;
      if (!LLVMIsAConstantDataSequential(text) || !LLVMIsConstantString(text))
        continue;
      const char *format = LLVMGetAsString(text, &length);
      for (size_t k = 0; k + 1 < length; k++)
        if (format[k] == '%' && format[k + 1] == 'p')
          return true;
    }
  return false;
}

void flow_apply_effect(flow *f, const callee_call *c, const effect *row) {
  static const uint8_t kept[EFFECT_LEVELS] = {EFFECT_KEPT};
  const uint8_t *rest = prints_pointers(f, c, row) ? kept : row->rest;
  bool linked = false;
  for (uint32_t n = 0; n < c->argument_count; n++) {
    bool variadic = n >= row->argument_count;
    const effect_argument *a = variadic ? NULL : &row->arguments[n];
    act_on_argument(f, c, n, variadic ? rest : a->actions, !variadic && a->one_pointer);
    if (variadic)
      continue;
    apply_flows(f, c, row, n);
    linked |= a->linked;
    if (a->called)
      apply_callback(f, c, row, n);
  }
  if (linked)
    apply_links(f, c, row);
  if (LLVMGetTypeKind(LLVMGetReturnType(c->type)) != LLVMVoidTypeKind)
    apply_result(f, c, row);
}
