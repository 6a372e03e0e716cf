/* What a function does with its pointer parameters, in Go's words (cmd/compile/internal/escape/escape.go,
 * reportLeaks): "u does not escape", "leaking param: u", "leaking param content: u",
 * "leaking param: u to result ~r0 level=1". Added are "to *p" where Go would say that it leaks, because
 * here the caller decides about p, and "releases param", which Go has no need of.
 */
#include "report.h"

typedef struct parameter_facts {
  bool leaks, content_leaks, released, always_released;
  bool to_result[DEEPEST]; /* by level */
  bool result_content;     /* something deeper reaches the result */
  uint64_t into;           /* parameters (of the first 64) whose memory it is stored in */
} parameter_facts;

static bool concerns(const fact *f, uint32_t parameter) {
  return !f->constant && f->kind != FACT_WRITTEN && f->source.parameter == parameter && !f->source.pieces;
}

static void add_fact(parameter_facts *p, const fact *f, bool pointer_result) {
  bool content = f->source.depth > 1;
  switch (f->kind) {
  case FACT_LEAKS:
    p->leaks |= !content;
    p->content_leaks |= content;
    break;
  case FACT_RELEASED:
    p->released |= !content;
    p->always_released |= f->always;
    p->content_leaks |= content;
    break;
  case FACT_RETURNED:
    if (pointer_result)
      p->to_result[f->source.depth - 1] = true;
    break;
  case FACT_STORED:
    if (f->into.parameter >= FRESH) { /* Go would say that it leaks to the heap */
      p->leaks |= !content;
      p->content_leaks |= content;
    } else if (f->into.parameter < 64 && f->into.parameter != f->source.parameter)
      p->into |= UINT64_C(1) << f->into.parameter;
    break;
  case FACT_WRITTEN:
    break;
  }
}

static bool is_root(const summary_link *link, uint32_t parameter) {
  for (size_t i = 0; i < arrlenu(link->roots); i++)
    if (link->roots[i].place.parameter == parameter)
      return true;
  return false;
}

/* Blocks that the parameter leads to are linked with others. */
static void add_links(parameter_facts *p, const summary *s, uint32_t parameter) {
  for (size_t i = 0; i < arrlenu(s->links); i++) {
    const summary_link *link = &s->links[i];
    if (!is_root(link, parameter))
      continue;
    for (size_t k = 0; k < arrlenu(link->roots); k++)
      add_fact(p,
               &(fact){.kind = FACT_STORED,
                       .source = {.parameter = parameter, .depth = 1},
                       .into = link->roots[k].place},
               false);
  }
}

/* Functions that the parameter is handed to and that it leads to itself are unknown here. */
static void add_calls(parameter_facts *p, const summary *s, uint32_t parameter) {
  for (size_t i = 0; i < arrlenu(s->calls); i++)
    for (uint32_t a = 0; a < s->calls[i].argument_count; a++)
      for (size_t k = 0; k < arrlenu(s->calls[i].arguments[a]); k++) {
        const summary_pointer *pointer = &s->calls[i].arguments[a][k];
        if (pointer->constant || pointer->place.parameter != parameter || pointer->place.pieces)
          continue;
        p->leaks |= pointer->place.depth == 1;
        p->content_leaks |= pointer->place.depth > 1;
      }
}

typedef struct named_parameter {
  const char *name;
  ir_location where;
} named_parameter;

/* Name and place in the source as far as debug info tells, else the IR's name and the function's line. */
static named_parameter describe(const report *r, LLVMValueRef function, uint32_t index) {
  named_parameter result = {0};
  heap2stack_parameter found = {0};
  bool known = LLVMGetDebugLocLine(function) > 0 && r->callbacks->find_parameter &&
               r->callbacks->find_parameter(function, index, &found, r->callbacks->user);
  size_t length;
  const char *name = LLVMGetValueName2(LLVMGetParam(function, index), &length);
  if (known && found.name_length)
    result.name = arena_printf(r->run, "%.*s", (int)found.name_length, found.name);
  else if (length)
    result.name = arena_printf(r->run, "%.*s", (int)length, name);
  else
    result.name = arena_printf(r->run, "parameter %u", index + 1);
  if (LLVMGetDebugLocLine(function) > 0) {
    result.where.file = LLVMGetDebugLocFilename(function, &result.where.file_length);
    result.where.line = known ? found.line : LLVMGetDebugLocLine(function);
    result.where.column = known ? found.column : 0;
  }
  return result;
}

static void add_line(report *r, LLVMValueRef function, const named_parameter *p, const char *message) {
  report_add(r, function, &p->where, message, NULL, 0);
}

static void report_facts(report *r, LLVMValueRef function, const named_parameter *p,
                         const parameter_facts *facts) {
  bool quiet = !facts->leaks && !facts->content_leaks && !facts->released && !facts->into;
  if (facts->leaks)
    add_line(r, function, p, arena_printf(r->run, "leaking param: %s", p->name));
  else if (facts->content_leaks)
    add_line(r, function, p, arena_printf(r->run, "leaking param content: %s", p->name));
  for (uint32_t level = 0; level < DEEPEST && !facts->leaks; level++) {
    if (!facts->to_result[level])
      continue;
    quiet = false;
    add_line(r, function, p,
             arena_printf(r->run, "leaking param: %s to result ~r0 level=%u", p->name, level));
  }
  for (uint32_t i = 0; i < 64 && i < LLVMCountParams(function) && !facts->leaks; i++)
    if (facts->into >> i & 1)
      add_line(r, function, p,
               arena_printf(r->run, "leaking param: %s to *%s", p->name, describe(r, function, i).name));
  if (facts->released)
    add_line(r, function, p,
             arena_printf(r->run, facts->always_released ? "releases param: %s" : "may release param: %s",
                          p->name));
  if (quiet)
    add_line(r, function, p, arena_printf(r->run, "%s does not escape", p->name));
}

static void report_function(report *r, LLVMValueRef function, const summary *s) {
  unsigned count = LLVMCountParams(function);
  bool pointer_result =
      LLVMGetTypeKind(LLVMGetReturnType(LLVMGlobalGetValueType(function))) != LLVMIntegerTypeKind;
  for (uint32_t i = 0; i < count; i++) {
    if (LLVMGetTypeKind(LLVMTypeOf(LLVMGetParam(function, i))) != LLVMPointerTypeKind)
      continue;
    parameter_facts facts = {.leaks = s->worst};
    for (size_t k = 0; k < arrlenu(s->facts); k++)
      if (concerns(&s->facts[k], i))
        add_fact(&facts, &s->facts[k], pointer_result);
    add_links(&facts, s, i);
    add_calls(&facts, s, i);
    named_parameter parameter = describe(r, function, i);
    report_facts(r, function, &parameter, &facts);
  }
}

void report_parameters(report *r, const summary_table *summaries) {
  for (LLVMValueRef f = LLVMGetFirstFunction(r->m->module); f; f = LLVMGetNextFunction(f)) {
    const summary *s = summary_find(summaries, f);
    if (s && !s->copy_only)
      report_function(r, f, s);
  }
}
