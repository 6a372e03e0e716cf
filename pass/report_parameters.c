/* What a function does with its pointer parameters, in Go's words (cmd/compile/internal/escape/escape.go,
 * reportLeaks): "u does not escape", "leaking param: u", "leaking param content: u",
 * "leaking param: u to result ~r0 level=1". Added are "to *p" where Go would say that it leaks, because
 * here the caller decides about p, and "releases param", which Go has no need of.
 */
#include "report.h"

enum { NO_FACT };           /* facts are numbered from 1 */
#define MANY_FACTS SIZE_MAX /* no single one explains it */

enum { PARAMETERS_NAMED = 64 }; /* in whose memory others are stored: the rest is not told */

/* For each thing that may be said about a parameter, the first fact that makes it so. */
typedef struct parameter_facts {
  size_t leaks, content_leaks, released;
  size_t to_result[DEEPEST];     /* by level */
  size_t into[PARAMETERS_NAMED]; /* by the parameter whose memory it is stored in */
  bool unknown, content_unknown; /* leaks without a fact that says where */
  bool always_released;
} parameter_facts;

static bool concerns(const fact *f, uint32_t parameter) {
  return !f->constant && f->kind != FACT_WRITTEN && f->source.parameter == parameter && !f->source.pieces;
}

static void note(size_t *first, size_t fact) {
  if (*first == NO_FACT)
    *first = fact;
}

static void add_fact(parameter_facts *p, const fact *f, size_t number, bool pointer_result) {
  bool content = f->source.depth > 1;
  switch (f->kind) {
  case FACT_LEAKS:
    note(content ? &p->content_leaks : &p->leaks, number);
    break;
  case FACT_RELEASED:
    note(content ? &p->content_leaks : &p->released, number);
    p->always_released |= f->always;
    break;
  case FACT_RETURNED:
    if (pointer_result)
      note(&p->to_result[f->source.depth - 1], number);
    break;
  case FACT_STORED:
    if (f->into.parameter >= FRESH) /* Go would say that it leaks to the heap */
      note(content ? &p->content_leaks : &p->leaks, number);
    else if (f->into.parameter < PARAMETERS_NAMED && f->into.parameter != f->source.parameter)
      note(&p->into[f->into.parameter], number);
    break;
  case FACT_WRITTEN:
  case FACT_DISTANCE:
    break;
  }
}

static bool is_among(const summary_pointer *pointers, uint32_t parameter) {
  for (size_t i = 0; i < arrlenu(pointers); i++)
    if (pointers[i].place.parameter == parameter)
      return true;
  return false;
}

/* The parameter, or what it leads to, may be stored in what those lead to. */
static void add_intos(parameter_facts *p, uint32_t parameter, const summary_pointer *intos) {
  for (size_t i = 0; i < arrlenu(intos); i++) {
    fact stored = {.kind = FACT_STORED, .source = {.parameter = parameter, .depth = 1}};
    stored.into = intos[i].place;
    add_fact(p, &stored, MANY_FACTS, false);
  }
}

static void add_stores(parameter_facts *p, const summary *s, uint32_t parameter) {
  for (size_t i = 0; i < arrlenu(s->links); i++)
    if (is_among(s->links[i].roots, parameter))
      add_intos(p, parameter, s->links[i].roots);
  for (size_t i = 0; i < arrlenu(s->stores); i++)
    if (is_among(s->stores[i].sources, parameter))
      add_intos(p, parameter, s->stores[i].intos);
}

/* Functions that the parameter is handed to and that it leads to itself are unknown here. */
static void add_calls(parameter_facts *p, const summary *s, uint32_t parameter) {
  for (size_t i = 0; i < arrlenu(s->calls); i++)
    for (uint32_t a = 0; a < s->calls[i].argument_count; a++)
      for (size_t k = 0; k < arrlenu(s->calls[i].arguments[a]); k++) {
        const summary_pointer *pointer = &s->calls[i].arguments[a][k];
        if (pointer->constant || pointer->place.parameter != parameter || pointer->place.pieces)
          continue;
        p->unknown |= pointer->place.depth == 1;
        p->content_unknown |= pointer->place.depth > 1;
      }
}

/* One parameter, as lines are added for it. */
typedef struct named_parameter {
  LLVMValueRef function;
  const char *name;
  ir_location where; /* in the source as far as debug info tells, else the function's line */
} named_parameter;

static named_parameter describe(const report *r, LLVMValueRef function, uint32_t index) {
  heap2stack_parameter found;
  named_parameter result = {.function = function, .name = names_parameter(r->names, function, index, &found)};
  if (LLVMGetDebugLocLine(function) > 0) {
    result.where.file = LLVMGetDebugLocFilename(function, &result.where.file_length);
    result.where.line = found.line ? found.line : LLVMGetDebugLocLine(function);
    result.where.column = found.column;
  }
  return result;
}

/* `number` of the fact that explains it, or NO_FACT. */
static void add_line(report *r, const named_parameter *p, const char *message, size_t number) {
  report_line *line = report_add(r, p->function, &p->where, message);
  const explanation *why =
      r->options->m >= 2 && number != NO_FACT ? explain_fact(r->explainer, p->function, number - 1) : NULL;
  if (why)
    line->steps = explain_lines(r->explainer, why, &line->step_count);
}

static const char *phrase(const report *r, const char *verb, const named_parameter *p) {
  return arena_printf(r->names->run, "%s: %s", verb, p->name);
}

/* Where it goes by a way that callers know. True if anywhere. */
static bool report_ways(report *r, const named_parameter *p, const parameter_facts *facts) {
  bool any = false;
  for (uint32_t level = 0; level < DEEPEST; level++)
    if (facts->to_result[level]) {
      any = true;
      add_line(r, p, arena_printf(r->names->run, "leaking param: %s to result ~r0 level=%u", p->name, level),
               facts->to_result[level]);
    }
  for (uint32_t i = 0; i < PARAMETERS_NAMED && i < LLVMCountParams(p->function); i++)
    if (facts->into[i]) {
      any = true;
      const char *into = describe(r, p->function, i).name;
      add_line(r, p, arena_printf(r->names->run, "leaking param: %s to *%s", p->name, into), facts->into[i]);
    }
  return any;
}

static void report_facts(report *r, const named_parameter *p, const parameter_facts *facts) {
  bool leaks = facts->leaks || facts->unknown, content = facts->content_leaks || facts->content_unknown;
  if (leaks)
    add_line(r, p, phrase(r, "leaking param", p), facts->leaks);
  else if (content)
    add_line(r, p, phrase(r, "leaking param content", p), facts->content_leaks);
  bool ways = !leaks && report_ways(r, p, facts);
  if (facts->released)
    add_line(r, p, phrase(r, facts->always_released ? "releases param" : "may release param", p),
             facts->released);
  if (!leaks && !content && !ways && !facts->released)
    add_line(r, p, arena_printf(r->names->run, "%s does not escape", p->name), NO_FACT);
}

static void report_function(report *r, LLVMValueRef function, const summary *s) {
  unsigned count = LLVMCountParams(function);
  bool pointer_result =
      LLVMGetTypeKind(LLVMGetReturnType(LLVMGlobalGetValueType(function))) != LLVMIntegerTypeKind;
  for (uint32_t i = 0; i < count; i++) {
    if (LLVMGetTypeKind(LLVMTypeOf(LLVMGetParam(function, i))) != LLVMPointerTypeKind)
      continue;
    parameter_facts facts = {.unknown = s->worst};
    for (size_t k = 0; k < arrlenu(s->facts); k++)
      if (concerns(&s->facts[k], i))
        add_fact(&facts, &s->facts[k], k + 1, pointer_result);
    add_stores(&facts, s, i);
    add_calls(&facts, s, i);
    named_parameter parameter = describe(r, function, i);
    report_facts(r, &parameter, &facts);
  }
}

void report_parameters(report *r) {
  for (LLVMValueRef f = LLVMGetFirstFunction(r->names->m->module); f; f = LLVMGetNextFunction(f)) {
    const summary *s = summary_find(r->explainer->known.summaries, f);
    if (s && !s->copy_only)
      report_function(r, f, s);
  }
}
