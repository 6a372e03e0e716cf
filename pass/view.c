/* Implementation of view.h. */
#include "view.h"

static uint32_t count_instructions(LLVMValueRef function) {
  uint32_t count = 0;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
      count++;
  return count;
}

static void number_values(function_view *view) {
  uint32_t value = 0, block = 0;
  for (LLVMValueRef p = LLVMGetFirstParam(view->function); p; p = LLVMGetNextParam(p), value++) {
    view->values[value] = p;
    view->block_of[value] = NO_INDEX;
    pointer_map_add(&view->numbers, p, value);
  }
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(view->function); b; b = LLVMGetNextBasicBlock(b)) {
    view->blocks[block] = b;
    view->block_begin[block] = value;
    pointer_map_add(&view->numbers, b, block);
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i), value++) {
      view->values[value] = i;
      view->block_of[value] = block;
      pointer_map_add(&view->numbers, i, value);
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

void view_number(function_view *view, arena *a, LLVMValueRef function) {
  *view = (function_view){.function = function};
  view->argument_count = LLVMCountParams(function);
  view->block_count = LLVMCountBasicBlocks(function);
  view->value_count = view->argument_count + count_instructions(function);
  view->values = ARENA_ARRAY(a, LLVMValueRef, view->value_count + 1);
  view->block_of = ARENA_ARRAY(a, uint32_t, view->value_count + 1);
  view->blocks = ARENA_ARRAY(a, LLVMBasicBlockRef, view->block_count + 1);
  view->block_begin = ARENA_ARRAY(a, uint32_t, view->block_count + 1);
  view->temperatures = ARENA_ARRAY(a, uint8_t, view->block_count + 1);
  view->numbers = pointer_map_new(a, (size_t)view->value_count + view->block_count);
  number_values(view);
}

void view_init(function_view *view, arena *a, LLVMValueRef function) {
  view_number(view, a, function);
  connect_blocks(view, a);
}

uint32_t view_index(const function_view *view, LLVMValueRef value) {
  return pointer_map_find(&view->numbers, value);
}

uint32_t view_argument(const function_view *view, LLVMValueRef value) {
  uint32_t index = view_index(view, ir_through_variable(value));
  return index < view->argument_count ? index : NO_INDEX;
}

uint32_t view_block_index(const function_view *view, LLVMBasicBlockRef block) {
  return pointer_map_find(&view->numbers, block);
}
