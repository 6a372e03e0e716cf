/* Implementation of explain.h: explanations across functions. */
#include "explain.h"

#include "analysis.h"

enum { MAX_CALLS = 16 }; /* that one explanation follows */

explainer explainer_new(const names *names, callee_facts known) {
  known.explain = true;
  return (explainer){.names = *names, .known = known, .functions = pointer_map_new(names->run, 0)};
}

void explainer_free(explainer *e) { arrfree(e->explained); }

/* Where the analysis does not find its way again, the summary still knows the instruction. */
static explanation explain_briefly(const names *n, LLVMValueRef function, const fact *fact) {
  if (!fact->culprit || fact->source.parameter >= FRESH)
    return (explanation){0};
  heap2stack_parameter found;
  explain_step *step = ARENA_NEW(n->run, explain_step);
  step->name = names_parameter(n, function, fact->source.parameter, &found);
  step->action = LLVMIsACallInst(fact->culprit) || LLVMIsAInvokeInst(fact->culprit)
                     ? arena_printf(n->run, "reached by %s", names_callee(n, fact->culprit))
                     : "used";
  step->instruction = fact->culprit;
  return (explanation){.destination = "{heap}", .steps = step, .count = 1};
}

static explanation *explain_function(explainer *e, LLVMValueRef function, const summary *s) {
  analysis a;
  explanation *explanations = ARENA_ARRAY(e->names.run, explanation, arrlenu(s->facts) + 1);
  analysis_run(&a, e->names.m, e->known, function, ANALYSIS_FOR_SUMMARY);
  for (size_t i = 0; i < arrlenu(s->facts); i++) {
    explanations[i] = explain_local_fact(&e->names, &a.f, &s->facts[i]);
    if (!explanations[i].destination && s->facts[i].kind != FACT_WRITTEN && !s->facts[i].constant)
      explanations[i] = explain_briefly(&e->names, function, &s->facts[i]);
  }
  analysis_free(&a);
  return explanations;
}

const explanation *explain_fact(explainer *e, LLVMValueRef function, size_t fact) {
  const summary *s = summary_find(e->known.summaries, function);
  if (!s || s->worst || fact >= arrlenu(s->facts))
    return NULL;
  uint32_t place = pointer_map_find(&e->functions, function);
  if (place == POINTER_MAP_NONE) {
    place = (uint32_t)arrlenu(e->explained);
    pointer_map_add(&e->functions, function, place);
    explanation *fresh = explain_function(e, function, s);
    arrput(e->explained, fresh);
  }
  const explanation *x = &e->explained[place][fact];
  return x->destination ? x : NULL;
}

/* --- lines --- */

static heap2stack_step make_line(const names *n, const explain_step *step, const char *owner) {
  ir_location where = ir_instruction_location(step->instruction);
  const char *position = names_position(n, &where);
  const char *text = arena_printf(n->run, "  from %s%s%s (%s)%s%s", owner ? owner : "", owner ? "'s " : "",
                                  step->name, step->action, position ? " at " : "", position ? position : "");
  return (heap2stack_step){text, step->instruction};
}

/* The callees that an explanation leads to, up to the first that comes again. */
static size_t follow_calls(explainer *e, const explanation *first, const explanation **chain) {
  size_t length = 1;
  chain[0] = first;
  while (length < MAX_CALLS && chain[length - 1]->callee) {
    const explanation *next = explain_fact(e, chain[length - 1]->callee, chain[length - 1]->fact);
    for (size_t i = 0; i < length && next; i++)
      if (chain[i] == next)
        next = NULL;
    if (!next)
      break;
    chain[length++] = next;
  }
  return length;
}

heap2stack_step *explain_lines(explainer *e, const explanation *x, size_t *count) {
  const explanation *chain[MAX_CALLS];
  heap2stack_step *lines = NULL;
  *count = 0;
  if (!x->destination || x->count == 0)
    return NULL;
  size_t length = follow_calls(e, x, chain);
  heap2stack_step header = {.text =
                                arena_printf(e->names.run, "flow: %s = %s:", chain[length - 1]->destination,
                                             x->steps[x->count - 1].name)};
  arrput(lines, header);
  for (size_t c = 0; c < length; c++) {
    const char *owner = c > 0 ? names_global(&e->names, chain[c - 1]->callee) : NULL;
    for (size_t i = 0; i < chain[c]->count; i++) {
      heap2stack_step line = make_line(&e->names, &chain[c]->steps[i], owner);
      arrput(lines, line);
    }
  }
  *count = arrlenu(lines);
  heap2stack_step *result = ARENA_ARRAY(e->names.run, heap2stack_step, *count);
  for (size_t i = 0; i < *count; i++)
    result[i] = lines[i];
  arrfree(lines);
  return result;
}
