/* A function as dense numbers: its arguments and instructions in layout order, its blocks, its control
 * flow graph. Every analysis indexes arrays by these numbers.
 */
#ifndef HEAP2STACK_VIEW_H
#define HEAP2STACK_VIEW_H

#include "graph.h"
#include "ir.h"

#define NO_INDEX POINTER_MAP_NONE

typedef struct function_view {
  LLVMValueRef function;
  uint32_t argument_count;
  uint32_t value_count; /* arguments, then instructions in layout order: inside a block, a smaller
                           number comes earlier */
  LLVMValueRef *values;
  uint32_t *block_of; /* value -> block; NO_INDEX for arguments */
  uint32_t block_count;
  LLVMBasicBlockRef *blocks;
  uint32_t *block_begin; /* block -> its first instruction; block + 1 -> its end */
  graph successors, predecessors;
  graph_components components; /* of the blocks: cyclic ones are loops */
  pointer_map numbers;         /* of values and blocks */
  uint8_t *temperatures;       /* block -> cold.c's answer, once asked for; else 0 */
} function_view;

/* Numbers `function`, which must have a body and must not change while the view is in use. The view is in the
 * arena. */
void view_init(function_view *view, arena *a, LLVMValueRef function);
/* The numbers only: there is no control flow graph, and nothing may be asked of it. */
void view_number(function_view *view, arena *a, LLVMValueRef function);

/* The number of an argument or instruction of this function; NO_INDEX for any other value. */
uint32_t view_index(const function_view *view, LLVMValueRef value);
/* The number of the argument that the value is, in unoptimised code read back from its variable; NO_INDEX if
 * it is none. */
uint32_t view_argument(const function_view *view, LLVMValueRef value);
uint32_t view_block_index(const function_view *view, LLVMBasicBlockRef block);

/* True if control can come back to the block after leaving it. */
static inline bool view_block_repeats(const function_view *view, uint32_t block) {
  return view->components.cyclic[view->components.of[block]];
}

#endif
