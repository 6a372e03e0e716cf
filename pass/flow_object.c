/* Objects that are not made by this function: what its parameters lead to, and constants (flow.h). */
#include "flow.h"

#include <uthash.h>

enum { MAX_CONSTANT_POINTERS = 256 }; /* of one constant, when any of them may be read */

/* An interned object: a place of a parameter, or a constant. */
struct flow_key {
  uint64_t key[3];
  object_id object;
  UT_hash_handle hh;
};

object_id flow_add_object(flow *f, object_kind kind) {
  flow_object o = {.kind = kind, .value = NO_INDEX, .culprit = NO_INDEX, .escape_node = NO_INDEX};
  arrput(f->objects, o);
  return (object_id)(arrlenu(f->objects) - 1);
}

/* The object interned under a key, made if new. */
static object_id intern(flow *f, const uint64_t key[3], object_kind kind) {
  struct flow_key *entry;
  HASH_FIND(hh, f->keys, key, sizeof entry->key, entry);
  if (entry)
    return entry->object;
  entry = ARENA_NEW(f->memory, struct flow_key);
  for (int i = 0; i < 3; i++)
    entry->key[i] = key[i];
  entry->object = flow_add_object(f, kind);
  HASH_ADD(hh, f->keys, key, sizeof entry->key, entry);
  return entry->object;
}

object_id flow_place_object(flow *f, flow_place place) {
  uint64_t key[3] = {OBJECT_PARAMETER, (uint64_t)place.parameter << 32 | place.depth << 1 | place.pieces,
                     (uint64_t)(uint32_t)place.granules[0] << 32 | (uint32_t)place.granules[1]};
  object_id object = intern(f, key, OBJECT_PARAMETER);
  f->objects[object].place = place;
  return object;
}

static object_id constant_object(flow *f, LLVMValueRef constant) {
  uint64_t key[3] = {OBJECT_CONSTANT, (uint64_t)(uintptr_t)constant, 0};
  object_id object = intern(f, key, OBJECT_CONSTANT);
  f->objects[object].constant = constant;
  return object;
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
  bool followed = LLVMIsAFunction(constant) || ir_is_constant_global(constant);
  if (offset < 0 || offset > INT32_MAX / 2 || !followed)
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

bool flow_own_content(flow_place place, int32_t granule, flow_place *content) {
  if (granule == OFFSET_UNKNOWN)
    return false;
  if (place.depth <= 2)
    place.granules[place.depth - 1] = granule == GRANULE_ALL ? OFFSET_UNKNOWN : granule;
  if (place.depth < DEEPEST)
    place.depth++;
  *content = place;
  return true;
}

/* Depth 1 holds depth 2, and so on; the deepest holds itself. */
static void seed_parameter_cell(flow *f, node_id cell) {
  flow_place content;
  if (flow_own_content(f->objects[f->nodes[cell].object].place, f->nodes[cell].granule, &content))
    flow_add_target(f, cell, flow_place_object(f, content), content.depth < DEEPEST ? 0 : OFFSET_UNKNOWN,
                    NO_INDEX, NO_INDEX);
}

/* Adds every pointer in a constant; too many are one foreign pointer. */
static void add_all_pointers(flow *f, node_id cell, LLVMValueRef initializer) {
  uint64_t size = 0, step = f->m->pointer_size;
  if (ir_is_plain_constant(initializer))
    return;
  if (!ir_store_size(f->m, LLVMTypeOf(initializer), &size) || size / step > MAX_CONSTANT_POINTERS) {
    flow_add_foreign(f, cell);
    return;
  }
  for (uint64_t offset = 0; offset < size; offset += step) {
    LLVMValueRef pointer = ir_pointer_at(f->m, initializer, offset);
    if (pointer)
      flow_add_constant(f, cell, pointer, NO_INDEX);
  }
}

/* Numbers in a constant are no addresses, like constant operands. */
static void seed_constant_cell(flow *f, node_id cell) {
  LLVMValueRef constant = f->objects[f->nodes[cell].object].constant;
  int32_t granule = f->nodes[cell].granule;
  if (granule == OFFSET_UNKNOWN)
    return;
  if (LLVMIsAFunction(constant)) {
    flow_add_foreign(f, cell);
    return;
  }
  LLVMValueRef initializer = LLVMGetInitializer(constant), pointer = NULL;
  if (granule == GRANULE_ALL)
    add_all_pointers(f, cell, initializer);
  else if (granule >= 0)
    pointer = ir_pointer_at(f->m, initializer, (uint64_t)granule * f->m->pointer_size);
  if (pointer)
    flow_add_constant(f, cell, pointer, NO_INDEX);
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
