/* Implementation of allocator_table.h. */
#include "allocator_table.h"

#include "table_file.h"

#include <string.h>

#define uthash_fatal(message) abort()
#include <uthash.h>

typedef struct user_row {
  UT_hash_handle hh;
  allocator_row row;
  size_t line;
  char text[]; /* what the row's strings point to: name, prototype, family, each terminated */
} user_row;

struct allocator_table {
  user_row *rows; /* uthash, by name */
};

static void *allocate(size_t size) {
  void *memory = malloc(size);
  if (!memory)
    abort();
  return memory;
}

allocator_table *allocator_table_create(void) {
  allocator_table *table = allocate(sizeof *table);
  table->rows = NULL;
  return table;
}

void allocator_table_destroy(allocator_table *table) {
  if (!table)
    return;
  user_row *row, *next;
  HASH_ITER(hh, table->rows, row, next) {
    HASH_DEL(table->rows, row);
    free(row);
  }
  free(table);
}

static const user_row *find_row(const allocator_table *table, const char *name, size_t length) {
  user_row *row = NULL;
  HASH_FIND(hh, table->rows, name, length, row);
  return row;
}

const allocator_row *allocator_table_find(const allocator_table *table, const char *name, size_t length) {
  const user_row *found = table ? find_row(table, name, length) : NULL;
  return found ? &found->row : NULL;
}

/* --- Parsing a line ------------------------------------------------------------------------------------ */

/* A run of characters that are not blank. */
typedef struct word {
  size_t begin, end; /* offsets in the line; empty at the line's end */
} word;

typedef struct parser {
  const table_line *line;
  word prototype, family;
  size_t position;
  size_t parameters;
  allocator_row row;
  size_t error_offset;
  const char *message; /* of the first error, or NULL */
} parser;

static bool fail(parser *p, size_t offset, const char *message) {
  p->message = message;
  p->error_offset = offset;
  return false;
}

static word next_word(parser *p) {
  const table_line *line = p->line;
  while (p->position < line->length && table_is_blank(line->text[p->position]))
    p->position++;
  word w = {p->position, p->position};
  while (w.end < line->length && !table_is_blank(line->text[w.end]))
    w.end++;
  p->position = w.end;
  return w;
}

static char letter_at(const parser *p, size_t offset) {
  return offset < p->prototype.end ? p->line->text[offset] : '\0';
}

static char parameter(const parser *p, size_t number) {
  return letter_at(p, p->prototype.begin + 2 + number);
}

static bool parse_parameters(parser *p) {
  size_t at = p->prototype.begin + 2;
  for (;; at++, p->parameters++) {
    char letter = letter_at(p, at);
    if (letter == ')')
      break;
    if (letter != 'p' && letter != 'i' && letter != 'z')
      return fail(p, at, "expected an argument (p, i or z) or ')'");
    if (p->parameters == ALLOCATOR_MAX_PARAMETERS)
      return fail(p, at, "more than 8 arguments");
  }
  return at + 1 == p->prototype.end || fail(p, at + 1, "expected a blank after ')'");
}

static bool parse_prototype(parser *p) {
  p->prototype = next_word(p);
  size_t begin = p->prototype.begin;
  if (begin == p->prototype.end)
    return fail(p, begin, "expected a blank and a PROTOTYPE after the function's name");
  if (letter_at(p, begin) != 'p' && letter_at(p, begin) != 'v')
    return fail(p, begin, "expected the type of the result: p, or v for a release");
  if (letter_at(p, begin + 1) != '(')
    return fail(p, begin + 1, "expected '(' after the result");
  return parse_parameters(p);
}

static bool parse_family(parser *p) {
  p->family = next_word(p);
  return p->family.begin < p->family.end || fail(p, p->family.begin, "expected a FAMILY after the prototype");
}

/* The digits from `begin` on; a number that is too large comes out as 100000 or more. */
static bool parse_number(const parser *p, size_t begin, size_t end, unsigned *number) {
  *number = 0;
  for (size_t i = begin; i < end; i++) {
    char c = p->line->text[i];
    if (c < '0' || c > '9')
      return false;
    if (*number < 100000)
      *number = *number * 10 + (unsigned)(c - '0');
  }
  return begin < end;
}

static bool parse_argument(parser *p, size_t begin, size_t end, int *argument) {
  unsigned number;
  if (!parse_number(p, begin, end, &number))
    return fail(p, begin, "expected the number of an argument");
  if (number >= p->parameters)
    return fail(p, begin, "there is no such argument (they count from 0)");
  if (parameter(p, number) == 'p')
    return fail(p, begin, "this argument is not an integer");
  *argument = (int)number;
  return true;
}

static bool parse_aligned(parser *p, size_t begin, size_t end) {
  unsigned bytes;
  if (!parse_number(p, begin, end, &bytes) || bytes == 0 || (bytes & (bytes - 1)) != 0 ||
      bytes > MAXIMUM_SLOT_ALIGNMENT)
    return fail(p, begin, "expected a power of two up to 4096");
  p->row.alignment = bytes;
  return true;
}

/* An attribute with a value: true if `w` begins with it; *value is where the value begins. */
static bool is_valued(const parser *p, word w, const char *name, size_t *value) {
  size_t length = strlen(name);
  *value = w.begin + length;
  return w.end - w.begin >= length && memcmp(p->line->text + w.begin, name, length) == 0;
}

static bool is_plain(const parser *p, word w, const char *name) {
  size_t value;
  return is_valued(p, w, name, &value) && value == w.end;
}

static bool parse_kind(parser *p, word w, allocator_kind kind) {
  if (p->row.kind != ALLOCATOR_SITE)
    return fail(p, w.begin, "release or resize is given already");
  p->row.kind = kind;
  return true;
}

static bool parse_attribute(parser *p, word w) {
  const struct {
    const char *name;
    int *argument;
  } numbers[] = {{"size=", &p->row.size}, {"count=", &p->row.count}, {"align=", &p->row.align}};
  size_t value;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    if (is_valued(p, w, numbers[i].name, &value))
      return *numbers[i].argument < 0 ? parse_argument(p, value, w.end, numbers[i].argument)
                                      : fail(p, w.begin, "this is given twice");
  if (is_valued(p, w, "aligned=", &value))
    return p->row.alignment ? fail(p, w.begin, "this is given twice") : parse_aligned(p, value, w.end);
  if (is_plain(p, w, "release"))
    return parse_kind(p, w, ALLOCATOR_RELEASE);
  if (is_plain(p, w, "resize"))
    return parse_kind(p, w, ALLOCATOR_RESIZE);
  if (!is_plain(p, w, "zeroed"))
    return fail(p, w.begin, "expected size=N, count=N, align=N, aligned=BYTES, zeroed, release or resize");
  if (p->row.flags)
    return fail(p, w.begin, "this is given twice");
  p->row.flags = ALLOCATOR_ROW_ZEROED;
  return true;
}

/* The attributes have to go together, and with the prototype. */
static bool check_row(parser *p) {
  const allocator_row *row = &p->row;
  size_t begin = p->prototype.begin, end = p->line->length;
  bool releases = row->kind == ALLOCATOR_RELEASE, takes_pointer = row->kind != ALLOCATOR_SITE;
  bool starts = row->align >= 0 || row->flags;
  if (releases && (starts || row->size >= 0 || row->count >= 0 || row->alignment))
    return fail(p, end, "a release has no other attributes");
  if (row->kind == ALLOCATOR_RESIZE && starts)
    return fail(p, end, "a resize has no align=N and is not zeroed");
  if (!releases && row->size < 0)
    return fail(p, end, "expected size=N, or release");
  if (letter_at(p, begin) != (releases ? 'v' : 'p'))
    return fail(p, begin, releases ? "a release has no result (v)" : "the result has to be a pointer (p)");
  if (takes_pointer && (p->parameters == 0 || parameter(p, 0) != 'p'))
    return fail(p, begin + 2, "argument 0 has to be the pointer that is released (p)");
  for (size_t i = takes_pointer; i < p->parameters; i++)
    if (parameter(p, i) == 'p')
      return fail(p, begin + 2 + i, "only argument 0 of release and resize may be a pointer");
  return true;
}

static bool parse_line(parser *p) {
  if (!parse_prototype(p) || !parse_family(p))
    return false;
  for (word w = next_word(p); w.begin < w.end; w = next_word(p))
    if (!parse_attribute(p, w))
      return false;
  return check_row(p);
}

/* --- Adding -------------------------------------------------------------------------------------------- */

/* Copies a word to *to, which is moved behind its terminator. */
static const char *copy_word(char **to, const table_line *line, word w) {
  char *copy = *to;
  size_t length = w.end - w.begin;
  memcpy(copy, line->text + w.begin, length);
  copy[length] = '\0';
  *to = copy + length + 1;
  return copy;
}

static user_row *make_row(const parser *p) {
  const table_line *line = p->line;
  user_row *made = allocate(sizeof *made + line->length + 3);
  char *to = made->text;
  made->row = p->row;
  made->row.name = made->row.shown = copy_word(&to, line, (word){line->name, line->rest});
  made->row.name_length = line->rest - line->name;
  made->row.prototype = copy_word(&to, line, p->prototype);
  made->row.family = copy_word(&to, line, p->family);
  made->line = line->number;
  return made;
}

static char *duplicate_error(const table_line *line, const user_row *first) {
  return support_format("%s:%zu:%zu: this function already has a row in line %zu", line->path, line->number,
                        line->name + 1, first->line);
}

static char *add_line(void *context, const table_line *line) {
  allocator_table *table = context;
  const char *name = line->text + line->name;
  size_t length = line->rest - line->name;
  parser p = {.line = line, .position = line->rest};
  p.row = (allocator_row){.kind = ALLOCATOR_SITE, .size = -1, .count = -1, .align = -1, .limit = -1};
  if (allocator_is_builtin(name, length))
    return table_error(line, line->name, "this function is already known");
  const user_row *first = find_row(table, name, length);
  if (first)
    return duplicate_error(line, first);
  if (!parse_line(&p))
    return table_error(line, p.error_offset, p.message);
  user_row *made = make_row(&p);
  HASH_ADD_KEYPTR(hh, table->rows, made->row.name, length, made);
  return NULL;
}

char *allocator_table_add_text(allocator_table *table, const char *path, const char *text, size_t length) {
  return table_add_text(table, add_line, path, text, length);
}

char *allocator_table_add_file(allocator_table *table, const char *path) {
  return table_add_file(table, add_line, path);
}
