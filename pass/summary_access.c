/* Implementation of summary_access.h: the accesses of each instruction, in order, then a forward data-flow
 * problem for the words that are written on every path so far.
 */
#include "summary_access.h"

/* What one instruction does with a parameter's memory: it reads, then writes. */
typedef struct access {
  uint32_t instruction, parameter;
  uint32_t read, written; /* masks of words */
} access;

typedef struct access_finder {
  const flow *f;
  access *list; /* stb_ds array, in order of instructions */
  summary_access *result;
  graph content;     /* which object holds pointers to which, once it is asked for */
  uint64_t *reached; /* set of objects whose content may be read; NULL: `content` was not asked for */
  object_id *pending;
  bool reads_shared; /* what is found in objects that have left is read */
  bool lost;         /* nothing can be said */
  arena memory;
} access_finder;

static uint32_t all_below(uint32_t count) {
  return count >= ACCESS_WORDS ? ~ACCESS_ELSEWHERE : (UINT32_C(1) << count) - 1;
}

/* A mask moved up by a number of words; `beyond`: whether some have no bit any longer. */
static uint32_t move_up(uint32_t mask, uint32_t words, bool *beyond) {
  mask &= ~ACCESS_ELSEWHERE;
  *beyond = words > 0 && mask >> (ACCESS_WORDS - words) != 0;
  return mask << words & ~ACCESS_ELSEWHERE;
}

/* False if the offset is not one of a word that has a bit. */
static bool find_word(const flow *f, int32_t offset, uint32_t *word) {
  int32_t size = (int32_t)f->m->pointer_size;
  if (offset < 0 /* or unknown */ || offset % size != 0 || offset / size >= ACCESS_WORDS)
    return false;
  *word = (uint32_t)(offset / size);
  return true;
}

uint32_t summary_shift_words(const flow *f, uint32_t mask, int32_t offset) {
  uint32_t word;
  bool beyond;
  if (mask == 0)
    return 0;
  if (offset == OFFSET_UNKNOWN || !find_word(f, offset, &word))
    return ACCESS_ANYWHERE;
  uint32_t moved = move_up(mask, word, &beyond);
  if (mask & ACCESS_ELSEWHERE)
    moved |= all_below(word);
  return beyond || mask & ACCESS_ELSEWHERE ? moved | ACCESS_ELSEWHERE : moved;
}

uint32_t summary_shift_overwritten(const flow *f, uint32_t mask, int32_t offset) {
  uint32_t word;
  bool beyond;
  return offset == OFFSET_UNKNOWN || !find_word(f, offset, &word) ? 0 : move_up(mask, word, &beyond);
}

/* The words that `size` bytes at a place touch, or those of them that they cover exactly. */
static uint32_t words_at(const flow *f, int32_t offset, uint64_t size, bool covered) {
  uint64_t word = f->m->pointer_size;
  if (offset < 0 /* or unknown */ || size == 0 || size > ACCESS_WORDS * word)
    return covered ? 0 : ACCESS_ANYWHERE;
  uint64_t begin = (uint64_t)offset, end = begin + size;
  uint64_t first = covered ? (begin + word - 1) / word : begin / word;
  uint64_t last = covered ? end / word : (end + word - 1) / word; /* one beyond */
  if (last > ACCESS_WORDS)
    return covered ? 0 : ACCESS_ANYWHERE;
  return first >= last ? 0 : all_below((uint32_t)last) & ~all_below((uint32_t)first);
}

static void add_access(access_finder *a, uint32_t instruction, uint32_t parameter, uint32_t read,
                       uint32_t written) {
  access fresh = {instruction, parameter, read, written};
  if (read || written)
    arrput(a->list, fresh);
}

static void read_all_of(access_finder *a, object_id object) {
  const flow_object *o = &a->f->objects[object];
  if (o->kind == OBJECT_PARAMETER && o->place.depth == 1 && o->place.parameter < FRESH)
    a->result[o->place.parameter].read = ACCESS_ANYWHERE;
}

/* What is found in an object that has left is anything that the function stored where callers know a way to:
 * that may have been in this object. */
static void read_shared(access_finder *a) {
  const flow *f = a->f;
  if (a->reads_shared)
    return;
  a->reads_shared = true;
  for (uint32_t n = 0; n < f->view->argument_count; n++)
    a->result[n].deep = true;
  for (object_id o = 0; o < arrlenu(f->objects); o++)
    for (size_t c = 0; flow_has_past(&f->objects[o]) && c < arrlenu(f->objects[o].cells); c++) {
      const flow_node *cell = &f->nodes[f->objects[o].cells[c]];
      for (size_t t = 0; t < arrlenu(cell->targets); t++)
        read_all_of(a, cell->targets[t].object);
    }
}

/* What the object is known to hold may be a way to the same memory. */
static void read_further(access_finder *a, const flow_object *o) {
  if (o->place.parameter < FRESH)
    a->result[o->place.parameter].deep = true;
  else
    read_shared(a);
}

/* The words are relative to the pointer. */
static void read_at(access_finder *a, uint32_t instruction, const target *t, uint32_t words) {
  const flow_object *o = &a->f->objects[t->object];
  if (words == 0 || o->kind != OBJECT_PARAMETER)
    return;
  if (o->place.depth > 1 || o->place.parameter >= FRESH)
    read_further(a, o);
  else
    add_access(a, instruction, o->place.parameter, words, 0);
}

/* The only thing that the pointer may be is a parameter's. */
static bool is_parameter(const access_finder *a, LLVMValueRef pointer, target *only) {
  node_id node = flow_value_node(a->f, pointer);
  if (node == NO_INDEX || a->f->nodes[node].foreign || arrlenu(a->f->nodes[node].targets) != 1)
    return false;
  *only = a->f->nodes[node].targets[0];
  const flow_object *o = &a->f->objects[only->object];
  return o->kind == OBJECT_PARAMETER && o->place.depth == 1 && o->place.parameter < FRESH;
}

static void find_write(access_finder *a, uint32_t instruction, LLVMValueRef address, uint64_t size) {
  target only;
  if (is_parameter(a, address, &only))
    add_access(a, instruction, a->f->objects[only.object].place.parameter, 0,
               words_at(a->f, only.offset, size, true));
}

static const target *targets_of(const access_finder *a, LLVMValueRef pointer) {
  node_id node = flow_value_node(a->f, pointer);
  return node == NO_INDEX ? NULL : a->f->nodes[node].targets;
}

/* `size` 0: unknown. */
static void find_read(access_finder *a, uint32_t instruction, LLVMValueRef address, uint64_t size) {
  const target *targets = targets_of(a, address);
  for (size_t i = 0; i < arrlenu(targets); i++)
    read_at(a, instruction, &targets[i], words_at(a->f, targets[i].offset, size, false));
}

static void find_content(access_finder *a) {
  uint32_t objects = (uint32_t)arrlenu(a->f->objects);
  graph_edge *edges = flow_content_edges(a->f);
  a->content = graph_build(&a->memory, objects, edges, arrlenu(edges), false);
  a->reached = bitset_new(&a->memory, objects);
  arrfree(edges);
}

/* Everything that the object leads to may be read, at any time. */
static void read_content(access_finder *a, object_id from) {
  if (!a->reached)
    find_content(a);
  arrput(a->pending, from);
  while (arrlenu(a->pending)) {
    object_id object = arrpop(a->pending);
    if (a->f->objects[object].kind == OBJECT_PARAMETER)
      read_further(a, &a->f->objects[object]);
    for (uint32_t i = a->content.first[object]; i < a->content.first[object + 1]; i++) {
      object_id found = a->content.targets[i];
      if (!bitset_add(a->reached, found))
        continue;
      read_all_of(a, found);
      arrput(a->pending, found);
    }
  }
}

/* A pointer is passed to what reads as `known` says. */
static void find_passed_read(access_finder *a, uint32_t call, LLVMValueRef argument,
                             const summary_access *known) {
  const target *targets = targets_of(a, argument);
  for (size_t i = 0; i < arrlenu(targets); i++) {
    read_at(a, call, &targets[i], summary_shift_words(a->f, known->read, targets[i].offset));
    if (known->deep)
      read_content(a, targets[i].object);
  }
}

static void find_passed_write(access_finder *a, uint32_t call, LLVMValueRef argument,
                              const summary_access *known) {
  target only;
  if (!known->overwritten || !is_parameter(a, argument, &only))
    return;
  uint32_t written = summary_shift_overwritten(a->f, known->overwritten, only.offset);
  add_access(a, call, a->f->objects[only.object].place.parameter, 0, written);
}

static const summary_access unknown_access = {.read = ACCESS_ANYWHERE, .deep = true};

const summary_access *summary_call_accesses(const flow *f, uint32_t call) {
  const summary *s = summary_find(f->known.summaries, flow_used_callee(f, call));
  return summary_is_known(s) && arrlenu(s->accesses) == LLVMGetNumArgOperands(f->view->values[call])
             ? s->accesses
             : NULL;
}

/* True if the intrinsic was dealt with. */
static bool find_intrinsic(access_finder *a, uint32_t index, LLVMValueRef call, unsigned id) {
  const ir_intrinsics *i = &a->f->m->intrinsics;
  bool copies = ir_copies_memory(a->f->m, id);
  if (copies)
    find_read(a, index, LLVMGetOperand(call, 1), ir_known_length(call));
  if (copies || ir_fills_memory(a->f->m, id)) {
    find_write(a, index, LLVMGetOperand(call, 0), ir_known_length(call));
    return true;
  }
  return id == i->lifetime_start || id == i->lifetime_end || id == i->dbg_declare || id == i->dbg_value ||
         id == i->dbg_assign || id == i->assume;
}

static void find_call(access_finder *a, uint32_t index, LLVMValueRef call) {
  uint8_t kind = a->f->call_kinds[index];
  unsigned id = ir_intrinsic(call), count = LLVMGetNumArgOperands(call);
  bool allocates = kind == ALLOCATOR_SITE || kind == ALLOCATOR_RELEASE;
  if ((allocates && !allocator_classify(a->f->m, call).by_attribute) ||
      (id && find_intrinsic(a, index, call, id)))
    return;
  const summary_access *known = summary_call_accesses(a->f, index);
  for (unsigned i = 0; i < count; i++) /* the first thing that it does may be to read any of them */
    find_passed_read(a, index, LLVMGetOperand(call, i), known ? &known[i] : &unknown_access);
  for (unsigned i = 0; known && i < count; i++)
    find_passed_write(a, index, LLVMGetOperand(call, i), &known[i]);
}

static void find_accesses(access_finder *a, uint32_t index) {
  LLVMValueRef i = a->f->view->values[index];
  switch (LLVMGetInstructionOpcode(i)) {
  case LLVMLoad:
    find_read(a, index, LLVMGetOperand(i, 0), ir_known_size(a->f->m, LLVMTypeOf(i)));
    break;
  case LLVMStore:
    find_write(a, index, LLVMGetOperand(i, 1), ir_known_size(a->f->m, LLVMTypeOf(LLVMGetOperand(i, 0))));
    break;
  case LLVMAtomicRMW:
  case LLVMAtomicCmpXchg:
    find_read(a, index, LLVMGetOperand(i, 0), 0);
    break;
  case LLVMVAArg:
    a->lost = true;
    break;
  case LLVMCall:
  case LLVMInvoke:
  case LLVMCallBr:
    find_call(a, index, i);
    break;
  default:
    break;
  }
}

/* --- what is overwritten on every path --- */

typedef struct path_words {
  access_finder *a;
  uint32_t parameters;
  uint32_t *first;  /* block -> its first access; block + 1 -> their end */
  uint32_t *before; /* (block, parameter) -> words overwritten on every path to it */
  uint32_t *now;    /* parameter -> the same, where the walk is */
} path_words;

static void number_accesses(path_words *p) {
  const function_view *view = p->a->f->view;
  p->first = ARENA_ARRAY(&p->a->memory, uint32_t, view->block_count + 1);
  uint32_t next = 0;
  for (uint32_t b = 0; b < view->block_count; b++) {
    p->first[b] = next;
    while (next < arrlenu(p->a->list) && p->a->list[next].instruction < view->block_begin[b + 1])
      next++;
  }
  p->first[view->block_count] = next;
}

/* Goes through the accesses [from, to). */
static void walk(path_words *p, uint32_t from, uint32_t to, bool note_reads) {
  for (uint32_t i = from; i < to; i++) {
    const access *found = &p->a->list[i];
    if (note_reads)
      p->a->result[found->parameter].read |= found->read & ~p->now[found->parameter];
    p->now[found->parameter] |= found->written;
  }
}

static bool meet(path_words *p, LLVMBasicBlockRef successor) {
  uint32_t *before = &p->before[view_block_index(p->a->f->view, successor) * p->parameters];
  bool changed = false;
  for (uint32_t n = 0; n < p->parameters; n++) {
    changed |= (before[n] & p->now[n]) != before[n];
    before[n] &= p->now[n];
  }
  return changed;
}

static void enter(path_words *p, uint32_t block) {
  for (uint32_t n = 0; n < p->parameters; n++)
    p->now[n] = p->before[block * p->parameters + n];
}

/* An invoke that unwinds has overwritten nothing for certain. */
static bool leave(path_words *p, uint32_t block) {
  const function_view *view = p->a->f->view;
  LLVMValueRef terminator = LLVMGetBasicBlockTerminator(view->blocks[block]);
  uint32_t own = p->first[block + 1], last = view->block_begin[block + 1] - 1;
  while (own > p->first[block] && p->a->list[own - 1].instruction == last)
    own--;
  bool changed = false;
  enter(p, block);
  walk(p, p->first[block], own, false);
  if (LLVMIsAInvokeInst(terminator))
    changed |= meet(p, LLVMGetUnwindDest(terminator));
  walk(p, own, p->first[block + 1], false);
  if (LLVMIsAInvokeInst(terminator))
    return meet(p, LLVMGetNormalDest(terminator)) || changed;
  for (uint32_t e = view->successors.first[block]; e < view->successors.first[block + 1]; e++)
    changed |= meet(p, view->blocks[view->successors.targets[e]]);
  return changed;
}

static void solve_paths(path_words *p) {
  const function_view *view = p->a->f->view;
  size_t words = (size_t)view->block_count * p->parameters;
  p->before = ARENA_ARRAY(&p->a->memory, uint32_t, words + 1);
  p->now = ARENA_ARRAY(&p->a->memory, uint32_t, p->parameters + 1);
  for (size_t i = p->parameters; i < words; i++)
    p->before[i] = ~ACCESS_ELSEWHERE;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t b = 0; b < view->block_count; b++)
      changed |= leave(p, b);
  }
}

/* What is overwritten where the function returns, and what was read earlier. */
static void read_paths(path_words *p) {
  const function_view *view = p->a->f->view;
  bool returns = false;
  for (uint32_t n = 0; n < p->parameters; n++)
    p->a->result[n].overwritten = ~ACCESS_ELSEWHERE;
  for (uint32_t b = 0; b < view->block_count; b++) {
    enter(p, b);
    walk(p, p->first[b], p->first[b + 1], true);
    if (!LLVMIsAReturnInst(LLVMGetBasicBlockTerminator(view->blocks[b])))
      continue;
    returns = true;
    for (uint32_t n = 0; n < p->parameters; n++)
      p->a->result[n].overwritten &= p->now[n];
  }
  for (uint32_t n = 0; n < p->parameters; n++)
    p->a->result[n].overwritten &= returns ? ~p->a->result[n].read : 0;
}

static void settle(access_finder *a) {
  enum { MAX_WORDS = 1 << 16 }; /* of memory, for one function */
  path_words p = {.a = a, .parameters = a->f->view->argument_count};
  bool writes = false;
  for (size_t i = 0; i < arrlenu(a->list); i++)
    writes |= a->list[i].written != 0;
  if (writes && (uint64_t)a->f->view->block_count * p.parameters <= MAX_WORDS) {
    number_accesses(&p);
    solve_paths(&p);
    read_paths(&p);
    return;
  }
  for (size_t i = 0; i < arrlenu(a->list); i++)
    a->result[a->list[i].parameter].read |= a->list[i].read;
}

summary_access *summary_find_accesses(const flow *f) {
  access_finder a = {.f = f};
  const function_view *view = f->view;
  bool variadic = LLVMIsFunctionVarArg(LLVMGlobalGetValueType(view->function));
  if (view->argument_count == 0 || variadic || f->exhausted)
    return NULL;
  arrsetlen(a.result, view->argument_count);
  for (uint32_t n = 0; n < view->argument_count; n++)
    a.result[n] = (summary_access){0};
  for (uint32_t v = view->argument_count; v < view->value_count && !a.lost; v++)
    find_accesses(&a, v);
  if (a.lost)
    arrfree(a.result);
  else
    settle(&a);
  for (uint32_t n = 0; n < view->argument_count && a.result; n++)
    if (ir_function_has(view->function, n + 1, f->m->attributes.byval)) /* copied by the call */
      a.result[n] = (summary_access){.read = ACCESS_ANYWHERE, .deep = a.result[n].deep};
  arrfree(a.list);
  arrfree(a.pending);
  arena_free(&a.memory);
  return a.result;
}

bool summary_reads_result(const flow *f, summary_access **accesses) {
  for (uint32_t n = 0; n < f->view->argument_count && !f->exhausted; n++) {
    const target *memory = f->nodes[n].targets;
    if (arrlenu(memory) == 0 || !f->objects[memory->object].own)
      continue;
    *accesses = summary_find_accesses(f);
    return !*accesses || (*accesses)[n].read;
  }
  return false;
}
