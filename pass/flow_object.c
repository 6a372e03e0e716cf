/* Objects that are not made by this function: what its parameters lead to, and constants (flow.h). */
#include "flow.h"

#include <uthash.h>

enum { MAX_CONSTANT_POINTERS = 256 }; /* of one constant, when any of them may be read */

/* Interned objects: a place of a parameter, or a constant; and whether a constant is followed. */
struct flow_key {
  uint64_t key[2];
  object_id object; /* or a truth value */
  UT_hash_handle hh;
};

object_id flow_add_object(flow *f, object_kind kind) {
  flow_object o = {.kind = kind, .value = NO_INDEX, .culprit = NO_INDEX, .escape_node = NO_INDEX};
  arrput(f->objects, o);
  return (object_id)(arrlenu(f->objects) - 1);
}

/* The object interned under a key, made if new. */
static object_id intern(flow *f, const uint64_t key[2], object_kind kind, bool *made) {
  struct flow_key *entry;
  HASH_FIND(hh, f->keys, key, sizeof entry->key, entry);
  *made = !entry;
  if (entry)
    return entry->object;
  entry = ARENA_NEW(f->memory, struct flow_key);
  entry->key[0] = key[0];
  entry->key[1] = key[1];
  entry->object = flow_add_object(f, kind);
  HASH_ADD(hh, f->keys, key, sizeof entry->key, entry);
  return entry->object;
}

object_id flow_place_object(flow *f, flow_place place) {
  uint64_t key[2] = {(uint64_t)place.parameter << 32 | place.depth << 1 | place.pieces,
                     (uint32_t)place.granule | UINT64_C(1) << 63};
  bool made;
  object_id object = intern(f, key, OBJECT_PARAMETER, &made);
  f->objects[object].place = place;
  return object;
}

static object_id constant_object(flow *f, LLVMValueRef constant) {
  uint64_t key[2] = {(uint64_t)(uintptr_t)constant, 0};
  bool made;
  object_id object = intern(f, key, OBJECT_CONSTANT, &made);
  f->objects[object].constant = constant;
  return object;
}

/* A constant without pointers in it is of no more interest than any foreign memory. The answer is remembered,
 * for large tables. */
static bool is_followed(flow *f, LLVMValueRef constant) {
  if (LLVMIsAFunction(constant))
    return true;
  if (!ir_is_constant_global(constant))
    return false;
  uint64_t key[2] = {(uint64_t)(uintptr_t)constant, 1};
  struct flow_key *entry;
  HASH_FIND(hh, f->keys, key, sizeof entry->key, entry);
  if (entry)
    return entry->object;
  entry = ARENA_NEW(f->memory, struct flow_key);
  entry->key[0] = key[0];
  entry->key[1] = key[1];
  entry->object = !ir_is_plain_constant(LLVMGetInitializer(constant));
  HASH_ADD(hh, f->keys, key, sizeof entry->key, entry);
  return entry->object;
}

bool flow_constant_target(flow *f, LLVMValueRef constant, target *t) {
  int64_t offset = 0;
  if (!LLVMIsConstant(constant))
    return false;
  while (LLVMIsAConstantExpr(constant)) {
    int64_t step;
    if (LLVMGetConstOpcode(constant) != LLVMGetElementPtr || !ir_gep_offset(f->m, constant, &step) ||
        __builtin_add_overflow(offset, step, &offset))
      return false;
    constant = LLVMGetOperand(constant, 0);
  }
  if (offset < 0 || offset > INT32_MAX / 2 || !is_followed(f, constant))
    return false;
  *t = (target){constant_object(f, constant), (int32_t)offset, NO_INDEX, NO_INDEX};
  return true;
}

void flow_add_constant(flow *f, node_id node, LLVMValueRef constant, uint32_t via) {
  target t;
  if (ir_is_plain_constant(constant))
    return;
  if (flow_constant_target(f, constant, &t))
    flow_add_target(f, node, t.object, t.offset, NO_INDEX, via);
  else
    flow_add_foreign(f, node);
}

/* Depth 1 holds depth 2, told apart by granule; depth 2 holds depth 3, and that holds itself. */
static void seed_parameter_cell(flow *f, node_id cell) {
  flow_place place = f->objects[f->nodes[cell].object].place;
  int32_t granule = f->nodes[cell].granule;
  if (granule == OFFSET_UNKNOWN)
    return;
  if (place.depth == 1)
    place.granule = granule == GRANULE_ALL ? OFFSET_UNKNOWN : granule;
  if (place.depth < 3)
    place.depth++;
  flow_add_target(f, cell, flow_place_object(f, place), OFFSET_UNKNOWN, NO_INDEX, NO_INDEX);
}

/* Adds every pointer in a constant; too many are one foreign pointer. */
static void add_all_pointers(flow *f, node_id cell, LLVMValueRef initializer) {
  uint64_t size = 0, step = f->m->pointer_size;
  if (!ir_store_size(f->m, LLVMTypeOf(initializer), &size) || size / step > MAX_CONSTANT_POINTERS) {
    flow_add_foreign(f, cell);
    return;
  }
  for (uint64_t offset = 0; offset < size; offset += step) {
    LLVMValueRef pointer = ir_pointer_at(f->m, initializer, offset);
    if (pointer)
      flow_add_constant(f, cell, pointer, NO_INDEX);
    else
      flow_add_foreign(f, cell);
  }
}

static void seed_constant_cell(flow *f, node_id cell) {
  LLVMValueRef constant = f->objects[f->nodes[cell].object].constant;
  int32_t granule = f->nodes[cell].granule;
  if (LLVMIsAFunction(constant) || granule == OFFSET_UNKNOWN) {
    if (granule != OFFSET_UNKNOWN)
      flow_add_foreign(f, cell);
    return;
  }
  if (granule == GRANULE_ALL) {
    add_all_pointers(f, cell, LLVMGetInitializer(constant));
    return;
  }
  LLVMValueRef pointer =
      granule < 0 ? NULL
                  : ir_pointer_at(f->m, LLVMGetInitializer(constant), (uint64_t)granule * f->m->pointer_size);
  if (pointer)
    flow_add_constant(f, cell, pointer, NO_INDEX);
  else
    flow_add_foreign(f, cell);
}

void flow_seed_cell(flow *f, node_id cell) {
  if (f->objects[f->nodes[cell].object].kind == OBJECT_PARAMETER)
    seed_parameter_cell(f, cell);
  else
    seed_constant_cell(f, cell);
}

void flow_free_keys(flow *f) {
  HASH_CLEAR(hh, f->keys);
  f->keys = NULL;
}
