/* Implementation of summary_store.h. A function that turns a tree or a list stores each of its blocks in each
 * of the others: facts about pairs would grow with the square of their number. Here places whose memory is
 * written in the same words are one group, and each of them gets what any of them gets.
 */
#include "summary_store.h"

uint32_t summary_word(int32_t granule) {
  if (granule == OFFSET_UNKNOWN || granule == GRANULE_ALL)
    return SUMMARY_ANY_WORD;
  return granule >= 0 && granule < DEEPER_GRANULES ? UINT32_C(1) << granule : 0;
}

/* The group of places that are written in just these words, with pointers or with what is read in pieces. */
static size_t find_group(summary_builder *b, const summary_store *like, uint32_t pieces) {
  summary *s = b->s;
  for (size_t i = 0; i < arrlenu(s->stores); i++)
    if (s->stores[i].words == like->words && s->stores[i].as == like->as && s->stores[i].firm == like->firm &&
        s->stores[i].sources[0].place.pieces == pieces)
      return i;
  number_map members = number_map_new(&b->memory, 0);
  arrput(s->stores, *like);
  arrput(b->stored, members);
  return arrlenu(s->stores) - 1;
}

/* Never zero. */
static uint64_t source_key(const target *t) {
  return UINT64_C(1) << 63 | (uint64_t)t->object << 32 | (uint32_t)t->offset;
}

void summary_add_stores(summary_builder *b, const flow_object *o, const summary_store *like,
                        const target *sources) {
  if (arrlenu(sources) == 0)
    return;
  size_t group = find_group(b, like, b->f->objects[sources[0].object].place.pieces);
  summary_pointer into = {.place = summary_place(b, o->place)};
  arrput(b->s->stores[group].intos, into);
  for (size_t i = 0; i < arrlenu(sources); i++) {
    uint64_t key = source_key(&sources[i]);
    if (number_map_find(&b->stored[group], key) != NUMBER_MAP_NONE)
      continue;
    number_map_add(&b->stored[group], key, 0);
    summary_pointer source = {.offset = sources[i].offset};
    source.place = summary_place(b, b->f->objects[sources[i].object].place);
    arrput(b->s->stores[group].sources, source);
  }
}
