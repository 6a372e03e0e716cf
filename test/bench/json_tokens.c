/* JSON: a tokenizer that hands out one token object after the other, each with a copy of its text, and a
 * reader that checks the nesting and adds up what it finds.
 * Argument: how many documents. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=3460 plain@19=3480 moved=0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind {
  END,
  BRACE_OPEN,
  BRACE_CLOSE,
  BRACKET_OPEN,
  BRACKET_CLOSE,
  COLON,
  COMMA,
  STRING,
  NUMBER,
  WORD,
  BAD
};

struct token {
  enum kind kind;
  int line;
  char *text; /* of strings, numbers and words; else NULL */
};

struct lexer {
  const char *at;
  int line;
};

static struct lexer *lexer_new(const char *text) {
  struct lexer *lexer = malloc(sizeof *lexer);
  lexer->at = text;
  lexer->line = 1;
  return lexer;
}

static void lexer_free(struct lexer *lexer) { free(lexer); }

static struct token *token_new(enum kind kind, int line, char *text) {
  struct token *token = malloc(sizeof *token);
  token->kind = kind;
  token->line = line;
  token->text = text;
  return token;
}

static void token_free(struct token *token) {
  free(token->text);
  free(token);
}

/* Copies the string that begins after the quote at lexer->at, without its escapes. */
static char *read_string(struct lexer *lexer) {
  const char *end = ++lexer->at;
  while (*end && *end != '"')
    end += end[0] == '\\' && end[1] ? 2 : 1;
  char *text = malloc((size_t)(end - lexer->at) + 1), *to = text;
  while (lexer->at < end) {
    if (*lexer->at == '\\') {
      lexer->at++;
      *to++ = *lexer->at == 'n' ? '\n' : *lexer->at;
    } else {
      *to++ = *lexer->at;
    }
    lexer->at++;
  }
  *to = '\0';
  if (*lexer->at == '"')
    lexer->at++;
  return text;
}

static char *read_while(struct lexer *lexer, const char *accepted) {
  size_t length = strspn(lexer->at, accepted);
  char *text = strndup(lexer->at, length);
  lexer->at += length;
  return text;
}

static struct token *next_token(struct lexer *lexer) {
  for (;; lexer->at++) {
    if (*lexer->at == '\n')
      lexer->line++;
    else if (*lexer->at != ' ' && *lexer->at != '\t')
      break;
  }
  int line = lexer->line;
  char c = *lexer->at;
  if (c == '"')
    return token_new(STRING, line, read_string(lexer));
  if (c == '-' || (c >= '0' && c <= '9'))
    return token_new(NUMBER, line, read_while(lexer, "-+.eE0123456789"));
  if (c >= 'a' && c <= 'z')
    return token_new(WORD, line, read_while(lexer, "abcdefghijklmnopqrstuvwxyz"));
  if (c)
    lexer->at++;
  switch (c) {
  case '\0':
    return token_new(END, line, NULL);
  case '{':
    return token_new(BRACE_OPEN, line, NULL);
  case '}':
    return token_new(BRACE_CLOSE, line, NULL);
  case '[':
    return token_new(BRACKET_OPEN, line, NULL);
  case ']':
    return token_new(BRACKET_CLOSE, line, NULL);
  case ':':
    return token_new(COLON, line, NULL);
  case ',':
    return token_new(COMMA, line, NULL);
  default:
    return token_new(BAD, line, NULL);
  }
}

struct statistics {
  long tokens, strings, characters, words, depth, deepest, lines, errors;
  double sum;
};

static void read_document(const char *text, struct statistics *found) {
  struct lexer *lexer = lexer_new(text);
  for (;;) {
    struct token *token = next_token(lexer);
    enum kind kind = token->kind;
    found->tokens++;
    switch (kind) {
    case STRING:
      found->strings++;
      found->characters += (long)strlen(token->text);
      break;
    case NUMBER:
      found->sum += atof(token->text);
      break;
    case WORD:
      if (strcmp(token->text, "true") == 0 || strcmp(token->text, "false") == 0)
        found->words++;
      else if (strcmp(token->text, "null") != 0)
        found->errors++;
      break;
    case BRACE_OPEN:
    case BRACKET_OPEN:
      if (++found->depth > found->deepest)
        found->deepest = found->depth;
      break;
    case BRACE_CLOSE:
    case BRACKET_CLOSE:
      found->depth--;
      break;
    case BAD:
      found->errors++;
      break;
    default:
      break;
    }
    found->lines = token->line;
    token_free(token);
    if (kind == END)
      break;
  }
  lexer_free(lexer);
}

static const char document[] = "{\n  \"name\": \"heap \\\"and\\\" stack\", \"version\": 22, \"tags\": "
                               "[\"compiler\", \"escape\", \"C\"],\n"
                               "  \"users\": [\n"
                               "    {\"id\": 1, \"mail\": \"first.user@example.org\", \"score\": 12.75, "
                               "\"active\": true, \"boss\": null},\n"
                               "    {\"id\": 2, \"mail\": \"second.user@example.org\", \"score\": -3e2, "
                               "\"active\": false, \"boss\": 1},\n"
                               "    {\"id\": 3, \"mail\": \"third.user@example.org\", \"score\": 0.5, "
                               "\"active\": true, \"boss\": 1}\n  ],\n"
                               "  \"nested\": {\"a\": {\"b\": {\"c\": [[[1, 2], [3]], 4]}}},\n"
                               "  \"text\": \"A somewhat longer text, as they occur in documents: "
                               "with\\nseveral lines and commas.\"\n}\n";

int main(int argc, char **argv) {
  int documents = argc > 1 ? atoi(argv[1]) : 3000;
  struct statistics found = {0};
  for (int i = 0; i < documents; i++)
    read_document(document, &found);
  printf(
      "tokens %ld, strings %ld (%ld characters), words %ld, sum %.2f, deepest %ld, lines %ld, errors %ld\n",
      found.tokens, found.strings, found.characters, found.words, found.sum, found.deepest, found.lines,
      found.errors);
  return found.depth != 0;
}
