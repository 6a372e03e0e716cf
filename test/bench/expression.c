/* Expressions: a recursive descent parser builds a tree, which is evaluated with several sets of variables
 * and freed. The nodes' number depends on the text: by hand only what surrounds them is on the stack. Argument:
 * how many times all the expressions are parsed. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=2260 moved=0
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum operation { NUMBER, VARIABLE, ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, CALL };

struct node {
  enum operation operation;
  double number;
  char *name; /* of a variable or function */
  struct node *left, *right;
};

struct parser {
  const char *at;
  const char *error;
};

struct variable {
  const char *name;
  double value;
};

static struct node *parse_sum(struct parser *parser);

static struct node *node_new(enum operation operation, struct node *left, struct node *right) {
  struct node *node = calloc(1, sizeof *node);
  node->operation = operation;
  node->left = left;
  node->right = right;
  return node;
}

static void node_free(struct node *node) {
  if (!node)
    return;
  node_free(node->left);
  node_free(node->right);
  free(node->name);
  free(node);
}

static int accept(struct parser *parser, char c) {
  while (*parser->at == ' ')
    parser->at++;
  if (*parser->at != c)
    return 0;
  parser->at++;
  return 1;
}

static char *parse_name(struct parser *parser) {
  const char *start = parser->at;
  while (isalnum((unsigned char)*parser->at))
    parser->at++;
  return strndup(start, (size_t)(parser->at - start));
}

static struct node *parse_factor(struct parser *parser) {
  if (accept(parser, '-'))
    return node_new(NEGATE, parse_factor(parser), NULL);
  if (accept(parser, '(')) {
    struct node *inner = parse_sum(parser);
    if (!accept(parser, ')'))
      parser->error = "missing )";
    return inner;
  }
  if (isalpha((unsigned char)*parser->at)) {
    struct node *node = node_new(VARIABLE, NULL, NULL);
    node->name = parse_name(parser);
    if (accept(parser, '(')) {
      node->operation = CALL;
      node->left = parse_sum(parser);
      if (!accept(parser, ')'))
        parser->error = "missing )";
    }
    return node;
  }
  struct node *node = node_new(NUMBER, NULL, NULL);
  char *end;
  node->number = strtod(parser->at, &end);
  if (end == parser->at)
    parser->error = "number expected";
  parser->at = end;
  return node;
}

static struct node *parse_product(struct parser *parser) {
  struct node *left = parse_factor(parser);
  for (;;) {
    if (accept(parser, '*'))
      left = node_new(MULTIPLY, left, parse_factor(parser));
    else if (accept(parser, '/'))
      left = node_new(DIVIDE, left, parse_factor(parser));
    else
      return left;
  }
}

static struct node *parse_sum(struct parser *parser) {
  struct node *left = parse_product(parser);
  for (;;) {
    if (accept(parser, '+'))
      left = node_new(ADD, left, parse_product(parser));
    else if (accept(parser, '-'))
      left = node_new(SUBTRACT, left, parse_product(parser));
    else
      return left;
  }
}

/* The tree of an expression, or NULL with a message in *error. */
static struct node *parse(const char *text, const char **error) {
  struct parser *parser = calloc(1, sizeof *parser);
  parser->at = text;
  struct node *tree = parse_sum(parser);
  if (!parser->error && *parser->at)
    parser->error = "end expected";
  *error = parser->error;
  if (parser->error) {
    node_free(tree);
    tree = NULL;
  }
  free(parser);
  return tree;
}

static double evaluate(const struct node *node, const struct variable *variables, size_t count) {
  switch (node->operation) {
  case NUMBER:
    return node->number;
  case VARIABLE:
    for (size_t i = 0; i < count; i++)
      if (strcmp(variables[i].name, node->name) == 0)
        return variables[i].value;
    return 0;
  case ADD:
    return evaluate(node->left, variables, count) + evaluate(node->right, variables, count);
  case SUBTRACT:
    return evaluate(node->left, variables, count) - evaluate(node->right, variables, count);
  case MULTIPLY:
    return evaluate(node->left, variables, count) * evaluate(node->right, variables, count);
  case DIVIDE:
    return evaluate(node->left, variables, count) / evaluate(node->right, variables, count);
  case NEGATE:
    return -evaluate(node->left, variables, count);
  case CALL: {
    double argument = evaluate(node->left, variables, count);
    return strcmp(node->name, "sqrt") == 0 ? sqrt(fabs(argument)) : argument * argument;
  }
  }
  return 0;
}

static struct variable *make_variables(double x) {
  struct variable *variables = malloc(3 * sizeof *variables);
  variables[0] = (struct variable){"x", x};
  variables[1] = (struct variable){"y", 2 * x + 1};
  variables[2] = (struct variable){"radius", 0.5};
  return variables;
}

static const char *const expressions[] = {
    "1 + 2 * 3 - 4 / 5",
    "x * x + y * y - radius * radius",
    "-(x - 1) * (y + 2) / (1 + square(x))",
    "sqrt(square(x) + square(y)) / (1 + sqrt(radius))",
    "((((x + 1) * 2 + 1) * 3 + 1) * 4 + y) / 120",
    "x + (y * 2",
};

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 3000;
  double sum = 0;
  long errors = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
      const char *error;
      struct node *tree = parse(expressions[i], &error);
      if (!tree) {
        errors += (long)strlen(error);
        continue;
      }
      for (int k = 0; k < 4; k++) {
        struct variable *variables = make_variables(round % 10 + k);
        sum += evaluate(tree, variables, 3);
        free(variables);
      }
      node_free(tree);
    }
  }
  printf("sum %.6f, errors %ld\n", sum, errors);
  return 0;
}
