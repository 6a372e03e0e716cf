/* Implementation of copies.h. */
#include "copies.h"

#include <uthash.h>

struct copy_entry {
  LLVMValueRef function;
  LLVMValueRef copy; /* the function itself where its own body is the one that runs */
  bool reported;     /* the copy has changed anyway */
  UT_hash_handle hh;
};

static bool has_summary(const copies *c, LLVMValueRef function) {
  return summary_is_known(summary_find(c->summaries, function));
}

static LLVMValueRef make_copy(copies *c, LLVMValueRef function) {
  size_t length;
  const char *original = LLVMGetValueName2(function, &length);
  const char *name = arena_printf(c->run, "%.*s.h2s", (int)length, original);
  LLVMModuleRef module = LLVMGetGlobalParent(function);
  LLVMValueRef copy = LLVMAddFunction(module, name, LLVMGlobalGetValueType(function));
  c->callbacks->clone_function(function, copy, c->callbacks->user);
  return copy;
}

/* The body to call instead of `function`; asked for the first time, its own calls are put off to the end. */
static LLVMValueRef body_of(copies *c, LLVMValueRef function) {
  struct copy_entry *entry;
  HASH_FIND_PTR(c->entries, &function, entry);
  if (entry)
    return entry->copy;
  entry = ARENA_NEW(c->run, struct copy_entry);
  entry->function = entry->copy = function;
  if (summary_find(c->summaries, function)->copy_only)
    entry->copy = make_copy(c, function);
  HASH_ADD_PTR(c->entries, function, entry);
  arrput(c->pending, entry);
  return entry->copy;
}

static void set_callee(LLVMValueRef call, LLVMValueRef callee) {
  LLVMSetOperand(call, (unsigned)LLVMGetNumOperands(call) - 1, callee); /* the last operand */
}

static bool redirect(copies *c, LLVMValueRef call) {
  LLVMValueRef callee = ir_callee(call);
  if (!has_summary(c, callee))
    return false;
  LLVMValueRef body = body_of(c, callee);
  if (body == callee)
    return false;
  set_callee(call, body);
  return true;
}

void copies_apply(copies *c, const function_plan *plan) {
  for (size_t i = 0; i < plan->used_call_count; i++)
    redirect(c, plan->used_calls[i]);
  for (size_t i = 0; i < plan->used_function_count; i++)
    if (has_summary(c, plan->used_functions[i]))
      body_of(c, plan->used_functions[i]);
}

void copies_apply_body(copies *c, LLVMValueRef function, LLVMValueRef body) {
  struct copy_entry *entry = ARENA_NEW(c->run, struct copy_entry), *known;
  entry->function = function;
  entry->copy = body;
  entry->reported = true;
  arrput(c->pending, entry);
  arrput(c->changed, body);
  HASH_FIND_PTR(c->entries, &function, known);
  bool same = LLVMGlobalGetValueType(body) == LLVMGlobalGetValueType(function);
  if (!known && same && summary_find(c->summaries, function)->copy_only)
    HASH_ADD_PTR(c->entries, function, entry);
}

static bool redirect_body(copies *c, LLVMValueRef function) {
  bool changed = false;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      if (ir_is_call(i))
        changed |= redirect(c, i);
  return changed;
}

/* Functions that a body calls through pointers are never copies, but rely on bodies too. */
static void follow_uses(copies *c, LLVMValueRef function) {
  const summary *s = summary_find(c->summaries, function);
  for (size_t i = 0; s && i < arrlenu(s->uses); i++)
    if (has_summary(c, s->uses[i]) && !summary_find(c->summaries, s->uses[i])->copy_only)
      body_of(c, s->uses[i]);
}

/* --- what need not be there twice --- */

/* Nothing is left of such a function once nothing in this module calls it. */
static bool is_only_called(LLVMValueRef function) {
  if (LLVMGetLinkage(function) != LLVMLinkOnceODRLinkage)
    return false;
  for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (!ir_is_call(user) || ir_callee(user) != function)
      return false;
    unsigned others = (unsigned)LLVMGetNumOperands(user) - 1;
    for (unsigned i = 0; i < others; i++)
      if (LLVMGetOperand(user, i) == function)
        return false;
  }
  return true;
}

/* Calls that no promotion relies on may go to either of them. */
static void redirect_rest(copies *c, const struct copy_entry *entry) {
  for (LLVMUseRef use = LLVMGetFirstUse(entry->function); use; use = LLVMGetFirstUse(entry->function)) {
    LLVMValueRef call = LLVMGetUser(use);
    set_callee(call, entry->copy);
    arrput(c->redirected, LLVMGetBasicBlockParent(LLVMGetInstructionParent(call)));
  }
}

/* What is optimized at link time again is better left alone: then functions are inlined that only one call is
 * left of, and of the others that nothing calls nothing is left. Clang tells by this flag, whatever its
 * value. */
static bool is_linked_by_optimizer(LLVMModuleRef module) {
  static const char flag[] = "EnableSplitLTOUnit";
  return LLVMGetModuleFlag(module, flag, sizeof flag - 1) != NULL;
}

static void replace_functions(copies *c) {
  if (c->entries && is_linked_by_optimizer(LLVMGetGlobalParent(c->entries->function)))
    return;
  for (struct copy_entry *e = c->entries; e; e = e->hh.next)
    if (e->copy != e->function && is_only_called(e->function))
      redirect_rest(c, e);
}

void copies_finish(copies *c) {
  while (arrlenu(c->pending)) {
    const struct copy_entry *entry = arrpop(c->pending);
    if (redirect_body(c, entry->copy) && !entry->reported)
      arrput(c->redirected, entry->copy);
    follow_uses(c, entry->function);
  }
  replace_functions(c);
  void (*on_changed)(LLVMValueRef, void *) = c->callbacks->on_changed;
  void (*on_redirected)(LLVMValueRef, void *) = c->callbacks->on_redirected;
  for (size_t i = 0; on_changed && i < arrlenu(c->changed); i++)
    on_changed(c->changed[i], c->callbacks->user);
  for (size_t i = 0; on_redirected && i < arrlenu(c->redirected); i++)
    on_redirected(c->redirected[i], c->callbacks->user);
  HASH_CLEAR(hh, c->entries);
  arrfree(c->pending);
  arrfree(c->changed);
  arrfree(c->redirected);
}
