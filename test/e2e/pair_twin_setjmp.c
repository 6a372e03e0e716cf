// A parser that gives up with longjmp. In the function that calls setjmp nothing is promoted; below it
// objects are, and those that are alive at the jump are found again by who jumps back.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=4 O2=4
// OUT: 12 + 30 = 42
// OUT: bad character x after 1 numbers
// OUT: 2 parsers closed
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct parser {
  const char *at;
  int *numbers;
  int count;
  jmp_buf give_up;
};

static int closed;

NOINLINE struct parser *parser_new(const char *text) {
  struct parser *p = malloc(sizeof *p);
  if (!p || !(p->numbers = malloc(8 * sizeof *p->numbers)))
    abort();
  p->at = text;
  p->count = 0;
  return p;
}

NOINLINE void parser_free(struct parser *p) {
  closed++;
  free(p->numbers);
  free(p);
}

struct scratch {
  char digits[8];
  int length;
};

NOINLINE static struct scratch *scratch_new(void) {
  struct scratch *s = malloc(sizeof *s);
  if (!s)
    abort();
  s->length = 0;
  return s;
}

NOINLINE static void scratch_free(struct scratch *s) { free(s); }

NOINLINE static void parse_number(struct parser *p) {
  if (*p->at < '0' || *p->at > '9')
    longjmp(p->give_up, 1);
  struct scratch *s = scratch_new(); // promoted
  while (*p->at >= '0' && *p->at <= '9')
    s->digits[s->length++] = *p->at++;
  s->digits[s->length] = '\0';
  p->numbers[p->count++] = atoi(s->digits);
  scratch_free(s);
}

NOINLINE static void parse_sum(struct parser *p) {
  parse_number(p);
  while (*p->at == '+') {
    p->at++;
    parse_number(p);
  }
}

NOINLINE static void evaluate(const char *text) {
  struct parser *volatile p = parser_new(text); // kept, as is its array
  if (setjmp(p->give_up) != 0) {
    printf("bad character %c after %d numbers\n", *p->at, p->count);
  } else {
    parse_sum(p);
    printf("%d + %d = %d\n", p->numbers[0], p->numbers[1], p->numbers[0] + p->numbers[1]);
  }
  parser_free(p);
}

int main(void) {
  evaluate("12+30");
  evaluate("12+x");
  printf("%d parsers closed\n", closed);
}
