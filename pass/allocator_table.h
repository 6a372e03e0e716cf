/* Rows of allocation and release functions: their form, and those that a user adds from a file.
 *
 * A file has one function a line; "#" starts a comment (table_file.h):
 *
 *     g_malloc0_n     p(zz)   g_malloc  size=1 count=0 zeroed
 *     g_realloc       p(pz)   g_malloc  resize size=1
 *     g_free          v(p)    g_malloc  release
 *     NAME PROTOTYPE FAMILY ATTRIBUTE {ATTRIBUTE}
 *
 * NAME, PROTOTYPE and FAMILY are as in allocators.def; the only pointers among the arguments are the first
 * ones of releases and resizes, because a row does not say what becomes of others. Blanks separate;
 * attributes, in any order, are size=N count=N  the object has as many bytes as argument N (from 0), or the
 * product of both, says align=N         argument N is the object's alignment aligned=BYTES   every object has
 * at least this alignment; 16 without it zeroed          the object starts as zeroes, else with undefined
 * bytes release         argument 0 is released; null is allowed and does nothing resize          argument 0
 * is released, and a new object with its content is returned; given null the function allocates; when it
 * fails it returns null and releases nothing; asked for 0 bytes it does what the target's realloc does
 *
 * A row is a permission and a promise. Calls of the function may be elided; then there is always an object,
 * even one of 0 bytes, where the function itself may return null. Calls that stay read and write no memory
 * that the program can reach, except what is released or resized.
 */
#ifndef HEAP2STACK_ALLOCATOR_TABLE_H
#define HEAP2STACK_ALLOCATOR_TABLE_H

#include "allocators.h"

enum { ALLOCATOR_MAX_PARAMETERS = 8 };

/* Flags of a row; allocators.c has more. */
enum { ALLOCATOR_ROW_ZEROED = 1 };

typedef struct allocator_row {
  const char *name;
  size_t name_length;
  const char *shown, *prototype, *family;
  allocator_kind kind;
  int size, count, align, limit; /* argument numbers, or -1 */
  int flags;
  unsigned alignment; /* bytes, at least; 0: the usual */
} allocator_row;

/* A user's rows. Adding needs the table alone; any number of threads may look up at once. */
typedef struct allocator_table allocator_table;

/* An empty table. Never NULL: the process aborts when memory runs out. */
allocator_table *allocator_table_create(void);

/* Releases the table; NULL is allowed. */
void allocator_table_destroy(allocator_table *table);

/* Adds the rows of a file. Returns NULL, or a message that the caller releases with free(), see table_file.h.
 */
char *allocator_table_add_file(allocator_table *table, const char *path);

/* The same from memory; `path` is what messages call it. `text` may hold any bytes. */
char *allocator_table_add_text(allocator_table *table, const char *path, const char *text, size_t length);

/* The row of a function; NULL when there is none. The table may be NULL: it has no rows. */
const allocator_row *allocator_table_find(const allocator_table *table, const char *name, size_t length);

#endif
