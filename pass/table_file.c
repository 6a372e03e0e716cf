/* Implementation of table_file.h. */
#include "table_file.h"

#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MAX_LINE = 8192, MAX_NAME = 4096, MAX_FILE = 1 << 26 };

char *table_error(const table_line *line, size_t offset, const char *message) {
  return support_format("%s:%zu:%zu: %s", line->path, line->number, offset + 1, message);
}

/* The length of a line without its comment, carriage return and trailing blanks. */
static size_t meaningful_length(const char *line, size_t length) {
  const char *comment = length ? memchr(line, '#', length) : NULL;
  if (comment)
    length = (size_t)(comment - line);
  else if (length && line[length - 1] == '\r')
    length--;
  while (length && table_is_blank(line[length - 1]))
    length--;
  return length;
}

/* The offset of the first control character, or `length`. */
static size_t find_control_character(const char *line, size_t length) {
  size_t i = 0;
  while (i < length && line[i] != 0x7f && ((unsigned char)line[i] >= 0x20 || line[i] == '\t'))
    i++;
  return i;
}

static char *add_line(void *table, table_add_line *add, table_line *line) {
  line->length = meaningful_length(line->text, line->length);
  if (line->length > MAX_LINE)
    return table_error(line, MAX_LINE, "the line is longer than 8192 bytes");
  size_t control = find_control_character(line->text, line->length);
  if (control < line->length)
    return table_error(line, control, "expected text, found a control character");
  while (line->name < line->length && table_is_blank(line->text[line->name]))
    line->name++;
  if (line->name == line->length)
    return NULL;
  line->rest = line->name;
  while (line->rest < line->length && !table_is_blank(line->text[line->rest]))
    line->rest++;
  if (line->rest - line->name > MAX_NAME)
    return table_error(line, line->name, "the name is longer than 4096 bytes");
  return add(table, line);
}

char *table_add_text(void *table, table_add_line *add, const char *path, const char *text, size_t length) {
  const char *end = text + length;
  size_t number = 1;
  for (const char *begin = text; begin < end; number++) {
    const char *newline = memchr(begin, '\n', (size_t)(end - begin));
    const char *line_end = newline ? newline : end;
    table_line line = {.path = path, .number = number, .text = begin, .length = (size_t)(line_end - begin)};
    char *error = add_line(table, add, &line);
    if (error)
      return error;
    begin = newline ? newline + 1 : end;
  }
  return NULL;
}

/* Reads the rest of a file into malloc'd memory. Returns NULL and sets *reason when that fails. */
static char *read_all(FILE *file, size_t *length, const char **reason) {
  size_t capacity = 1 << 16, used = 0;
  char *text = malloc(capacity);
  if (!text)
    abort();
  for (size_t count; (count = fread(text + used, 1, capacity - used, file)) != 0;) {
    used += count;
    if (used < capacity)
      continue;
    if (capacity >= MAX_FILE)
      break;
    char *grown = realloc(text, capacity *= 2);
    if (!grown)
      abort();
    text = grown;
  }
  *length = used;
  if (!ferror(file) && used < MAX_FILE)
    return text;
  *reason = ferror(file) ? strerror(errno) : "larger than 64 MiB";
  free(text);
  return NULL;
}

char *table_add_file(void *table, table_add_line *add, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return support_format("%s: cannot be read: %s", path, strerror(errno));
  size_t length = 0;
  const char *reason = NULL;
  char *text = read_all(file, &length, &reason);
  fclose(file);
  char *error = text ? table_add_text(table, add, path, text, length)
                     : support_format("%s: cannot be read: %s", path, reason);
  free(text);
  return error;
}
