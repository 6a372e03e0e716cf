/* Implementation of report.h. */
#include "report.h"

#include "clones.h"
#include "explain.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *text;
} reasons[] = {
#define HEAP2STACK_REASON(ID, NAME, TEXT) {NAME, TEXT},
#include <heap2stack/reasons.def>
#undef HEAP2STACK_REASON
};

const char *heap2stack_reason_name(heap2stack_reason reason) { return reasons[reason].name; }

const char *heap2stack_reason_text(heap2stack_reason reason) { return reasons[reason].text; }

/* --- sites --- */

/* What else was done for a promoted object, and what it costs. */
static const char *clones_used(const report *r, const site_verdict *s) {
  const char *text = "";
  if (s->clone)
    text = arena_printf(r->run, " via clone %s (%u instructions)", s->clone->name, s->clone->instructions);
  if (s->released_by && s->released_by != s->clone)
    text = arena_printf(r->run, "%s, not released in clone %s (%u instructions)", text, s->released_by->name,
                        s->released_by->instructions);
  return text;
}

static const char *make_message(const report *r, const site_verdict *s, const char *call) {
  const char *text = heap2stack_reason_text(s->reason);
  if (!s->reason && s->guarded)
    return arena_printf(r->run, "moved to stack when %s <= %llu: %s%s", explain_size(r->run, &s->site),
                        (unsigned long long)s->size, call, clones_used(r, s));
  if (!s->reason && s->bounded)
    return arena_printf(r->run, "moved to stack: %s, at most %llu bytes%s", call, (unsigned long long)s->size,
                        clones_used(r, s));
  if (!s->reason)
    return arena_printf(r->run, "moved to stack: %s%s", call, clones_used(r, s));
  if (s->reason == HEAP2STACK_TOO_LARGE)
    return arena_printf(r->run, "%s escapes to heap: %s (limit %llu)", call, text,
                        (unsigned long long)r->options->max_size);
  return arena_printf(r->run, "%s escapes to heap: %s", call, text);
}

static void report_site(report *r, const function_plan *plan, const site_verdict *s) {
  const char *call = s->maker_fresh == NO_INDEX
                         ? explain_call(r->run, &s->site, s->call)
                         : arena_printf(r->run, "%.*s()", (int)s->site.shown_length, s->site.shown);
  heap2stack_verdict verdict = {.function = plan->function,
                                .site = s->call,
                                .description = call,
                                .promoted = !s->reason,
                                .reason = s->reason,
                                .size = s->size_known ? s->size : 0,
                                .culprit = s->culprit,
                                .message = make_message(r, s, call),
                                .flow = s->flow,
                                .flow_length = s->flow_length};
  ir_location where = ir_instruction_location(s->call);
  if (r->callbacks->on_verdict)
    r->callbacks->on_verdict(&verdict, r->callbacks->user);
  report_add(r, plan->function, &where, verdict.message, s->flow, s->flow_length);
}

void report_sites(report *r, const function_plan *plans, size_t count) {
  if (r->options->m == 0 && !r->callbacks->on_verdict)
    return;
  for (size_t p = 0; p < count; p++)
    for (size_t s = 0; s < plans[p].site_count; s++)
      report_site(r, &plans[p], &plans[p].sites[s]);
}

/* --- lines --- */

static const char *make_position(const report *r, const ir_location *where, LLVMValueRef function) {
  size_t length;
  if (where->line && where->column)
    return arena_printf(r->run, "%.*s:%u:%u", (int)where->file_length, where->file, where->line,
                        where->column);
  if (where->line)
    return arena_printf(r->run, "%.*s:%u", (int)where->file_length, where->file, where->line);
  const char *source = LLVMGetSourceFileName(r->m->module, &length);
  const char *name = LLVMGetValueName2(function, &(size_t){0});
  return arena_printf(r->run, "%.*s: in %s()", (int)length, source, name);
}

void report_add(report *r, LLVMValueRef function, const ir_location *where, const char *message,
                const char *const *steps, size_t step_count) {
  if (r->options->m == 0)
    return;
  report_line line = {.position = make_position(r, where, function), .message = message};
  line.file = where->file;
  line.file_length = where->file_length;
  line.line = where->line;
  line.column = where->column;
  line.order = arrlenu(r->lines);
  line.steps = steps;
  line.step_count = step_count;
  arrput(r->lines, line);
}

static int compare_numbers(size_t a, size_t b) { return a < b ? -1 : a > b; }

static int compare_lines(const void *a, const void *b) {
  const report_line *x = a, *y = b;
  unsigned shorter = x->file_length < y->file_length ? x->file_length : y->file_length;
  int result = shorter ? memcmp(x->file, y->file, shorter) : 0;
  if (!result)
    result = compare_numbers(x->file_length, y->file_length);
  if (!result)
    result = compare_numbers(x->line, y->line);
  if (!result)
    result = compare_numbers(x->column, y->column);
  return result ? result : compare_numbers(x->order, y->order);
}

/* A function that was inlined or unrolled has several sites for one place in the source. */
static bool same_line(const report_line *a, const report_line *b) {
  return a->line && strcmp(a->position, b->position) == 0 && strcmp(a->message, b->message) == 0;
}

static void print_line(const report *r, const report_line *l) {
  fprintf(stderr, "%s: %s\n", l->position, l->message);
  for (size_t i = 0; r->options->m >= 2 && i < l->step_count; i++)
    fprintf(stderr, "%s:   %s\n", l->position, l->steps[i]);
}

void report_print(report *r) {
  if (!r->lines)
    return;
  qsort(r->lines, arrlenu(r->lines), sizeof(report_line), compare_lines);
  for (size_t i = 0; i < arrlenu(r->lines); i++)
    if (i == 0 || !same_line(&r->lines[i - 1], &r->lines[i]))
      print_line(r, &r->lines[i]);
  arrfree(r->lines);
}
