/* The options of heap2stack.h: defaults, and the text form of pass parameters and of HEAP2STACK. */
#include "support.h"

#include <heap2stack/heap2stack.h>
#include <string.h>

typedef enum option_kind { OPTION_BYTES, OPTION_LEVEL, OPTION_SWITCH, OPTION_PATH } option_kind;

typedef struct option {
  const char *name;
  option_kind kind;
  size_t offset; /* of the field in heap2stack_options */
  uint64_t most; /* largest value; of a path, longest */
} option;

#define FIELD(NAME) offsetof(heap2stack_options, NAME)
static const option known_options[] = {
    {"max-size", OPTION_BYTES, FIELD(max_size), UINT32_MAX},
    {"clone-count", OPTION_BYTES, FIELD(clone_count), UINT32_MAX},
    {"clone-size", OPTION_BYTES, FIELD(clone_size), UINT32_MAX},
    {"dynamic-size", OPTION_BYTES, FIELD(dynamic_size), UINT32_MAX},
    {"pool-size", OPTION_BYTES, FIELD(pool_size), UINT32_MAX},
    {"frame-budget", OPTION_BYTES, FIELD(frame_budget), UINT32_MAX},
    {"recursion-budget", OPTION_BYTES, FIELD(recursion_budget), UINT32_MAX},
    {"reentry-budget", OPTION_BYTES, FIELD(reentry_budget), UINT32_MAX},
    {"chain-budget", OPTION_BYTES, FIELD(chain_budget), UINT32_MAX},
    {"max-work", OPTION_BYTES, FIELD(max_work), UINT64_MAX},
    {"m", OPTION_LEVEL, FIELD(m), 2},
    {"stats", OPTION_SWITCH, FIELD(stats), 1},
    {"effects", OPTION_PATH, FIELD(effects), sizeof(((heap2stack_options *)0)->effects) - 1},
    {"allocators", OPTION_PATH, FIELD(allocators), sizeof(((heap2stack_options *)0)->allocators) - 1},
    {"sanitized", OPTION_SWITCH, FIELD(sanitized), 1},
    {"cleanup", OPTION_SWITCH, FIELD(cleanup), 1},
    {"poison", OPTION_SWITCH, FIELD(poison), 1},
};
#undef FIELD

void heap2stack_options_init(heap2stack_options *options) {
  /* 65535: Go's implicit limit. One object of that size and a small frame around it fit into the frame and
   * the chain: a thread with a 128 KiB stack keeps the rest. 32 bytes in a recursive frame: about what the
   * frame loses when the pointer need no longer be saved across calls. 256 bytes where recursion through
   * other modules is possible, though unlikely to be deep. */
  *options = (heap2stack_options){.max_size = 65535,
                                  .dynamic_size = 256,
                                  .pool_size = 1024,
                                  .clone_count = 256,
                                  .clone_size = 20000,
                                  .frame_budget = 73728,
                                  .recursion_budget = 32,
                                  .reentry_budget = 256,
                                  .chain_budget = 73728,
                                  .max_work = UINT64_C(20000000),
                                  .m = 0,
                                  .sanitized = false,
                                  .cleanup = true,
                                  .poison = false};
}

static const option *find_option(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof known_options / sizeof known_options[0]; i++)
    if (strlen(known_options[i].name) == length && memcmp(known_options[i].name, name, length) == 0)
      return &known_options[i];
  return NULL;
}

static void set_option(heap2stack_options *options, const option *o, uint64_t value) {
  char *field = (char *)options + o->offset;
  switch (o->kind) {
  case OPTION_BYTES:
    *(uint64_t *)(void *)field = value;
    break;
  case OPTION_LEVEL:
    *(unsigned *)(void *)field = (unsigned)value;
    break;
  case OPTION_SWITCH:
    *(bool *)(void *)field = value != 0;
    break;
  case OPTION_PATH: /* set_path() */
    break;
  }
}

/* A decimal number and nothing else, at most `most`. */
static bool parse_number(const char *text, size_t length, uint64_t most, uint64_t *value) {
  *value = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9' || __builtin_mul_overflow(*value, UINT64_C(10), value) ||
        __builtin_add_overflow(*value, (uint64_t)(text[i] - '0'), value))
      return false;
  }
  return length > 0 && *value <= most;
}

static char *bad_item(const char *problem, const char *item, size_t length, size_t position) {
  return support_format("heap2stack: %s '%.*s' at character %zu of the options", problem, (int)length, item,
                        position + 1);
}

static char *set_path(heap2stack_options *options, const option *o, const char *value, size_t length,
                      size_t position) {
  char *field = (char *)options + o->offset;
  if (length == 0 || length > o->most)
    return support_format("heap2stack: the path at character %zu of the options is empty or longer than %llu "
                          "characters (for '%s')",
                          position + 1, (unsigned long long)o->most, o->name);
  memcpy(field, value, length);
  field[length] = '\0';
  return NULL;
}

static char *set_valued(heap2stack_options *options, const option *o, const char *value, size_t length,
                        size_t position) {
  uint64_t number;
  if (!parse_number(value, length, o->most, &number))
    return support_format("heap2stack: '%.*s' at character %zu of the options is not a number from 0 to %llu "
                          "(for '%s')",
                          (int)length, value, position + 1, (unsigned long long)o->most, o->name);
  set_option(options, o, number);
  return NULL;
}

/* One item: "name=value", "switch" or "no-switch". */
static char *parse_item(heap2stack_options *options, const char *item, size_t length, size_t position) {
  const char *equals = memchr(item, '=', length);
  size_t name_length = equals ? (size_t)(equals - item) : length;
  const option *o = find_option(item, name_length);
  if (o && equals && o->kind == OPTION_PATH)
    return set_path(options, o, equals + 1, length - name_length - 1, position + name_length + 1);
  if (o && equals)
    return set_valued(options, o, equals + 1, length - name_length - 1, position + name_length + 1);
  if (o && o->kind != OPTION_SWITCH)
    return bad_item("missing value for option", item, length, position);
  if (o) {
    set_option(options, o, 1);
    return NULL;
  }
  if (!equals && length > 3 && memcmp(item, "no-", 3) == 0) {
    o = find_option(item + 3, length - 3);
    if (o && o->kind == OPTION_SWITCH) {
      set_option(options, o, 0);
      return NULL;
    }
  }
  return bad_item("unknown option", item, name_length, position);
}

char *heap2stack_options_parse(heap2stack_options *options, const char *text, const char *separators) {
  size_t position = 0;
  while (text[position]) {
    size_t length = strcspn(text + position, separators);
    char *error = parse_item(options, text + position, length, position);
    if (error)
      return error;
    position += length;
    if (text[position])
      position++;
  }
  return NULL;
}

char *heap2stack_options_from_environment(heap2stack_options *options) {
  const char *text = getenv("HEAP2STACK");
  char *error = text ? heap2stack_options_parse(options, text, ",") : NULL;
  if (!error)
    return NULL;
  char *located = support_format("%s (environment variable HEAP2STACK)", error);
  free(error);
  return located;
}
