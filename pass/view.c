/* Implementation of view.h. */
#include "view.h"

#include <uthash.h>

struct view_entry {
  void *key; /* a value or a basic block */
  uint32_t index;
  UT_hash_handle hh;
};

static void remember(function_view *view, struct view_entry *entry, void *key, uint32_t index) {
  entry->key = key;
  entry->index = index;
  HASH_ADD_PTR(view->table, key, entry);
}

static uint32_t look_up(const function_view *view, const void *key) {
  struct view_entry *entry;
  HASH_FIND_PTR(view->table, &key, entry);
  return entry ? entry->index : NO_INDEX;
}

static uint32_t count_instructions(LLVMValueRef function) {
  uint32_t count = 0;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      count++;
  return count;
}

static void number_values(function_view *view, struct view_entry *entries) {
  uint32_t value = 0, block = 0;
  for (LLVMValueRef p = LLVMGetFirstParam(view->function); p; p = LLVMGetNextParam(p), value++) {
    view->values[value] = p;
    view->block_of[value] = NO_INDEX;
    remember(view, &entries[value], p, value);
  }
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(view->function); b; b = LLVMGetNextBasicBlock(b)) {
    view->blocks[block] = b;
    view->block_begin[block] = value;
    remember(view, &entries[view->value_count + block], b, block);
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i), value++) {
      view->values[value] = i;
      view->block_of[value] = block;
      remember(view, &entries[value], i, value);
    }
    block++;
  }
  view->block_begin[block] = value;
}

static void connect_blocks(function_view *view, arena *a) {
  graph_edge *edges = NULL;
  for (uint32_t b = 0; b < view->block_count; b++) {
    LLVMValueRef terminator = LLVMGetBasicBlockTerminator(view->blocks[b]);
    unsigned count = terminator ? LLVMGetNumSuccessors(terminator) : 0;
    for (unsigned s = 0; s < count; s++) {
      graph_edge edge = {b, view_block_index(view, LLVMGetSuccessor(terminator, s))};
      arrput(edges, edge);
    }
  }
  size_t count = arrlenu(edges);
  view->successors = graph_build(a, view->block_count, edges, count, false);
  view->predecessors = graph_build(a, view->block_count, edges, count, true);
  view->components = graph_find_components(a, &view->successors);
  arrfree(edges);
}

void view_init(function_view *view, arena *a, LLVMValueRef function) {
  *view = (function_view){.function = function};
  view->argument_count = LLVMCountParams(function);
  view->block_count = LLVMCountBasicBlocks(function);
  view->value_count = view->argument_count + count_instructions(function);
  view->values = ARENA_ARRAY(a, LLVMValueRef, view->value_count + 1);
  view->block_of = ARENA_ARRAY(a, uint32_t, view->value_count + 1);
  view->blocks = ARENA_ARRAY(a, LLVMBasicBlockRef, view->block_count + 1);
  view->block_begin = ARENA_ARRAY(a, uint32_t, view->block_count + 1);
  struct view_entry *entries =
      ARENA_ARRAY(a, struct view_entry, (size_t)view->value_count + view->block_count);
  number_values(view, entries);
  connect_blocks(view, a);
}

void view_free(function_view *view) {
  HASH_CLEAR(hh, view->table);
  view->table = NULL;
}

uint32_t view_index(const function_view *view, LLVMValueRef value) { return look_up(view, value); }

uint32_t view_block_index(const function_view *view, LLVMBasicBlockRef block) { return look_up(view, block); }
