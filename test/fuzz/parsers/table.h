/* What the fuzz targets of table files have in common: errors have a line and a column of the file. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void require(bool condition, const char *what) {
  if (condition)
    return;
  fprintf(stderr, "table: not true: %s\n", what);
  abort();
}

/* A message for a file called "rows" with this content. */
static inline void check_message(const char *message, const char *text, size_t size) {
  unsigned long line, column, count = 1;
  require(sscanf(message, "rows:%lu:%lu: ", &line, &column) == 2, "a message has a line and a column");
  const char *begin = text, *end = text + size;
  for (const char *newline; count < line && (newline = memchr(begin, '\n', (size_t)(end - begin))); count++)
    begin = newline + 1;
  require(count == line, "the file has this line");
  const char *newline = begin < end ? memchr(begin, '\n', (size_t)(end - begin)) : NULL;
  size_t length = (size_t)((newline ? newline : end) - begin);
  require(column >= 1 && column <= length + 1, "the line has this column");
}

/* The length of the name that the text begins with, 0 if there is none. */
static inline size_t first_name(const char *text, size_t size) {
  size_t length = 0;
  while (length < size && (unsigned char)text[length] > ' ' && text[length] != '#')
    length++;
  return length;
}

#endif
