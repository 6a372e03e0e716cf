/* The report: lines in Go's form for sites and parameters, and the public verdicts.
 */
#ifndef HEAP2STACK_REPORT_H
#define HEAP2STACK_REPORT_H

#include "plan.h"
#include "summary.h"

/* One finding, with the steps that explain it. */
typedef struct report_line {
  const char *position; /* "user.c:7:23" */
  const char *file;     /* not NUL-terminated; NULL when unknown */
  unsigned file_length, line, column;
  size_t order; /* of the finding in the module: decides between equal positions */
  const char *message;
  const char *const *steps;
  size_t step_count;
} report_line;

typedef struct report {
  arena *run;
  const ir_module *m;
  const heap2stack_options *options;
  const heap2stack_callbacks *callbacks;
  report_line *lines; /* stb_ds array */
} report;

/* Hands every verdict to the callback, in the order of the module's functions. */
void report_sites(report *r, const function_plan *plans, size_t count);
/* Adds what the functions do with each pointer parameter: "u does not escape". */
void report_parameters(report *r, const summary_table *summaries);
/* Prints the lines to standard error, sorted by file, line and column, and releases them. */
void report_print(report *r);

/* Adds a line for `message` at `where`; without a source position it names the module and the function. */
void report_add(report *r, LLVMValueRef function, const ir_location *where, const char *message,
                const char *const *steps, size_t step_count);

#endif
