/* A user's file of rows, one function a line: what the options `effects` and `allocators` name.
 *
 * A line begins with the function's name; what follows after blanks is the table's own. "#" starts a comment,
 * empty lines mean nothing. Errors say "path:line:column: what was expected"; lines and columns (in bytes)
 * count from 1.
 */
#ifndef HEAP2STACK_TABLE_FILE_H
#define HEAP2STACK_TABLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* One line that is not empty. */
typedef struct table_line {
  const char *path;
  size_t number;
  const char *text; /* not NUL-terminated; no control characters but tabs */
  size_t length;    /* without comment and trailing blanks */
  size_t name;      /* offset of the function's name */
  size_t rest;      /* offset behind it: a blank, or the end */
} table_line;

/* Adds the row of a line. Returns NULL, or a message that the caller releases with free(). */
typedef char *table_add_line(void *table, const table_line *line);

static inline bool table_is_blank(char c) { return c == ' ' || c == '\t'; }

/* The message for an error at an offset of a line. */
char *table_error(const table_line *line, size_t offset, const char *message);

/* Adds the lines of a file up to the first error. Returns NULL, or a message ("path: reason" when the file
 * cannot be read) that the caller releases with free(). */
char *table_add_file(void *table, table_add_line *add, const char *path);

/* The same from memory; `path` is what messages call it. `text` may hold any bytes. */
char *table_add_text(void *table, table_add_line *add, const char *path, const char *text, size_t length);

#endif
