/* Links: blocks of one kind that a callee may link with each other in any way, as a tree that is balanced.
 *
 * Said in facts about pairs of places, what may be stored in what grows with the square of the number of
 * places. So it is one fact of its own: a set of roots and the words of a block that link. Everything that
 * the roots lead to through those words, roots included, is a member, and each may be stored in those words
 * of each. In this function that happens to local objects only: what is stored in a place is a fact for the
 * callers (flow.h), and this one says it. A member that a parameter's memory leads to from another one needs
 * no mention in the summary: the callers find it the same way, in theirs.
 *
 * What a place leads to through the words any number of times is a deep place; the places on the way are not
 * made for the sake of a link.
 */
#include "flow.h"

/* Members while they are being found. */
typedef struct members {
  flow *f;
  uint32_t call;
  uint32_t words;
  pointer_set set;
  bool *implied; /* stb_ds array: callers find it from another member */
} members;

static void add_member(members *m, const target *t, bool implied) {
  size_t before = arrlenu(m->set.targets);
  pointer_set_add(m->f, &m->set, t);
  if (arrlenu(m->set.targets) > before)
    arrput(m->implied, implied);
}

static void add_content(members *m, node_id cell, bool placed) {
  flow *f = m->f;
  if (cell == NO_INDEX)
    return;
  object_id object = f->nodes[cell].object;
  bool torn = !placed || flow_is_torn(f, cell, ACCESS_ANY);
  m->set.foreign |= f->nodes[cell].foreign || f->nodes[cell].number;
  f->objects[object].read_any = true;
  for (size_t i = 0; i < arrlenu(f->nodes[cell].targets); i++) {
    target t = f->nodes[cell].targets[i];
    if (flow_is_hidden(f, cell, &t))
      continue;
    bool own = placed && flow_is_place(&f->objects[object]) && t.via == NO_INDEX;
    t.from = cell;
    if (torn)
      t.offset = OFFSET_UNKNOWN;
    add_member(m, &t, own);
  }
}

/* What the start of a place's memory leads to through the words, in any number of steps. */
static void add_deep_places(members *m, const target *t) {
  flow *f = m->f;
  for (uint32_t w = 0; w < DEEPER_GRANULES; w++) {
    if (!(m->words >> w & 1))
      continue;
    flow_place deep = flow_linked_place(f->objects[t->object].place, m->words, w);
    object_id object = flow_place_object(f, deep);
    bool known = f->objects[object].place.deeper;
    target content = {object, known ? 0 : OFFSET_UNKNOWN, t->from, m->call, MEMBER_ANY};
    add_member(m, &content, true);
  }
}

/* What is found anywhere in the object. */
static void add_all_content(members *m, object_id object) {
  flow *f = m->f;
  if (flow_has_past(&f->objects[object]))
    flow_cell(f, object, GRANULE_ALL);
  for (size_t i = 0; i < arrlenu(f->objects[object].cells); i++)
    add_content(m, f->objects[object].cells[i], false);
}

static void follow_member(members *m, const target *t) {
  flow *f = m->f;
  int32_t size = (int32_t)f->m->pointer_size;
  bool start = t->offset == 0 && flow_is_place(&f->objects[t->object]);
  flow_watch(f, t->object, m->call);
  if (!flow_is_exact(t->offset) || t->offset % size != 0) {
    add_all_content(m, t->object);
    return;
  }
  if (start)
    add_deep_places(m, t);
  for (int32_t w = 0; w < DEEPER_GRANULES; w++) {
    int32_t granule = t->offset / size + w;
    if (m->words >> w & 1)
      add_content(m, start ? flow_find_cell(f, t->object, granule) : flow_cell(f, t->object, granule), true);
  }
  add_content(m, flow_find_cell(f, t->object, OFFSET_UNKNOWN), true);
  for (size_t i = 0; i < arrlenu(f->objects[t->object].behind); i++)
    add_content(m, f->objects[t->object].behind[i], true);
}

static members find_members(flow *f, uint32_t call, const pointer_set *roots, uint32_t words) {
  members m = {.f = f, .call = call, .words = words, .set = {.foreign = roots->foreign}};
  for (size_t i = 0; i < arrlenu(roots->targets); i++)
    add_member(&m, &roots->targets[i], false);
  for (size_t i = 0; i < arrlenu(m.set.targets); i++) { /* grows while it is walked */
    target t = m.set.targets[i];
    follow_member(&m, &t);
  }
  f->work += arrlenu(m.set.targets);
  return m;
}

static void free_members(members *m) {
  arrfree(m->set.targets);
  arrfree(m->implied);
}

void flow_reach_links(flow *f, uint32_t call, const pointer_set *from, uint32_t words, pointer_set *out) {
  members m = find_members(f, call, from, words);
  out->foreign |= m.set.foreign;
  for (size_t i = 0; i < arrlenu(m.set.targets); i++)
    pointer_set_add(f, out, &m.set.targets[i]);
  free_members(&m);
}

/* --- storing --- */

/* A place holds every member from now on, and who knows the place knows them. */
static void expose_members(flow *f, uint32_t call, const members *m) {
  bool known = false, exposed = m->set.foreign;
  for (size_t i = 0; i < arrlenu(m->set.targets); i++) {
    object_id object = m->set.targets[i].object;
    known |= flow_is_place(&f->objects[object]);
    exposed |= flow_is_place(&f->objects[object]) && f->objects[object].exposed;
  }
  for (size_t i = 0; i < arrlenu(m->set.targets); i++) {
    const target *t = &m->set.targets[i];
    if (exposed)
      flow_escape(f, t->object, HEAP2STACK_ESCAPES_CALL, call, t->from);
    else if (known && flow_is_local(&f->objects[t->object]))
      flow_leave(f, t->object, HEAP2STACK_ESCAPES_STORE, call, t->from, true);
  }
}

/* Every member is stored in each local one. */
static void store_members(flow *f, uint32_t call, const members *m) {
  pointer_set into = {0};
  for (size_t i = 0; i < arrlenu(m->set.targets); i++) {
    object_id object = m->set.targets[i].object;
    if (flow_is_local(&f->objects[object]) && !flow_is_place(&f->objects[object]))
      arrput(into.targets, m->set.targets[i]);
  }
  for (uint32_t w = 0; w < DEEPER_GRANULES; w++)
    if (m->words >> w & 1)
      flow_write_set(f, call, &into, (int32_t)(w * f->m->pointer_size), &m->set, 0, ACCESS_ANY);
  arrfree(into.targets);
}

static bool has_member(const flow_link *link, const target *t) {
  for (size_t i = 0; i < arrlenu(link->roots); i++)
    if (link->roots[i].object == t->object && link->roots[i].offset == t->offset)
      return true;
  return false;
}

static flow_link *find_link(flow *f, uint32_t call, uint32_t words, uint32_t index) {
  for (size_t i = 0; i < arrlenu(f->links); i++)
    if (f->links[i].call == call && f->links[i].words == words && f->links[i].index == index)
      return &f->links[i];
  flow_link fresh = {.call = call, .words = words, .index = index};
  arrput(f->links, fresh);
  return &arrlast(f->links);
}

/* For the summary. Applied again, the link has these roots and perhaps more. */
static void remember(flow *f, const members *m, uint32_t index) {
  flow_link *link = find_link(f, m->call, m->words, index);
  for (size_t i = 0; i < arrlenu(m->set.targets); i++)
    if (!m->implied[i] && !has_member(link, &m->set.targets[i]))
      arrput(link->roots, m->set.targets[i]);
}

void flow_apply_link(flow *f, uint32_t call, const pointer_set *roots, uint32_t words, uint32_t index) {
  members m = find_members(f, call, roots, words);
  expose_members(f, call, &m);
  store_members(f, call, &m);
  remember(f, &m, index);
  free_members(&m);
}
