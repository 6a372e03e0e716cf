/* What a function stores in what, where that is more than a few facts: summary.stores. */
#ifndef HEAP2STACK_SUMMARY_STORE_H
#define HEAP2STACK_SUMMARY_STORE_H

#include "summary_fresh.h"

/* The cells of the object hold `sources` in the words of `like` (summary_word()), stored as that type, firm
 * or not; all of them are read in pieces, or none. */
void summary_add_stores(summary_builder *b, const flow_object *o, const summary_store *like,
                        const target *sources);
/* The granule's bit in a mask of words; 0 if it has none. */
uint32_t summary_word(int32_t granule);

#endif
