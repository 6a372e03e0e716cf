/* What the places and constants of a callee's summary are at a call: the sets of pointers that they lead to
 * from this call's arguments, through the caller's memory as it is now.
 *
 * One application of a summary asks for the same places again and again. They are kept in a map, and stay as
 * they were when they were first asked for until the application ends: where memory grows meanwhile, the call
 * is applied again.
 */
#ifndef HEAP2STACK_FLOW_PLACES_H
#define HEAP2STACK_FLOW_PLACES_H

#include "summary.h"

enum { MAPPED_PLACES = 128 };

/* The places of one application, by a hash. */
typedef struct place_map {
  struct mapped_place *first[MAPPED_PLACES];
  struct mapped_place *used, *oldest; /* all of them, from the last one made to the first */
  bool without_escaped;               /* the sets are, see pointer_set */
} place_map;

/* Ends the application: what was mapped, and the memory of the sets, serves the next one. */
void flow_release_places(flow *f, place_map *map);

/* What a place of the callee is here; the targets belong to the map, `c->mapped`. */
pointer_set flow_map_place(flow *f, const callee_call *c, const flow_place *place);
/* The same, with plain numbers told apart that are read as such. */
pointer_set flow_map_typed_place(flow *f, const callee_call *c, const flow_place *place);
/* The same for a constant instead, if it is not NULL. */
pointer_set flow_map_source(flow *f, const callee_call *c, const flow_place *place, LLVMValueRef constant);

/* The call is an instruction that calls the function by its name. */
bool flow_is_called_by_name(const flow *f, const callee_call *c, LLVMValueRef function);
/* True for an argument of the call that is a variable's own address, as far as can be seen. */
bool flow_is_own_argument(const flow *f, const callee_call *c, const flow_place *place);
/* A granule's offset in bytes; OFFSET_UNKNOWN is that of OFFSET_UNKNOWN. */
int32_t flow_granule_offset(const flow *f, int32_t granule);

#endif
