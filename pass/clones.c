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

const special_call *clones_special(const clones *c, LLVMValueRef call) {
  uint32_t place = pointer_map_find(&c->specials, call);
  return place == POINTER_MAP_NONE ? NULL : c->special_calls[place];
}

static clone_request *request_for(const clones *c, clone_request **requests, LLVMValueRef call) {
  for (size_t i = 0; i < arrlenu(*requests); i++)
    if ((*requests)[i].call == call)
      return &(*requests)[i];
  const special_call *special = clones_special(c, call); /* may have been replaced: then `call` is gone */
  clone_request fresh = {.call = call,
                         .callee = special ? special->clone->function : ir_callee(call),
                         .slots = special ? special->clone->slots : 0};
  for (uint32_t i = 0; i < MAX_FRESH; i++)
    fresh.from[i] = NO_INDEX;
  arrput(*requests, fresh);
  return &arrlast(*requests);
}

clone_request *clones_requests(const clones *c, LLVMValueRef function, uint32_t slots) {
  const summary *s = summary_find(c->summaries, function);
  clone_request *requests = NULL;
  for (uint32_t i = 0; i < arrlenu(s->fresh); i++) {
    if (!(slots >> i & 1) || !s->fresh[i].maker)
      continue;
    clone_request *request = request_for(c, &requests, s->fresh[i].call);
    request->slots |= 1u << s->fresh[i].inner;
    request->from[s->fresh[i].inner] = i;
  }
  for (size_t i = 0; i < arrlenu(s->releasing_calls); i++)
    request_for(c, &requests, s->releasing_calls[i]);
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
  entry->value.ranged = arrlenu(s->releases) + arrlenu(s->releasing_calls) > 0;
  entry->value.instructions = s->instructions;
  HASH_ADD(hh, c->entries, key, sizeof entry->key, entry);
  c->count++;
  c->instructions += s->instructions;
  return &entry->value;
}

static void remove_clone(clones *c, const clone *removed) {
  struct clone_entry *entry = find_entry(c, removed->function, removed->slots);
  c->count--;
  c->instructions -= removed->instructions;
  HASH_DEL(c->entries, entry);
}

clone *clones_get(clones *c, LLVMValueRef function, uint32_t slots) {
  clone *known = find_clone(c, function, slots);
  return known ? known : add_clone(c, function, slots);
}

clone *clones_plan(clones *c, LLVMValueRef function, uint32_t slots) {
  clone *known = find_clone(c, function, slots), **added = NULL;
  if (known)
    return known;
  clone *first = add_clone(c, function, slots);
  arrput(added, first);
  for (size_t i = 0; i < arrlenu(added); i++) { /* grows while it is walked */
    clone_request *requests = clones_requests(c, added[i]->function, added[i]->slots);
    for (size_t k = 0; k < arrlenu(requests); k++)
      if (!find_clone(c, requests[k].callee, requests[k].slots))
        arrput(added, add_clone(c, requests[k].callee, requests[k].slots));
    arrfree(requests);
    if (c->count > c->options->clone_count || c->instructions > c->options->clone_size)
      break;
  }
  bool fits = c->count <= c->options->clone_count && c->instructions <= c->options->clone_size;
  for (size_t i = 0; !fits && i < arrlenu(added); i++)
    remove_clone(c, added[i]);
  arrfree(added);
  return fits ? first : NULL;
}
