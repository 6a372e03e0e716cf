/* What a function reads and overwrites of the memory that its parameters point to: whoever asks whether an
 * older pointer in a variable is still usable (lifetime.h) has to know that a constructor, called for the
 * variable again, puts a new one there before it looks; and what a function reads in the memory for its
 * result it has to have put there (flow_result.c).
 *
 * Two parameters may point to the same memory: what is overwritten through one and read through the other
 * counts as read, which is for the caller to see.
 */
#ifndef HEAP2STACK_SUMMARY_ACCESS_H
#define HEAP2STACK_SUMMARY_ACCESS_H

#include "summary.h"

/* Says it for each parameter: an stb_ds array, which belongs to the caller. NULL: nothing is known. */
summary_access *summary_find_accesses(const flow *f);

/* True if the function may read in the memory for its result what it did not put there, though its flow took
 * that it does not (flow_result.c). Where that has to be asked, `accesses` is summary_find_accesses(f). */
bool summary_reads_result(const flow *f, summary_access **accesses);

/* What is known about a direct call of a function of this module, by parameter; NULL: nothing. */
const summary_access *summary_call_accesses(const flow *f, uint32_t call);

/* The words of an object that are meant by those in `mask`, which count from a pointer `offset` bytes into
 * it: these and perhaps more. */
uint32_t summary_shift_words(const flow *f, uint32_t mask, int32_t offset);
/* The same: these and perhaps not all. */
uint32_t summary_shift_overwritten(const flow *f, uint32_t mask, int32_t offset);

#endif
