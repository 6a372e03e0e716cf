/* Implementation of summary_fresh.h. */
#include "summary_fresh.h"

static bool leaves(const flow_object *o) { return o->kind == OBJECT_SITE && o->left && !o->escape; }

static void add_sources(const summary_builder *b, summary_fresh *fresh, object_id object) {
  const flow *f = b->f;
  const flow_object *o = &f->objects[object];
  fresh_source source = {.call = f->view->values[o->value], .maker = o->maker, .inner = o->fresh};
  if (!o->circular)
    arrput(fresh->sources, source);
  for (size_t i = 0; o->circular && i < arrlenu(f->circular); i++)
    if (f->circular[i].object == object) {
      source =
          (fresh_source){f->view->values[f->circular[i].call], f->circular[i].maker, f->circular[i].fresh};
      arrput(fresh->sources, source);
    }
}

static void add_fresh(summary_builder *b, object_id object) {
  uint64_t size;
  const flow_object *o = &b->f->objects[object];
  summary_fresh fresh = {.site = o->site, .size_parameter = NO_INDEX};
  add_sources(b, &fresh, object);
  fresh.several = o->several || o->site.kind == ALLOCATOR_RESIZE ||
                  view_block_repeats(b->f->view, b->f->view->block_of[o->value]);
  fresh.site.kind = ALLOCATOR_SITE;
  allocator_alignment(&o->site, &fresh.site.minimum_alignment);
  fresh.site.alignment = fresh.site.size = fresh.site.count = NULL;
  fresh.site.source = fresh.site.limit = fresh.site.delivery = NULL;
  fresh.site.capacity = NULL;
  if (allocator_size(&o->site, &size) == SIZE_CONSTANT)
    fresh.site.size = LLVMConstInt(LLVMInt64TypeInContext(b->f->m->context), size, false);
  else if (o->site.size && !o->site.count && !o->site.source)
    fresh.size_parameter = view_argument(b->f->view, o->site.size);
  arrput(b->s->fresh, fresh);
}

/* In a cycle: one more of a kind that is there already. */
static bool join_fresh(summary_builder *b, object_id object) {
  const flow_object *objects = b->f->objects;
  for (object_id o = 0; b->s->recursive && o < object; o++) {
    if (!leaves(&objects[o]) || !flow_same_kind(&objects[o], &objects[object]))
      continue;
    summary_fresh *joined = &b->s->fresh[b->fresh_of[o]];
    add_sources(b, joined, object);
    joined->several = true;
    joined->size_parameter = NO_INDEX;
    b->fresh_of[object] = b->fresh_of[o];
    if (!b->joined)
      b->joined = bitset_new(&b->memory, (uint32_t)arrlenu(objects));
    bitset_add(b->joined, object);
    return true;
  }
  return false;
}

void summary_read_fresh(summary_builder *b) {
  for (object_id o = 0; o < arrlenu(b->f->objects); o++) {
    if (!leaves(&b->f->objects[o]) || join_fresh(b, o))
      continue;
    b->fresh_of[o] = (uint32_t)arrlenu(b->s->fresh);
    add_fresh(b, o);
  }
}
