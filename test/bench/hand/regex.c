/* regex.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum opcode { CHAR, ANY, SPLIT, JUMP, MATCH };

struct instruction {
  enum opcode opcode;
  char c;
  int x, y;
};

enum { ROOM = 64 };

struct program {
  int size;
  struct instruction *code;
  struct instruction room[ROOM];
};

struct threads {
  int count;
  int *at;
  int room[ROOM];
};

struct compiler {
  const char *pattern;
  struct program *program;
};

static int emit(struct program *program, enum opcode opcode, char c, int x, int y) {
  program->code[program->size] = (struct instruction){opcode, c, x, y};
  return program->size++;
}

/* Makes room for an instruction in front of `at`. */
static void insert(struct program *program, int at) {
  memmove(program->code + at + 1, program->code + at, (size_t)(program->size - at) * sizeof *program->code);
  program->size++;
  for (int i = at + 1; i < program->size; i++) {
    struct instruction *in = &program->code[i];
    if (in->opcode == SPLIT || in->opcode == JUMP) {
      in->x += in->x >= at;
      in->y += in->y >= at;
    }
  }
}

static void compile_alternatives(struct compiler *compiler);

static void compile_piece(struct compiler *compiler) {
  struct program *program = compiler->program;
  int start = program->size;
  char c = *compiler->pattern++;
  if (c == '(') {
    compile_alternatives(compiler);
    if (*compiler->pattern == ')')
      compiler->pattern++;
  } else {
    emit(program, c == '.' ? ANY : CHAR, c, 0, 0);
  }
  switch (*compiler->pattern) {
  case '?':
    insert(program, start);
    program->code[start] = (struct instruction){SPLIT, 0, start + 1, program->size};
    compiler->pattern++;
    break;
  case '*':
    insert(program, start);
    emit(program, JUMP, 0, start, start);
    program->code[start] = (struct instruction){SPLIT, 0, start + 1, program->size};
    compiler->pattern++;
    break;
  case '+':
    emit(program, SPLIT, 0, start, program->size + 1);
    compiler->pattern++;
    break;
  default:
    break;
  }
}

static void compile_alternatives(struct compiler *compiler) {
  struct program *program = compiler->program;
  int start = program->size;
  while (*compiler->pattern && *compiler->pattern != ')' && *compiler->pattern != '|')
    compile_piece(compiler);
  if (*compiler->pattern != '|')
    return;
  compiler->pattern++;
  insert(program, start);
  int jump = emit(program, JUMP, 0, 0, 0);
  program->code[start] = (struct instruction){SPLIT, 0, start + 1, program->size};
  compile_alternatives(compiler);
  program->code[jump].x = program->code[jump].y = program->size;
}

/* The program of a pattern, to be cleared by program_clear(). */
static void compile(const char *pattern, struct program *program) {
  struct compiler compiler = {pattern, program};
  size_t capacity = 2 * strlen(pattern) + 1;
  program->size = 0;
  program->code = capacity <= ROOM ? program->room : malloc(capacity * sizeof *program->code);
  compile_alternatives(&compiler);
  emit(program, MATCH, 0, 0, 0);
}

static void program_clear(struct program *program) {
  if (program->code != program->room)
    free(program->code);
}

static void threads_init(struct threads *threads, int capacity) {
  threads->count = 0;
  threads->at = capacity <= ROOM ? threads->room : malloc((size_t)capacity * sizeof *threads->at);
}

static void threads_clear(struct threads *threads) {
  if (threads->at != threads->room)
    free(threads->at);
}

static void add_thread(const struct program *program, struct threads *threads, int at) {
  for (int i = 0; i < threads->count; i++)
    if (threads->at[i] == at)
      return;
  threads->at[threads->count++] = at;
  const struct instruction *in = &program->code[at];
  if (in->opcode == JUMP)
    add_thread(program, threads, in->x);
  if (in->opcode == SPLIT) {
    add_thread(program, threads, in->x);
    add_thread(program, threads, in->y);
  }
}

/* Whether the pattern occurs in the text. */
static int search(const struct program *program, const char *text) {
  struct threads first, second, *current = &first, *next = &second;
  threads_init(current, program->size);
  threads_init(next, program->size);
  int found = 0;
  for (;; text++) {
    add_thread(program, current, 0);
    next->count = 0;
    for (int i = 0; i < current->count && !found; i++) {
      const struct instruction *in = &program->code[current->at[i]];
      if (in->opcode == MATCH)
        found = 1;
      else if (*text && (in->opcode == ANY || (in->opcode == CHAR && in->c == *text)))
        add_thread(program, next, current->at[i] + 1);
    }
    if (found || !*text)
      break;
    struct threads *swap = current;
    current = next;
    next = swap;
  }
  threads_clear(current);
  threads_clear(next);
  return found;
}

static const char *const patterns[] = {"error", "warn(ing)?:", "a.*b+c", "(ab|cd)+e?f", "f(o|ou)+nd"};
static const char *const lines[] = {"warning: unused variable",
                                    "no errors were found",
                                    "abcdabf",
                                    "a long line that has all of the letters but no bc",
                                    "xaabbbc",
                                    "cdcdcde",
                                    ""};

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 1000;
  long found = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
      struct program own, *program = &own;
      compile(patterns[i], program);
      for (size_t k = 0; k < sizeof lines / sizeof *lines; k++)
        found += search(program, lines[k]);
      program_clear(program);
    }
  }
  printf("found %ld\n", found);
  return 0;
}
