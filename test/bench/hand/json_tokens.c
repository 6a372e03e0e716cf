/* json_tokens.c, with everything on the stack that can be there when a programmer takes the trouble. */
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
  char room[256];
};

struct lexer {
  const char *at;
  int line;
};

static void token_clear(struct token *token) {
  if (token->text != token->room)
    free(token->text);
}

/* Room for a text with so many characters. */
static char *token_text(struct token *token, size_t length) {
  return token->text = length < sizeof token->room ? token->room : malloc(length + 1);
}

/* Copies the string that begins after the quote at lexer->at, without its escapes. */
static void read_string(struct lexer *lexer, struct token *token) {
  const char *end = ++lexer->at;
  while (*end && *end != '"')
    end += end[0] == '\\' && end[1] ? 2 : 1;
  char *to = token_text(token, (size_t)(end - lexer->at));
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
}

static void read_while(struct lexer *lexer, const char *accepted, struct token *token) {
  size_t length = strspn(lexer->at, accepted);
  char *text = token_text(token, length);
  memcpy(text, lexer->at, length);
  text[length] = '\0';
  lexer->at += length;
}

static void next_token(struct lexer *lexer, struct token *token) {
  for (;; lexer->at++) {
    if (*lexer->at == '\n')
      lexer->line++;
    else if (*lexer->at != ' ' && *lexer->at != '\t')
      break;
  }
  token->line = lexer->line;
  token->text = NULL;
  char c = *lexer->at;
  if (c == '"') {
    token->kind = STRING;
    read_string(lexer, token);
    return;
  }
  if (c == '-' || (c >= '0' && c <= '9')) {
    token->kind = NUMBER;
    read_while(lexer, "-+.eE0123456789", token);
    return;
  }
  if (c >= 'a' && c <= 'z') {
    token->kind = WORD;
    read_while(lexer, "abcdefghijklmnopqrstuvwxyz", token);
    return;
  }
  if (c)
    lexer->at++;
  switch (c) {
  case '\0':
    token->kind = END;
    break;
  case '{':
    token->kind = BRACE_OPEN;
    break;
  case '}':
    token->kind = BRACE_CLOSE;
    break;
  case '[':
    token->kind = BRACKET_OPEN;
    break;
  case ']':
    token->kind = BRACKET_CLOSE;
    break;
  case ':':
    token->kind = COLON;
    break;
  case ',':
    token->kind = COMMA;
    break;
  default:
    token->kind = BAD;
    break;
  }
}

struct statistics {
  long tokens, strings, characters, words, depth, deepest, lines, errors;
  double sum;
};

static void read_document(const char *text, struct statistics *found) {
  struct lexer lexer = {text, 1};
  for (;;) {
    struct token token;
    next_token(&lexer, &token);
    enum kind kind = token.kind;
    found->tokens++;
    switch (kind) {
    case STRING:
      found->strings++;
      found->characters += (long)strlen(token.text);
      break;
    case NUMBER:
      found->sum += atof(token.text);
      break;
    case WORD:
      if (strcmp(token.text, "true") == 0 || strcmp(token.text, "false") == 0)
        found->words++;
      else if (strcmp(token.text, "null") != 0)
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
    found->lines = token.line;
    token_clear(&token);
    if (kind == END)
      break;
  }
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
