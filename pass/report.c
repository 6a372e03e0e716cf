/* Implementation of report.h. */
#include "report.h"

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

typedef struct line {
  const char *position; /* "user.c:7:23" */
  ir_location where;
  size_t order; /* of the site in the module: decides between equal positions */
  heap2stack_verdict verdict;
} line;

static const char *make_message(arena *run, const heap2stack_options *options, const site_verdict *s,
                                const char *call) {
  const char *text = heap2stack_reason_text(s->reason);
  if (!s->reason)
    return arena_printf(run, "moved to stack: %s", call);
  if (s->reason == HEAP2STACK_TOO_LARGE)
    return arena_printf(run, "%s escapes to heap: %s (limit %llu)", call, text,
                        (unsigned long long)options->max_size);
  return arena_printf(run, "%s escapes to heap: %s", call, text);
}

/* The source position, or where there is none the module and the function. */
static const char *make_position(arena *run, const ir_module *m, const ir_location *where,
                                 LLVMValueRef function) {
  size_t length;
  if (where->line)
    return arena_printf(run, "%.*s:%u:%u", (int)where->file_length, where->file, where->line, where->column);
  const char *source = LLVMGetSourceFileName(m->module, &length);
  const char *name = LLVMGetValueName2(function, &(size_t){0});
  return arena_printf(run, "%.*s: in %s()", (int)length, source, name);
}

static line make_line(arena *run, const ir_module *m, const heap2stack_options *options,
                      const function_plan *plan, const site_verdict *s) {
  line l = {.where = ir_instruction_location(s->call)};
  const char *call = explain_call(run, &s->site, s->call);
  l.position = make_position(run, m, &l.where, plan->function);
  l.verdict = (heap2stack_verdict){.function = plan->function,
                                   .site = s->call,
                                   .description = call,
                                   .promoted = !s->reason,
                                   .reason = s->reason,
                                   .size = s->size_known ? s->size : 0,
                                   .culprit = s->culprit,
                                   .message = make_message(run, options, s, call),
                                   .flow = s->flow,
                                   .flow_length = s->flow_length};
  return l;
}

static int compare_lines(const void *a, const void *b) {
  const line *x = a, *y = b;
  unsigned shorter = x->where.file_length < y->where.file_length ? x->where.file_length : y->where.file_length;
  int file = shorter ? memcmp(x->where.file, y->where.file, shorter) : 0;
  if (file)
    return file;
  if (x->where.file_length != y->where.file_length)
    return x->where.file_length < y->where.file_length ? -1 : 1;
  if (x->where.line != y->where.line)
    return x->where.line < y->where.line ? -1 : 1;
  if (x->where.column != y->where.column)
    return x->where.column < y->where.column ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

/* A function that was inlined or unrolled has several sites for one place in the source. */
static bool same_line(const line *a, const line *b) {
  return a->where.line && strcmp(a->position, b->position) == 0 && strcmp(a->verdict.message, b->verdict.message) == 0;
}

static void print_line(const line *l, unsigned level) {
  fprintf(stderr, "%s: %s\n", l->position, l->verdict.message);
  for (size_t i = 0; level >= 2 && i < l->verdict.flow_length; i++)
    fprintf(stderr, "%s:   %s\n", l->position, l->verdict.flow[i]);
}

void report_verdicts(arena *run, const ir_module *m, const heap2stack_options *options,
                     const heap2stack_callbacks *callbacks, const function_plan *plans, size_t count) {
  line *lines = NULL;
  for (size_t p = 0; p < count; p++)
    for (size_t s = 0; s < plans[p].site_count; s++) {
      line l = make_line(run, m, options, &plans[p], &plans[p].sites[s]);
      l.order = arrlenu(lines);
      if (callbacks->on_verdict)
        callbacks->on_verdict(&l.verdict, callbacks->user);
      arrput(lines, l);
    }
  if (options->m > 0 && lines) {
    qsort(lines, arrlenu(lines), sizeof(line), compare_lines);
    for (size_t i = 0; i < arrlenu(lines); i++)
      if (i == 0 || !same_line(&lines[i - 1], &lines[i]))
        print_line(&lines[i], options->m);
  }
  arrfree(lines);
}
