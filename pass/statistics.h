/* Statistics of one run: what was found, moved and kept, and where the time went.
 */
#ifndef HEAP2STACK_STATISTICS_H
#define HEAP2STACK_STATISTICS_H

#include "clones.h"
#include "growth.h"

#include <heap2stack/heap2stack.h>
#include <time.h>

typedef struct statistics {
  bool wanted; /* else nothing is counted or timed */
  struct timespec lap;
  heap2stack_statistics result;
  growth growth;
} statistics;

/* Starts the clock, if anybody wants statistics. */
statistics statistics_begin(bool wanted);
void statistics_end_lap(statistics *s, heap2stack_phase phase);

/* The time since the last call, or since the beginning, belongs to `phase`. */
static inline void statistics_lap(statistics *s, heap2stack_phase phase) {
  if (s->wanted)
    statistics_end_lap(s, phase);
}

/* Counts the verdicts of all plans, the clones that were made, and by how much stacks grow. */
void statistics_count(statistics *s, const names *n, const budget *calls, const function_plan *plans,
                      size_t count, const clones *clones);
/* Prints the table to standard error; the times, which are never the same twice, come last. */
void statistics_print(const statistics *s, const names *n);

#endif
