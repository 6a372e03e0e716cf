/* Which objects of a function leave to its caller: summary.fresh. */
#ifndef HEAP2STACK_SUMMARY_FRESH_H
#define HEAP2STACK_SUMMARY_FRESH_H

#include "summary.h"

/* A summary while it is read off a solved flow. */
typedef struct summary_builder {
  summary *s;
  const flow *f;
  uint32_t *fresh_of; /* object -> its place in s->fresh, for those that leave */
  uint64_t *joined;   /* set of objects that leave as one with an earlier one; NULL: none */
  uint64_t *passing;  /* set of calls in s->passing_calls */
  bool many;          /* stores are grouped */
  number_map *stored; /* stb_ds array: for each of s->stores the set of its sources */
  arena memory;
} summary_builder;

/* Facts speak of an object that leaves by its place among the summary's. */
static inline flow_place summary_place(const summary_builder *b, flow_place place) {
  if (place.parameter >= FRESH)
    place.parameter = FRESH + b->fresh_of[place.parameter - FRESH];
  return place;
}

/* What the caller may have a slot for. */
static inline bool summary_concerns_caller(const flow *f, const flow_object *o) {
  return (o->kind == OBJECT_PARAMETER && !flow_is_lost(f, o)) ||
         (o->kind == OBJECT_SITE && o->left && !o->escape);
}

/* Fills in s->fresh and fresh_of. */
void summary_read_fresh(summary_builder *b);

#endif
