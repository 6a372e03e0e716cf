/* libFuzzer target: files of the option `effects` (pass/effects.h), and single rows.
 *
 * Beyond what the sanitizers find: errors have a place in the file, and rows that are accepted refer to
 * arguments that they have. See ../parsers.sh.
 */
#include "effects.h"

#include "table.h"

static void check_argument(const effect *row, const effect_argument *a) {
  unsigned known = (1U << row->argument_count) - 1;
  require(a->type == 'i' || a->type == 'd' || a->type == 'p', "an argument has a type");
  require(((a->stored_into | a->copied_from) & ~known) == 0, "flows go to arguments that there are");
  require(a->parameter_count <= EFFECT_MAX_PARAMETERS, "a function has so many parameters");
  for (unsigned i = 0; i < a->parameter_count; i++)
    require(strchr("=+*", a->parameters[i].source) == NULL || a->parameters[i].argument < row->argument_count,
            "parameters come from arguments that there are");
}

static void check_row(const effect *row) {
  require(row->argument_count <= EFFECT_MAX_ARGUMENTS, "a row has so many arguments");
  unsigned known = (1U << row->argument_count) - 1;
  require(((row->result_is | row->result_inside | row->result_loaded_from) & ~known) == 0,
          "the result comes from arguments that there are");
  require(row->result_type && strchr("vidps", row->result_type), "the result has a type");
  for (unsigned i = 0; i < row->argument_count; i++)
    check_argument(row, &row->arguments[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static effect_table *builtin;
  const char *text = (const char *)data;
  effect row;
  size_t offset = 0;
  if (!builtin)
    builtin = effect_table_create();
  const char *problem = effect_parse(text, size, &row, &offset);
  require(!problem || offset <= size, "an error is in the text");
  if (!problem)
    check_row(&row);
  effect_table *table = effect_table_create();
  char *error = effect_table_add_text(table, "rows", text, size);
  if (error)
    check_message(error, text, size);
  size_t name = first_name(text, size);
  bool found = effect_find(table, text, name, &row);
  require(error || name == 0 || found, "the first row is found");
  if (found)
    check_row(&row);
  require(found || !effect_find(builtin, text, name, &row), "what was known is still known");
  free(error);
  effect_table_destroy(table);
  return 0;
}
