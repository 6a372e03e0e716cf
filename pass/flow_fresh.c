/* Objects that leave: made by a site here, and handed to the caller, who may give them a slot of its own.
 *
 * An object that is returned or stored in a parameter's memory cannot have a slot in this frame. But nothing
 * else is wrong with it: the same function, given the memory by its caller, would be one more that fills in
 * what a parameter points to. So the summary lists these objects (summary.fresh) and speaks of them as if
 * they were parameters; a caller's flow has an object of its own for each of them, at the call. Whoever
 * promotes that calls a clone of the function which takes the slot as a parameter (clones.h). Where the call
 * goes through a pointer that is known to be one of a few functions, each of them has an object here, and
 * whoever promotes one compares the pointer with its function.
 *
 * Once such an object is in the caller's memory, other parameters may lead to it as well. What is stored
 * through those is a fact about them; what is loaded from the object may be such a thing, so its cells hold,
 * from then on, places of their own like those of a parameter, and the caller's fix-point joins the two. Not
 * so if that is the memory for the result, which nobody else gets at in the meantime (flow_result.c).
 *
 * If the function may make several of them in one call, they are one object to the caller nevertheless: one
 * that may be alive together with others of its kind (`several`), so that a slot is not enough for it. So is
 * what realloc makes: the memory that it is given may be one of them.
 *
 * A function that calls itself (`n->left = insert(n->left, key)`) hands on what it makes and what that call
 * made, which is what it makes. In a cycle of the call graph, all objects of one kind are therefore one
 * object to the caller, however many calls they come through, and while the cycle is being solved, so are
 * those of its calls to the function itself. The clone hands its pool to the clones of the cycle.
 */
#include "flow.h"
#include "summary.h"

/* The clone compares a dynamic size with the slot's. */
static bool can_be_measured(const flow *f, const flow_object *o) {
  uint64_t size;
  size_result known = allocator_size(&o->site, &size);
  return known == SIZE_CONSTANT ||
         (known == SIZE_DYNAMIC && (o->maker || allocator_is_measurable(f->m, &o->site)));
}

/* It is made by a function that a clone can do without: it yields a slot instead. */
static bool can_be_replaced(const flow *f, const flow_object *o) {
  LLVMValueRef call = f->view->values[o->value];
  bool yields_pointer = !o->maker && !o->site.delivery, by_name = !o->maker || ir_callee(call);
  bool made = o->site.kind == ALLOCATOR_SITE ||
              (o->site.kind == ALLOCATOR_RESIZE && allocator_resize_is_guardable(f->m, call));
  return made && by_name && LLVMGetNumOperandBundles(call) == 0 && !ir_is_musttail(call) &&
         (!yields_pointer || LLVMGetPointerAddressSpace(LLVMTypeOf(call)) == f->m->alloca_space);
}

static bool can_leave(const flow *f, const flow_object *o) {
  unsigned alignment;
  return o->kind == OBJECT_SITE && f->clonable && f->left_count < MAX_LEFT && can_be_replaced(f, o) &&
         !o->site.content_unknown && allocator_alignment(&o->site, &alignment) && can_be_measured(f, o);
}

bool flow_same_kind(const flow_object *a, const flow_object *b) {
  uint64_t size, other_size;
  unsigned alignment, other_alignment;
  bool constant = allocator_size(&a->site, &size) == SIZE_CONSTANT;
  if (constant != (allocator_size(&b->site, &other_size) == SIZE_CONSTANT) ||
      (constant && size != other_size))
    return false;
  return allocator_alignment(&a->site, &alignment) && allocator_alignment(&b->site, &other_alignment) &&
         alignment == other_alignment && family_equal(a->site.family, b->site.family) &&
         a->site.zeroed == b->site.zeroed && a->site.character == b->site.character &&
         a->site.by_attribute == b->site.by_attribute;
}

/* True if the caller can have one more object, or one more of the same kind. */
static bool take_room(flow *f, const flow_object *o) {
  const summary *own = summary_find(f->known.summaries, f->view->function);
  for (uint32_t i = 0; own && own->recursive && i < f->left_count; i++)
    if (flow_same_kind(&f->objects[f->left[i]], o))
      return true;
  return f->left_kinds++ < MAX_FRESH;
}

void flow_give_past(flow *f, object_id object) {
  flow_cell(f, object, GRANULE_ALL);
  for (size_t i = 0; i < arrlenu(f->objects[object].readers); i++)
    if (f->objects[object].readers[i].first != OFFSET_UNKNOWN)
      flow_make_past_behind(f, object, 0);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    flow_seed_cell(f, f->objects[object].cells[i]);
}

/* What is found in it from now on may come from anywhere that the caller knows. */
static void share(flow *f, object_id object) {
  f->objects[object].shared = true;
  flow_give_past(f, object);
}

void flow_leave(flow *f, object_id object, heap2stack_reason reason, uint32_t culprit, node_id node,
                bool shared) {
  flow_object *o = &f->objects[object];
  bool first = o->left == HEAP2STACK_PROMOTED;
  if (o->escape || (!first && (o->shared || !shared)))
    return;
  if (first && (!can_leave(f, o) || !take_room(f, o))) {
    flow_escape(f, object, reason, culprit, node);
    return;
  }
  if (first) {
    o->left = reason;
    o->left_culprit = culprit;
    o->left_node = node;
    o->place = (flow_place){.parameter = FRESH + object, .depth = 1};
    f->left[f->left_count++] = object;
  }
  if (shared)
    share(f, object);
  flow_expose_content(f, object);
}

/* --- in the caller --- */

static uint64_t fresh_key(uint32_t call, uint32_t fresh) {
  return UINT64_C(1) << 63 | (uint64_t)call * MAX_FRESH | fresh;
}

object_id flow_find_fresh(const flow *f, uint32_t call, uint32_t fresh) {
  return number_map_find(&f->made, fresh_key(call, fresh));
}

bool flow_is_maker(const flow *f, LLVMValueRef call) {
  LLVMValueRef callee = ir_callee(call);
  const summary *s = callee ? summary_find(f->known.summaries, callee) : NULL;
  return s && arrlenu(s->fresh) > 0;
}

/* What the call is, seen as an allocation; its size is the callee's. */
static allocator_call site_at(const flow *f, uint32_t call, LLVMValueRef maker, const summary_fresh *made) {
  size_t length;
  allocator_call site = made->site;
  site.shown = LLVMGetValueName2(maker, &length);
  site.shown_length = (unsigned)length;
  site.minimum_alignment =
      allocator_promised_alignment(f->m, f->view->values[call], made->site.minimum_alignment);
  return site;
}

static object_id add_made(flow *f, uint32_t call, LLVMValueRef maker, uint32_t fresh,
                          const allocator_call *site) {
  object_id object = flow_add_object(f, OBJECT_SITE);
  flow_object *o = &f->objects[object];
  o->value = call;
  o->maker = maker;
  o->fresh = fresh;
  o->site = *site;
  return object;
}

object_id flow_fresh_object(flow *f, uint32_t call, LLVMValueRef maker, const summary_fresh *made,
                            uint32_t fresh) {
  object_id last = NO_INDEX;
  unsigned makers = 0;
  for (object_id o = flow_find_fresh(f, call, fresh); o != NO_INDEX; o = f->objects[o].next_made) {
    if (f->objects[o].maker == maker)
      return o;
    last = o;
    makers++;
  }
  if (makers >= MAX_MAKERS)
    return NO_INDEX;
  allocator_call site = site_at(f, call, maker, made);
  if (made->size_parameter != NO_INDEX)
    site.size = LLVMGetOperand(f->view->values[call], made->size_parameter);
  object_id object = add_made(f, call, maker, fresh, &site);
  f->objects[object].several = made->several;
  if (last == NO_INDEX)
    number_map_add(&f->made, fresh_key(call, fresh), object);
  else
    f->objects[last].next_made = object;
  return object;
}

static object_id find_circular(const flow *f, const flow_object *like) {
  for (size_t i = 0; i < arrlenu(f->circular); i++)
    if (flow_same_kind(&f->objects[f->circular[i].object], like))
      return f->circular[i].object;
  return NO_INDEX;
}

object_id flow_circular_object(flow *f, uint32_t call, LLVMValueRef maker, const summary_fresh *made,
                               uint32_t fresh) {
  object_id object = flow_find_fresh(f, call, fresh);
  if (object != NO_INDEX)
    return object;
  flow_object like = {.site = site_at(f, call, maker, made)};
  object = find_circular(f, &like);
  if (object == NO_INDEX) {
    object = add_made(f, call, maker, fresh, &like.site);
    f->objects[object].several = f->objects[object].circular = true;
  }
  circular_call source = {object, call, maker, fresh};
  arrput(f->circular, source);
  number_map_add(&f->made, fresh_key(call, fresh), object);
  return object;
}
