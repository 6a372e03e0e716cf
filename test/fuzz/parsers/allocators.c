/* libFuzzer target: files of the option `allocators` (pass/allocator_table.h).
 *
 * Beyond what the sanitizers find: errors have a place in the file, and rows that are accepted refer to
 * arguments that they have. See ../parsers.sh.
 */
#include "allocator_table.h"

#include "table.h"

/* Stands for the built-in rows, which need LLVM. */
bool allocator_is_builtin(const char *name, size_t length) {
  return length == 6 && memcmp(name, "malloc", 6) == 0;
}

static void check_row(const allocator_row *row) {
  int parameters = (int)strlen(row->prototype) - 3; /* "p(" and ")" */
  require(parameters >= 0 && parameters <= ALLOCATOR_MAX_PARAMETERS, "a prototype has so many parameters");
  require(row->size < parameters && row->count < parameters && row->align < parameters,
          "attributes name arguments that there are");
  require((row->alignment & (row->alignment - 1)) == 0, "an alignment is a power of two");
  require(row->family[0] != '\0', "a row has a family");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  allocator_table *table = allocator_table_create();
  char *error = allocator_table_add_text(table, "rows", text, size);
  if (error)
    check_message(error, text, size);
  size_t name = first_name(text, size);
  const allocator_row *row = allocator_table_find(table, text, name);
  require(error || name == 0 || row, "the first row is found");
  if (row)
    check_row(row);
  free(error);
  allocator_table_destroy(table);
  return 0;
}
