/* The order of a value and an object: what is computed where control does not come from the object's site is
 * no pointer to it, whatever the memory that it is loaded from holds later on.
 *
 * An object that an earlier call of the same function made is not meant: it is one that a parameter leads to,
 * or one that the call hands to us.
 */
#include "flow.h"

/* The blocks that control may come to from a block, itself only where it comes back. */
static uint64_t *find_blocks_after(flow *f, uint32_t block) {
  const graph *successors = &f->view->successors;
  uint64_t *after = bitset_new(f->memory, f->view->block_count);
  uint32_t *work = NULL, from = block;
  while (true) {
    for (uint32_t e = successors->first[from]; e < successors->first[from + 1]; e++)
      if (bitset_add(after, successors->targets[e]))
        arrput(work, successors->targets[e]);
    f->work++;
    if (arrlenu(work) == 0)
      break;
    from = arrpop(work);
  }
  arrfree(work);
  return after;
}

/* The same, once for each block that is asked for; NULL when these are too many. */
static const uint64_t *blocks_after(flow *f, uint32_t block) {
  enum { MOST = 1 << 19 }; /* blocks in all the sets */
  uint64_t **sets = f->blocks_after;
  if (!sets)
    sets = f->blocks_after = ARENA_ARRAY(f->memory, uint64_t *, f->view->block_count);
  if (!sets[block] && f->blocks_after_count + f->view->block_count <= MOST) {
    f->blocks_after_count += f->view->block_count;
    sets[block] = find_blocks_after(f, block);
  }
  return sets[block];
}

bool flow_comes_before(flow *f, node_id node, object_id object) {
  const function_view *view = f->view;
  uint32_t site = f->objects[object].value;
  if (f->objects[object].kind != OBJECT_SITE || f->objects[object].circular || node >= view->value_count)
    return false;
  uint32_t block = view->block_of[node], made = view->block_of[site];
  if (block == NO_INDEX)
    return true;
  if (block == made)
    return node < site && !view_block_repeats(view, block);
  uint32_t part = view->components.of[block], made_part = view->components.of[made];
  if (part >= made_part) /* edges lead to smaller numbers */
    return part > made_part;
  const uint64_t *after = blocks_after(f, made);
  return after && !bitset_has(after, block);
}
