/* Demand: which functions are worth analysing.
 *
 * A summary serves a site only if something that may hold the site's pointer, or memory that it may be stored
 * in, is handed to the function. In most modules that is a small part of what the functions with sites can
 * reach by calls, so it is found first, by an analysis that is nearly linear in the module and far coarser
 * than the flow (unification after Steensgaard, "Points-to Analysis in Almost Linear Time", 1996): all that
 * one instruction or call may connect, values and memory alike, falls into one class.
 *
 * Demand cannot be wrong, only too small or too large: a function without a summary is one that nothing is
 * known about.
 */
#ifndef HEAP2STACK_DEMAND_H
#define HEAP2STACK_DEMAND_H

#include "budget.h"

/* The set of positions in calls->functions that are to be analysed. `has_sites` is by position in the module;
 * with `clones`, functions are added to it that call one from which an object may leave (flow_fresh.c). */
uint64_t *demand_find(arena *a, const ir_module *m, const budget *calls, bool clones, bool *has_sites);

#endif
