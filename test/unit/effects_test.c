/* Tests the table of library effects: the parser's results, the position of each error, look-up, and that
 * every built-in row parses and is there once. Prints failures; the exit status says whether there were any.
 */
#include "effects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void check(bool condition, const char *what, int line) {
  if (condition)
    return;
  fprintf(stderr, "effects_test.c:%d: failed: %s\n", line, what);
  failures++;
}
#define CHECK(CONDITION) check((CONDITION), #CONDITION, __LINE__)

static effect parse(const char *spec, int line) {
  effect row = {0};
  size_t offset = 0;
  const char *message = effect_parse(spec, strlen(spec), &row, &offset);
  if (message) {
    fprintf(stderr, "effects_test.c:%d: \"%s\" at %zu: %s\n", line, spec, offset, message);
    failures++;
  }
  return row;
}
#define PARSE(SPEC) parse((SPEC), __LINE__)

/* --- Good rows ----------------------------------------------------------------------------------------- */

static void test_results(void) {
  CHECK(PARSE("v()").result_type == 'v' && PARSE("v()").argument_count == 0);
  CHECK(PARSE("s(i, d)").result_type == 's' && !PARSE("s(i, d)").result_unrelated);
  CHECK(PARSE("p()").result_unrelated);
  effect copy = PARSE("p=0(pw<1, pr, i)");
  CHECK(copy.result_is == 1 && !copy.result_inside && !copy.result_unrelated && copy.argument_count == 3);
  effect token = PARSE("p=0+=*2(prw>2, pr, porw*rw)");
  CHECK(token.result_inside == 1 && token.result_loaded_from == 4 && !token.result_is &&
        !token.result_unrelated);
  effect message = PARSE("p=0=1?(pr, pr, i)");
  CHECK(message.result_is == 3 && message.result_unrelated);
  CHECK(PARSE("p=0+?(p)").result_inside == 1 && PARSE("p=0+?(p)").result_unrelated);
}

static void test_arguments(void) {
  effect token = PARSE("p=0+=*2(prw>2, pr, porw*rw)");
  CHECK(token.arguments[0].actions[0] == (EFFECT_READ | EFFECT_WRITTEN) &&
        token.arguments[0].stored_into == 4);
  CHECK(token.arguments[1].actions[0] == EFFECT_READ && !token.arguments[1].one_pointer);
  CHECK(token.arguments[2].one_pointer && token.arguments[2].actions[1] == (EFFECT_READ | EFFECT_WRITTEN));
  effect copy = PARSE("p=0(pw<1<0,pr,i)");
  CHECK(copy.arguments[0].copied_from == 3 && copy.arguments[0].type == 'p' && copy.arguments[2].type == 'i');
  effect send = PARSE("i(i, pr*r**r***k, i)");
  CHECK(send.arguments[1].actions[1] == EFFECT_READ && send.arguments[1].actions[2] == EFFECT_READ &&
        send.arguments[1].actions[3] == EFFECT_KEPT);
  effect string = PARSE("v(pr*b, pf, pm)");
  CHECK(string.arguments[0].actions[1] == EFFECT_RELEASED_OUTSIDE);
  CHECK(string.arguments[1].actions[0] == EFFECT_RELEASED && string.arguments[2].linked);
  effect link = PARSE("v(pm, prm4*r)");
  CHECK(link.arguments[0].link_words == 0 && link.arguments[1].linked && link.arguments[1].link_words == 4);
}

static void test_variadic(void) {
  effect print = PARSE("i(pr,...rw)");
  CHECK(print.variadic && print.argument_count == 1 && print.rest[0] == (EFFECT_READ | EFFECT_WRITTEN));
  CHECK(PARSE(" v ( pr , i , ...r ) ").variadic && PARSE("\ti\t(p\t,\ti)").argument_count == 2);
  effect execute = PARSE("i(pr, pr, ...r*r)");
  CHECK(execute.rest[0] == EFFECT_READ && execute.rest[1] == EFFECT_READ);
  CHECK(PARSE("i(...)").variadic && PARSE("i(...)").argument_count == 0);
}

static void test_callbacks(void) {
  effect sort = PARSE("v(prw<0, i, i, pc(0+;0 ; *4;.;?), p)");
  const effect_argument *compare = &sort.arguments[3];
  CHECK(compare->called && compare->parameter_count == 5);
  CHECK(compare->parameters[0].source == '+' && compare->parameters[0].argument == 0);
  CHECK(compare->parameters[1].source == '=' && compare->parameters[1].argument == 0);
  CHECK(compare->parameters[2].source == '*' && compare->parameters[2].argument == 4);
  CHECK(compare->parameters[3].source == '.' && compare->parameters[4].source == '?');
  CHECK(PARSE("i(prw, pc())").arguments[1].called && PARSE("i(prw, pc())").arguments[1].parameter_count == 0);
}

static void test_limits(void) {
  CHECK(PARSE("v(p,p,p,p,p,p,p,p,p,p,p,p,p,p,p,p>15)").arguments[15].stored_into == 1u << 15);
  CHECK(PARSE("v(pc(.;.;.;.;.;.;.;.))").arguments[0].parameter_count == EFFECT_MAX_PARAMETERS);
  CHECK(PARSE("v(pw>00)").arguments[0].stored_into == 1);
}

/* --- Bad rows: each with the offset of the error and a word of its message ----------------------------- */

typedef struct bad_spec {
  const char *spec;
  size_t offset;
  const char *word;
} bad_spec;

static const bad_spec bad_specs[] = {
    {"", 0, "type of the result"},
    {"x(i)", 0, "type of the result"},
    {"i", 1, "'('"},
    {"i)", 1, "'('"},
    {"i=0(p)", 1, "'('"},
    {"p?(p)", 1, "'=' or '('"},
    {"p=(p)", 2, "number of an argument"},
    {"p=*(p)", 3, "number of an argument"},
    {"p=1(p)", 2, "no such argument"},
    {"p=1+(p)", 2, "no such argument"},
    {"p=16(p)", 2, "no such argument"},
    {"p=99999999999999999999999(p)", 2, "no such argument"},
    {"p=0=0(p)", 4, "twice"},
    {"p=0+=0+(p)", 5, "twice"},
    {"p=1(p,i)", 2, "not a pointer"},
    {"p=*0(d)", 3, "not a pointer"},
    {"i(", 2, "argument"},
    {"i(i", 3, "',' or ')'"},
    {"i(i,", 4, "argument"},
    {"i(i,)", 4, "argument"},
    {"i(,i)", 2, "argument"},
    {"i(v)", 2, "argument"},
    {"i(ir)", 3, "not a pointer"},
    {"i(p x)", 4, "effect"},
    {"i(pq)", 3, "effect"},
    {"i(prr)", 4, "twice"},
    {"i(p*r*r)", 6, "twice"},
    {"i(pmm)", 4, "twice"},
    {"i(poo)", 4, "twice"},
    {"i(pc()c())", 6, "twice"},
    {"i(pb)", 3, "'*'"},
    {"i(p*)", 4, "after '*'"},
    {"i(p*x)", 4, "after '*'"},
    {"i(p****r)", 6, "three"},
    {"i(p>)", 4, "number of an argument"},
    {"i(p>x)", 4, "number of an argument"},
    {"i(p>1)", 4, "no such argument"},
    {"i(p>1,i)", 4, "not a pointer"},
    {"i(p>1>1,p)", 6, "twice"},
    {"i(p<7)", 4, "no such argument"},
    {"i(pc)", 4, "'(' after 'c'"},
    {"i(pc(", 5, "parameter"},
    {"i(pc(x))", 5, "parameter"},
    {"i(pc(.", 6, "';' or ')'"},
    {"i(pc(.;))", 7, "parameter"},
    {"i(pc(5))", 5, "no such argument"},
    {"i(pc(*))", 6, "number of an argument"},
    {"i(pc(.;.;.;.;.;.;.;.;.))", 21, "8 parameters"},
    {"v(p,p,p,p,p,p,p,p,p,p,p,p,p,p,p,p,p)", 34, "16 arguments"},
    {"i(..)", 4, "'...'"},
    {"i(.)", 3, "'...'"},
    {"i(...x)", 5, "')'"},
    {"i(...,i)", 5, "')'"},
    {"i(...b)", 5, "'*'"},
    {"i(...>0)", 5, "')'"},
    {"i(i) i", 5, "nothing after"},
    {"i(i))", 4, "nothing after"},
};

static void test_bad_specs(void) {
  for (size_t i = 0; i < sizeof bad_specs / sizeof bad_specs[0]; i++) {
    const bad_spec *bad = &bad_specs[i];
    effect row;
    size_t offset = (size_t)-1;
    const char *message = effect_parse(bad->spec, strlen(bad->spec), &row, &offset);
    if (message && offset == bad->offset && strstr(message, bad->word))
      continue;
    fprintf(stderr, "\"%s\": expected \"%s\" at %zu, got \"%s\" at %zu\n", bad->spec, bad->word, bad->offset,
            message ? message : "no error", offset);
    failures++;
  }
  effect row;
  size_t offset = 0;
  CHECK(effect_parse("i(i\0)", 5, &row, &offset) && offset == 3);
  CHECK(effect_parse("i(p\0r)", 6, &row, &offset) && offset == 3);
}

/* --- A user's file ------------------------------------------------------------------------------------- */

/* Adds `text` to a new table and compares the message with "rows:" and `expected` (NULL: no error). */
static void expect_text(const char *text, size_t length, const char *expected, int line) {
  effect_table *table = effect_table_create();
  char *error = effect_table_add_text(table, "rows", text, length);
  bool same = expected ? error && strncmp(error, "rows:", 5) == 0 &&
                             strncmp(error + 5, expected, strlen(expected)) == 0
                       : !error;
  if (!same)
    fprintf(stderr, "effects_test.c:%d: expected \"rows:%s\", got \"%s\"\n", line, expected ? expected : "",
            error ? error : "no error");
  failures += !same;
  free(error);
  effect_table_destroy(table);
}
#define EXPECT(TEXT, EXPECTED) expect_text((TEXT), sizeof(TEXT) - 1, (EXPECTED), __LINE__)

static void test_user_text(void) {
  EXPECT("", NULL);
  EXPECT("\n\n  \t\n# a comment\n", NULL);
  EXPECT("first i(pr) # what it does\r\n\tsecond\tp=0(p)\r\nthird v()", NULL);
  EXPECT("first i(pr)\nsecond i(pz)\n", "2:11: expected an effect");
  EXPECT("first\n", "1:6: expected a blank and a SPEC");
  EXPECT("  first   # i(p)\n", "1:8: expected a blank and a SPEC");
  EXPECT("first i(p>1)", "1:11: there is no such argument");
  EXPECT("first i(", "1:9: expected an argument");
  EXPECT("first i(i)\n\n first i(p)\n", "3:2: this function already has a row at rows:1");
  EXPECT("fi\0rst i(i)\n", "1:3: expected text, found a control character");
  EXPECT("first i(i)\n\x01\x02\xff", "2:1: expected text, found a control character");
  EXPECT("\xff\xfe", "1:3: expected a blank");
  EXPECT("strlen i(i)\n", NULL); /* built-in rows are replaced, not duplicated */
}

static void test_long_lines(void) {
  static char text[10000];
  memset(text, 'a', sizeof text);
  expect_text(text, sizeof text, "1:8193: the line is longer", __LINE__);
  expect_text(text, 4096, "1:4097: expected a blank and a SPEC", __LINE__);
  memcpy(text + 5000, " i()", 4);
  expect_text(text, 5004, "1:1: the name is longer", __LINE__);
  expect_text(text + 904, 4100, NULL, __LINE__);
  memset(text, ' ', sizeof text);
  expect_text(text, sizeof text, NULL, __LINE__);
  memset(text, '#', sizeof text);
  expect_text(text, sizeof text, NULL, __LINE__);
}

static bool find(const effect_table *table, const char *name, effect *row) {
  return effect_find(table, name, strlen(name), row);
}

static void test_find(void) {
  effect_table *table = effect_table_create();
  effect row;
  CHECK(find(table, "strtol", &row) && row.arguments[0].stored_into == 2 && row.arguments[1].one_pointer);
  CHECK(find(NULL, "strtol", &row) && row.argument_count == 3);
  row.argument_count = 77;
  CHECK(!find(table, "no such function", &row) && !find(NULL, "", &row) && row.argument_count == 77);
  CHECK(effect_find(table, "strlenxyz", 6, &row) && row.argument_count == 1); /* not terminated */
  CHECK(!effect_find(table, "strlen", 5, &row));
  CHECK(!effect_table_add_text(table, "a", "strlen v(p,p)\nmine p=0(pk)", 26));
  CHECK(find(table, "strlen", &row) && row.argument_count == 2);
  CHECK(find(table, "mine", &row) && row.result_is == 1 && row.arguments[0].actions[0] == EFFECT_KEPT);
  CHECK(find(NULL, "strlen", &row) && row.argument_count == 1);
  char *error = effect_table_add_text(table, "b", "\nmine v(p)", 10);
  CHECK(error && strcmp(error, "b:2:1: this function already has a row at a:2") == 0);
  free(error);
  effect_table_destroy(table);
  effect_table_destroy(NULL);
}

static void test_files(const char *scratch) {
  effect_table *table = effect_table_create();
  char *error = effect_table_add_file(table, "/no/such/file");
  CHECK(error && strstr(error, "/no/such/file: cannot be read: "));
  free(error);
  error = effect_table_add_file(table, "/");
  CHECK(error && strstr(error, "/: cannot be read: "));
  free(error);
  FILE *file = fopen(scratch, "wb");
  CHECK(file != NULL);
  if (file) {
    /* More than one buffer full. */
    for (int i = 0; i < 20000; i++)
      fprintf(file, "function_%d i(pr, i)\n", i);
    fputs("last i(i\n", file);
    fclose(file);
    error = effect_table_add_file(table, scratch);
    CHECK(error && strstr(error, ":20001:9: expected ',' or ')'"));
    free(error);
    effect row;
    CHECK(find(table, "function_19999", &row) && row.argument_count == 2);
    remove(scratch);
  }
  effect_table_destroy(table);
}

/* --- The built-in rows --------------------------------------------------------------------------------- */

static size_t test_builtin_rows(void) {
  effect_table *table = effect_table_create();
  const char *name, *spec, *other, *other_spec;
  size_t count = 0;
  for (; effect_builtin(count, &name, &spec); count++) {
    effect row, found;
    size_t offset = 0;
    const char *message = effect_parse(spec, strlen(spec), &row, &offset);
    if (message) {
      fprintf(stderr, "%s \"%s\" at %zu: %s\n", name, spec, offset, message);
      failures++;
    } else if (!find(table, name, &found) || row.argument_count != found.argument_count) {
      fprintf(stderr, "%s: not found by its name\n", name);
      failures++;
    }
    for (size_t i = 0; i < count && effect_builtin(i, &other, &other_spec); i++)
      if (strcmp(name, other) == 0) {
        fprintf(stderr, "%s: two rows\n", name);
        failures++;
      }
  }
  CHECK(count >= 400);
  effect_table_destroy(table);
  return count;
}

int main(int argc, char **argv) {
  test_results();
  test_arguments();
  test_variadic();
  test_callbacks();
  test_limits();
  test_bad_specs();
  test_user_text();
  test_long_lines();
  test_find();
  test_files(argc > 1 ? argv[1] : "effects_test.tmp");
  size_t count = test_builtin_rows();
  printf("%zu built-in rows, %d failures\n", count, failures);
  return failures != 0;
}
