/* Which blocks a function links with each other: summary.links. */
#ifndef HEAP2STACK_SUMMARY_LINK_H
#define HEAP2STACK_SUMMARY_LINK_H

#include "summary_fresh.h"

/* Fills in s->links. */
void summary_read_links(summary_builder *b);
/* Replaces each root by what `change` makes of it; those that are alike become one. */
void summary_change_roots(summary_link *link, void (*change)(summary_pointer *root, void *user), void *user);

#endif
