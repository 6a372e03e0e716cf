/* The report: one line a site, in Go's form, and the public verdicts.
 */
#ifndef HEAP2STACK_REPORT_H
#define HEAP2STACK_REPORT_H

#include "plan.h"

/* Hands every verdict to the callback and prints the lines that options->m asks for to standard error,
 * sorted by file, line and column. `plans` are in the order of the module's functions. */
void report_verdicts(arena *run, const ir_module *m, const heap2stack_options *options,
                     const heap2stack_callbacks *callbacks, const function_plan *plans, size_t count);

#endif
