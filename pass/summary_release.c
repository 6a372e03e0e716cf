/* Implementation of summary_release.h. */
#include "summary_release.h"

static bool callee_always_releases(const flow *f, LLVMValueRef call, uint32_t argument) {
  const summary *s = summary_find(f->known.summaries, ir_callee(call));
  for (size_t i = 0; s && i < arrlenu(s->facts); i++) {
    const fact *r = &s->facts[i];
    if (r->kind == FACT_RELEASED && r->always && r->source.depth == 1 && r->source.parameter == argument)
      return true;
  }
  return false;
}

static bool call_releases(const flow *f, uint32_t index, uint32_t parameter) {
  LLVMValueRef call = f->view->values[index];
  if (f->call_kinds[index] == ALLOCATOR_RELEASE)
    return view_argument(f->view, LLVMGetOperand(call, allocator_classify(f->m, call).pointer)) == parameter;
  if (!flow_used_callee(f, index))
    return false;
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned a = 0; a < count; a++)
    if (view_argument(f->view, LLVMGetOperand(call, a)) == parameter && callee_always_releases(f, call, a))
      return true;
  return false;
}

static bool block_releases(const flow *f, uint32_t block, uint32_t parameter) {
  for (uint32_t v = f->view->block_begin[block]; v < f->view->block_begin[block + 1]; v++)
    if (ir_is_call(f->view->values[v]) && call_releases(f, v, parameter))
      return true;
  return false;
}

bool summary_always_releases(const flow *f, uint32_t parameter) {
  const function_view *view = f->view;
  arena memory = {0};
  uint64_t *visited = bitset_new(&memory, view->block_count);
  uint32_t *pending = NULL;
  bool always = true;
  bitset_add(visited, 0);
  arrput(pending, 0);
  while (always && arrlenu(pending)) {
    uint32_t block = arrpop(pending);
    if (block_releases(f, block, parameter))
      continue;
    always = !LLVMIsAReturnInst(LLVMGetBasicBlockTerminator(view->blocks[block]));
    for (uint32_t e = view->successors.first[block]; e < view->successors.first[block + 1]; e++)
      if (bitset_add(visited, view->successors.targets[e]))
        arrput(pending, view->successors.targets[e]);
  }
  arrfree(pending);
  arena_free(&memory);
  return always;
}
