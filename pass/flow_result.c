/* The memory for a function's result: where it returns a structure, the caller passes the address of one
 * (result_memory.h). While the function runs, nobody but the function gets at that memory. So it is like a
 * variable, and what it holds is what was stored in it here, until the end: then it is the caller's. An
 * object that leaves by it is the caller's then, too, and no other parameter leads to that earlier.
 *
 * That goes for as long as the function stores the address nowhere where others find it (flow_reveal()): then
 * it is memory of the caller's like any other. And it takes that the function reads nothing there that it did
 * not write before, which depends on order: the flow begins with that, and who solved it asks afterwards
 * whether it was so (summary_reads_result()). Up to the first such read the flow is right, so that it finds
 * it. Functions that are passed the address read all of it if they are not known.
 */
#include "flow.h"

void flow_reveal(flow *f, object_id object) {
  if (!f->objects[object].own)
    return;
  f->objects[object].own = false;
  flow_give_past(f, object);
  flow_expose_content(f, object);
}
