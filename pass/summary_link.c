/* Implementation of summary_link.h. */
#include "summary_link.h"

#include <string.h>

enum { MAX_LINKS = 16 }; /* of one summary; more become one */

static bool is_equal(const summary_pointer *a, const summary_pointer *b) {
  return memcmp(&a->place, &b->place, sizeof a->place) == 0 && a->offset == b->offset;
}

static bool has_root(const summary_link *link, const summary_pointer *root) {
  for (size_t i = 0; i < arrlenu(link->roots); i++)
    if (is_equal(&link->roots[i], root))
      return true;
  return false;
}

static void add_root(summary_link *link, const summary_pointer *root) {
  if (!has_root(link, root))
    arrput(link->roots, *root);
}

static bool is_within(const summary_link *a, const summary_link *b) {
  if (a->words & ~b->words)
    return false;
  for (size_t i = 0; i < arrlenu(a->roots); i++)
    if (!has_root(b, &a->roots[i]))
      return false;
  return true;
}

static bool has_word(const summary_link *link, int64_t word) {
  return word >= 0 && word < DEEPER_GRANULES && (link->words >> word & 1);
}

/* The steps of a place after the first `done` ones go through words of the link. */
static bool steps_link(const summary_link *link, const flow_place *place, uint32_t done) {
  bool deep = place->depth == DEEPEST;
  if (deep &&
      (!place->deeper || (place->deeper & ~DEEPER_KNOWN & ~link->words) || !has_word(link, place->last)))
    return false;
  for (uint32_t i = done; i < 2 && i + 1 < place->depth; i++)
    if (!(deep && place->granules[i] == GRANULE_FOLDED) && !has_word(link, place->granules[i]))
      return false;
  return true;
}

/* True if `place` is what the root's memory leads to by links. */
static bool leads_to(const summary_link *link, const summary_pointer *root, const flow_place *place,
                     int32_t pointer_size) {
  const flow_place *from = &root->place;
  if (from->parameter != place->parameter || from->depth >= place->depth || from->depth == DEEPEST ||
      from->pieces || place->pieces || !flow_is_exact(root->offset) || root->offset % pointer_size != 0)
    return false;
  uint32_t done = from->depth - 1;
  for (uint32_t i = 0; i < done; i++)
    if (from->granules[i] != place->granules[i])
      return false;
  if (root->offset == 0 || done >= 2)
    return root->offset == 0 && steps_link(link, place, done);
  int64_t word = (int64_t)place->granules[done] - root->offset / pointer_size;
  return has_word(link, word) && steps_link(link, place, done + 1);
}

/* Callers find those themselves. */
static void drop_led_to(summary_link *link, int32_t pointer_size) {
  size_t count = arrlenu(link->roots);
  summary_pointer *all = link->roots;
  link->roots = NULL;
  for (size_t i = 0; i < count; i++) {
    bool found = false;
    for (size_t k = 0; k < count && !found && all[i].offset == 0; k++)
      found = leads_to(link, &all[k], &all[i].place, pointer_size);
    if (!found)
      arrput(link->roots, all[i]);
  }
  arrfree(all);
}

static summary_link describe(const summary_builder *b, const flow_link *link) {
  summary_link described = {.words = link->words};
  for (size_t i = 0; i < arrlenu(link->roots); i++) {
    const target *t = &link->roots[i];
    const flow_object *o = &b->f->objects[t->object];
    if (!summary_concerns_caller(b->f, o))
      continue;
    summary_pointer root = {.place = summary_place(b, o->place), .offset = t->offset};
    add_root(&described, &root);
  }
  drop_led_to(&described, (int32_t)b->f->m->pointer_size);
  return described;
}

static void add_link(summary *s, summary_link link) {
  for (size_t i = 0; i < arrlenu(s->links); i++)
    if (is_within(&link, &s->links[i])) {
      arrfree(link.roots);
      return;
    }
  arrput(s->links, link);
}

/* All become the first one. */
static void unite_links(summary *s) {
  while (arrlenu(s->links) > 1) {
    summary_link last = arrpop(s->links);
    s->links[0].words |= last.words;
    for (size_t i = 0; i < arrlenu(last.roots); i++)
      add_root(&s->links[0], &last.roots[i]);
    arrfree(last.roots);
  }
}

void summary_read_links(summary_builder *b) {
  for (size_t i = 0; i < arrlenu(b->f->links); i++) {
    summary_link described = describe(b, &b->f->links[i]);
    if (arrlenu(described.roots) > 0)
      add_link(b->s, described);
  }
  if (arrlenu(b->s->links) > MAX_LINKS)
    unite_links(b->s);
}

void summary_change_pointers(summary_pointer **list, void (*change)(summary_pointer *p, void *user),
                             void *user) {
  summary_link changed = {0};
  for (size_t i = 0; i < arrlenu(*list); i++) {
    summary_pointer p = (*list)[i];
    change(&p, user);
    add_root(&changed, &p);
  }
  arrfree(*list);
  *list = changed.roots;
}
