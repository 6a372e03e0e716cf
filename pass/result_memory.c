/* Implementation of result_memory.h: the uses of the addresses, from function to function. */
#include "result_memory.h"

bool result_memory_is(const ir_module *m, LLVMValueRef function, uint32_t parameter) {
  return ir_function_has(function, parameter + 1, m->attributes.sret) &&
         ir_function_has(function, parameter + 1, m->attributes.noalias);
}

typedef struct address_walk {
  pointer_map place_of; /* function -> its place */
  uint64_t *found;
  pointer_map seen;      /* set of values */
  LLVMValueRef *pending; /* stb_ds array: the same, whose uses are to be looked at */
} address_walk;

static void add(address_walk *w, LLVMValueRef value) {
  if (pointer_map_find(&w->seen, value) != POINTER_MAP_NONE)
    return;
  pointer_map_add(&w->seen, value, 0);
  arrput(w->pending, value);
}

static void add_parameter(address_walk *w, LLVMValueRef function, uint32_t parameter) {
  uint32_t place = pointer_map_find(&w->place_of, function);
  if (place == POINTER_MAP_NONE || parameter >= LLVMCountParams(function))
    return;
  bitset_add(w->found, place);
  add(w, LLVMGetParam(function, parameter));
}

/* What is loaded from a variable in which the address is. */
static void add_loads(address_walk *w, LLVMValueRef variable) {
  if (!LLVMIsAAllocaInst(variable))
    return;
  for (LLVMUseRef use = LLVMGetFirstUse(variable); use; use = LLVMGetNextUse(use))
    if (LLVMIsALoadInst(LLVMGetUser(use)))
      add(w, LLVMGetUser(use));
}

/* A function that is passed the address may return it. */
static void follow_call(address_walk *w, LLVMValueRef call, LLVMValueRef address) {
  LLVMValueRef callee = ir_callee(call);
  for (unsigned i = 0; callee && i < LLVMGetNumArgOperands(call); i++)
    if (LLVMGetOperand(call, i) == address)
      add_parameter(w, callee, i);
  if (LLVMGetTypeKind(LLVMTypeOf(call)) == LLVMPointerTypeKind)
    add(w, call);
}

static void follow(address_walk *w, LLVMValueRef address) {
  for (LLVMUseRef use = LLVMGetFirstUse(address); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 0) == address)
      add_loads(w, LLVMGetOperand(user, 1));
    else if (LLVMIsACallInst(user) || LLVMIsAInvokeInst(user))
      follow_call(w, user, address);
    else if (LLVMIsAGetElementPtrInst(user) || LLVMIsACastInst(user) || LLVMIsAPHINode(user) ||
             LLVMIsASelectInst(user))
      add(w, user);
  }
}

uint64_t *result_memory_find(arena *a, const ir_module *m, LLVMValueRef const *functions, uint32_t count) {
  arena local = {0};
  address_walk w = {0};
  w.place_of = pointer_map_new(&local, count);
  w.seen = pointer_map_new(&local, 0);
  w.found = bitset_new(a, count);
  for (uint32_t n = 0; n < count; n++)
    pointer_map_add(&w.place_of, functions[n], n);
  for (uint32_t n = 0; n < count; n++)
    for (uint32_t parameter = 0; parameter < 2; parameter++)
      if (result_memory_is(m, functions[n], parameter))
        add_parameter(&w, functions[n], parameter);
  while (arrlenu(w.pending))
    follow(&w, arrpop(w.pending));
  arrfree(w.pending);
  arena_free(&local);
  return w.found;
}
