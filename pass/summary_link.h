/* Which blocks a function links with each other: summary.links. */
#ifndef HEAP2STACK_SUMMARY_LINK_H
#define HEAP2STACK_SUMMARY_LINK_H

#include "summary_fresh.h"

/* Fills in s->links. */
void summary_read_links(summary_builder *b);
/* Replaces each pointer of an stb_ds array by what `change` makes of it; those that are alike become one. */
void summary_change_pointers(summary_pointer **list, void (*change)(summary_pointer *p, void *user),
                             void *user);

#endif
