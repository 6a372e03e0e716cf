/* The table of library effects: its rows, their parser, and look-up. effects.h states what a row means. */
#include "effects.h"
#include "support.h"
#include "table_file.h"

#include <stdlib.h>
#include <string.h>

#define uthash_fatal(message) abort()
#include <uthash.h>

typedef struct builtin_row {
  const char *name;
  size_t name_length;
  const char *spec;
} builtin_row;

static const builtin_row builtin_rows[] = {
#define EFFECT(NAME, SPEC) {NAME, sizeof(NAME) - 1, SPEC},
#include "effects.def"
#undef EFFECT
};

enum { BUILTIN_COUNT = sizeof(builtin_rows) / sizeof(builtin_rows[0]) };

/* A row from a user's file. */
typedef struct user_row {
  UT_hash_handle hh;
  effect row;
  size_t line;
  size_t path_length;
  char text[]; /* the name, then the path of the file that gave it, neither terminated */
} user_row;

struct effect_table {
  const builtin_row *sorted[BUILTIN_COUNT]; /* by name */
  user_row *user_rows;                      /* uthash, by name */
};

static void *allocate(size_t size) {
  void *memory = malloc(size);
  if (!memory)
    abort();
  return memory;
}

/* --- Parsing a SPEC ------------------------------------------------------------------------------------ */

/* A SPEC is parsed twice: the first time collects the arguments' types, which the second one checks argument
 * numbers against, so that an error has the position of the number. */
typedef struct parser {
  const char *text;
  size_t length;
  size_t position;
  const effect *known; /* result of the first time, or NULL */
  const char *message; /* of the first error, or NULL */
} parser;

static bool fail(parser *p, const char *message) {
  if (!p->message)
    p->message = message;
  return false;
}

/* The next character, or NUL at the end (a NUL in the text fails wherever it stands). */
static char peek(const parser *p) { return p->position < p->length ? p->text[p->position] : '\0'; }

static bool accept(parser *p, char wanted) {
  if (p->position >= p->length || p->text[p->position] != wanted)
    return false;
  p->position++;
  return true;
}

static void skip_blanks(parser *p) {
  while (peek(p) == ' ' || peek(p) == '\t')
    p->position++;
}

static bool accept_spaced(parser *p, char wanted) {
  skip_blanks(p);
  if (!accept(p, wanted))
    return false;
  skip_blanks(p);
  return true;
}

/* The number of a pointer argument. */
static bool parse_number(parser *p, uint8_t *number) {
  size_t start = p->position;
  unsigned value = 0;
  while (peek(p) >= '0' && peek(p) <= '9') {
    if (value < EFFECT_MAX_ARGUMENTS)
      value = value * 10 + (unsigned)(peek(p) - '0');
    p->position++;
  }
  if (p->position == start)
    return fail(p, "expected the number of an argument");
  size_t end = p->position;
  p->position = start;
  if (value >= EFFECT_MAX_ARGUMENTS || (p->known && value >= p->known->argument_count))
    return fail(p, "there is no such argument (they count from 0)");
  if (p->known && p->known->arguments[value].type != 'p')
    return fail(p, "this argument is not a pointer");
  p->position = end;
  *number = (uint8_t)value;
  return true;
}

static bool parse_into_mask(parser *p, uint16_t *mask) {
  size_t start = p->position;
  uint8_t number = 0;
  if (!parse_number(p, &number))
    return false;
  if (*mask >> number & 1) {
    p->position = start;
    return fail(p, "this is given twice");
  }
  *mask = (uint16_t)(*mask | 1u << number);
  return true;
}

static bool parse_source(parser *p, effect *row) {
  if (accept(p, '*'))
    return parse_into_mask(p, &row->result_loaded_from);
  /* Whether the number goes into one mask or the other is known after it. */
  parser ahead = *p;
  uint8_t number = 0;
  if (!parse_number(&ahead, &number)) {
    *p = ahead;
    return false;
  }
  if (peek(&ahead) != '+')
    return parse_into_mask(p, &row->result_is);
  return parse_into_mask(p, &row->result_inside) && accept(p, '+');
}

static bool parse_result(parser *p, effect *row) {
  char type = peek(p);
  if (!type || !strchr("vidps", type))
    return fail(p, "expected the type of the result: v, i, d, s or p");
  p->position++;
  row->result_type = type;
  if (type != 'p')
    return true;
  row->result_unrelated = peek(p) != '=';
  if (row->result_unrelated)
    return true;
  while (accept(p, '='))
    if (!parse_source(p, row))
      return false;
  row->result_unrelated = accept(p, '?');
  return true;
}

static bool parse_parameter(parser *p, effect_parameter *parameter) {
  if (peek(p) == '.' || peek(p) == '?') {
    parameter->source = p->text[p->position++];
    return true;
  }
  if (accept(p, '*')) {
    parameter->source = '*';
    return parse_number(p, &parameter->argument);
  }
  if (peek(p) < '0' || peek(p) > '9')
    return fail(p, "expected a parameter: '.', '?', N, N+ or *N");
  if (!parse_number(p, &parameter->argument))
    return false;
  parameter->source = accept(p, '+') ? '+' : '=';
  return true;
}

static bool parse_callback(parser *p, effect_argument *argument) {
  if (!accept_spaced(p, '('))
    return fail(p, "expected '(' after 'c'");
  if (accept(p, ')'))
    return true;
  do {
    if (argument->parameter_count == EFFECT_MAX_PARAMETERS)
      return fail(p, "more than 8 parameters");
    if (!parse_parameter(p, &argument->parameters[argument->parameter_count++]))
      return false;
  } while (accept_spaced(p, ';'));
  return accept(p, ')') || fail(p, "expected ';' or ')' after a parameter");
}

/* The bit of an action's letter, or 0. */
static unsigned action_bit(char letter) {
  switch (letter) {
  case 'r':
    return EFFECT_READ;
  case 'w':
    return EFFECT_WRITTEN;
  case 't':
    return EFFECT_TEXT;
  case 'k':
    return EFFECT_KEPT;
  case 'f':
    return EFFECT_RELEASED;
  case 'b':
    return EFFECT_RELEASED_OUTSIDE;
  default:
    return 0;
  }
}

/* An action: its letter or a "*" is next. The stars before a letter hold for the letters up to the next star:
 * "*rw" is "*r*w". */
static bool parse_actions(parser *p, uint8_t actions[EFFECT_LEVELS]) {
  size_t level = 0;
  for (; peek(p) == '*'; p->position++)
    if (++level == EFFECT_LEVELS)
      return fail(p, "more than three '*'");
  if (!action_bit(peek(p)))
    return fail(p, "expected r, w, t, k, f or b after '*'");
  for (unsigned bit; (bit = action_bit(peek(p))) != 0; p->position++) {
    if (level == 0 && bit == EFFECT_RELEASED_OUTSIDE)
      return fail(p, "'b' needs a '*' before it");
    if (actions[level] & bit)
      return fail(p, "this is given twice");
    actions[level] = (uint8_t)(actions[level] | bit);
  }
  return true;
}

static bool parse_word(parser *p, uint8_t *word) {
  if (peek(p) < '0' || peek(p) > '9')
    return fail(p, "expected the number of a word, 0 to 9");
  *word = (uint8_t)(p->text[p->position++] - '0');
  return true;
}

static bool parse_layout(parser *p, effect_argument *argument) {
  if (!parse_word(p, &argument->first_link))
    return false;
  if (!accept(p, '-'))
    return fail(p, "expected '-' between the first and the last word");
  if (!parse_word(p, &argument->last_link))
    return false;
  return argument->first_link <= argument->last_link || fail(p, "the last word comes before the first");
}

static bool parse_flow(parser *p, effect_argument *argument) {
  char letter = peek(p);
  if (letter == '>' || letter == '<') {
    p->position++;
    return parse_into_mask(p, letter == '>' ? &argument->stored_into : &argument->copied_from);
  }
  bool *flag = letter == 'm'   ? &argument->linked
               : letter == 'l' ? &argument->laid_out
               : letter == 'o' ? &argument->one_pointer
                               : &argument->called;
  if (*flag)
    return fail(p, "this is given twice");
  p->position++;
  *flag = true;
  if (letter == 'l')
    return parse_layout(p, argument);
  return letter != 'c' || parse_callback(p, argument);
}

static bool at_action(const parser *p) { return peek(p) == '*' || action_bit(peek(p)); }

static bool at_flow(const parser *p) { return peek(p) && strchr("><mloc", peek(p)); }

static bool parse_argument(parser *p, effect_argument *argument) {
  char type = peek(p);
  if (!type || !strchr("idp", type))
    return fail(p, "expected an argument: i, d, p or '...'");
  p->position++;
  argument->type = type;
  while (type == 'p' && (at_action(p) || at_flow(p)))
    if (!(at_action(p) ? parse_actions(p, argument->actions) : parse_flow(p, argument)))
      return false;
  return true;
}

static bool parse_rest(parser *p, effect *row) {
  for (int dots = 0; dots < 3; dots++)
    if (!accept(p, '.'))
      return fail(p, "expected '...'");
  row->variadic = true;
  while (at_action(p))
    if (!parse_actions(p, row->rest))
      return false;
  return accept_spaced(p, ')') || fail(p, "expected r, w, k, f, b, '*' or ')' after '...'");
}

static bool parse_arguments(parser *p, effect *row) {
  if (accept(p, ')'))
    return true;
  do {
    if (peek(p) == '.')
      return parse_rest(p, row);
    if (row->argument_count == EFFECT_MAX_ARGUMENTS)
      return fail(p, "more than 16 arguments");
    effect_argument *argument = &row->arguments[row->argument_count++];
    if (!parse_argument(p, argument))
      return false;
    skip_blanks(p);
    if (peek(p) != ',' && peek(p) != ')')
      return fail(p, argument->type == 'p' ? "expected an effect (r w k f b * > < m o c), ',' or ')'"
                                           : "expected ',' or ')' after an argument that is not a pointer");
  } while (accept_spaced(p, ','));
  return accept(p, ')') || fail(p, "expected ',' or ')'");
}

static bool parse_spec(parser *p, effect *row) {
  *row = (effect){0};
  p->position = 0;
  skip_blanks(p);
  if (!parse_result(p, row))
    return false;
  if (!accept_spaced(p, '('))
    return fail(p, row->result_type == 'p' && row->result_unrelated ? "expected '=' or '(' after the result"
                                                                    : "expected '(' after the result");
  if (!parse_arguments(p, row))
    return false;
  skip_blanks(p);
  return p->position == p->length || fail(p, "expected nothing after ')'");
}

const char *effect_parse(const char *text, size_t length, effect *row, size_t *error_offset) {
  parser p = {.text = text, .length = length};
  effect types;
  if (parse_spec(&p, &types)) {
    p.known = &types;
    if (parse_spec(&p, row))
      return NULL;
  }
  *error_offset = p.position;
  return p.message;
}

/* --- The table ----------------------------------------------------------------------------------------- */

static int compare_names(const char *a, size_t a_length, const char *b, size_t b_length) {
  int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
  return order ? order : (a_length > b_length) - (a_length < b_length);
}

static int compare_rows(const void *a, const void *b) {
  const builtin_row *left = *(const builtin_row *const *)a, *right = *(const builtin_row *const *)b;
  return compare_names(left->name, left->name_length, right->name, right->name_length);
}

effect_table *effect_table_create(void) {
  effect_table *table = allocate(sizeof *table);
  table->user_rows = NULL;
  for (size_t i = 0; i < BUILTIN_COUNT; i++)
    table->sorted[i] = &builtin_rows[i];
  qsort(table->sorted, BUILTIN_COUNT, sizeof table->sorted[0], compare_rows);
  return table;
}

void effect_table_destroy(effect_table *table) {
  if (!table)
    return;
  user_row *row, *next;
  HASH_ITER(hh, table->user_rows, row, next) {
    HASH_DEL(table->user_rows, row);
    free(row);
  }
  free(table);
}

bool effect_builtin(size_t index, const char **name, const char **spec) {
  if (index >= BUILTIN_COUNT)
    return false;
  *name = builtin_rows[index].name;
  *spec = builtin_rows[index].spec;
  return true;
}

static const builtin_row *find_builtin_slowly(const char *name, size_t length) {
  for (size_t i = 0; i < BUILTIN_COUNT; i++)
    if (compare_names(builtin_rows[i].name, builtin_rows[i].name_length, name, length) == 0)
      return &builtin_rows[i];
  return NULL;
}

static const builtin_row *find_builtin(const effect_table *table, const char *name, size_t length) {
  size_t low = 0, high = BUILTIN_COUNT;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const builtin_row *row = table->sorted[middle];
    int order = compare_names(row->name, row->name_length, name, length);
    if (order == 0)
      return row;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static user_row *find_user_row(const effect_table *table, const char *name, size_t length) {
  user_row *row = NULL;
  HASH_FIND(hh, table->user_rows, name, length, row);
  return row;
}

bool effect_find(const effect_table *table, const char *name, size_t name_length, effect *row) {
  const user_row *user = table ? find_user_row(table, name, name_length) : NULL;
  if (user) {
    *row = user->row;
    return true;
  }
  const builtin_row *builtin =
      table ? find_builtin(table, name, name_length) : find_builtin_slowly(name, name_length);
  if (!builtin)
    return false;
  effect parsed;
  size_t offset;
  if (effect_parse(builtin->spec, strlen(builtin->spec), &parsed, &offset))
    return false;
  *row = parsed;
  return true;
}

/* --- A user's file ------------------------------------------------------------------------------------- */

static char *duplicate_error(const table_line *line, const user_row *first) {
  const char *path = first->text + first->hh.keylen;
  return support_format("%s:%zu:%zu: this function already has a row at %.*s:%zu", line->path, line->number,
                        line->name + 1, (int)first->path_length, path, first->line);
}

static void add_user_row(effect_table *table, const table_line *line, const effect *parsed) {
  size_t path_length = strlen(line->path), name_length = line->rest - line->name;
  user_row *row = allocate(sizeof *row + name_length + path_length);
  row->row = *parsed;
  row->line = line->number;
  row->path_length = path_length;
  memcpy(row->text, line->text + line->name, name_length);
  memcpy(row->text + name_length, line->path, path_length);
  HASH_ADD_KEYPTR(hh, table->user_rows, row->text, name_length, row);
}

static char *add_line(void *table, const table_line *line) {
  if (line->rest == line->length)
    return table_error(line, line->length, "expected a blank and a SPEC after the function's name");
  const user_row *first = find_user_row(table, line->text + line->name, line->rest - line->name);
  if (first)
    return duplicate_error(line, first);
  effect row;
  size_t offset;
  const char *message = effect_parse(line->text + line->rest, line->length - line->rest, &row, &offset);
  if (message)
    return table_error(line, line->rest + offset, message);
  add_user_row(table, line, &row);
  return NULL;
}

char *effect_table_add_text(effect_table *table, const char *path, const char *text, size_t length) {
  return table_add_text(table, add_line, path, text, length);
}

char *effect_table_add_file(effect_table *table, const char *path) {
  return table_add_file(table, add_line, path);
}
