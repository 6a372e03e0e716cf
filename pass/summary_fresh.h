/* Which objects of a function leave to its caller: summary.fresh. */
#ifndef HEAP2STACK_SUMMARY_FRESH_H
#define HEAP2STACK_SUMMARY_FRESH_H

#include "summary.h"

/* A summary while it is read off a solved flow. */
typedef struct summary_builder {
  summary *s;
  const flow *f;
  uint32_t *fresh_of; /* object -> its place in s->fresh, for those that leave */
  uint64_t *passing;  /* set of calls in s->passing_calls */
  arena memory;
} summary_builder;

/* Fills in s->fresh and fresh_of. */
void summary_read_fresh(summary_builder *b);

#endif
