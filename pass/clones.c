/* Implementation of clones.h. */
#include "clones.h"

#include <uthash.h>

typedef struct clone_key {
  LLVMValueRef function;
  uint64_t slots;
} clone_key;

struct clone_entry {
  clone_key key;
  clone value;
  UT_hash_handle hh;
};

clones clones_new(arena *run, const ir_module *m, const heap2stack_options *options,
                  const summary_table *summaries) {
  return (clones){
      .run = run, .m = m, .options = options, .summaries = summaries, .specials = number_map_new(run, 0)};
}

void clones_free(clones *c) {
  for (struct clone_entry *e = c->entries; e; e = e->hh.next)
    arrfree(e->value.candidates);
  HASH_CLEAR(hh, c->entries);
  arrfree(c->special_calls);
}

static struct clone_entry *find_entry(const clones *c, LLVMValueRef function, uint32_t slots) {
  struct clone_entry *entry;
  clone_key key = {function, slots};
  HASH_FIND(hh, c->entries, &key, sizeof key, entry);
  return entry;
}

static clone *find_clone(const clones *c, LLVMValueRef function, uint32_t slots) {
  struct clone_entry *entry = find_entry(c, function, slots);
  return entry ? &entry->value : NULL;
}

void clones_add_plan(clones *c, const function_plan *plan) {
  for (size_t i = 0; i < plan->special_count; i++) {
    pointer_map_add(&c->specials, plan->specials[i].call, (uint32_t)arrlenu(c->special_calls));
    arrput(c->special_calls, &plan->specials[i]);
  }
}

/* What has perhaps been replaced by a call of a clone, so that `call` is gone; NULL: `call` is still there.
 */
static const special_call *replaced_call(const clones *c, LLVMValueRef call) {
  uint32_t place = pointer_map_find(&c->specials, call);
  return place != POINTER_MAP_NONE && c->special_calls[place]->clone ? c->special_calls[place] : NULL;
}

/* A call that is given the function's own slots as well gives them back only if both kinds have the header
 * for it. */
static clone_request *request_for(const clones *c, clone_request **requests, LLVMValueRef call,
                                  uint32_t slots) {
  for (size_t i = 0; i < arrlenu(*requests); i++)
    if ((*requests)[i].call == call)
      return &(*requests)[i];
  const special_call *special = replaced_call(c, call);
  clone_request fresh = {.call = call,
                         .callee = special ? special->clone->function : ir_callee(call),
                         .slots = special ? special->clone->slots : CLONE_CLEARS};
  fresh.slots &= slots | ~(uint32_t)CLONE_CLEARS;
  for (uint32_t i = 0; i < MAX_FRESH; i++)
    fresh.from[i] = NO_INDEX;
  arrput(*requests, fresh);
  return &arrlast(*requests);
}

static bool can_be_redirected(const clones *c, LLVMValueRef call) {
  if (replaced_call(c, call))
    return true;
  LLVMValueRef callee = ir_callee(call);
  const summary *s = summary_find(c->summaries, callee);
  return callee ? summary_is_known(s) && s->clonable : !LLVMIsConstant(LLVMGetCalledValue(call));
}

clone_request *clones_requests(const clones *c, LLVMValueRef function, uint32_t slots) {
  const summary *s = summary_find(c->summaries, function);
  clone_request *requests = NULL;
  for (uint32_t i = 0; i < arrlenu(s->fresh); i++)
    for (size_t k = 0; (slots >> i & 1) && k < arrlenu(s->fresh[i].sources); k++) {
      const fresh_source *source = &s->fresh[i].sources[k];
      if (!source->maker)
        continue;
      clone_request *request = request_for(c, &requests, source->call, slots);
      request->slots |= (slots >> i & (1u | CLONE_POOL)) << source->inner;
      request->from[source->inner] = i;
    }
  for (size_t i = 0; i < arrlenu(s->passing_calls); i++)
    if (can_be_redirected(c, s->passing_calls[i]))
      request_for(c, &requests, s->passing_calls[i], slots);
  return requests;
}

/* "foo.h2s", or with a number if that is taken. */
static const char *free_name(const clones *c, LLVMValueRef function, uint32_t variant) {
  size_t length;
  const char *name = LLVMGetValueName2(function, &length);
  return variant == 1 ? arena_printf(c->run, "%.*s.h2s", (int)length, name)
                      : arena_printf(c->run, "%.*s.h2s.%u", (int)length, name, variant);
}

static const char *choose_name(const clones *c, LLVMValueRef function) {
  uint32_t variant = 1;
  for (const struct clone_entry *e = c->entries; e; e = e->hh.next)
    variant += e->value.function == function;
  const char *name = free_name(c, function, variant);
  while (LLVMGetNamedFunction(c->m->module, name))
    name = free_name(c, function, ++variant);
  return name;
}

static clone *add_clone(clones *c, LLVMValueRef function, uint32_t slots) {
  const summary *s = summary_find(c->summaries, function);
  struct clone_entry *entry = ARENA_NEW(c->run, struct clone_entry);
  entry->key = (clone_key){function, slots};
  entry->value = (clone){.function = function, .slots = slots, .name = choose_name(c, function)};
  entry->value.ranged = arrlenu(s->releases) + arrlenu(s->passing_calls) > 0;
  entry->value.instructions = s->instructions;
  HASH_ADD(hh, c->entries, key, sizeof entry->key, entry);
  c->count++;
  c->instructions += s->instructions;
  return &entry->value;
}

static void remove_clone(clones *c, clone *removed) {
  struct clone_entry *entry = find_entry(c, removed->function, removed->slots);
  c->count--;
  c->instructions -= removed->instructions;
  arrfree(removed->candidates);
  HASH_DEL(c->entries, entry);
}

clone *clones_get(clones *c, LLVMValueRef function, uint32_t slots) {
  clone *known = find_clone(c, function, slots);
  return known ? known : add_clone(c, function, slots);
}

uint64_t clones_made(const clones *c, uint64_t *instructions) {
  uint64_t count = 0;
  *instructions = 0;
  for (const struct clone_entry *e = c->entries; e; e = e->hh.next)
    if (e->value.body) {
      count++;
      *instructions += e->value.instructions;
    }
  return count;
}

/* --- everything that a clone needs --- */

enum { MAX_CANDIDATES = 16 }; /* of one clone: comparisons in front of a call */

/* Something to be seen to: that the clone has all that it calls, or one candidate. */
typedef struct need {
  clone *of;
  LLVMValueRef candidate; /* or NULL */
} need;

typedef struct growth {
  clones *c;
  clone **added; /* stb_ds array */
  need *needs;   /* stb_ds array */
  bool fits;
} growth;

static clone *grow(growth *g, LLVMValueRef function, uint32_t slots) {
  clone *known = find_clone(g->c, function, slots);
  if (known)
    return known;
  clone *fresh = add_clone(g->c, function, slots);
  arrput(g->added, fresh);
  need calls = {fresh, NULL};
  arrput(g->needs, calls);
  g->fits &= g->c->count <= g->c->options->clone_count && g->c->instructions <= g->c->options->clone_size;
  return fresh;
}

static void need_candidate(growth *g, clone *of, LLVMValueRef candidate) {
  need n = {of, candidate};
  arrput(g->needs, n);
}

static void see_to_calls(growth *g, clone *of) {
  clone_request *requests = clones_requests(g->c, of->function, of->slots);
  for (size_t i = 0; i < arrlenu(requests); i++) {
    clone *called = requests[i].callee ? grow(g, requests[i].callee, requests[i].slots) : NULL;
    for (size_t k = 0; called && k < arrlenu(of->candidates); k++)
      need_candidate(g, called, of->candidates[k]);
  }
  arrfree(requests);
  const summary *s = summary_find(g->c->summaries, of->function);
  for (size_t i = 0; i < arrlenu(s->through); i++)
    need_candidate(g, of, s->through[i]);
}

/* What a function is called with through a pointer may be called by another one that is: they are candidates
 * of each other as well. */
static void see_to_candidate(growth *g, clone *of, LLVMValueRef candidate) {
  for (size_t i = 0; i < arrlenu(of->candidates); i++)
    if (of->candidates[i] == candidate)
      return;
  uint32_t clears = of->slots & CLONE_CLEARS;
  clone *fresh = grow(g, candidate, clears);
  g->fits &= arrlenu(of->candidates) < MAX_CANDIDATES;
  arrput(of->candidates, candidate);
  for (size_t i = 0; i < arrlenu(of->candidates); i++) {
    need_candidate(g, fresh, of->candidates[i]);
    need_candidate(g, grow(g, of->candidates[i], clears), candidate);
  }
  clone_request *requests = clones_requests(g->c, of->function, of->slots);
  for (size_t i = 0; i < arrlenu(requests); i++)
    if (requests[i].callee)
      need_candidate(g, grow(g, requests[i].callee, requests[i].slots), candidate);
  arrfree(requests);
}

bool clones_plan(clones *c, const function_plan *plan, const slot_taker *takers, size_t taker_count,
                 LLVMValueRef const *candidates, size_t count) {
  growth g = {.c = c, .fits = true};
  for (size_t k = 0; k < taker_count; k++) {
    clone *taker = grow(&g, takers[k].function, plan_slots(plan, &takers[k]));
    for (size_t i = 0; i < count; i++)
      need_candidate(&g, taker, candidates[i]);
  }
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < count; k++)
      need_candidate(&g, grow(&g, candidates[k], plan_slots(plan, NULL)), candidates[i]);
  while (arrlenu(g.needs) && g.fits) {
    need n = arrpop(g.needs);
    if (n.candidate)
      see_to_candidate(&g, n.of, n.candidate);
    else
      see_to_calls(&g, n.of);
  }
  for (size_t i = 0; !g.fits && i < arrlenu(g.added); i++)
    remove_clone(c, g.added[i]);
  arrfree(g.added);
  arrfree(g.needs);
  return g.fits;
}
