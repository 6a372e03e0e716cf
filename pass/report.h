/* The report: lines in Go's form for sites and parameters, and the public verdicts.
 */
#ifndef HEAP2STACK_REPORT_H
#define HEAP2STACK_REPORT_H

#include "explain.h"

/* One finding, with the steps that explain it. */
typedef struct report_line {
  const char *position; /* "user.c:7:23" */
  ir_location where;
  size_t order; /* of the finding in the module: decides between equal positions */
  const char *message;
  const heap2stack_step *steps;
  size_t step_count;
  const char *context; /* of a site: "inlined into main() at a.c:9:3", "in main()"; NULL: not a site */
  bool inlined;
} report_line;

typedef struct report {
  const names *names;
  const heap2stack_options *options;
  explainer *explainer;
  report_line *lines; /* stb_ds array */
  char *text;         /* stb_ds array: what is printed, so far */
} report;

/* The kind of slot that a promoted site gets. */
heap2stack_slot report_slot(const site_verdict *s);

/* Hands every verdict to the callback, in the order of the module's functions. */
void report_sites(report *r, const function_plan *plans, size_t count);
/* Adds what the functions do with each pointer parameter: "u does not escape". */
void report_parameters(report *r);
/* Prints the lines to standard error, sorted by file, line and column, and releases them. All are written at
 * once: other threads and processes print as well. */
void report_print(report *r);

/* Adds a line at `where`; without a source position it names the module and the function. The caller fills in
 * what else the line has. */
report_line *report_add(report *r, LLVMValueRef function, const ir_location *where, const char *message);

#endif
