/* Implementation of summary_fresh.h. */
#include "summary_fresh.h"

static void add_fresh(summary_builder *b, const flow_object *o) {
  uint64_t size;
  summary_fresh fresh = {
      .call = b->f->view->values[o->value], .maker = o->maker, .inner = o->fresh, .site = o->site};
  fresh.size_parameter = NO_INDEX;
  fresh.several = o->several || o->site.kind == ALLOCATOR_RESIZE ||
                  view_block_repeats(b->f->view, b->f->view->block_of[o->value]);
  fresh.recursive = o->recursive || b->s->recursive;
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

void summary_read_fresh(summary_builder *b) {
  for (object_id o = 0; o < arrlenu(b->f->objects); o++) {
    const flow_object *object = &b->f->objects[o];
    if (object->kind != OBJECT_SITE || !object->left || object->escape)
      continue;
    b->fresh_of[o] = (uint32_t)arrlenu(b->s->fresh);
    add_fresh(b, object);
  }
}
