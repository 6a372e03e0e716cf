/* Implementation of report.h: the lines, sorted and printed.
 *
 * Code that was inlined, unrolled or instantiated several times has several sites at one place in the source.
 * Equal findings there are one line; where they differ, each line says which copy it is about.
 */
#include "report.h"

#include <stdio.h>
#include <string.h>

enum { MAX_CONTEXTS = 4 }; /* places where code was inlined, named for one finding */

static const char *make_position(const report *r, const ir_location *where, LLVMValueRef function) {
  size_t length;
  const char *position = names_position(r->names, where);
  if (position)
    return position;
  const char *source = LLVMGetSourceFileName(r->names->m->module, &length);
  return arena_printf(r->names->run, "%.*s: in %s()", (int)length, source, names_global(r->names, function));
}

report_line *report_add(report *r, LLVMValueRef function, const ir_location *where, const char *message) {
  report_line line = {.position = make_position(r, where, function),
                      .where = *where,
                      .message = message,
                      .order = arrlenu(r->lines)};
  arrput(r->lines, line);
  return &arrlast(r->lines);
}

/* --- order --- */

static int compare_numbers(size_t a, size_t b) { return a < b ? -1 : a > b; }

static int compare_places(const ir_location *a, const ir_location *b) {
  unsigned shorter = a->file_length < b->file_length ? a->file_length : b->file_length;
  int result = shorter ? memcmp(a->file, b->file, shorter) : 0;
  if (!result)
    result = compare_numbers(a->file_length, b->file_length);
  if (!result)
    result = compare_numbers(a->line, b->line);
  return result ? result : compare_numbers(a->column, b->column);
}

static int compare_steps(const report_line *a, const report_line *b) {
  int result = compare_numbers(a->step_count, b->step_count);
  for (size_t i = 0; !result && i < a->step_count; i++)
    result = strcmp(a->steps[i].text, b->steps[i].text);
  return result;
}

/* Sites at one place: equal findings side by side, and of these equal explanations. */
static int compare_sites(const report_line *a, const report_line *b) {
  int result = strcmp(a->message, b->message);
  return result ? result : compare_steps(a, b);
}

static int compare_lines(const void *a, const void *b) {
  const report_line *x = a, *y = b;
  int result = compare_places(&x->where, &y->where);
  if (!result)
    result = compare_numbers(!x->context, !y->context);
  if (!result && x->context && x->where.line)
    result = compare_sites(x, y);
  return result ? result : compare_numbers(x->order, y->order);
}

/* --- printing --- */

/* The end of the lines from `begin` on that are about the same place, or say the same about it. */
static size_t find_end(const report *r, size_t begin, size_t end,
                       bool (*same)(const report_line *, const report_line *)) {
  size_t i = begin + 1;
  while (i < end && same(&r->lines[begin], &r->lines[i]))
    i++;
  return i;
}

static bool same_place(const report_line *a, const report_line *b) {
  return a->where.line && compare_places(&a->where, &b->where) == 0 && !a->context == !b->context;
}

static bool same_finding(const report_line *a, const report_line *b) {
  return strcmp(a->message, b->message) == 0;
}

static bool same_explanation(const report_line *a, const report_line *b) { return compare_steps(a, b) == 0; }

static bool same_context(const report_line *a, const report_line *b) {
  return !a->context || strcmp(a->context, b->context) == 0;
}

/* How many times the context changes between lines that say the same. */
static size_t count_contexts(const report *r, size_t begin, size_t end) {
  size_t count = 0;
  for (size_t i = begin; i < end; i = find_end(r, i, end, same_context))
    count++;
  return count;
}

/* Adds to the text that is printed in the end. */
__attribute__((format(printf, 2, 3))) static void print(report *r, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *added = support_vformat(format, arguments);
  va_end(arguments);
  size_t length = strlen(added);
  memcpy(arraddnptr(r->text, length), added, length);
  free(added);
}

static void print_contexts(report *r, size_t begin, size_t end) {
  size_t count = count_contexts(r, begin, end), printed = 0;
  for (size_t i = begin; i < end && printed < MAX_CONTEXTS; i = find_end(r, i, end, same_context), printed++)
    if (r->lines[i].inlined)
      print(r, "%s:   %s\n", r->lines[i].position, r->lines[i].context);
  if (count > printed)
    print(r, "%s:   and in %zu more places\n", r->lines[begin].position, count - printed);
}

static void print_steps(report *r, const report_line *l) {
  for (size_t i = 0; i < l->step_count; i++)
    print(r, "%s:   %s\n", l->position, l->steps[i].text);
}

/* One finding, with `contextual` where it is about one of several copies. */
static void print_finding(report *r, size_t begin, size_t end, bool contextual) {
  const report_line *l = &r->lines[begin];
  size_t contexts = count_contexts(r, begin, end), next;
  print(r, "%s: %s", l->position, l->message);
  if (contextual && contexts > 1)
    print(r, " (%s, and %zu more)", l->context, contexts - 1);
  else if (contextual)
    print(r, " (%s)", l->context);
  print(r, "\n");
  for (size_t i = begin; r->options->m >= 2 && i < end; i = next) {
    next = find_end(r, i, end, same_explanation);
    print_steps(r, &r->lines[i]);
    if (l->context && (!contextual || contexts > 1))
      print_contexts(r, i, next);
  }
}

static void print_place(report *r, size_t begin, size_t end) {
  size_t next;
  bool one_context = find_end(r, begin, end, same_context) == end;
  bool contextual = !one_context && find_end(r, begin, end, same_finding) < end;
  for (size_t i = begin; i < end; i = next) {
    next = find_end(r, i, end, same_finding);
    print_finding(r, i, next, contextual);
  }
}

void report_print(report *r) {
  size_t count = arrlenu(r->lines), next;
  if (!r->lines)
    return;
  qsort(r->lines, count, sizeof(report_line), compare_lines);
  for (size_t i = 0; i < count; i = next) {
    next = find_end(r, i, count, same_place);
    print_place(r, i, next);
  }
  fwrite(r->text, 1, arrlenu(r->text), stderr);
  arrfree(r->text);
  arrfree(r->lines);
}
