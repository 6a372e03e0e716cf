/* libFuzzer target: option strings, as they come from the command line, pass parameters and HEAP2STACK.
 *
 * The first byte chooses the separators. Beyond what the sanitizers find: an error names a position in the
 * text, values stay in their ranges, and the environment variable is read like the text. See ../parsers.sh.
 */
#include <heap2stack/heap2stack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(bool condition, const char *what) {
  if (condition)
    return;
  fprintf(stderr, "options: not true: %s\n", what);
  abort();
}

static void check_values(const heap2stack_options *o) {
  require(o->m <= 2, "m is 0, 1 or 2");
  require(o->max_size <= UINT32_MAX && o->dynamic_size <= UINT32_MAX && o->clone_count <= UINT32_MAX,
          "sizes have 32 bits");
  require(memchr(o->effects, '\0', sizeof o->effects) != NULL, "the path of effects ends");
  require(memchr(o->allocators, '\0', sizeof o->allocators) != NULL, "the path of allocators ends");
}

static void check_message(const char *message, const char *text) {
  static const char before[] = "at character ";
  require(strncmp(message, "heap2stack: ", 12) == 0, "a message says whose it is");
  unsigned long position = 0;
  for (const char *at = strstr(message, before); at; at = strstr(at + 1, before))
    position = strtoul(at + strlen(before), NULL, 10); /* the last one: the text may have some itself */
  require(position >= 1 && position <= strlen(text) + 1, "a message has a position in the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const separators[] = {",", ";", ""};
  heap2stack_options given, from_environment;
  if (size == 0)
    return 0;
  char *text = calloc(size, 1);
  memcpy(text, data + 1, size - 1);
  memset(&given, 0, sizeof given);
  memset(&from_environment, 0, sizeof from_environment);
  heap2stack_options_init(&given);
  heap2stack_options_init(&from_environment);
  char *error = heap2stack_options_parse(&given, text, separators[data[0] % 3]);
  check_values(&given);
  if (error)
    check_message(error, text);
  if (data[0] % 3 == 0) {
    setenv("HEAP2STACK", text, 1);
    char *other = heap2stack_options_from_environment(&from_environment);
    require(!error == !other, "the environment is read like the text");
    require(given.m == from_environment.m && given.max_size == from_environment.max_size &&
                given.cleanup == from_environment.cleanup &&
                strcmp(given.effects, from_environment.effects) == 0,
            "the environment gives the same values");
    free(other);
  }
  free(error);
  free(text);
  return 0;
}
